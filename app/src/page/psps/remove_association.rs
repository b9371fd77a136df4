//! *Remove* in a rule's row: asks first.

use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::delete_policy::in_words;
use crate::api::associations::UnbindingServiceAccountPsp;
use crate::part::{Command, Failure, KubectlCommand, SendForm, Sending, later};
use crate::text::texts;
use crate::ui::{ButtonKind, Code, Dialog, SkeletonLines, around};
use crate::view::view;

/// The dialog.
#[component]
pub(super) fn RemoveAssociation(rule: String) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let rules = page.rules();
    let action = Sending::to::<UnbindingServiceAccountPsp>();
    let error = action.error();
    let rule = StoredValue::new(rule);
    view! {
        <Dialog title=t.remove_rule() close=page.close()>
            <SendForm sending=action>
                <Transition fallback=move || view! { <SkeletonLines what=t.rule_what() /> }>
                    {move || later(async move {
                        match rules.await {
                            Err(error) => view! { <Failure error what=t.rule_what() /> }.into_any(),
                            Ok(rules) => match rules.into_iter().find(|each| each.key() == rule.get_value()) {
                                None => view! { <p>{t.rule_gone()}</p> }.into_any(),
                                Some(rule) => {
                                    let command = Command::remove_rule(&rule);
                                    view! {
                                    <p>{t.remove_rule_effect()}</p>
                                    <p>{in_words(t, &rule)}</p>
                                    <p class="text-ink-muted">
                                        {around(t.remove_rule_binding(), view! { <Code text=rule.binding.to_string() /> })}
                                    </p>
                                        <KubectlCommand command />
                                }
                                    .into_any()
                                }
                            },
                        }
                    })}
                </Transition>
                <input type="hidden" name="rule" value=rule.get_value() />
                <Confirm error label=t.remove() kind=ButtonKind::Danger pending=action.pending() />
            </SendForm>
        </Dialog>
    }
}
