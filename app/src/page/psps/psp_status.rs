//! *PSP Status* in the upper right corner, and *Change PSP State*, which asks before it is changed.

use access::{Action, DefaultPolicyState};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use psp::{PspState, PspStatus, Switch, Turn};

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use crate::api::psp_state::UpdateClusterPspState;
use crate::route::Dialog as Over;
use crate::text::texts;
use crate::ui::{Callout, Dialog, Skeleton, SwitchLink, TextLink, Tone, around};

/// The switch: the state that the cluster is in, and the way to change it.
#[component]
pub(super) fn PspStatusSwitch() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    follow_restart(page);
    view! {
        <div role="status" aria-label=t.psp_status() class="flex items-center gap-3">
            <Transition fallback=|| view! { <Skeleton class="h-5 w-36" /> }>
                {move || Suspend::new(async move {
                    let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                    match page.status.await {
                        Ok(status) => switch(&status, refusal, page.dialog(Over::ChangeState)).into_any(),
                        Err(error) => {
                            let why = t.psp_status_unknown_why(&error.to_string());
                            view! {
                                <SwitchLink label=t.psp_status() checked=false state=t.psp_status_unknown() href="" disabled_because=why />
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
    let t = texts();
    let (checked, state) = match status.state {
        PspState::Enabled => (true, t.on()),
        PspState::Disabled => (false, t.off()),
        PspState::Restarting => (false, t.restarting()),
    };
    let elsewhere = match &status.switch {
        Switch::Here => None,
        Switch::NotHere(why) => Some(why.clone()),
    };
    match refusal.or(elsewhere) {
        Some(why) => EitherOf3::A(
            view! { <SwitchLink label=t.psp_status() checked state href disabled_because=why /> },
        ),
        None if status.state == PspState::Restarting => EitherOf3::B(view! {
            <SwitchLink label=t.psp_status() checked state href disabled_because=t.restarting_why() />
        }),
        None => EitherOf3::C(view! { <SwitchLink label=t.psp_status() checked state href /> }),
    }
}

/// While the API server restarts, the page hears when it is back, and reads everything again. A page that hears nothing
/// asks every second.
#[cfg(feature = "hydrate")]
fn follow_restart(page: PspsPage) {
    const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

    let (refresh, live) = (crate::part::Refresh::of_page(), crate::part::Live::of_page());
    let was_away = StoredValue::new(false);
    Effect::new(move |_| {
        let away = match page.status.get() {
            Some(Ok(status)) => status.state == PspState::Restarting,
            Some(Err(error)) => error.is_worth_retrying(),
            None => return,
        };
        if away {
            if !live.is_away() {
                set_timeout(move || page.status.refetch(), PAUSE);
            }
        } else if was_away.get_value() {
            refresh.now();
        }
        was_away.set_value(away && !live.is_away());
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
        <Dialog title=texts().change_state() close=page.close()>
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
    let t = texts();
    let (turn, title, effect) = match status.state {
        PspState::Enabled => (Turn::Off, t.turn_off_ask(), t.turn_off_effect()),
        PspState::Disabled | PspState::Restarting => (Turn::On, t.turn_on_ask(), t.turn_on_effect()),
    };
    let value = if turn == Turn::On { "on" } else { "off" };
    let unprepared = turn == Turn::On && !installed;
    let why = match (&status.switch, unprepared) {
        (Switch::NotHere(why), _) => Some(why.clone()),
        (Switch::Here, true) => Some(t.install_first().to_owned()),
        (Switch::Here, false) => None,
    };
    let disabled_because = Signal::stored(refusal.or(why));
    let error = error_of(action);
    view! {
        <ActionForm action attr:class="space-y-4">
            <p class="font-medium">{title}</p>
            <p>{effect}</p>
            <Callout title=t.server_restarts() tone=Tone::Warning>
                {t.server_restarts_why()}
            </Callout>
            {unprepared.then(|| view! {
                <Callout title=t.default_missing() tone=Tone::Danger>
                    {around(t.default_missing_why(), view! {
                        <TextLink href=page.dialog(Over::InstallDefault)>{t.install_default()}</TextLink>
                    })}
                </Callout>
            })}
            <input type="hidden" name="turn" value=value />
            <Confirm error disabled_because pending=action.pending() />
        </ActionForm>
    }
}
