//! How far a table of many rows is scrolled: only those near what can be seen are in the document.

use leptos::html;
use leptos::prelude::*;

/// Rows in the document: those that can be seen, and some before and after.
pub(super) const VISIBLE: usize = 80;

/// Where a table is scrolled to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Scrolled {
    /// The first row in the document.
    pub(super) first: usize,
    /// In pixels, as measured.
    pub(super) row_height: usize,
}

/// Looks how far the frame is scrolled now.
#[cfg(feature = "hydrate")]
pub(super) fn look(
    frame: NodeRef<html::Div>,
    scrolled: RwSignal<Option<Scrolled>>,
    place: StoredValue<(i32, Option<Scrolled>)>,
) {
    /// Rows that are kept above those that can be seen.
    const ABOVE: usize = 25;
    /// The document is changed every so many rows only.
    const STEP: usize = 10;

    let Some(frame) = frame.get_untracked() else { return };
    let known = scrolled.get_untracked().map(|scrolled| scrolled.row_height);
    let Some(row_height) = known.or_else(|| measure(&frame)) else { return };
    let top = usize::try_from(frame.scroll_top()).unwrap_or_default();
    let now = Some(Scrolled { first: (top / row_height).saturating_sub(ABOVE) / STEP * STEP, row_height });
    place.set_value((frame.scroll_top(), now));
    if scrolled.get_untracked() != now {
        scrolled.set(now);
    }
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn look(
    _: NodeRef<html::Div>,
    _: RwSignal<Option<Scrolled>>,
    _: StoredValue<(i32, Option<Scrolled>)>,
) {
}

/// How high a row is on average, as the server rendered them.
#[cfg(feature = "hydrate")]
fn measure(frame: &web_sys::HtmlElement) -> Option<usize> {
    let body = frame.query_selector("tbody").ok().flatten()?;
    let rows = usize::try_from(body.child_element_count()).ok()?;
    let height = usize::try_from(body.client_height()).ok()?;
    height.checked_div(rows).filter(|height| *height > 0)
}
