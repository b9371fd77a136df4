//! *PSP Status* in the upper right corner, and *Change PSP State*, which asks before it is changed.

use access::{Action, DefaultPolicyState};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use psp::{PspState, PspStatus, Switch, Turn};

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use crate::api::psp_state::UpdateClusterPspState;
use crate::route::Dialog as Over;
use crate::ui::{Callout, Dialog, Skeleton, SwitchLink, TextLink, Tone};

/// The switch: the state that the cluster is in, and the way to change it.
#[component]
pub(super) fn PspStatusSwitch() -> impl IntoView {
    let page = PspsPage::of_page();
    follow_restart(page);
    view! {
        <div role="status" aria-label="PSP Status" class="flex items-center gap-3">
            <Transition fallback=|| view! { <Skeleton class="h-5 w-36" /> }>
                {move || Suspend::new(async move {
                    let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                    match page.status.await {
                        Ok(status) => switch(&status, refusal, page.dialog(Over::ChangeState)).into_any(),
                        Err(error) => {
                            let why = format!("It cannot be found out: {error}.");
                            view! {
                                <SwitchLink label="PSP Status" checked=false state="Unknown" href="" disabled_because=why />
                            }
                                .into_any()
                        }
                    }
                })}
            </Transition>
        </div>
    }
}

fn switch(status: &PspStatus, refusal: Option<String>, href: String) -> impl IntoView + use<> {
    let (checked, state) = match status.state {
        PspState::Enabled => (true, "On"),
        PspState::Disabled => (false, "Off"),
        PspState::Restarting => (false, "Restarting…"),
    };
    let elsewhere = match &status.switch {
        Switch::Here => None,
        Switch::NotHere(why) => Some(why.clone()),
    };
    match refusal.or(elsewhere) {
        Some(why) => {
            EitherOf3::A(view! { <SwitchLink label="PSP Status" checked state href disabled_because=why /> })
        }
        None if status.state == PspState::Restarting => EitherOf3::B(view! {
            <SwitchLink label="PSP Status" checked state href disabled_because="The API server restarts; this takes a moment." />
        }),
        None => EitherOf3::C(view! { <SwitchLink label="PSP Status" checked state href /> }),
    }
}

/// While the API server restarts, asks every second; once it is back, everything is read again.
#[cfg(feature = "hydrate")]
fn follow_restart(page: PspsPage) {
    const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

    let refresh = crate::part::Refresh::of_page();
    let was_away = StoredValue::new(false);
    Effect::new(move |_| {
        let away = match page.status.get() {
            Some(Ok(status)) => status.state == PspState::Restarting,
            Some(Err(error)) => error.is_worth_retrying(),
            None => return,
        };
        if away {
            set_timeout(move || page.status.refetch(), PAUSE);
        } else if was_away.get_value() {
            refresh.now();
        }
        was_away.set_value(away);
    });
}

#[cfg(not(feature = "hydrate"))]
fn follow_restart(_: PspsPage) {}

/// *Change PSP State*.
#[component]
pub(super) fn ChangePspState() -> impl IntoView {
    let page = PspsPage::of_page();
    let action = ServerAction::<UpdateClusterPspState>::new();
    view! {
        <Dialog title="Change PSP State" close=page.close()>
            <Transition fallback=|| view! { <Skeleton class="h-20 w-full" /> }>
                {move || Suspend::new(async move {
                    let installed = page.default.await.is_ok_and(|default| {
                        matches!(default.state, DefaultPolicyState::Associated | DefaultPolicyState::Disassociated)
                    });
                    let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                    match page.status.await {
                        Ok(status) => form(page, action, &status, installed, refusal).into_any(),
                        Err(error) => view! { <Callout title=error.title() tone=Tone::Warning>{error.detail}</Callout> }.into_any(),
                    }
                })}
            </Transition>
        </Dialog>
    }
}

fn form(
    page: PspsPage,
    action: ServerAction<UpdateClusterPspState>,
    status: &PspStatus,
    installed: bool,
    refusal: Option<String>,
) -> impl IntoView + use<> {
    let (turn, title, effect) = match status.state {
        PspState::Enabled => (
            Turn::Off,
            "Turn PSP Status off?",
            "From then on every pod is admitted, whatever the policies say. Policies and association rules stay as \
             they are.",
        ),
        PspState::Disabled | PspState::Restarting => (
            Turn::On,
            "Turn PSP Status on?",
            "From then on a pod is admitted only if its service account, or whoever creates it, may use a policy that \
             allows it. Pods that run already go on.",
        ),
    };
    let value = if turn == Turn::On { "on" } else { "off" };
    let unprepared = turn == Turn::On && !installed;
    let why = match (&status.switch, unprepared) {
        (Switch::NotHere(why), _) => Some(why.clone()),
        (Switch::Here, true) => Some("The default policy must be installed first.".to_owned()),
        (Switch::Here, false) => None,
    };
    let disabled_because = Signal::stored(refusal.or(why));
    let error = error_of(action);
    view! {
        <ActionForm action attr:class="space-y-4">
            <p class="font-medium">{title}</p>
            <p>{effect}</p>
            <Callout title="The API server restarts" tone=Tone::Warning>
                "For some seconds nothing can be read or changed in the cluster. Do it off-peak."
            </Callout>
            {unprepared.then(|| view! {
                <Callout title="There is no default policy" tone=Tone::Danger>
                    "Without one, every pod would be refused. "
                    <TextLink href=page.dialog(Over::InstallDefault)>"Install Default PSP"</TextLink>
                    " first."
                </Callout>
            })}
            <input type="hidden" name="turn" value=value />
            <Confirm error disabled_because pending=action.pending() />
        </ActionForm>
    }
}
