//! What happened to the policy.

use access::Occurrence;
use leptos::prelude::*;

use super::super::state_work::moment;
use crate::text::{Texts, texts};
use crate::ui::{Badge, Cell, CellWidth, Column, Row, RowHeader, Table, Tone};
use crate::view::view;

/// The events, the latest first.
#[component]
pub(super) fn Events(found: Vec<Occurrence>) -> impl IntoView {
    let t = texts();
    if found.is_empty() {
        return view! { <p class="text-ink-muted">{t.events_none()}</p> }.into_any();
    }
    let columns = vec![
        Column::new(t.event_reason()),
        Column::new(t.event_message()),
        Column::new(t.event_source()),
        Column::new(t.event_times()),
        Column::new(t.event_last()),
    ];
    let rows: Vec<_> = found.into_iter().map(|event| row(t, event)).collect();
    view! { <Table caption=t.events_listed() columns>{rows}</Table> }.into_any()
}

fn row(t: Texts, event: Occurrence) -> impl IntoView {
    let last = moment(&event.last);
    let tone = if event.is_warning { Tone::Warning } else { Tone::Neutral };
    view! {
        <Row>
            <RowHeader><Badge label=event.reason tone /></RowHeader>
            <Cell label=t.event_message() width=CellWidth::Wrapping>{event.message}</Cell>
            <Cell label=t.event_source()>{event.source}</Cell>
            <Cell label=t.event_times()>{event.times}</Cell>
            <Cell label=t.event_last()><time datetime=event.last>{last}</time></Cell>
        </Row>
    }
}
