//! A change of PSP Status that is under way, node by node; or one that failed, and what can be done about it.

use access::Action;
use access::switch::{NodeWork, Stage, Turn, Work};
use leptos::prelude::*;

use super::PspsPage;
use super::on_demand::{Part, STATE_WORK, shown};
use crate::api::psp_state::{DismissPspChange, TakeBackPspState};
use crate::part::{FormFailure, SendForm, Sending, later};
use crate::text::texts;
use crate::ui::{Badge, ButtonKind, Callout, SubmitButton, Tone};
use crate::view::view;

/// The panel; nothing when there is nothing to tell. Few ever see it, so its code is not in the page's first part.
#[component]
pub(super) fn StateWork() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <Transition>
            {move || later(async move {
                let refusal = page.refusal(Action::UpdateClusterPodSecurityPolicy).await;
                let work = page.status.await.ok().and_then(|status| status.work);
                let work = work.filter(|work| work.end.as_ref().is_none_or(|end| !end.is_done));
                work.map(|work| {
                    let part = move || Part::StateWork { work: work.clone(), refusal: refusal.clone() };
                    shown(part, || ().into_any())
                })
            })}
        </Transition>
    }
}

/// What it shows.
#[component]
pub(super) fn Panel(work: Work, refusal: Option<String>) -> impl IntoView {
    let t = texts();
    let has_failed = work.end.is_some();
    let title = match (work.turn, has_failed) {
        (Turn::On, false) => t.work_on(),
        (Turn::Off, false) => t.work_off(),
        (Turn::On, true) => t.work_failed_on(),
        (Turn::Off, true) => t.work_failed_off(),
    };
    let tone = if has_failed { Tone::Danger } else { Tone::Accent };
    let by = t.work_by(&work.by, &moment(&work.started));
    let turn = work.turn.opposite();
    view! {
        <div id=STATE_WORK>
        <Callout title tone live=true>
            <p class="text-sm text-ink-muted">{by}</p>
            <ol class="divide-y divide-line rounded-lg border border-line bg-surface">
                {work.nodes.into_iter().map(node).collect_view()}
            </ol>
            {has_failed.then(|| view! { <WhatNow turn refusal /> })}
        </Callout>
        </div>
    }
}

fn node(work: NodeWork) -> impl IntoView {
    let t = texts();
    let (label, tone, why) = match work.stage {
        Stage::Waiting => (t.stage_waiting(), Tone::Neutral, None),
        Stage::Changing => (t.stage_changing(), Tone::Accent, None),
        Stage::Probing => (t.stage_probing(), Tone::Accent, None),
        Stage::Done => (t.stage_done(), Tone::Ok, None),
        Stage::Failed(why) => (t.stage_failed(), Tone::Danger, Some(why)),
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
            <span class="min-w-40 font-medium wrap-anywhere">{work.node}</span>
            <Badge label tone />
            {why.map(|why| view! { <span class="min-w-48 flex-1 text-sm text-ink-muted wrap-anywhere">{why}</span> })}
        </li>
    }
}

/// *Take back*, or leave it.
#[component]
fn WhatNow(turn: Turn, refusal: Option<String>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let (back, leave) = (Sending::to::<TakeBackPspState>(), Sending::to::<DismissPspChange>());
    let (error, other_error) = (back.error(), leave.error());
    let cluster = move || page.cluster.get_untracked().to_string();
    let refusal = Signal::stored(refusal);
    view! {
        <p>{t.take_back_why()}</p>
        <FormFailure error />
        <FormFailure error=other_error />
        <div class="flex flex-wrap gap-2">
            <SendForm sending=back class="">
                <input type="hidden" name="cluster" value=cluster() />
                <input type="hidden" name="turn" value=turn.to_string() />
                <SubmitButton
                    label=t.take_back()
                    kind=ButtonKind::Primary
                    disabled_because=refusal
                    pending=back.pending()
                />
            </SendForm>
            <SendForm sending=leave class="">
                <input type="hidden" name="cluster" value=cluster() />
                <SubmitButton label=t.dismiss_work() disabled_because=refusal pending=leave.pending() />
            </SendForm>
        </div>
    }
}

/// A moment as people read it; every admin of a cluster reads the same.
pub(super) fn moment(rfc3339: &str) -> String {
    rfc3339.replace('T', " ").replace('Z', " UTC")
}
