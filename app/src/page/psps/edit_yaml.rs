//! *YAML* of a policy that exists: seen, and changed. What somebody else changed meanwhile is shown, never overwritten
//! unknowingly.

use access::{Action, DefaultNames};
use leptos::prelude::*;
use leptos_meta::Title;

use super::create_yaml::{Way, Workbench, kept, notes, of_the_whole};
use super::differences::Differences;
use super::meanwhile::Meanwhile;
use super::parameters::Parameters;
use super::review::{ReviewButton, ReviewPanel, Reviewing};
use super::tools::Tools;
use crate::api::draft::Draft;
use crate::api::permissions::describe_permissions;
use crate::api::policies::{PolicyText, UpdatePolicy, describe_policy};
use crate::api::{ClusterId, Situation};
use crate::part::{
    Command, Edited, Editor, Failure, FormFailure, Here, KeepText, KeptText, Reading, Refresh, SendForm,
    Sending, later,
};
use crate::route::{PspsView, Route};
use crate::text::texts;
use crate::ui::{ButtonKind, Callout, LinkButton, PageHeader, SkeletonLines, SubmitButton};
use crate::view::view;

/// The page.
#[component]
pub(crate) fn EditYaml() -> impl IntoView {
    let t = texts();
    let refresh = Refresh::provide();
    let here = Here::of_page();
    let (cluster, policy, query) = (here.cluster, here.policy, here.query());
    let found = Reading::new(
        move || (cluster.get(), policy.get(), refresh.track()),
        |(cluster, policy, _)| describe_policy(cluster, policy),
    );
    let permissions = Reading::new(move || cluster.get(), describe_permissions);
    let draft = Reading::new(move || query.with(|query| query.get("draft")), kept);
    view! {
        <Title text=move || t.yaml_of(&policy.get()) />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=policy.get() /> }}
            {move || view! { <PageHeader title=t.edit_yaml() subtitle=policy.get() /> }}
            <Transition fallback=move || view! { <SkeletonLines what=t.policy_what() /> }>
                {move || later(async move {
                    let refusal = permissions.await.ok().and_then(|permissions| {
                        permissions.refusal(Action::UpdateClusterPodSecurityPolicy).map(str::to_owned)
                    });
                    let draft = draft.await.ok().flatten();
                    match found.await {
                        Err(error) => view! { <Failure error what=t.policy_what() /> }.into_any(),
                        Ok(found) => {
                            view! {
                                <Form cluster=cluster.get() policy=policy.get() found draft refusal />
                                <Parameters />
                            }
                                .into_any()
                        }
                    }
                })}
            </Transition>
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
    if let Some(why) = readonly(&policy, refusal) {
        let editor = Editor::new(found.yaml);
        return view! {
            <div class="space-y-3">
                <Callout title=t.read_only()>{why}</Callout>
                <Tools editor file=policy.clone() policy=(cluster, policy) />
                <Workbench editor notes=Signal::stored(Vec::new()) readonly=true />
                <div class="flex justify-end">
                    <LinkButton label=t.back() href=back />
                </div>
            </div>
        }
        .into_any();
    }
    let (yaml, version, refused) = match draft {
        Some(draft) => (draft.yaml, draft.version, Some(draft.error)),
        None => (found.yaml.clone(), found.version.clone(), None),
    };
    // What a refused attempt without JavaScript was made from is not known any more.
    let base = if version == found.version { found.yaml } else { String::new() };
    let start = KeptText { text: yaml.clone(), version: version.clone(), base: base.clone() };
    let editor = Editor::new(yaml);
    let version = RwSignal::new(version);
    let edited = Edited { text: editor.text, version, base: RwSignal::new(base) };
    let reviewing = Reviewing::new(editor, cluster.clone(), version.into());
    let action = Sending::to::<UpdatePolicy>().refused_before(refused);
    let error = action.error();
    let notes = notes(editor, reviewing.or_refused(error));
    let conflict =
        Memo::new(move |_| error.get().is_some_and(|error| error.situation == Situation::Conflict));
    // What one saves oneself is news too.
    let (pending, done) = (action.pending(), action.is_done());
    let told = Signal::derive(move || conflict.get() || pending.get() || done.get());
    let other = of_the_whole(Signal::derive(move || error.get().filter(|_| !conflict.get())));
    let key = format!("{cluster} {policy}");
    let theirs = StoredValue::new((cluster.clone(), policy.clone()));
    view! {
        <SendForm sending=action class="space-y-3">
            <input type="hidden" name="cluster" value=cluster.to_string() />
            <input type="hidden" name="policy" value=policy.clone() />
            <input type="hidden" name="version" value=version.get_untracked() prop:value=move || version.get() />
            <Meanwhile cluster=cluster.clone() policy=policy.clone() edited told />
            <KeepText key edited start done />
            <Tools editor file=policy.clone() policy=(cluster.clone(), policy.clone()) />
            <Workbench editor notes />
            <FormFailure error=other />
            {move || conflict.get().then(|| {
                let (cluster, policy) = theirs.get_value();
                Differences::Conflict { cluster, policy, edited, attempt: action.attempts() }.shown()
            })}
            <ReviewPanel reviewing command=Command::replace />
            <div class="flex flex-wrap justify-end gap-2">
                <LinkButton label=t.cancel() href=back />
                <ReviewButton reviewing />
                <SubmitButton label=t.ok() kind=ButtonKind::Primary pending />
            </div>
        </SendForm>
    }
    .into_any()
}

fn readonly(policy: &str, refusal: Option<String>) -> Option<String> {
    let t = texts();
    let default = DefaultNames::is_known(policy);
    refusal.map(|why| t.because(&why)).or_else(|| default.then(|| t.default_read_only().to_owned()))
}
