//! The tokens of `main.css` as they look: type, colours, and the icons.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};
use crate::view::view;

const TYPES: [(&str, &str); 7] = [
    ("text-2xl font-semibold", "2xl: a page's heading"),
    ("text-xl", "xl"),
    ("text-lg font-semibold", "lg: a dialog's heading"),
    ("text-base", "base: text"),
    ("text-sm text-ink-muted", "sm: an aside"),
    ("text-xs font-medium", "xs: a badge"),
    ("font-mono text-sm", "mono: what the cluster says"),
];

const COLOURS: [(&str, &str); 12] = [
    ("bg-canvas text-ink", "canvas"),
    ("bg-surface text-ink", "surface"),
    ("bg-raised text-ink-muted", "raised, muted"),
    ("bg-sunken text-ink-faint", "sunken, faint"),
    ("bg-accent text-on-accent", "accent"),
    ("bg-accent-soft text-accent-text", "accent, soft"),
    ("bg-ok-soft text-ok-text", "ok, soft"),
    ("bg-warn-soft text-warn-text", "warn, soft"),
    ("bg-danger text-on-accent", "danger"),
    ("bg-danger-soft text-danger-text", "danger, soft"),
    ("bg-hover text-ink", "hover"),
    ("bg-ink text-canvas", "ink"),
];

#[component]
pub(super) fn Types() -> impl IntoView {
    TYPES.map(|(class, name)| view! { <p class=class>{name}</p> }).into_iter().collect_view()
}

#[component]
pub(super) fn Colours() -> impl IntoView {
    let swatch = |(class, name): (&'static str, &'static str)| {
        view! { <p class=format!("rounded-md border border-line p-3 text-sm {class}")>{name}</p> }
    };
    view! { <div class="grid gap-3 md:grid-cols-3">{COLOURS.map(swatch).into_iter().collect_view()}</div> }
}

#[component]
pub(super) fn Icons() -> impl IntoView {
    let icon = |name: IconName| {
        view! {
            <li class="flex items-center gap-2 text-sm">
                <Icon name class="size-5" />
                {format!("{name:?}")}
            </li>
        }
    };
    view! { <ul class="flex flex-wrap gap-x-6 gap-y-2">{IconName::ALL.map(icon).into_iter().collect_view()}</ul> }
}
