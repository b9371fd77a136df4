//! What was typed into a table's filter before the page was taken over: it is told then, as if it were typed now.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlInputElement};

/// The field, and what stands in it that the server has not written.
pub struct TypedEarly {
    field: HtmlInputElement,
    text: String,
}

impl TypedEarly {
    /// What has been typed until now.
    pub fn look() -> Option<Self> {
        let field = document().query_selector("input[type=search]").ok()??;
        let field = field.dyn_into::<HtmlInputElement>().ok()?;
        let text = field.value();
        (text != field.default_value()).then_some(Self { field, text })
    }

    /// Tells the page, which has been taken over.
    pub fn tell(self) {
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        self.field.set_value(&self.text);
        if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
            // An event that nobody cancels; there is nothing to learn from the answer.
            let _ = self.field.dispatch_event(&event);
        }
    }
}
