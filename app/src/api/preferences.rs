//! What the reader prefers, remembered by a cookie. The forms that call these are plain ones, and the answer leads back
//! to the page that they are on.

use leptos::prelude::*;

use super::ApiError;
use super::wire::Wire;
use crate::text::Language;
use crate::ui::Theme;

/// From now on the pages are in this language.
#[server(output = Wire)]
#[allow(clippy::unused_async)] // every server function is
pub async fn choose_language(language: Language) -> Result<(), ApiError> {
    crate::preference::keep_language(language);
    Ok(())
}

/// From now on the pages are light, dark, or as the system is.
#[server(output = Wire)]
#[allow(clippy::unused_async)] // every server function is
pub async fn choose_theme(theme: Theme) -> Result<(), ApiError> {
    crate::preference::keep_theme(theme);
    Ok(())
}
