//! Buttons and links that act. One that may not be used stays where it is and says why: on hover, on focus, and to
//! a screen reader.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

use crate::view::{changing, view};

/// How loud a button is. One `Primary` per view at most.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Danger,
}

impl ButtonKind {
    pub(super) fn class(self) -> String {
        let look = match self {
            Self::Primary => "border-transparent bg-accent text-on-accent shadow-card hover:bg-accent-strong",
            Self::Secondary => "border-line-strong bg-raised text-ink shadow-card hover:bg-hover",
            Self::Danger => "border-transparent bg-danger text-on-accent shadow-card hover:bg-danger-strong",
        };
        format!("{SHAPE} {look}")
    }
}

const SHAPE: &str = "inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 \
                     text-base font-medium transition-colors pointer-coarse:h-11";
const OFF: &str = "cursor-not-allowed border-line bg-sunken text-ink-faint";

/// A control that cannot be used now, with the reason beside it. For primitives; pages pass `disabled_because`.
#[component]
pub fn Reason(#[prop(into)] why: String, children: Children) -> impl IntoView {
    view! {
        <span class="group/why relative inline-flex">
            {children()}
            <span
                aria-hidden="true"
                class="pointer-events-none invisible absolute right-0 top-full z-30 mt-1.5 w-64 whitespace-normal rounded-md bg-ink px-2.5 py-1.5 text-left text-xs font-normal text-canvas shadow-float group-focus-within/why:visible group-hover/why:visible"
            >
                {why}
            </span>
        </span>
    }
}

#[component]
fn Off(
    label: Signal<String>,
    icon: Option<IconName>,
    about: String,
    why: String,
    class: String,
) -> impl IntoView {
    let description = why.clone();
    view! {
        <Reason why>
            <button type="button" aria-disabled="true" aria-description=description class=class>
                <Label label icon about />
            </button>
        </Reason>
    }
}

#[component]
fn Label(label: Signal<String>, icon: Option<IconName>, about: String) -> impl IntoView {
    view! {
        {icon.map(|name| view! { <Icon name /> })}
        {label}
        {(!about.is_empty()).then(|| view! { <span class="sr-only">{format!(" {about}")}</span> })}
    }
}

/// A link that looks like a button: for everything that only changes the URL, dialogs included.
#[component]
pub fn LinkButton(
    /// What it says, and is called.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<IconName>,
    /// Continues the name for screen readers where the label alone is ambiguous, e.g. the row's object.
    #[prop(optional, into)]
    about: String,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    changing(move || {
        let about = about.clone();
        match disabled_because.get() {
            Some(why) => view! { <Off label icon about why class=format!("{SHAPE} {OFF}") /> },
            None => view! {
                <a href=target(href) class=kind.class() data-noscroll>
                    <Label label icon about />
                </a>
            },
        }
    })
}

/// A small action in a table's row.
#[component]
pub fn RowAction(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    /// The row's object, which completes the name for screen readers.
    #[prop(into)]
    about: String,
    #[prop(optional, into)] disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    const LINK: &str = "inline-flex min-h-6 items-center rounded-sm pointer-coarse:min-h-11 font-medium text-accent-text underline-offset-4 hover:underline";
    changing(move || {
        let about = about.clone();
        match disabled_because.get() {
            Some(why) => view! {
                <Off label icon=None about why class="cursor-not-allowed rounded-sm font-medium text-ink-faint".to_owned() />
            },
            None => view! {
                <a href=target(href) class=LINK data-noscroll>
                    <Label label icon=None about />
                </a>
            },
        }
    })
}

/// The button that sends its form.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] disabled_because: Signal<Option<String>>,
    /// The form has been sent and is not answered yet: a second click must not send it twice.
    #[prop(optional, into)]
    pending: Signal<bool>,
) -> impl IntoView {
    // Answered, it may be gone with its page.
    let pending = move || pending.try_get().unwrap_or_default();
    let class = move || format!("{}{}", kind.class(), if pending() { " opacity-80" } else { "" });
    // It stays the same element, and enabled to the browser: what had the keyboard's focus keeps it when it is answered.
    changing(move || match disabled_because.get() {
        Some(why) => view! { <Off label icon=None about=String::new() why class=format!("{SHAPE} {OFF}") /> },
        None => view! {
            <button type="submit" aria-disabled=move || pending().then_some("true") class=class>
                {move || pending().then(|| view! { <Icon name=IconName::Refresh class="animate-spin" /> })}
                {label}
            </button>
        },
    })
}

/// A button that does something in the browser only. Give it `on:click`.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<IconName>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class()>
            <Label label icon about=String::new() />
        </button>
    }
}

/// A link in running text.
#[component]
pub fn TextLink(#[prop(into)] href: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <a href=target(href) class="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline">
            {children()}
        </a>
    }
}

/// Where a link leads. One that is being taken from the page may be asked once more, when what it is derived from is gone
/// already: it must not panic then.
fn target(href: Signal<String>) -> impl Fn() -> Option<String> {
    move || href.try_get()
}
