//! The page in the browser: takes over the HTML that the server rendered.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

/// Called by the loader script once the WASM has arrived.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Waits for the code of a lazy route before it takes the page over.
    leptos::mount::hydrate_lazy(app::App);
}
