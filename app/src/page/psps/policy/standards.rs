//! Where the policy stands against the Pod Security Standards, and why.

use leptos::prelude::*;

use super::meaning::standing;
use crate::api::meaning::{ControlRow, Meaning};
use crate::text::{Texts, texts};
use crate::ui::{Badge, Cell, CellWidth, Code, Column, Row, RowHeader, Table, Tone};
use crate::view::view;

/// Every control.
#[component]
pub(super) fn Standards(found: Meaning) -> impl IntoView {
    let t = texts();
    let (label, tone) = standing(t, found.level);
    let columns = vec![
        Column::new(t.control()),
        Column::new(t.standard()),
        Column::new(t.verdict()),
        Column::new(t.why()),
    ];
    let rows: Vec<_> = found.controls.into_iter().map(|control| row(t, control)).collect();
    view! {
        <p class="mb-4 flex flex-wrap items-center gap-3">
            <Badge label=t.meets(label) tone />
            <span class="max-w-prose text-sm text-ink-muted">{t.standards_why()}</span>
        </p>
        <Table caption=t.controls() columns>{rows}</Table>
    }
}

fn row(t: Texts, control: ControlRow) -> impl IntoView {
    let (standard, _) = standing(t, control.level);
    let (verdict, tone) =
        if control.shortfalls.is_empty() { (t.met(), Tone::Ok) } else { (t.missed(), Tone::Warning) };
    let fields: Vec<_> =
        control.shortfalls.into_iter().map(|text| view! { <li><Code text /></li> }).collect();
    view! {
        <Row>
            <RowHeader>
                {control.name}
                <span class="block max-w-xs text-sm font-normal text-ink-muted">{control.demand}</span>
            </RowHeader>
            <Cell label=t.standard()>{standard}</Cell>
            <Cell label=t.verdict()><Badge label=verdict tone /></Cell>
            <Cell label=t.why() width=CellWidth::Wrapping>
                {(!fields.is_empty()).then(|| view! { <ul class="space-y-1">{fields}</ul> })}
            </Cell>
        </Row>
    }
}
