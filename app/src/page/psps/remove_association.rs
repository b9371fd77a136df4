//! *Remove* in a rule's row: asks first.

use leptos::prelude::*;

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use super::delete_policy::in_words;
use crate::api::associations::UnbindingServiceAccountPsp;
use crate::part::Failure;
use crate::ui::{ButtonKind, Code, Dialog, SkeletonLines};

/// The dialog.
#[component]
pub(super) fn RemoveAssociation(rule: String) -> impl IntoView {
    let page = PspsPage::of_page();
    let action = ServerAction::<UnbindingServiceAccountPsp>::new();
    let error = error_of(action);
    let rule = StoredValue::new(rule);
    view! {
        <Dialog title="Remove association rule" close=page.close()>
            <ActionForm action attr:class="space-y-4">
                <Transition fallback=|| view! { <SkeletonLines what="the rule" /> }>
                    {move || Suspend::new(async move {
                        match page.rules.await {
                            Err(error) => view! { <Failure error what="the rule" /> }.into_any(),
                            Ok(rules) => match rules.into_iter().find(|each| each.key() == rule.get_value()) {
                                None => view! { <p>"This association rule is gone already."</p> }.into_any(),
                                Some(rule) => view! {
                                    <p>"From then on this policy does not let these pods pass any more:"</p>
                                    <p>{in_words(&rule)}</p>
                                    <p class="text-ink-muted">
                                        "It stands in "
                                        <Code text=rule.binding.to_string() />
                                        ". Other subjects of that binding keep their rights."
                                    </p>
                                }
                                    .into_any(),
                            },
                        }
                    })}
                </Transition>
                <input type="hidden" name="rule" value=rule.get_value() />
                <Confirm error label="Remove" kind=ButtonKind::Danger pending=action.pending() />
            </ActionForm>
        </Dialog>
    }
}
