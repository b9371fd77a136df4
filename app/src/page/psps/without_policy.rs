//! Namespaces in which no pod can be created, each with the way to the rule that mends it. The guide warns of them, and on
//! the rules tab that itself does, once for both. There are seldom any, so the code is not in the page's first part.

use leptos::prelude::*;

use super::PspsPage;
use super::on_demand::WITHOUT_POLICY;
use crate::route::{Dialog, PspsView, Tab};
use crate::text::texts;
use crate::ui::{Callout, TextLink, Tone};
use crate::view::view;

/// So many are named at once; a cluster may have hundreds.
const NAMED: usize = 8;

/// The warning; nothing when there are none.
#[component]
pub(super) fn WithoutPolicy(namespaces: Vec<String>) -> impl IntoView {
    const LIST: &str = "flex flex-wrap gap-x-4 gap-y-1";
    let (t, page) = (texts(), PspsPage::of_page());
    let mut first: Vec<_> = namespaces.into_iter().map(|namespace| item(page, namespace)).collect();
    let more = first.split_off(first.len().min(NAMED));
    let rest = (!more.is_empty()).then(|| {
        view! {
            <details>
                <summary class="inline-block cursor-pointer rounded-sm font-medium text-accent-text underline-offset-4 hover:underline pointer-coarse:py-2.5">
                    {t.and_more(more.len())}
                </summary>
                <ul class=format!("mt-1 {LIST}")>{more}</ul>
            </details>
        }
    });
    (!first.is_empty()).then(|| {
        view! {
            <div id=WITHOUT_POLICY class="mb-4">
                <Callout title=t.without_policy() tone=Tone::Warning>
                    <p>{t.without_policy_why()}</p>
                    <ul class=LIST>{first}</ul>
                    {rest}
                </Callout>
            </div>
        }
    })
}

fn item(page: PspsPage, namespace: String) -> AnyView {
    let dialog = Dialog::AddRule { namespace: Some(namespace.clone()), account: None, policy: None };
    let href = Signal::derive(move || {
        let here = page.view.get();
        let rules =
            if here.tab == Tab::AssociationRules { here } else { PspsView::tab(Tab::AssociationRules) };
        page.url(&rules.with_dialog(dialog.clone()))
    });
    view! {
        <li>
            <TextLink href>{namespace}</TextLink>
        </li>
    }
    .into_any()
}
