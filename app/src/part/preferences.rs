//! What the reader prefers: the language, and light or dark. Both are plain forms, which the server remembers.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::preferences::{ChooseLanguage, ChooseTheme};
use crate::text::{Texts, texts};
use crate::ui::{Icon, IconName, Theme};
use crate::view::view;

/// The other language. With JavaScript too it is another document.
#[component]
pub(super) fn LanguageSwitch() -> impl IntoView {
    let other = texts().language().other();
    view! {
        <form method="post" action=ChooseLanguage::url() class="flex">
            <input type="hidden" name="language" value=other.tag() />
            <button
                type="submit"
                lang=other.tag()
                class="h-8 rounded-md px-2 text-base font-medium text-ink-muted hover:bg-hover hover:text-ink pointer-coarse:h-11"
            >
                {other.own_name()}
            </button>
        </form>
    }
}

/// Light, dark, or as the system is. With JavaScript it changes at once, and nothing is loaded again.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let t = texts();
    let chosen = RwSignal::new(Theme::of_page());
    let button = move |theme: Theme| {
        let (icon, name) = look(t, theme);
        let is_chosen = move || chosen.get() == theme;
        view! {
            <button
                type="submit"
                name="theme"
                value=theme.value()
                aria-label=name
                title=name
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=move |event| {
                    if apply(theme) {
                        event.prevent_default();
                        chosen.set(theme);
                    }
                }
                class="flex size-7 items-center justify-center rounded-md text-ink-muted hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-card pointer-coarse:size-10"
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <form method="post" action=ChooseTheme::url()>
            <div role="group" aria-label=t.theme() class="flex rounded-lg bg-sunken p-0.5">
                {Theme::ALL.map(button).into_iter().collect_view()}
            </div>
        </form>
    }
}

fn look(t: Texts, theme: Theme) -> (IconName, &'static str) {
    match theme {
        Theme::Light => (IconName::Sun, t.theme_light()),
        Theme::System => (IconName::Monitor, t.theme_system()),
        Theme::Dark => (IconName::Moon, t.theme_dark()),
    }
}

/// Changes the document and remembers it. Where that is not possible the form does it.
#[cfg(feature = "hydrate")]
fn apply(theme: Theme) -> bool {
    use wasm_bindgen::JsCast;

    use crate::preference::theme_cookie;

    let document = document();
    let changed = document.document_element().map(|root| match theme.attribute() {
        Some(value) => root.set_attribute("data-theme", value),
        None => root.remove_attribute("data-theme"),
    });
    let kept = document
        .dyn_into::<web_sys::HtmlDocument>()
        .ok()
        .map(|document| document.set_cookie(&theme_cookie(theme)));
    matches!((changed, kept), (Some(Ok(())), Some(Ok(()))))
}

#[cfg(not(feature = "hydrate"))]
fn apply(_: Theme) -> bool {
    false
}
