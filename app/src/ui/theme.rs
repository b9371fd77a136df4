//! Light or dark: what the system says, or what was chosen.

use serde::{Deserialize, Serialize};

/// Which colours the page has. `main.css` follows `data-theme` of the document, and the system where there is none.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::System, Self::Dark];

    /// What forms and the cookie call it.
    pub fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads [`Theme::value`].
    pub fn parse(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.value() == value)
    }

    /// The document's `data-theme`.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.value())
    }

    /// That of the document, which the server has written there.
    #[cfg(not(feature = "ssr"))]
    pub fn of_page() -> Self {
        let root = leptos::prelude::document().document_element();
        root.and_then(|root| Self::parse(&root.get_attribute("data-theme")?)).unwrap_or_default()
    }

    /// That of the request which is answered.
    #[cfg(feature = "ssr")]
    pub fn of_page() -> Self {
        crate::preference::theme()
    }
}
