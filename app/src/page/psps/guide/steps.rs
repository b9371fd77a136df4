//! A step of the guide: what it is, the way to do it, where it stands, and why it cannot be done.

use access::Action;
use access::guide::{Blocked, GuideStep, StepState};
use access::switch::Turn;
use leptos::prelude::*;

use super::PspsPage;
use crate::route::{Dialog, PspsView, Tab};
use crate::text::texts;
use crate::ui::{Badge, TextLink, Tone, around};
use crate::view::view;

/// The step; `refusal` says why the caller may not do something.
pub(super) fn step(
    page: PspsPage,
    step: GuideStep,
    state: StepState,
    refusal: impl Fn(Action) -> Option<String>,
) -> AnyView {
    let t = texts();
    let (sentence, link, tab, dialog) = match step {
        GuideStep::CreatePolicy => {
            (t.guide_create(), t.guide_create_link(), Tab::Policies, Dialog::SelectTemplate)
        }
        GuideStep::AddRule => {
            (t.guide_associate(), t.guide_associate_link(), Tab::AssociationRules, Dialog::add_rule())
        }
        GuideStep::Disassociate => {
            (t.guide_disassociate(), t.guide_disassociate_link(), Tab::Policies, Dialog::Disassociate)
        }
        GuideStep::TurnOn => (
            t.guide_turn_on(),
            t.guide_turn_on_link(),
            Tab::Policies,
            Dialog::ChangeState { turn: Some(Turn::On) },
        ),
    };
    let again = matches!(step, GuideStep::CreatePolicy | GuideStep::AddRule);
    let leads = match state {
        StepState::Next | StepState::Later => true,
        StepState::Done => again,
        // The dialog says why, and what to do instead.
        StepState::Blocked(why) => why == Blocked::NotFromHere,
        StepState::NotNeeded | StepState::Unknown => false,
    };
    let (label, tone) = match state {
        StepState::Done => (t.step_done(), Tone::Ok),
        StepState::Next => (t.guide_next(), Tone::Accent),
        StepState::Later => (t.guide_later(), Tone::Neutral),
        StepState::Blocked(_) => (t.guide_blocked(), Tone::Warning),
        StepState::NotNeeded => (t.guide_not_needed(), Tone::Neutral),
        StepState::Unknown => (t.psp_status_unknown(), Tone::Neutral),
    };
    let why = match state {
        StepState::Blocked(Blocked::NotPermitted(action)) => refusal(action),
        StepState::Blocked(Blocked::NoPolicy) => Some(t.guide_no_policy().to_owned()),
        StepState::Blocked(Blocked::NoRule) => Some(t.guide_no_rule().to_owned()),
        StepState::Blocked(Blocked::NoDefaultPolicy) => Some(t.guide_no_default().to_owned()),
        StepState::Blocked(Blocked::NotFromHere) => Some(t.guide_not_from_here().to_owned()),
        _ => None,
    };
    let link = if leads {
        let href = page.url(&PspsView::tab(tab).with_dialog(dialog));
        view! { <TextLink href>{link}</TextLink> }.into_any()
    } else {
        link.into_any()
    };
    view! {
        <li>
            <div class="flex items-start justify-between gap-x-4">
                <div class="min-w-0">
                    <p>{around(sentence, link)}</p>
                    {why.map(|why| view! { <p class="text-sm text-ink-muted">{why}</p> })}
                </div>
                <Badge label tone />
            </div>
        </li>
    }
    .into_any()
}
