//! The page in the browser: takes over the HTML that the server rendered.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

/// Called by the loader script once the WASM has arrived.
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    app::hydrate().await;
}
