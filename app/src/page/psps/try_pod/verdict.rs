//! What would become of the pod.

use leptos::prelude::*;

use super::policies::Policies;
use crate::api::ClusterId;
use crate::api::trial::{self, Trial};
use crate::part::{Command, Diff, KubectlCommand};
use crate::text::texts;
use crate::ui::{Callout, EmptyState, IconName, Tone};
use crate::view::view;

#[component]
pub(super) fn Verdict(
    cluster: ClusterId,
    trial: Option<Trial>,
    /// The text as it is now.
    text: RwSignal<String>,
) -> impl IntoView {
    let t = texts();
    let Some(trial) = trial else {
        return view! {
            <EmptyState icon=IconName::Shield title=t.try_nothing_yet() text=t.try_nothing_yet_why() />
        }
        .into_any();
    };
    let tried = trial.yaml.clone();
    let stale = move || {
        let is_stale = text.with(|text| *text != tried);
        is_stale.then(|| view! { <p role="status" class="text-sm text-warn-text">{t.try_stale()}</p> })
    };
    let command =
        (!trial.by_controller).then(|| Command::try_pod(&trial.namespace, &trial.creator, &trial.yaml));
    let who = t.runs_as(&trial.account, &trial.namespace, &trial.creator);
    view! {
        {stale}
        <Decision verdict=trial.verdict.clone() />
        <p class="text-sm text-ink-muted wrap-anywhere">{who}</p>
        <Policies cluster trial />
        {command.map(|command| view! { <KubectlCommand command=Signal::stored(command) /> })}
    }
    .into_any()
}

#[component]
fn Decision(verdict: trial::Verdict) -> impl IntoView {
    let t = texts();
    let (policy, change, root, maybe_root) = match verdict {
        trial::Verdict::Refused(message) => {
            return view! {
                <Callout title=t.pod_refused() tone=Tone::Danger live=true>
                    <p>{t.pod_said()}</p>
                    <p class="font-mono text-xs">{message}</p>
                </Callout>
            }
            .into_any();
        }
        trial::Verdict::Admitted { policy, change, root, maybe_root } => (policy, change, root, maybe_root),
    };
    let (title, tone) = match (&change, root.is_empty(), maybe_root.is_empty()) {
        (_, false, _) => (t.admitted_will_not_start(&policy), Tone::Danger),
        (_, true, false) => (t.admitted_may_not_start(&policy), Tone::Warning),
        (Some(_), true, true) => (t.admitted_changed_by(&policy), Tone::Ok),
        (None, true, true) => (t.admitted_by(&policy), Tone::Ok),
    };
    let list = move |containers: &[String]| t.list(containers);
    let filled_in = match change {
        None => view! { <p>{t.admitted_as_it_is()}</p> }.into_any(),
        Some((before, after)) => view! {
            <p class="text-sm font-medium">{t.filled_in()}</p>
            <Diff label=t.filled_in() old=before new=after />
        }
        .into_any(),
    };
    view! {
        <Callout title tone live=true>
            {(!root.is_empty()).then(|| view! { <p>{t.root_certain(&list(&root))}</p> })}
            {(!maybe_root.is_empty()).then(|| view! { <p>{t.root_as_image_says(&list(&maybe_root))}</p> })}
            {filled_in}
        </Callout>
    }
    .into_any()
}
