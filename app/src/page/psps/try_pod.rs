//! *Try a Pod*: which policy a pod would get, and why. Nothing is created, and what others change on the cluster changes the
//! verdict.

mod form;
mod policies;
mod verdict;

use access::switch::PspState;
use leptos::prelude::*;
use leptos_meta::Title;

use super::create_yaml::Way;
use crate::api::accounts::{list_namespaces, list_service_accounts};
use crate::api::psp_state::describe_cluster_psp_state;
use crate::api::trial::{Trial, describe_pod_start, explain_pod};
use crate::part::{Failure, Here, Reading, Refresh, later};
use crate::route::Attempt;
use crate::text::texts;
use crate::ui::{Callout, PageHeader, SkeletonLines};
use crate::view::view;
use form::Form;

/// What is asked: where and as whom, and the text, once the browser has sent one.
#[derive(Clone, Debug, Default, PartialEq)]
struct Question {
    attempt: Attempt,
    yaml: Option<String>,
    /// How often it was asked.
    times: u32,
}

/// The page.
#[component]
pub(crate) fn TryPod() -> impl IntoView {
    let t = texts();
    let refresh = Refresh::live(Signal::stored(false));
    let here = Here::of_page();
    let (cluster, query) = (here.cluster, here.query());
    let attempt = Memo::new(move |_| query.with(Attempt::from_query));
    let begin = Memo::new(move |_| attempt.with(|attempt| (attempt.workload.clone(), attempt.draft.clone())));
    let question = RwSignal::new(Question { attempt: attempt.get_untracked(), ..Question::default() });
    let start = Reading::new(
        move || (cluster.get(), begin.get()),
        |(cluster, (workload, draft))| describe_pod_start(cluster, workload, draft),
    );
    let trial = Reading::new(
        move || (cluster.get(), question.get(), refresh.track()),
        |(cluster, Question { attempt, yaml, .. }, _)| {
            let Attempt { namespace, account, user, workload, draft } = attempt;
            explain_pod(cluster, namespace, account, user, workload, draft, yaml)
        },
    );
    let namespaces = Reading::new(move || cluster.get(), list_namespaces);
    let accounts = Reading::new(move || cluster.get(), list_service_accounts);
    let status =
        Reading::new(move || (cluster.get(), refresh.track()), |(it, _)| describe_cluster_psp_state(it));
    view! {
        <Title text=t.try_pod() />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=t.try_pod() /> }}
            <PageHeader title=t.try_pod() subtitle=t.try_pod_subtitle() />
            <Transition>
                {move || later(async move {
                    let is_off = status.await.is_ok_and(|status| status.state == PspState::Disabled);
                    is_off.then(|| view! { <Callout title=t.not_enforced_now()>{t.not_enforced_now_why()}</Callout> })
                })}
            </Transition>
            <Transition fallback=move || view! { <SkeletonLines what=t.try_pod_start_what() /> }>
                {move || later(async move {
                    match (start.await, namespaces.await, accounts.await) {
                        (Ok(start), Ok(namespaces), Ok(accounts)) => {
                            view! { <Form cluster=cluster.get() start namespaces accounts question trial /> }.into_any()
                        }
                        (Err(error), _, _) => view! { <Failure error what=t.try_pod_start_what() /> }.into_any(),
                        (_, Err(error), _) | (_, _, Err(error)) => {
                            view! { <Failure error what=t.namespaces_and_accounts_what() /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </div>
    }
}
