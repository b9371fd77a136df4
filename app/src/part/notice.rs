//! What was just done, said once: it is in the URL, so it is there without JavaScript too. With it the notice goes
//! away after a while, and out of the URL.

use leptos::prelude::*;

use crate::route::Notice;
use crate::text::{Texts, texts};
use crate::ui::{Icon, IconName};
use crate::view::view;

/// Says what was just done.
#[component]
pub fn NoticeBar(
    #[prop(into)] notice: Signal<Option<Notice>>,
    /// The same page without it.
    #[prop(into)]
    dismiss: Signal<String>,
    /// Can it be undone?
    #[prop(into)]
    undoable: Signal<bool>,
    /// The way back, if there is one.
    #[prop(into)]
    undo: ViewFn,
) -> impl IntoView {
    expire(notice, undoable, dismiss);
    view! {
        <div role="status" class="pointer-events-none fixed inset-x-4 bottom-4 z-60 flex justify-center sm:justify-end">
            {move || {
                notice.get().map(|notice| view! {
                    <div class="pointer-events-auto flex max-w-md animate-appear items-start gap-2.5 rounded-lg border border-line-strong bg-raised py-2.5 pl-3.5 pr-2 shadow-float">
                        <Icon name=IconName::CheckCircle class="mt-0.5 text-ok-text" />
                        <div class="min-w-0 space-y-2">
                            <p class="wrap-anywhere">{in_words(&notice, texts())}</p>
                            {undo.run()}
                        </div>
                        <a
                            href=dismiss
                            aria-label=texts().dismiss()
                            data-noscroll
                            class="-my-0.5 rounded-md p-1 pointer-coarse:p-3 text-ink-muted hover:bg-hover hover:text-ink"
                        >
                            <Icon name=IconName::Close />
                        </a>
                    </div>
                })
            }}
        </div>
    }
}

fn in_words(notice: &Notice, t: Texts) -> String {
    let words = match notice {
        Notice::PolicyCreated(policy) => return t.policy_created(policy),
        Notice::PolicySaved(policy) => return t.policy_saved(policy),
        Notice::PolicyDeleted(policy) => return t.policy_deleted(policy),
        Notice::PoliciesDeleted(count) => return t.policies_deleted(*count),
        Notice::RuleAdded => t.rule_added(),
        Notice::RulesAdded(count) => return t.rules_added(*count),
        Notice::RuleAlreadyThere => t.rule_already_there(),
        Notice::RuleRemoved => t.rule_removed(),
        Notice::RulesRemoved(count) => return t.rules_removed(*count),
        Notice::DefaultInstalled => t.default_installed(),
        Notice::DefaultDisassociated => t.default_disassociated(),
        Notice::DefaultAssociated => t.default_associated(),
        Notice::TurningOn => t.turning_on(),
        Notice::TurningOff => t.turning_off(),
        Notice::DemoReset => t.demo_reset(),
        Notice::Undone => t.undone(),
    };
    words.to_owned()
}

#[cfg(feature = "hydrate")]
fn expire(notice: Signal<Option<Notice>>, undoable: Signal<bool>, dismiss: Signal<String>) {
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::use_navigate;

    /// Long enough to be read twice.
    const SHOWN: std::time::Duration = std::time::Duration::from_secs(8);
    /// Long enough to change one's mind, and to get there by the keyboard.
    const UNDOABLE: std::time::Duration = std::time::Duration::from_secs(30);

    let navigate = use_navigate();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || timer.try_update_value(Option::take).flatten().iter().for_each(TimeoutHandle::clear);
    Effect::new(move |_| {
        stop();
        if notice.get().is_none() {
            return;
        }
        let navigate = navigate.clone();
        let gone = move || {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&dismiss.get_untracked(), options);
        };
        let shown = if undoable.get() { UNDOABLE } else { SHOWN };
        timer.set_value(set_timeout_with_handle(gone, shown).ok());
    });
    on_cleanup(stop);
}

#[cfg(not(feature = "hydrate"))]
fn expire(_: Signal<Option<Notice>>, _: Signal<bool>, _: Signal<String>) {}
