//! What a request says of its reader, and what its answer makes the browser remember.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use leptos::prelude::use_context;

use super::THEME;
use crate::route::Route;
use crate::text::Language;
use crate::ui::Theme;

const LANGUAGE: &str = "psp-language";

/// The language of the request that is answered.
pub(crate) fn language() -> Language {
    use_context::<Parts>().map(|parts| language_of(&parts.headers)).unwrap_or_default()
}

/// The theme of the request that is answered.
pub(crate) fn theme() -> Theme {
    let parts = use_context::<Parts>();
    parts.and_then(|parts| Theme::parse(cookie(&parts.headers, THEME)?)).unwrap_or_default()
}

/// From now on this one.
pub(crate) fn keep_language(language: Language) {
    keep(&super::cookie(LANGUAGE, language.tag()));
}

/// From now on this one.
pub(crate) fn keep_theme(theme: Theme) {
    keep(&super::theme_cookie(theme));
}

/// The language for whoever sent these headers.
pub(crate) fn language_of(headers: &HeaderMap) -> Language {
    cookie(headers, LANGUAGE)
        .and_then(Language::of_tag)
        .or_else(|| accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// Of the languages that the browser asks for, the most wanted that the console speaks.
fn accepted(wanted: &str) -> Option<Language> {
    let weighed = wanted.split(',').filter_map(|each| {
        let (tag, weight) = each.split_once(';').unwrap_or((each, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
        Some((Language::of_tag(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
    });
    // Of two that weigh the same, the first.
    weighed.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = all.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(each, _)| *each == name).map(|(_, value)| value)
}

/// With the way back to the page where it was chosen.
fn keep(cookie: &str) {
    let response = use_context::<leptos_axum::ResponseOptions>();
    if let (Some(response), Ok(cookie)) = (response, HeaderValue::try_from(cookie)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
    leptos_axum::redirect(&came_from().unwrap_or_else(|| Route::Clusters.path()));
}

/// Path and query only, so that it leads to no other site.
fn came_from() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let page: Uri = parts.headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    page.path_and_query().map(ToString::to_string).filter(|path| !path.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue, header};

    use super::language_of;
    use crate::text::Language;

    fn language(headers: &[(HeaderName, &'static str)]) -> Language {
        language_of(
            &headers.iter().cloned().map(|(name, value)| (name, HeaderValue::from_static(value))).collect(),
        )
    }

    #[test]
    fn is_the_browsers_most_wanted_that_the_console_speaks() {
        let of = |wanted| language(&[(header::ACCEPT_LANGUAGE, wanted)]);
        assert_eq!(of("zh-CN,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(of("en-GB,en;q=0.9,zh;q=0.8"), Language::English);
        assert_eq!(of("de, en;q=0.5, zh-Hans; q=0.7"), Language::Chinese);
        assert_eq!(of("de;q=0.9, ZH-TW;q=0.2"), Language::Chinese);
        assert_eq!(of("zh;q=0, en;q=0.1"), Language::English);
    }

    #[test]
    fn is_english_where_the_browser_asks_for_none_that_the_console_speaks() {
        assert_eq!(language(&[]), Language::English);
        assert_eq!(language(&[(header::ACCEPT_LANGUAGE, "de-DE, *;q=0.5")]), Language::English);
        assert_eq!(language(&[(header::ACCEPT_LANGUAGE, ";;q=,=")]), Language::English);
    }

    #[test]
    fn is_what_was_chosen_on_the_page_whatever_the_browser_asks_for() {
        let wanted = (header::ACCEPT_LANGUAGE, "en");
        assert_eq!(
            language(&[(header::COOKIE, "a=b; psp-language=zh-CN"), wanted.clone()]),
            Language::Chinese
        );
        assert_eq!(language(&[(header::COOKIE, "psp-language=klingon"), wanted]), Language::English);
    }
}
