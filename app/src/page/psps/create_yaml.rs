//! *Create YAML*: a template in the editor; *OK* creates the policy.

use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::parameters::Parameters;
use crate::api::draft::{Draft, read_draft};
use crate::api::policies::CreatePolicy;
use crate::api::{ApiError, ClusterId};
use crate::part::{FormFailure, YamlEditor, YamlProblems};
use crate::route::{Dialog, PspsView, Route, cluster_of};
use crate::text::texts;
use crate::ui::{Breadcrumbs, ButtonKind, Crumb, LinkButton, PageHeader, SkeletonLines, SubmitButton};

/// The page.
#[component]
pub(crate) fn CreateYaml() -> impl IntoView {
    let t = texts();
    let (params, query) = (use_params_map(), use_query_map());
    let cluster = Memo::new(move |_| params.with(cluster_of));
    let template = Memo::new(move |_| query.with(|query| query.get("template").unwrap_or_default()));
    let draft = Resource::new(move || query.with(|query| query.get("draft")), kept);
    view! {
        <Title text=t.create_yaml() />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=t.create_yaml() /> }}
            <PageHeader title=t.create_yaml() subtitle=t.create_yaml_subtitle() />
            <Transition fallback=move || view! { <SkeletonLines what=t.template_what() /> }>
                {move || Suspend::new(async move {
                    view! { <Form cluster=cluster.get() template=template.get() draft=draft.await /> }
                })}
            </Transition>
            <Parameters />
        </div>
    }
}

/// The way from the clusters to an editor.
#[component]
pub(super) fn Way(cluster: ClusterId, #[prop(into)] here: String) -> impl IntoView {
    let t = texts();
    let crumbs = vec![
        Crumb::link(t.clusters(), Route::Clusters.path()),
        Crumb::link(cluster.to_string(), Route::Cluster(cluster.clone()).path()),
        Crumb::link(t.psps(), Route::Psps(cluster, PspsView::default()).path()),
        Crumb::here(here),
    ];
    view! { <Breadcrumbs crumbs /> }
}

/// The draft that the URL names, if the console still has it.
pub(super) async fn kept(draft: Option<String>) -> Option<Draft> {
    read_draft(draft?).await.ok().flatten()
}

/// The problems to show: those of the text as it is now, and the server's until the text changes.
pub(super) fn problems(
    text: RwSignal<String>,
    error: Signal<Option<ApiError>>,
) -> Signal<Vec<psp::yaml::YamlError>> {
    let own = Memo::new(move |_| text.with(|text| psp::yaml::parse(text).err().unwrap_or_default()));
    Signal::derive(move || {
        let own = own.get();
        if own.is_empty() { error.get().map(|error| error.lines).unwrap_or_default() } else { own }
    })
}

/// An error that is not about the lines.
pub(super) fn of_the_whole(error: Signal<Option<ApiError>>) -> Signal<Option<ApiError>> {
    Signal::derive(move || error.get().filter(|error| error.lines.is_empty()))
}

#[component]
fn Form(cluster: ClusterId, template: String, draft: Option<Draft>) -> impl IntoView {
    let t = texts();
    let action = ServerAction::<CreatePolicy>::new();
    let start = psp::template::find(&template).unwrap_or(&psp::template::TEMPLATES[1]);
    let (yaml, refused) = match draft {
        Some(draft) => (draft.yaml, Some(draft.error)),
        None => (start.yaml.to_owned(), None),
    };
    let text = RwSignal::new(yaml);
    let node = NodeRef::<html::Textarea>::new();
    let error = Signal::derive(move || match action.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    });
    let errors = problems(text, error);
    let back = Route::Psps(cluster.clone(), PspsView::default().with_dialog(Dialog::SelectTemplate)).path();
    view! {
        <ActionForm action attr:class="space-y-3">
            <input type="hidden" name="cluster" value=cluster.to_string() />
            <input type="hidden" name="template" value=start.name />
            <YamlEditor text errors node />
            <YamlProblems errors node />
            <FormFailure error=of_the_whole(error) />
            <div class="flex justify-end gap-2">
                <LinkButton label=t.cancel() href=back />
                <SubmitButton label=t.ok() kind=ButtonKind::Primary pending=action.pending() />
            </div>
        </ActionForm>
    }
}
