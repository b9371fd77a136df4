//! The way out of a dialog: to the URL without it.

#[cfg(feature = "hydrate")]
use leptos::prelude::{Callback, StoredValue};

/// Where every link of the dialog leads that closes it.
#[derive(Clone, Copy)]
pub(super) struct Leave {
    #[cfg(feature = "hydrate")]
    close: StoredValue<String>,
    #[cfg(feature = "hydrate")]
    go: Callback<()>,
}

#[cfg(not(feature = "hydrate"))]
#[allow(clippy::unused_self)] // only a browser goes
impl Leave {
    pub(super) fn to(_: String) -> Self {
        Self {}
    }

    pub(super) fn now(self) {}

    pub(super) fn clicked(self, _: &leptos::ev::MouseEvent) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev::MouseEvent;
    use leptos::prelude::*;
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::use_navigate;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::js_sys::{Array, Function, Reflect};

    use super::Leave;

    impl Leave {
        pub(in crate::ui::dialog) fn to(close: String) -> Self {
            let navigate = use_navigate();
            let (close, is_going) = (StoredValue::new(close), StoredValue::new(false));
            let go = Callback::new(move |()| {
                let url = close.get_value();
                if !is_before(&url) {
                    navigate(&url, NavigateOptions { replace: true, scroll: false, ..Default::default() });
                } else if !is_going.get_value() {
                    // It takes the browser a moment: a second Escape must not go further back.
                    is_going.set_value(true);
                    go_back();
                }
            });
            Self { close, go }
        }

        pub(in crate::ui::dialog) fn now(self) {
            self.go.run(());
        }

        /// If that was a link which closes it. Into another tab or window the browser follows it.
        pub(in crate::ui::dialog) fn clicked(self, event: &MouseEvent) {
            let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
            let href = link.and_then(|link| link.get_attribute("href"));
            if !elsewhere && href.is_some_and(|href| self.close.with_value(|close| *close == href)) {
                event.prevent_default();
                self.now();
            }
        }
    }

    /// Is this the page before, to which *Back* would lead? Not known in a browser without the Navigation API, which
    /// web-sys has only where unstable APIs are turned on.
    fn is_before(url: &str) -> bool {
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let navigation = get(&window(), "navigation");
        let entries = get(&navigation, "entries").dyn_into::<Function>().ok();
        let entries = entries.and_then(|entries| entries.call0(&navigation).ok()?.dyn_into::<Array>().ok());
        let index = get(&get(&navigation, "currentEntry"), "index").as_f64();
        let Some((entries, index)) = entries.zip(index) else { return false };
        // Of the first one this is itself, which has another URL.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small number, or none
        let before = get(&entries.get((index - 1.0) as u32), "url").as_string();
        let origin = window().location().origin().unwrap_or_default();
        before.is_some_and(|before| before == origin + url)
    }

    fn go_back() {
        if let Ok(history) = window().history() {
            // It fails only in a document that is not shown any more.
            let _ = history.back();
        }
    }
}
