//! The keys that work on every page: `?` tells what they are, `/` goes to the filter. They only save a way: whatever
//! they do can be done without them, so that nothing is lost without JavaScript.

use leptos::html;
use leptos::prelude::*;

use crate::text::{Texts, texts};
use crate::ui::{Icon, IconName, Key, NeedsScript};
use crate::view::view;

/// The button that opens the sheet, once there is JavaScript to open it; and the keys.
#[component]
pub(super) fn Shortcuts(
    /// The sheet, for as long as the signal says that it is open.
    sheet: Callback<RwSignal<bool>, AnyView>,
) -> impl IntoView {
    let t = texts();
    let is_open = RwSignal::new(false);
    listen(is_open);
    view! {
        <NeedsScript>
            <button
                type="button"
                aria-label=t.shortcuts()
                title=t.shortcuts()
                on:click=move |_| is_open.set(true)
                class="size-8 items-center justify-center rounded-md text-ink-muted flex hover:bg-hover hover:text-ink pointer-coarse:hidden"
            >
                <Icon name=IconName::Keyboard />
            </button>
        </NeedsScript>
        {move || is_open.get().then(|| sheet.run(is_open))}
    }
}

/// Gone again by Escape, its button, or a click beside it; the browser then gives the focus back.
#[component]
pub(crate) fn ShortcutsSheet(is_open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(sheet) = node.get() {
            // It fails only for a sheet that has left the page by now.
            let _ = sheet.show_modal();
        }
    });
    let rows = keys(t).map(|(keys, what)| {
        view! {
            <dt class="flex gap-1">{keys.iter().map(|key| view! { <Key name=*key /> }).collect_view()}</dt>
            <dd class="text-ink-muted">{what}</dd>
        }
    });
    view! {
        <dialog
            node_ref=node
            aria-labelledby="shortcuts-title"
            on:close=move |_| is_open.set(false)
            class="m-auto w-[calc(100%-2rem)] max-w-md whitespace-normal rounded-xl bg-raised text-ink shadow-float"
        >
            <div class="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
                <h2 id="shortcuts-title" class="text-lg font-semibold">{t.shortcuts()}</h2>
                <form method="dialog" class="flex">
                    <button aria-label=t.close() class="-mr-1.5 rounded-md p-1.5 text-ink-muted hover:bg-hover hover:text-ink">
                        <Icon name=IconName::Close />
                    </button>
                </form>
            </div>
            <dl class="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5 px-5 py-4">{rows.collect_view()}</dl>
        </dialog>
    }
}

fn keys(t: Texts) -> [(&'static [&'static str], &'static str); 6] {
    [
        (&["?"], t.key_sheet()),
        (&["/"], t.key_filter()),
        (&["Tab"], t.key_tab()),
        (&["Enter"], t.key_enter()),
        (&["←", "→"], t.key_arrows()),
        (&["Esc"], t.key_escape()),
    ]
}

#[cfg(feature = "hydrate")]
fn listen(is_open: RwSignal<bool>) {
    use leptos::ev;

    let handle = window_event_listener(ev::keydown, move |event| {
        let combined = event.ctrl_key() || event.meta_key() || event.alt_key();
        if combined || is_writing(&event) || is_dialog_open() {
            return;
        }
        match event.key().as_str() {
            "?" => is_open.set(true),
            "/" if focus_filter() => {}
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

#[cfg(not(feature = "hydrate"))]
fn listen(_: RwSignal<bool>) {}

/// There a key is a letter of a text.
#[cfg(feature = "hydrate")]
fn is_writing(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;

    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let field =
        target.and_then(|target| target.closest("input, textarea, select, [contenteditable]").ok().flatten());
    field.is_some()
}

#[cfg(feature = "hydrate")]
fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// The page's filter, if it has one.
#[cfg(feature = "hydrate")]
fn focus_filter() -> bool {
    use wasm_bindgen::JsCast;

    let field = document().query_selector("input[type=search]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}
