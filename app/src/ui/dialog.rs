//! A dialog over the page. It is there because the URL says so; closing it is going to the URL without it.
//!
//! The server renders it open, so it works without JavaScript. Once hydrated the browser makes it modal: the page
//! behind it is inert, Escape closes it, and the focus goes back to where it came from. Whoever closes it is back where
//! they were before it, and *Back* does not bring it again.

mod leave;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::text::texts;
use crate::view::view;
use leave::Leave;

/// How wide a dialog may become.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DialogWidth {
    #[default]
    Narrow,
    Wide,
}

/// A modal dialog. Its foot is [`DialogActions`].
#[component]
pub fn Dialog(
    /// Its heading and its name.
    #[prop(into)]
    title: String,
    /// The URL without it.
    #[prop(into)]
    close: String,
    #[prop(optional)] width: DialogWidth,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    make_modal(node);
    let leave = Leave::to(close.clone());
    let on_cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        leave.now();
    };
    let clicked = move |event: leptos::ev::MouseEvent| leave.clicked(&event);
    let width = match width {
        DialogWidth::Narrow => "max-w-lg",
        DialogWidth::Wide => "max-w-4xl",
    };
    view! {
        <a href=close.clone() aria-hidden="true" tabindex="-1" data-noscroll class="fixed inset-0 z-40 bg-scrim"></a>
        <dialog
            node_ref=node
            open
            aria-modal="true"
            aria-labelledby="dialog-title"
            on:cancel=on_cancel
            on:click=clicked
            class=format!(
                "fixed inset-x-0 top-0 z-50 mx-auto mt-4 flex max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] animate-appear flex-col rounded-xl bg-raised text-ink shadow-float backdrop:bg-transparent sm:mt-[10vh] sm:max-h-[80vh] {width}",
            )
        >
            <header class="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
                <h2 id="dialog-title" class="text-lg font-semibold">{title}</h2>
                <a
                    href=close
                    aria-label=texts().close()
                    data-noscroll
                    class="-mr-1.5 rounded-md p-1.5 text-ink-muted hover:bg-hover hover:text-ink pointer-coarse:p-3"
                >
                    <Icon name=IconName::Close />
                </a>
            </header>
            <div class="space-y-4 overflow-y-auto px-5 py-4">{children()}</div>
        </dialog>
    }
}

/// The buttons at a dialog's foot: *Cancel* first, what it is about last.
#[component]
pub fn DialogActions(children: Children) -> impl IntoView {
    view! {
        <footer class="sticky -bottom-4 -mx-5 -mb-4 mt-5 flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-5 py-3">
            {children()}
        </footer>
    }
}

#[cfg(feature = "hydrate")]
fn make_modal(node: NodeRef<html::Dialog>) {
    use wasm_bindgen::JsCast;

    let before = StoredValue::new_local(None::<web_sys::HtmlElement>);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        before.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        // `open` from the server means "not modal"; only a closed dialog can be made modal.
        dialog.close();
        // It fails only when the element has left the page by now; then there is nothing to show.
        let _ = dialog.show_modal();
    });
    on_cleanup(move || {
        let opener = before.try_get_value().flatten();
        // After the page has changed: only then is the opener no longer inert.
        request_animation_frame(move || {
            if let Some(opener) = opener.filter(|opener| opener.is_connected()) {
                let _ = opener.focus();
            }
        });
    });
}

#[cfg(not(feature = "hydrate"))]
fn make_modal(_: NodeRef<html::Dialog>) {}
