//! The default policy is installed, or bound to everybody again: both ask first.

use access::DefaultPolicyState;
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use crate::api::default_policy::{AssociateDefaultPsp, InstallDefaultPsp, describe_installation};
use crate::part::{Command, KubectlCommand, Reading, SendForm, Sending, later};
use crate::text::texts;
use crate::ui::{Code, Dialog, SkeletonLines};
use crate::view::view;

/// *Install Default PSP*.
#[component]
pub(super) fn InstallDefault() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = Sending::to::<InstallDefaultPsp>();
    let error = action.error();
    let objects = Reading::new(move || page.cluster.get(), describe_installation);
    view! {
        <Dialog title=t.install_default() close=page.close()>
            <SendForm sending=action>
                <p>{t.install_default_objects()}</p>
                <Objects />
                <p class="text-ink-muted">{t.install_default_effect()}</p>
                <Transition>
                    {move || later(async move {
                        objects.await.ok().map(|yaml| view! { <KubectlCommand command=Command::create(&yaml) /> })
                    })}
                </Transition>
                <Confirm error pending=action.pending() disabled_because=unless_needed(page, DefaultPolicyState::is_installed, t.installed_already()) />
            </SendForm>
        </Dialog>
    }
}

/// *Associate Default PSP*.
#[component]
pub(super) fn AssociateDefault() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = Sending::to::<AssociateDefaultPsp>();
    let error = action.error();
    view! {
        <Dialog title=t.associate_default() close=page.close()>
            <SendForm sending=action>
                <p>{t.associate_default_effect()}</p>
                <Transition>
                    {move || later(async move {
                        let default = page.default.await.ok()?;
                        let command = Command::associate_default(&default.role, &default.binding);
                        Some(view! { <KubectlCommand command /> })
                    })}
                </Transition>
                <Confirm error pending=action.pending() disabled_because=unless_needed(page, is_associated, t.associated_already()) />
            </SendForm>
        </Dialog>
    }
}

/// Why there is nothing to do; not as long as that is not known.
fn unless_needed(
    page: PspsPage,
    is_done: fn(DefaultPolicyState) -> bool,
    why: &'static str,
) -> Signal<Option<String>> {
    let default = page.default;
    Signal::derive(move || default.get()?.ok().filter(|it| is_done(it.state)).map(|_| why.to_owned()))
}

fn is_associated(state: DefaultPolicyState) -> bool {
    state == DefaultPolicyState::Associated
}

#[component]
fn Objects() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    view! {
        <Transition fallback=move || view! { <SkeletonLines what=t.objects_what() /> }>
            {move || later(async move {
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
