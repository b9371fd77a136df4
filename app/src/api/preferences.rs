//! What the reader prefers, remembered by a cookie.
//!
//! The forms that call these are plain ones, with JavaScript too: another language is another document, and leptos
//! leads a plain form back to the page that it was on.

use leptos::prelude::*;

use super::ApiError;
use crate::text::Language;

/// From now on the pages are in this language.
#[server]
#[allow(clippy::unused_async)] // every server function is
pub async fn choose_language(language: Language) -> Result<(), ApiError> {
    crate::preference::keep_language(language);
    Ok(())
}
