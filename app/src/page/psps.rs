//! *Security > PSPs*: PSP Status, the guide, the policies and the association rules. Tab and dialog are in the URL.

mod add_association;
mod associations_tab;
mod change_state;
mod confirm;
mod conflict;
mod context;
mod create_yaml;
mod default_policy;
mod delete_policy;
mod differences;
mod disassociate;
mod edit_yaml;
mod guide;
mod in_words;
mod meanwhile;
mod on_demand;
mod parameters;
mod partly;
mod policies_tab;
mod policy;
mod psp_status;
mod refused;
mod remove_association;
mod review;
mod select_template;
mod state_work;
mod tools;
mod try_pod;
mod undo;
mod upload;
mod upload_list;
mod without_policy;

use leptos::prelude::*;
use leptos_meta::Title;

use super::code::{Code, Loaded};
use crate::part::NoticeBar;
use crate::route::{PspsView, Route, Tab};
use crate::text::texts;
use crate::ui::{Breadcrumbs, Crumb, PageHeader, TabLink, TabPanel, Tabs};
use crate::view::{changing, view};

pub(crate) use create_yaml::CreateYaml;
pub(crate) use differences::Differences;
#[cfg(feature = "hydrate")]
pub(crate) use differences::asks_for_differences;
pub(crate) use edit_yaml::EditYaml;
#[cfg(feature = "hydrate")]
pub(crate) use on_demand::asks_for_more;
pub(crate) use on_demand::{Part, try_pod_page};
pub(crate) use policy::PolicyPage;
pub(crate) use upload::Upload;

use context::PspsPage;

/// The page.
#[component]
pub(super) fn Psps() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::provide());
    let notice = Signal::derive(move || page.view.get().notice);
    let undoable = Signal::derive(move || page.view.with(|view| view.undo.is_some()));
    let dismiss = Signal::derive(move || page.close());
    let loaded = Loaded::of_page();
    let reached_for = move |_| loaded.fetch(Code::PspsOnDemand);
    let reached_for_by_key = move |_| loaded.fetch(Code::PspsOnDemand);
    let crumbs = move || {
        let cluster = page.cluster.get();
        let above = Crumb::link(cluster.to_string(), Route::Cluster(cluster).path());
        view! { <Breadcrumbs crumbs=vec![Crumb::link(t.clusters(), Route::Clusters.path()), above, Crumb::here(t.psps())] /> }
    };
    view! {
        <Title text=move || t.psps_of(page.cluster.get().as_str()) />
        <div class="space-y-5" on:pointerover=reached_for on:focusin=reached_for_by_key>
            {changing(crumbs)}
            <PageHeader title=t.psps() subtitle=t.psps_subtitle()>
                <psp_status::PspStatusSwitch />
            </PageHeader>
            <state_work::StateWork />
            <guide::Guide />
            <PspsTabs />
        </div>
        <on_demand::PspsDialog />
        <NoticeBar notice dismiss undoable undo=|| view! { <on_demand::Undo /> } />
    }
}

#[component]
fn PspsTabs() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let tab = Memo::new(move |_| page.view.get().tab);
    let href = move |tab: Tab| Signal::derive(move || page.url(&PspsView::tab(tab)));
    let selected = move |this: Tab| Signal::derive(move || tab.get() == this);
    view! {
        <div>
            <Tabs label=t.psps()>
                <TabLink id="policies" label=t.psps() href=href(Tab::Policies) selected=selected(Tab::Policies) />
                <TabLink
                    id="rules"
                    label=t.association_rules()
                    href=href(Tab::AssociationRules)
                    selected=selected(Tab::AssociationRules)
                />
            </Tabs>
            {move || match tab.get() {
                Tab::Policies => view! { <TabPanel id="policies"><policies_tab::PoliciesTab /></TabPanel> }.into_any(),
                Tab::AssociationRules => {
                    view! { <TabPanel id="rules"><on_demand::AssociationRules /></TabPanel> }.into_any()
                }
            }}
        </div>
    }
}
