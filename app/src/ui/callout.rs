//! A message in the page: what happened, and what to do about it.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, IconName};

use crate::view::view;

/// A message with a title. Of tone `Danger` or `Warning` it is announced at once (`role=alert`), else politely.
#[component]
pub fn Callout(
    #[prop(into)] title: String,
    #[prop(optional)] tone: Tone,
    /// Read out as soon as it appears: for what has just happened, not for what was always there.
    #[prop(optional)]
    live: bool,
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Ok => IconName::CheckCircle,
        Tone::Warning => IconName::Warning,
        Tone::Danger => IconName::XCircle,
        Tone::Neutral | Tone::Accent => IconName::Info,
    };
    let role = live.then_some(if matches!(tone, Tone::Danger | Tone::Warning) { "alert" } else { "status" });
    view! {
        <div role=role class=format!("flex gap-2.5 rounded-lg px-3.5 py-3 {}", tone.soft())>
            <Icon name=icon class="mt-0.5" />
            <div class="min-w-0 flex-1 space-y-1.5">
                <p class="font-semibold">{title}</p>
                <div class="space-y-2 text-ink wrap-anywhere empty:hidden">{children()}</div>
            </div>
        </div>
    }
}
