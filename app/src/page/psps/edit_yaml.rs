//! *YAML* of a policy that exists: seen, and changed. What somebody else changed meanwhile is shown, never overwritten
//! unknowingly.

use access::{Action, DefaultNames};
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::create_yaml::{Way, kept, of_the_whole, problems};
use super::parameters::Parameters;
use crate::api::draft::Draft;
use crate::api::permissions::describe_permissions;
use crate::api::policies::{PolicyText, UpdatePolicy, describe_policy};
use crate::api::{ClusterId, Situation};
use crate::part::{Failure, FormFailure, Refresh, YamlEditor, YamlProblems};
use crate::route::{PspsView, Route, cluster_of, policy_of};
use crate::text::texts;
use crate::ui::{ButtonKind, Callout, CodeBlock, LinkButton, PageHeader, SkeletonLines, SubmitButton, Tone};

/// The page.
#[component]
pub(crate) fn EditYaml() -> impl IntoView {
    let t = texts();
    let refresh = Refresh::provide();
    let (params, query) = (use_params_map(), use_query_map());
    let cluster = Memo::new(move |_| params.with(cluster_of));
    let policy = Memo::new(move |_| params.with(policy_of));
    let found = Resource::new(
        move || (cluster.get(), policy.get(), refresh.track()),
        |(cluster, policy, _)| describe_policy(cluster, policy),
    );
    let permissions = Resource::new(move || cluster.get(), describe_permissions);
    let draft = Resource::new(move || query.with(|query| query.get("draft")), kept);
    view! {
        <Title text=move || t.yaml_of(&policy.get()) />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=policy.get() /> }}
            {move || view! { <PageHeader title=t.edit_yaml() subtitle=policy.get() /> }}
            <Transition fallback=move || view! { <SkeletonLines what=t.policy_what() /> }>
                {move || Suspend::new(async move {
                    let refusal = permissions.await.ok().and_then(|permissions| {
                        permissions.refusal(Action::UpdateClusterPodSecurityPolicy).map(str::to_owned)
                    });
                    let draft = draft.await;
                    match found.await {
                        Err(error) => view! { <Failure error what=t.policy_what() /> }.into_any(),
                        Ok(found) => {
                            view! { <Form cluster=cluster.get() policy=policy.get() found draft refusal /> }.into_any()
                        }
                    }
                })}
            </Transition>
            <Parameters />
        </div>
    }
}

#[component]
fn Form(
    cluster: ClusterId,
    policy: String,
    found: PolicyText,
    draft: Option<Draft>,
    refusal: Option<String>,
) -> impl IntoView {
    let t = texts();
    let back = Route::Psps(cluster.clone(), PspsView::default()).path();
    let node = NodeRef::<html::Textarea>::new();
    if let Some(why) = readonly(&policy, refusal) {
        let text = RwSignal::new(found.yaml);
        return view! {
            <div class="space-y-3">
                <Callout title=t.read_only()>{why}</Callout>
                <YamlEditor text errors=Signal::stored(Vec::new()) node readonly=true />
                <div class="flex justify-end">
                    <LinkButton label=t.back() href=back />
                </div>
            </div>
        }
        .into_any();
    }
    let action = ServerAction::<UpdatePolicy>::new();
    let (yaml, version, refused) = match draft {
        Some(draft) => (draft.yaml, draft.version, Some(draft.error)),
        None => (found.yaml.clone(), found.version.clone(), None),
    };
    let text = RwSignal::new(yaml);
    let version = RwSignal::new(version);
    let error = Signal::derive(move || match action.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    });
    let errors = problems(text, error);
    let conflict =
        Memo::new(move |_| error.get().is_some_and(|error| error.situation == Situation::Conflict));
    let other = of_the_whole(Signal::derive(move || error.get().filter(|_| !conflict.get())));
    let theirs = StoredValue::new((cluster.clone(), policy.clone()));
    view! {
        <ActionForm action attr:class="space-y-3">
            <input type="hidden" name="cluster" value=cluster.to_string() />
            <input type="hidden" name="policy" value=policy />
            <input type="hidden" name="version" value=version.get_untracked() prop:value=move || version.get() />
            <YamlEditor text errors node />
            <YamlProblems errors node />
            <FormFailure error=other />
            {move || conflict.get().then(|| {
                let (cluster, policy) = theirs.get_value();
                view! { <Conflict cluster policy text version attempt=action.version().get() /> }
            })}
            <div class="flex justify-end gap-2">
                <LinkButton label=t.cancel() href=back />
                <SubmitButton label=t.ok() kind=ButtonKind::Primary pending=action.pending() />
            </div>
        </ActionForm>
    }
    .into_any()
}

fn readonly(policy: &str, refusal: Option<String>) -> Option<String> {
    let t = texts();
    let default = DefaultNames::is_known(policy);
    refusal.map(|why| t.because(&why)).or_else(|| default.then(|| t.default_read_only().to_owned()))
}

/// Somebody else was faster: what is there now, and the two ways on. The editor keeps its text.
#[component]
fn Conflict(
    cluster: ClusterId,
    policy: String,
    text: RwSignal<String>,
    /// The version that the editor's text was made from.
    version: RwSignal<String>,
    attempt: usize,
) -> impl IntoView {
    let t = texts();
    let now = Resource::new(
        move || (cluster.clone(), policy.clone(), attempt),
        |(cluster, policy, _)| describe_policy(cluster, policy),
    );
    view! {
        <Callout title=t.changed_meanwhile() tone=Tone::Danger live=true>
            <p>{t.conflict()}</p>
            <Transition fallback=move || view! { <SkeletonLines what=t.there_now_what() /> }>
                {move || Suspend::new(async move {
                    match now.await {
                        Err(error) => view! { <Failure error what=t.there_now_what() /> }.into_any(),
                        Ok(found) => {
                            let theirs = found.clone();
                            view! {
                                <CodeBlock label=t.there_now() text=found.yaml />
                                <label class="flex items-start gap-2 text-ink">
                                    <input type="checkbox" name="over" value=found.version class="mt-1 size-3.5 accent-accent" />
                                    <span>{t.conflict_replace()}</span>
                                </label>
                                <button
                                    type="button"
                                    on:click=move |_| {
                                        text.set(theirs.yaml.clone());
                                        version.set(theirs.version.clone());
                                    }
                                    class="rounded-md border border-line-strong bg-raised px-3 py-1 text-sm font-medium text-ink hover:bg-hover"
                                >
                                    {t.conflict_take()}
                                </button>
                            }
                                .into_any()
                        }
                    }
                })}
            </Transition>
        </Callout>
    }
}
