//! While one edits a policy, somebody else changes it: that is said at once, and the text stays as it is.

use access::Topic;
use leptos::prelude::*;

use super::differences::Differences;
use crate::api::policies::describe_policy;
use crate::api::{ClusterId, Situation};
use crate::part::{Edited, Live};
use crate::text::texts;
use crate::ui::{Button, Callout, Tone};
use crate::view::{changing, view};

/// What has become of the policy since it was read.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Since {
    Nothing,
    Changed,
    Deleted,
}

/// Says so, and shows the difference when it is asked for.
#[component]
pub(super) fn Meanwhile(
    cluster: ClusterId,
    policy: String,
    edited: Edited,
    /// A refusal says the same, and more.
    #[prop(into)]
    told: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let asked = StoredValue::new((cluster, policy));
    let read = Action::new(move |(): &()| {
        let (cluster, policy) = asked.get_value();
        describe_policy(cluster, policy)
    });
    let changes = Live::of_page().topic(Topic::Policies);
    Effect::new(move |before: Option<Option<u64>>| {
        let now = changes.get();
        // Where nothing was known, something may have been missed.
        if before.is_some_and(|before| now.is_some() && before != now) {
            read.dispatch(());
        }
        now
    });
    let since = Memo::new(move |_| match read.value().get() {
        Some(Ok(theirs)) if edited.version.with(|version| theirs.version != *version) => Since::Changed,
        Some(Err(error)) if error.situation == Situation::NotFound => Since::Deleted,
        _ => Since::Nothing,
    });
    let compared = RwSignal::new(None::<usize>);
    let compare = move |_| compared.set(Some(read.version().get_untracked()));
    changing(move || {
        match since.get() {
        _ if told.get() => ().into_any(),
        Since::Nothing => ().into_any(),
        Since::Deleted => view! {
            <Callout title=t.deleted_meanwhile() tone=Tone::Warning live=true>{t.deleted_meanwhile_why()}</Callout>
        }
        .into_any(),
        Since::Changed => match compared.get() {
            Some(attempt) => {
                let (cluster, policy) = asked.get_value();
                Differences::Conflict { cluster, policy, edited, attempt }.shown()
            }
            None => view! {
                <Callout title=t.changed_meanwhile() tone=Tone::Warning live=true>
                    <p>{t.meanwhile_why()}</p>
                    <Button label=t.meanwhile_compare() on:click=compare />
                </Callout>
            }
            .into_any(),
        },
    }
    })
}
