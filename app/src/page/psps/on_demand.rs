//! What the page shows only when it is asked for: the dialogs, the second tab, and a change
//! of PSP Status that is under way. Their code is a part of the program
//! of its own, so that the page itself is there sooner. The server renders them like everything else.
//!
//! The browser loads that part when somebody first reaches for a control ([`OnDemand::fetch`]), so it is there when they
//! click, and before it takes the page over when the URL asks for it already ([`loaded`]): what the server rendered must
//! find its code then.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use access::switch::Work;
use leptos::lazy;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos_router::location::{BrowserUrl, LocationProvider};

use super::{
    PspsPage, add_association, associations_tab, change_state, default_policy, delete_policy, disassociate,
    remove_association, select_template, state_work,
};
use crate::route::Dialog;
#[cfg(feature = "hydrate")]
use crate::route::{PspsView, Tab};
use crate::text::texts;
use crate::ui::SkeletonTable;

/// The element by which the browser knows that the server has rendered that part.
pub(super) const STATE_WORK: &str = "state-work";

/// A part of the page.
pub(super) enum Part {
    Dialog(Dialog),
    AssociationRules,
    StateWork { work: Work, refusal: Option<String> },
}

/// Is the code there? A context of the page.
#[derive(Clone, Copy)]
pub(super) struct OnDemand(RwSignal<bool>);

impl OnDemand {
    /// Provides it to the page.
    pub(super) fn provide() -> Self {
        let this = Self(RwSignal::new(browser::is_loaded()));
        provide_context(this);
        this
    }

    pub(super) fn of_page() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Lets the browser load the code, if it has not.
    pub(super) fn fetch(self) {
        if !self.0.get_untracked() {
            browser::load_into(self.0);
        }
    }

    /// The part, as soon as its code is there.
    pub(super) fn view(self, part: impl Fn() -> Part + Send + 'static) -> AnyView {
        (move || self.is_there().then(|| view_now(part()))).into_any()
    }

    /// Is it there? If not, it will be.
    fn is_there(self) -> bool {
        let there = self.0.get();
        if !there {
            self.fetch();
        }
        there
    }
}

/// The dialog that the URL asks for.
#[component]
pub(super) fn PspsDialog() -> impl IntoView {
    let (page, code) = (PspsPage::of_page(), OnDemand::of_page());
    let dialog = Memo::new(move |_| page.view.get().dialog);
    move || {
        let dialog = dialog.get()?;
        code.is_there().then(|| view_now(Part::Dialog(dialog)))
    }
}

/// The Association Rules tab.
#[component]
pub(super) fn AssociationRules() -> impl IntoView {
    let code = OnDemand::of_page();
    move || {
        if code.is_there() {
            view_now(Part::AssociationRules)
        } else {
            view! { <SkeletonTable what=texts().rules_what() /> }.into_any()
        }
    }
}

/// Waits for the code, if the URL asks for it.
#[cfg(feature = "hydrate")]
pub(super) async fn loaded() {
    if let Ok(url) = BrowserUrl::current() {
        let view = PspsView::from_query(url.search_params());
        let is_changing = document().get_element_by_id(STATE_WORK).is_some();
        if view.dialog.is_some() || view.tab == Tab::AssociationRules || is_changing {
            browser::load().await;
        }
    }
}

#[lazy]
fn view_of(part: Part) -> AnyView {
    match part {
        Part::StateWork { work, refusal } => view! { <state_work::Panel work refusal /> }.into_any(),
        Part::AssociationRules => view! { <associations_tab::AssociationsTab /> }.into_any(),
        Part::Dialog(dialog) => match dialog {
            Dialog::SelectTemplate => view! { <select_template::SelectTemplate /> }.into_any(),
            Dialog::DeletePolicy { policy } => {
                view! { <delete_policy::DeletePolicies policies=vec![policy] /> }.into_any()
            }
            Dialog::DeletePolicies { policies } => {
                view! { <delete_policy::DeletePolicies policies /> }.into_any()
            }
            Dialog::ChangeState { turn } => view! { <change_state::ChangePspState turn /> }.into_any(),
            Dialog::Disassociate => view! { <disassociate::Disassociate /> }.into_any(),
            Dialog::Associate => view! { <default_policy::AssociateDefault /> }.into_any(),
            Dialog::InstallDefault => view! { <default_policy::InstallDefault /> }.into_any(),
            Dialog::AddRule { namespace, account, policy } => {
                view! { <add_association::AddAssociation namespace account policy /> }.into_any()
            }
            Dialog::RemoveRule { rule } => {
                view! { <remove_association::RemoveAssociation rule /> }.into_any()
            }
        },
    }
}

/// The part, whose code is there.
fn view_now(part: Part) -> AnyView {
    // A lazy function waits for nothing then, nor on the server.
    match pin!(view_of(part)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view,
        Poll::Pending => ().into_any(),
    }
}

/// Loading, which only the browser must.
#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::atomic::{AtomicBool, Ordering};

    use leptos::prelude::{RwSignal, Set};

    static LOADED: AtomicBool = AtomicBool::new(false);

    pub(super) fn is_loaded() -> bool {
        LOADED.load(Ordering::Relaxed)
    }

    pub(super) async fn load() {
        super::__preload_view_of().await;
        LOADED.store(true, Ordering::Relaxed);
    }

    pub(super) fn load_into(loaded: RwSignal<bool>) {
        leptos::task::spawn_local(async move {
            load().await;
            // Nothing to tell when the page has been left meanwhile.
            let _ = loaded.try_set(true);
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::prelude::RwSignal;

    pub(super) fn is_loaded() -> bool {
        true
    }

    pub(super) fn load_into(_: RwSignal<bool>) {}
}
