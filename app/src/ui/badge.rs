//! A word or two about a thing's state.

use leptos::prelude::*;

use crate::view::view;

/// What a colour means; the same everywhere.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Ok,
    Warning,
    Danger,
}

impl Tone {
    pub(super) fn soft(self) -> &'static str {
        match self {
            Self::Neutral => "bg-sunken text-ink-muted",
            Self::Accent => "bg-accent-soft text-accent-text",
            Self::Ok => "bg-ok-soft text-ok-text",
            Self::Warning => "bg-warn-soft text-warn-text",
            Self::Danger => "bg-danger-soft text-danger-text",
        }
    }

    fn dot(self) -> &'static str {
        match self {
            Self::Neutral => "bg-ink-faint",
            Self::Accent => "bg-accent",
            Self::Ok => "bg-ok",
            Self::Warning => "bg-warn",
            Self::Danger => "bg-danger",
        }
    }
}

/// A state in words, with a dot of its colour. The words say it all; the colour only repeats it.
#[component]
pub fn Badge(#[prop(into)] label: String, #[prop(optional)] tone: Tone) -> impl IntoView {
    view! {
        <span class=format!(
            "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px text-xs font-medium {}",
            tone.soft(),
        )>
            <span aria-hidden="true" class=format!("size-1.5 rounded-full {}", tone.dot())></span>
            {label}
        </span>
    }
}
