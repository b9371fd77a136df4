//! What the reader prefers: the language, and light or dark. Cookies remember what was chosen on the page, so that the
//! server renders it right at once; until then the browser's own wish decides.

#[cfg(feature = "ssr")]
mod request;

#[cfg(feature = "ssr")]
pub(crate) use request::{keep_language, keep_theme, language, language_of, theme};

use crate::ui::Theme;

const THEME: &str = "psp-theme";

/// What remembers a theme.
pub(crate) fn theme_cookie(theme: Theme) -> String {
    cookie(THEME, theme.value())
}

/// For a year. Scripts may read and write it: it is no secret.
fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")
}
