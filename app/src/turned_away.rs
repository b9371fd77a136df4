//! Requests that get no page at all, and why: in plain text, in the language that the browser asks for.

use axum::http::HeaderMap;

use crate::preference::language_of;
use crate::text::Texts;

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TurnedAway {
    /// There is no room for another visitor of the demo.
    DemoIsFull,
    /// Another site has made the browser send it.
    NotOurs,
    /// It says no host that it is for.
    NoHost,
    /// It is for a host of another name.
    OtherName,
}

impl TurnedAway {
    /// What the one who sent these headers reads.
    pub fn told(self, headers: &HeaderMap) -> String {
        let t = Texts::in_language(language_of(headers));
        let why = match self {
            Self::DemoIsFull => t.demo_is_full(),
            Self::NotOurs => t.not_ours(),
            Self::NoHost => t.no_host(),
            Self::OtherName => t.other_name(),
        };
        format!("{why}\n")
    }
}
