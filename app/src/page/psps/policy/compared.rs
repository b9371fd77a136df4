//! Where the policy is weaker or stricter than each template, field by field.

use leptos::prelude::*;
use psp::explain::Relation;

use crate::api::meaning::{FieldRow, Meaning};
use crate::text::{Texts, texts};
use crate::ui::{Badge, Cell, CellWidth, Column, Row, RowHeader, Table, Tone};
use crate::view::view;

/// The fields that differ from any template; the others are behind a click.
#[component]
pub(super) fn Compared(found: Meaning) -> impl IntoView {
    let t = texts();
    let names = found.templates;
    let is_same = |row: &FieldRow| row.against.iter().all(|(relation, _)| *relation == Relation::Same);
    let (same, other): (Vec<_>, Vec<_>) = found.fields.into_iter().partition(is_same);
    let count = same.len();
    let rows = |rows: Vec<FieldRow>| rows.into_iter().map(|field| row(t, &names, field)).collect::<Vec<_>>();
    let columns =
        || vec![Column::new(t.field()), Column::new(t.this_policy()), Column::new(t.against_templates())];
    let (other, same) = (rows(other), rows(same));
    view! {
        <Table caption=t.fields_beside() columns=columns()>{other}</Table>
        {(count > 0).then(|| view! {
            <details class="mt-4">
                <summary class="rounded-sm text-sm font-medium text-ink-muted hover:text-ink">
                    {t.same_everywhere(count)}
                </summary>
                <div class="mt-2">
                    <Table caption=t.same_everywhere(count) columns=columns()>{same}</Table>
                </div>
            </details>
        })}
    }
}

fn row(t: Texts, names: &[String], field: FieldRow) -> impl IntoView + use<> {
    let against = names.iter().zip(field.against);
    let (same, other): (Vec<_>, Vec<_>) = against.partition(|(_, (relation, _))| *relation == Relation::Same);
    let same = t.list(&same.into_iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let other: Vec<_> = other
        .into_iter()
        .filter_map(|(name, (relation, theirs))| {
            let (label, tone) = in_words(t, relation)?;
            Some(view! {
                <li>
                    <span class="flex flex-wrap items-center gap-2">
                        <code class="font-mono text-xs wrap-anywhere">{name.clone()}</code>
                        <Badge label tone />
                    </span>
                    <span class="block text-sm text-ink-muted">{theirs}</span>
                </li>
            })
        })
        .collect();
    view! {
        <Row>
            <RowHeader>
                <code class="font-mono text-xs wrap-anywhere">{field.field}</code>
            </RowHeader>
            <Cell label=t.this_policy() width=CellWidth::Wrapping>{field.text}</Cell>
            <Cell label=t.against_templates() width=CellWidth::Wrapping>
                {(!other.is_empty()).then(|| view! { <ul class="space-y-2">{other}</ul> })}
                {(!same.is_empty()).then(|| view! { <p class="mt-1 text-xs text-ink-muted">{t.relation_same(&same)}</p> })}
            </Cell>
        </Row>
    }
}

/// How it differs.
fn in_words(t: Texts, relation: Relation) -> Option<(&'static str, Tone)> {
    Some(match relation {
        Relation::Same => return None,
        Relation::Stricter => (t.relation_stricter(), Tone::Ok),
        Relation::Weaker => (t.relation_weaker(), Tone::Warning),
        Relation::Different => (t.relation_different(), Tone::Accent),
    })
}
