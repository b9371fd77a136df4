//! The policy in plain words.

use leptos::prelude::*;
use psp::standards::Level;

use crate::api::meaning::{Meaning, Sentence};
use crate::text::{Texts, texts};
use crate::ui::{Badge, Icon, IconName, Tone};
use crate::view::view;

/// What it limits, then what it allows, with the field of each.
#[component]
pub(super) fn Sentences(found: Meaning) -> impl IntoView {
    let t = texts();
    let (limits, allows): (Vec<_>, Vec<_>) = found.sentences.into_iter().partition(|each| each.limits);
    let (label, tone) = standing(t, found.level);
    view! {
        <p class="mb-4 flex flex-wrap items-center gap-3">
            <Badge label=t.meets(label) tone />
            <span class="text-sm text-ink-muted">{t.created_on(&found.created)}</span>
        </p>
        <div class="grid gap-6 md:grid-cols-2">
            <List title=t.limits() sentences=limits icon=IconName::Shield class="text-ok-text" />
            <List title=t.allows() sentences=allows icon=IconName::Check class="text-warn-text" />
        </div>
    }
}

/// A standard's name, and what its colour says.
pub(super) fn standing(t: Texts, level: Level) -> (&'static str, Tone) {
    match level {
        Level::Privileged => (t.level_privileged(), Tone::Warning),
        Level::Baseline => (t.level_baseline(), Tone::Accent),
        Level::Restricted => (t.level_restricted(), Tone::Ok),
    }
}

#[component]
fn List(title: &'static str, sentences: Vec<Sentence>, icon: IconName, class: &'static str) -> impl IntoView {
    let items: Vec<_> = sentences
        .into_iter()
        .map(|sentence| {
            view! {
                <li class="flex items-start gap-2">
                    <Icon name=icon class=class />
                    <span class="min-w-0 wrap-anywhere">
                        {sentence.text} " " <code class="font-mono text-xs text-ink-muted">{sentence.field}</code>
                    </span>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div>
                <h3 class="mb-2 font-medium">{title}</h3>
                <ul class="space-y-1.5">{items}</ul>
            </div>
        }
    })
}
