//! Every text of the page, in English and in Simplified Chinese.
//!
//! A text is a row of `catalogue!`: its name, its English, its Chinese. A row without one of them does not compile, and a
//! row that nothing uses is a warning, so the catalogue is complete and no larger than the page by construction.
//! [`texts`] gives the rows in the language of the page, in any component and in any server function:
//!
//! ```ignore
//! let t = texts();
//! view! { <p>{t.rules_none()}</p> <p>{t.policies_listed(rows.len())}</p> }
//! ```
//!
//! The language is chosen by whoever reads, for the whole page: another one is another document. So texts are plain
//! values, and nothing has to react to them.

#[cfg(feature = "ssr")]
mod answers;
mod cause;
mod clusters;
mod defaults;
#[cfg(feature = "ssr")]
mod failed_change;
mod failure;
mod forms;
mod frame;
mod language;
#[cfg(feature = "ssr")]
mod manifest;
#[cfg(feature = "ssr")]
mod meaning;
mod notices;
mod obstacle;
mod policies;
mod policy;
#[cfg(feature = "ssr")]
mod refusals;
mod rules;
mod switch;
mod table;
mod trial;
#[cfg(feature = "ssr")]
mod unusable;
mod yaml;
mod yaml_problem;

pub(crate) use forms::grouped;
pub use language::Language;
use psp::language::Words;

/// The texts, in one language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Texts(Language);

/// The texts in the language of the page.
pub fn texts() -> Texts {
    Texts(Language::of_page())
}

/// A text of another crate, in the language of the page.
pub fn say(words: Words) -> &'static str {
    match texts().language() {
        Language::English => words.en,
        Language::Chinese => words.zh,
    }
}

impl Texts {
    /// The texts in this language.
    #[cfg(feature = "ssr")]
    pub(crate) fn in_language(language: Language) -> Self {
        Self(language)
    }

    /// Which language that is.
    pub fn language(self) -> Language {
        self.0
    }
}

/// Rows of the catalogue: `name: "English", "Chinese";`, `name(place: &str): "in {place}", "…{place}…";`, and where
/// English tells one from several `name(count: usize): "{count} rule" | "{count} rules", "{count} 条规则";`.
macro_rules! catalogue {
    ($($name:ident $(($($arg:ident: $type:ty),+))?: $en:literal $(| $several:literal)?, $zh:literal;)+) => {
        impl $crate::text::Texts {
            $($crate::text::row! { $name $(($($arg: $type),+))?: $en $(| $several)?, $zh })+
        }
    };
}

macro_rules! row {
    ($name:ident: $en:literal, $zh:literal) => {
        pub(crate) fn $name(self) -> &'static str {
            match self.language() {
                $crate::text::Language::English => $en,
                $crate::text::Language::Chinese => $zh,
            }
        }
    };
    ($name:ident($($arg:ident: $type:ty),+): $en:literal, $zh:literal) => {
        pub(crate) fn $name(self, $($arg: $type),+) -> String {
            match self.language() {
                $crate::text::Language::English => format!($en),
                $crate::text::Language::Chinese => format!($zh),
            }
        }
    };
    ($name:ident($count:ident: $number:ty $(, $arg:ident: $type:ty)*): $one:literal | $several:literal, $zh:literal) => {
        pub(crate) fn $name(self, $count: $number $(, $arg: $type)*) -> String {
            match self.language() {
                $crate::text::Language::English if $count == 1 => format!($one),
                $crate::text::Language::English => format!($several),
                $crate::text::Language::Chinese => format!($zh),
            }
        }
    };
}

use catalogue;
use row;
