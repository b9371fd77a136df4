//! The document around the page, which only the server writes.

use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::text::texts;
use crate::ui::Theme;
use crate::view::view;

/// The document. Its scripts carry the nonce of the answer's Content-Security-Policy.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=texts().language().tag() data-theme=Theme::of_page().attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                // Painted before it is read to its end, what stands at the right would move as the rest of it arrives.
                <link rel="expect" href="#whole" blocking="render" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <HashedStylesheet id="psp-console" options=options.clone() />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
                <div id="whole" hidden></div>
            </body>
        </html>
    }
}
