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
mod disassociate;
mod edit_yaml;
mod guide;
mod parameters;
mod policies_tab;
mod policy;
mod psp_status;
mod remove_association;
mod review;
mod select_template;
mod state_work;
mod tools;
mod upload;
mod upload_list;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::part::NoticeBar;
use crate::route::{Dialog, PspsView, Route, Tab};
use crate::text::texts;
use crate::ui::{Breadcrumbs, Crumb, PageHeader, TabLink, TabPanel, Tabs};

pub(crate) use create_yaml::CreateYaml;
pub(crate) use edit_yaml::EditYaml;
pub(crate) use policy::PolicyPage;
pub(crate) use upload::Upload;

use context::PspsPage;

/// The page.
#[component]
pub(crate) fn Psps() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::provide());
    let notice = Signal::derive(move || page.view.get().notice);
    let dismiss = Signal::derive(move || page.close());
    let crumbs = move || {
        let cluster = page.cluster.get();
        let above = Crumb::link(cluster.to_string(), Route::Cluster(cluster).path());
        view! { <Breadcrumbs crumbs=vec![Crumb::link(t.clusters(), Route::Clusters.path()), above, Crumb::here(t.psps())] /> }
    };
    view! {
        <Title text=move || t.psps_of(page.cluster.get().as_str()) />
        <div class="space-y-5">
            {crumbs}
            <PageHeader title=t.psps() subtitle=t.psps_subtitle()>
                <psp_status::PspStatusSwitch />
            </PageHeader>
            <state_work::StateWork />
            <guide::Guide />
            <PspsTabs />
        </div>
        <PspsDialog />
        <NoticeBar notice dismiss />
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
                    view! { <TabPanel id="rules"><associations_tab::AssociationsTab /></TabPanel> }.into_any()
                }
            }}
        </div>
    }
}

/// The dialog that the URL asks for.
#[component]
fn PspsDialog() -> impl IntoView {
    let page = PspsPage::of_page();
    let dialog = Memo::new(move |_| page.view.get().dialog);
    move || {
        Some(match dialog.get()? {
            Dialog::SelectTemplate => view! { <select_template::SelectTemplate /> }.into_any(),
            Dialog::DeletePolicy { policy } => view! { <delete_policy::DeletePolicy policy /> }.into_any(),
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
        })
    }
}
