//! *Create YAML*: a template in the editor; *OK* creates the policy.

use leptos::prelude::*;
use leptos_meta::Title;
use psp::language::{self, Note, Severity};

use super::parameters::Parameters;
use super::review::{ReviewButton, ReviewPanel, Reviewing};
use super::tools::Tools;
use crate::api::draft::{Draft, read_draft};
use crate::api::policies::{CreatePolicy, describe_start};
use crate::api::{ApiError, ClusterId};
use crate::part::{
    Command, Edited, Editor, Failure, FormFailure, Here, KeepText, KeptText, ParameterPanel, Reading,
    SendForm, Sending, YamlEditor, YamlProblems, later,
};
use crate::route::{Dialog, PspsView, Route};
use crate::text::{say, texts};
use crate::ui::{Breadcrumbs, ButtonKind, Crumb, LinkButton, PageHeader, SkeletonLines, SubmitButton};
use crate::view::view;

/// The page.
#[component]
pub(crate) fn CreateYaml() -> impl IntoView {
    let t = texts();
    let here = Here::of_page();
    let (cluster, query) = (here.cluster, here.query());
    let template = Memo::new(move |_| query.with(|query| query.get("template").unwrap_or_default()));
    let draft = Reading::new(move || query.with(|query| query.get("draft")), kept);
    let from = move || query.with(|query| query.get("from").filter(|from| !from.is_empty()));
    let start = Reading::new(
        move || (cluster.get(), template.get(), from()),
        |(cluster, template, from)| describe_start(cluster, template, from),
    );
    view! {
        <Title text=t.create_yaml() />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=t.create_yaml() /> }}
            <PageHeader title=t.create_yaml() subtitle=t.create_yaml_subtitle() />
            <Transition fallback=move || view! { <SkeletonLines what=t.template_what() /> }>
                {move || later(async move {
                    let draft = draft.await.ok().flatten();
                    match start.await {
                        Err(error) => view! { <Failure error what=t.policy_what() /> }.into_any(),
                        Ok(start) => {
                            view! { <Form cluster=cluster.get() template=template.get() start draft /> }.into_any()
                        }
                    }
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
pub(super) async fn kept(draft: Option<String>) -> Result<Option<Draft>, ApiError> {
    match draft {
        Some(draft) => read_draft(draft).await,
        None => Ok(None),
    }
}

/// What is wrong with the text as it is now, or worth knowing; and what the server has found, until the text changes.
pub(super) fn notes(editor: Editor, error: Signal<Option<ApiError>>) -> Signal<Vec<Note>> {
    let own = Memo::new(move |_| {
        editor.text.with(|text| language::check(text, |problem| texts().yaml_problem(problem), say))
    });
    Signal::derive(move || {
        let own = own.get();
        if own.iter().any(|note| note.severity == Severity::Error) {
            return own;
        }
        match error.get() {
            Some(error) => editor.text.with(|text| refusals(text, error).into_iter().chain(own).collect()),
            None => own,
        }
    })
}

/// What the server found wrong with lines, and the API server with fields, which may have moved in the text since.
fn refusals(text: &str, ApiError { lines, fields, .. }: ApiError) -> Vec<Note> {
    let lines = lines.into_iter().map(|line| Note::error(text, line.place, line.field, line.message));
    let fields = fields.into_iter().map(|each| Note::refused(text, &each.field, &each.message));
    lines.chain(fields).collect()
}

/// The editor with what belongs beside and below it.
#[component]
pub(super) fn Workbench(
    editor: Editor,
    notes: Signal<Vec<Note>>,
    #[prop(optional)] readonly: bool,
) -> impl IntoView {
    view! {
        <div class="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div class="min-w-0 space-y-3">
                <YamlEditor editor notes readonly />
                <YamlProblems editor notes />
            </div>
            <ParameterPanel editor />
        </div>
    }
}

/// An error that is not about lines or fields.
pub(super) fn of_the_whole(error: Signal<Option<ApiError>>) -> Signal<Option<ApiError>> {
    Signal::derive(move || error.get().filter(|error| error.lines.is_empty() && error.fields.is_empty()))
}

#[component]
fn Form(
    cluster: ClusterId,
    template: String,
    /// The text to begin with.
    start: String,
    draft: Option<Draft>,
) -> impl IntoView {
    let t = texts();
    let template = psp::template::find_or_restricted(&template).name;
    let (yaml, refused) = match draft {
        Some(draft) => (draft.yaml, Some(draft.error)),
        None => (start, None),
    };
    let start_text = KeptText { text: yaml.clone(), ..KeptText::default() };
    // A template and a copy are texts of their own.
    let first_line = yaml.lines().find(|line| line.starts_with("  name:")).unwrap_or_default().to_owned();
    let key = format!("{cluster} new {template}{first_line}");
    let editor = Editor::new(yaml);
    let action = Sending::to::<CreatePolicy>().refused_before(refused);
    let error = action.error();
    let reviewing = Reviewing::new(editor, cluster.clone(), Signal::stored(String::new()));
    let notes = notes(editor, reviewing.or_refused(error));
    let edited = Edited {
        text: editor.text,
        version: RwSignal::new(String::new()),
        base: RwSignal::new(String::new()),
    };
    let done = action.is_done();
    let back = Route::Psps(cluster.clone(), PspsView::default().with_dialog(Dialog::SelectTemplate)).path();
    view! {
        <SendForm sending=action class="space-y-3">
            <input type="hidden" name="cluster" value=cluster.to_string() />
            <input type="hidden" name="template" value=template />
            <KeepText key edited start=start_text done />
            <Tools editor file=template />
            <Workbench editor notes />
            <FormFailure error=of_the_whole(error) />
            <ReviewPanel reviewing command=Command::create />
            <div class="flex flex-wrap justify-end gap-2">
                <LinkButton label=t.cancel() href=back />
                <ReviewButton reviewing />
                <SubmitButton label=t.ok() kind=ButtonKind::Primary pending=action.pending() />
            </div>
        </SendForm>
    }
}

#[cfg(test)]
mod tests {
    use psp::language::Cursor;

    use super::refusals;
    use crate::api::{ApiError, Situation};

    #[test]
    fn what_the_api_server_refuses_stands_at_its_field_and_without_one_at_the_beginning() {
        let text = "metadata:\n  name: a\nspec:\n  volumes:\n  - secret\n";
        let error =
            ApiError::new(Situation::Invalid, "").at("spec.volumes[0]", "no").at("spec.unknown", "no");
        let places: Vec<_> = refusals(text, error).into_iter().map(|note| (note.from, note.to)).collect();
        let at = |line, column| Cursor { line, column };
        assert_eq!(places[0], (at(5, 5), at(5, 11)));
        assert_eq!(places.len(), 2);
    }
}
