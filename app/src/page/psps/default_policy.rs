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
                <Transition>
                    {move || later(async move {
                        let is_there = page.default.await.is_ok_and(|default| default.state.is_installed());
                        let why = is_there.then(|| t.installed_already().to_owned());
                        view! { <Confirm error pending=action.pending() disabled_because=Signal::stored(why) /> }
                    })}
                </Transition>
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
                        let default = page.default.await.ok();
                        let command = default.as_ref().map(|it| Command::associate_default(&it.role, &it.binding));
                        let is_done = default.is_some_and(|it| it.state == DefaultPolicyState::Associated);
                        let why = is_done.then(|| t.associated_already().to_owned());
                        view! {
                            <Confirm
                                error
                                pending=action.pending()
                                disabled_because=Signal::stored(why)
                                command=Signal::stored(command.unwrap_or_default())
                            />
                        }
                    })}
                </Transition>
            </SendForm>
        </Dialog>
    }
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
