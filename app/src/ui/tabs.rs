//! Tabs that are links: each has its URL. With JavaScript the arrow keys move between them.

use leptos::{ev, prelude::*};

use crate::view::view;

/// The list of tabs.
#[component]
pub fn Tabs(
    /// What the tabs choose between, for screen readers.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div role="tablist" aria-label=label on:keydown=move_focus class="flex gap-6 overflow-x-auto border-b border-line">
            {children()}
        </div>
    }
}

/// One tab.
#[component]
pub fn TabLink(
    /// `tab-{id}` is the tab's element, `panel-{id}` the panel's.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] href: Signal<String>,
    #[prop(into)] selected: Signal<bool>,
) -> impl IntoView {
    let look = move || {
        if selected.get() {
            "border-accent text-ink"
        } else {
            "border-transparent text-ink-muted hover:border-line-strong hover:text-ink"
        }
    };
    view! {
        <a
            role="tab"
            id=format!("tab-{id}")
            aria-controls=move || selected.get().then(|| format!("panel-{id}"))
            aria-selected=move || if selected.get() { "true" } else { "false" }
            href=href
            data-noscroll
            class=move || {
                format!("-mb-px whitespace-nowrap rounded-t-sm border-b-2 px-0.5 py-2 text-base pointer-coarse:py-3 font-medium transition-colors {}", look())
            }
        >
            {label}
        </a>
    }
}

/// What the selected tab shows.
#[component]
pub fn TabPanel(id: &'static str, children: Children) -> impl IntoView {
    view! {
        <div role="tabpanel" id=format!("panel-{id}") aria-labelledby=format!("tab-{id}") class="pt-5">
            {children()}
        </div>
    }
}

fn move_focus(event: ev::KeyboardEvent) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let tab = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(tab) = tab.and_then(|element| element.closest("[role=tab]").ok().flatten()) else { return };
        let next = match event.key().as_str() {
            "ArrowRight" => tab.next_element_sibling(),
            "ArrowLeft" => tab.previous_element_sibling(),
            "Home" => tab.parent_element().and_then(|list| list.first_element_child()),
            "End" => tab.parent_element().and_then(|list| list.last_element_child()),
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = next.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focusing what has just been found cannot fail in a way that anybody could mend.
            let _ = next.focus();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    drop(event);
}
