//! The default policy is installed, or bound to everybody again: both ask first.

use leptos::prelude::*;

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use crate::api::default_policy::{AssociateDefaultPsp, InstallDefaultPsp};
use crate::ui::{Code, Dialog, SkeletonLines};

/// *Install Default PSP*.
#[component]
pub(super) fn InstallDefault() -> impl IntoView {
    let page = PspsPage::of_page();
    let action = ServerAction::<InstallDefaultPsp>::new();
    let error = error_of(action);
    view! {
        <Dialog title="Install Default PSP" close=page.close()>
            <ActionForm action attr:class="space-y-4">
                <p>"These are created, as far as they are missing. What is there is not changed."</p>
                <Objects />
                <p class="text-ink-muted">
                    "With them every pod passes, so that PSP Status can be turned on without breaking anything."
                </p>
                <Confirm error pending=action.pending() />
            </ActionForm>
        </Dialog>
    }
}

/// *Associate Default PSP*.
#[component]
pub(super) fn AssociateDefault() -> impl IntoView {
    let page = PspsPage::of_page();
    let action = ServerAction::<AssociateDefaultPsp>::new();
    let error = error_of(action);
    view! {
        <Dialog title="Associate Default PSP" close=page.close()>
            <ActionForm action attr:class="space-y-4">
                <p>
                    "Binds the default policy to every authenticated user again: from then on every pod passes. Association \
                     rules stay, and take effect again when the default policy is disassociated."
                </p>
                <Confirm error pending=action.pending() />
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn Objects() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <Transition fallback=|| view! { <SkeletonLines what="the objects" /> }>
            {move || Suspend::new(async move {
                page.default.await.ok().map(|default| {
                    let object = |kind: &'static str, name: String| view! { <li>{kind} " " <Code text=name /></li> };
                    view! {
                        <ul class="list-disc space-y-1 pl-5">
                            {object("PodSecurityPolicy", default.name)}
                            {object("ClusterRole", default.role)}
                            {object("ClusterRoleBinding", default.binding)}
                        </ul>
                    }
                })
            })}
        </Transition>
    }
}
