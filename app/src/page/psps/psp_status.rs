//! *PSP Status* in the upper right corner: the state that the cluster is in, and the way to change it.

use access::Action;
use access::switch::{PspState, PspStatus};
use leptos::prelude::*;

use super::PspsPage;
use crate::part::later;
use crate::route::Dialog;
use crate::text::texts;
use crate::ui::{Skeleton, SwitchLink};
use crate::view::view;

/// The switch. It opens *Change PSP State*, also where that can only say why nothing can be changed.
#[component]
pub(super) fn PspStatusSwitch() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    follow_changes(page);
    view! {
        <div role="status" aria-label=t.psp_status() class="flex items-center gap-3">
            <Transition fallback=|| view! { <Skeleton class="h-5 w-36" /> }>
                {move || later(async move {
                    let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                    match page.status.await {
                        Ok(status) => {
                            switch(&status, refusal, page.dialog(Dialog::ChangeState { turn: None })).into_any()
                        }
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
    let is_changing = status.under_way().is_some();
    let (checked, state) = match status.state {
        PspState::Restarting => (false, t.restarting()),
        state if is_changing => (state == PspState::Enabled, t.changing()),
        PspState::Enabled => (true, t.on()),
        PspState::Disabled => (false, t.off()),
        PspState::Mixed => (false, t.mixed()),
    };
    let busy = match status.state {
        _ if is_changing => Some(t.changing_why()),
        PspState::Restarting => Some(t.restarting_why()),
        _ => None,
    };
    match refusal.or(busy.map(ToOwned::to_owned)) {
        Some(why) => {
            view! { <SwitchLink label=t.psp_status() checked state href disabled_because=why /> }.into_any()
        }
        None => view! { <SwitchLink label=t.psp_status() checked state href /> }.into_any(),
    }
}

/// While the API server restarts or a change is under way, asks every second; after it, everything is read again. A page
/// that hears when the API server is back waits for that.
#[cfg(feature = "hydrate")]
fn follow_changes(page: PspsPage) {
    const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

    let (refresh, live) = (crate::part::Refresh::of_page(), crate::part::Live::of_page());
    let was_busy = StoredValue::new(false);
    Effect::new(move |_| {
        let is_busy = match page.status.get() {
            Some(Ok(status)) => status.state == PspState::Restarting || status.under_way().is_some(),
            Some(Err(error)) => error.is_worth_retrying(),
            None => return,
        };
        let hears = live.is_away();
        if is_busy {
            if !hears {
                set_timeout(move || page.status.refetch(), PAUSE);
            }
        } else if was_busy.get_value() {
            refresh.now();
        }
        was_busy.set_value(is_busy && !hears);
    });
}

#[cfg(not(feature = "hydrate"))]
fn follow_changes(_: PspsPage) {}
