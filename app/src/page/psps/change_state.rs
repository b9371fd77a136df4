//! *Change PSP State*: what it does, how, and what would break, before it is done.

mod means;
mod preflight;

use access::Action;
use access::switch::{Means, Preflight, PspState, PspStatus, Turn};
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::state_work::moment;
use crate::api::psp_state::{
    NAME, UpdateClusterPspState, describe_psp_change_by_hand, describe_psp_preflight,
};
use crate::part::{Command, Failure, Reading, SendForm, Sending, later};
use crate::route::Dialog as Over;
use crate::text::texts;
use crate::ui::{
    ButtonKind, Callout, Dialog, DialogActions, DialogWidth, LinkButton, SkeletonLines, TextField, TextLink,
    Tone, around,
};
use crate::view::view;

/// The dialog.
#[component]
pub(super) fn ChangePspState(turn: Option<Turn>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = Sending::to::<UpdateClusterPspState>();
    let preflight = Reading::new(move || page.cluster.get(), describe_psp_preflight);
    let by_hand =
        Reading::new(move || page.cluster.get(), move |cluster| describe_psp_change_by_hand(cluster, turn));
    view! {
        <Dialog title=t.change_state() close=page.close() width=DialogWidth::Wide>
            <Transition fallback=move || view! { <SkeletonLines what=t.preflight_what() /> }>
                {move || later(async move {
                    let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                    // The dialog is of use without it.
                    let by_hand = by_hand.await.ok().flatten().map(|steps| Command::by_hand(&steps));
                    match (page.status.await, preflight.await) {
                        (Ok(status), _) if status.means.obstacle().is_some() => {
                            view! { <means::CannotChange means=status.means by_hand /> }.into_any()
                        }
                        (Ok(status), Ok(preflight)) => {
                            let turn = turn.unwrap_or(status.state.next());
                            view! { <Form action turn status preflight refusal by_hand /> }.into_any()
                        }
                        (Err(error), _) => view! { <Failure error what=t.status_what() /> }.into_any(),
                        (_, Err(error)) => view! { <Failure error what=t.preflight_what() /> }.into_any(),
                    }
                })}
            </Transition>
        </Dialog>
    }
}

#[component]
fn Form(
    action: Sending,
    turn: Turn,
    status: PspStatus,
    preflight: Preflight,
    refusal: Option<String>,
    by_hand: Option<String>,
) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let (ask, effect) = match turn {
        Turn::On => (t.turn_on_ask(), t.turn_on_effect()),
        Turn::Off => (t.turn_off_ask(), t.turn_off_effect()),
    };
    let (restarts, restarts_why) = match status.means.servers().len() {
        0 | 1 => (t.server_restarts(), t.server_restarts_why()),
        _ => (t.servers_restart(), t.servers_restart_why()),
    };
    let is_on = turn == Turn::On;
    let needs_default = is_on || status.means != Means::Embedded;
    let unprepared = needs_default && !preflight.is_installed();
    let asks_for_name = is_on && !unprepared && preflight.is_grave();
    let disabled_because = Signal::stored(refusal.or(unprepared.then(|| t.install_first().to_owned())));
    let error = action.error();
    let misspelt = Signal::derive(move || error.get()?.problem(NAME).map(ToOwned::to_owned));
    let other = (status.state == PspState::Mixed).then(|| {
        let href = page.dialog(Over::ChangeState { turn: Some(turn.opposite()) });
        let label = if is_on { t.turn_off_instead() } else { t.turn_on_instead() };
        view! {
            <Callout title=t.mixed() tone=Tone::Warning>
                <p>{t.mixed_why()}</p>
                <TextLink href>{label}</TextLink>
            </Callout>
        }
    });
    let last = status.work.as_ref().and_then(|work| {
        let end = work.end.as_ref().filter(|end| end.is_done)?;
        Some(match work.turn {
            Turn::On => t.last_change_on(&work.by, &moment(&end.at)),
            Turn::Off => t.last_change_off(&work.by, &moment(&end.at)),
        })
    });
    // Off, nothing restrains any pod.
    let kind = if is_on { ButtonKind::Primary } else { ButtonKind::Danger };
    let (command, command_label) = match (Command::turn(&status.means, turn), by_hand) {
        (None, Some(steps)) => (steps, t.show_by_hand()),
        (command, _) => (command.unwrap_or_default(), t.show_command()),
    };
    view! {
        <SendForm sending=action>
            {other}
            <div class="space-y-1">
                <p class="font-medium">{ask}</p>
                <p>{effect}</p>
            </div>
            {unprepared.then(|| {
                let why = if is_on { t.default_missing_why() } else { t.agent_needs_default() };
                view! {
                    <Callout title=t.default_missing() tone=Tone::Danger>
                        {around(why, view! {
                            <TextLink href=page.dialog(Over::InstallDefault)>{t.install_default()}</TextLink>
                        })}
                    </Callout>
                }
            })}
            {(is_on && !unprepared).then(|| view! { <preflight::Findings preflight /> })}
            <means::HowItIsChanged means=status.means />
            <Callout title=restarts tone=Tone::Warning>{restarts_why}</Callout>
            {last.map(|text| view! { <p class="text-sm text-ink-muted">{text}</p> })}
            {asks_for_name.then(|| {
                let label = t.confirm_name(page.cluster.get_untracked().as_str());
                view! { <TextField name=NAME label error=misspelt /> }
            })}
            <input type="hidden" name="turn" value=turn.to_string() />
            <Confirm error kind disabled_because pending=action.pending() command command_label />
        </SendForm>
    }
}

/// The foot of a dialog that has nothing to confirm.
#[component]
fn OnlyClose() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <DialogActions>
            <LinkButton label=texts().close() href=Signal::derive(move || page.close()) />
        </DialogActions>
    }
}
