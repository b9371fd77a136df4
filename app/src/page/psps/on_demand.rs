//! What the page shows only when it is asked for or there is cause: the dialogs, the second tab, *Undo*, a change of PSP Status
//! that is under way, and the warning of namespaces without a policy. Their code is a part of the program of its own (`page/code.rs`).

use access::switch::Work;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos_router::params::ParamsMap;

use super::super::code::{Code, Loaded, part_of_psps};
use super::{
    PspsPage, add_association, associations_tab, change_state, default_policy, delete_policy, disassociate,
    remove_association, select_template, state_work, try_pod, undo, without_policy,
};
use crate::part::{Selection, select_all as select_all_rows};
use crate::route::Dialog;
#[cfg(feature = "hydrate")]
use crate::route::{PspsView, Tab};
use crate::text::texts;
use crate::ui::{SkeletonTable, taken_over};
use crate::view::{changing, view};

/// The elements by which the browser knows that the server has rendered that part.
pub(super) const STATE_WORK: &str = "state-work";
pub(super) const WITHOUT_POLICY: &str = "without-policy";

/// A part of the page.
pub(crate) enum Part {
    Dialog(Dialog),
    AssociationRules,
    WithoutPolicy {
        namespaces: Vec<String>,
    },
    StateWork {
        work: Work,
        refusal: Option<String>,
    },
    Undo {
        change: String,
    },
    /// A page of its own.
    TryPod,
    SelectAll {
        selection: Selection,
        keys: Callback<(), Vec<String>>,
        refusal: Signal<Option<String>>,
    },
}

/// The dialog that the URL asks for.
#[component]
pub(super) fn PspsDialog() -> impl IntoView {
    let page = PspsPage::of_page();
    let dialog = Memo::new(move |_| page.view.get().dialog);
    changing(move || dialog.get().map(|dialog| shown(move || Part::Dialog(dialog.clone()), || ().into_any())))
}

/// The way back from what was just done.
#[component]
pub(super) fn Undo() -> impl IntoView {
    let page = PspsPage::of_page();
    let undo = Memo::new(move |_| page.view.get().undo);
    changing(move || {
        undo.get().map(|change| shown(move || Part::Undo { change: change.clone() }, || ().into_any()))
    })
}

/// The Association Rules tab.
#[component]
pub(super) fn AssociationRules() -> impl IntoView {
    shown(|| Part::AssociationRules, || view! { <SkeletonTable what=texts().rules_what() /> }.into_any())
}

/// The box that selects all rows: there as soon as somebody has reached for the page, and so its code is.
pub(super) fn select_all(
    selection: Selection,
    keys: Callback<(), Vec<String>>,
    refusal: Signal<Option<String>>,
) -> AnyView {
    let (loaded, is_taken_over) = (Loaded::of_page(), taken_over());
    let shown = move || shown(move || Part::SelectAll { selection, keys, refusal }, || ().into_any());
    let there = move || (is_taken_over.get() && loaded.has(Code::PspsOnDemand)).then(shown);
    view! { <span class="block size-3.5">{changing(there)}</span> }
}

/// The page *Try a pod*.
pub(crate) fn try_pod_page(meanwhile: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    shown(|| Part::TryPod, meanwhile)
}

/// The part, as soon as its code is there.
pub(super) fn shown(
    part: impl Fn() -> Part + Send + 'static,
    meanwhile: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    Loaded::of_page().view(Code::PspsOnDemand, move || part_of_psps(part()), meanwhile)
}

/// Has the server rendered such a part?
#[cfg(feature = "hydrate")]
pub(crate) fn asks_for_more(query: &ParamsMap) -> bool {
    let view = PspsView::from_query(query);
    let is_there = |id| document().get_element_by_id(id).is_some();
    let asked_for = view.dialog.is_some() || view.undo.is_some() || view.tab == Tab::AssociationRules;
    asked_for || is_there(STATE_WORK) || is_there(WITHOUT_POLICY)
}

impl Part {
    pub(crate) fn view(self) -> AnyView {
        match self {
            Self::StateWork { work, refusal } => view! { <state_work::Panel work refusal /> }.into_any(),
            Self::SelectAll { selection, keys, refusal } => select_all_rows(selection, keys, refusal),
            Self::Undo { change } => view! { <undo::UndoForm change /> }.into_any(),
            Self::WithoutPolicy { namespaces } => {
                view! { <without_policy::WithoutPolicy namespaces /> }.into_any()
            }
            Self::TryPod => view! { <try_pod::TryPod /> }.into_any(),
            Self::AssociationRules => view! { <associations_tab::AssociationsTab /> }.into_any(),
            Self::Dialog(dialog) => match dialog {
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
                Dialog::RemoveRules { rules } => {
                    view! { <remove_association::RemoveAssociations rules /> }.into_any()
                }
            },
        }
    }
}
