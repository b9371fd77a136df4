//! Which language a page is in: the one that was chosen on it, else the first of the browser's that the console speaks.

use serde::{Deserialize, Serialize};

/// A language of the console.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// Its tag, for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }

    /// The one to switch to.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// That of the page which is rendered, or of the request which is answered.
    #[cfg(feature = "ssr")]
    pub fn of_page() -> Self {
        leptos::prelude::use_context().unwrap_or_else(crate::preference::language)
    }

    /// That of the document: the server has written it there.
    #[cfg(not(feature = "ssr"))]
    pub fn of_page() -> Self {
        static OF_DOCUMENT: std::sync::OnceLock<Language> = std::sync::OnceLock::new();
        *OF_DOCUMENT.get_or_init(|| {
            let root = leptos::prelude::document().document_element();
            root.and_then(|root| Self::of_tag(&root.get_attribute("lang")?)).unwrap_or_default()
        })
    }

    /// That of a tag. Whoever reads any Chinese is better served by this one than by English.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default() {
            primary if primary.eq_ignore_ascii_case("en") => Some(Self::English),
            primary if primary.eq_ignore_ascii_case("zh") => Some(Self::Chinese),
            _ => None,
        }
    }
}
