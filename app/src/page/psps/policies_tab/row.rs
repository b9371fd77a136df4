//! A policy's row.

use access::DefaultNames;
use leptos::prelude::*;
use psp::Freedom;

use super::super::PspsPage;
use crate::api::policies::PolicyRow;
use crate::part::{SelectRow, Selection};
use crate::route::{Dialog, Route};
use crate::rows::Arranged;
use crate::text::{Texts, texts};
use crate::ui::{Badge, Cell, CellWidth, Row, RowAction, RowHeader, TextLink, Tone};
use crate::view::{changing, view};

/// How many of a list are told in a cell; the others are in its tooltip.
const TOLD: usize = 3;

pub(super) fn row(
    page: PspsPage,
    shown: Memo<Vec<&'static str>>,
    selection: Selection,
    refusal: Signal<Option<String>>,
    name: String,
    // The policy as it is now, if there still is one of that name.
    policy: impl Fn(&str) -> Option<PolicyRow> + Send + 'static,
) -> AnyView {
    let t = texts();
    let is_default = DefaultNames::is_known(&name);
    let yaml = {
        let name = name.clone();
        Signal::derive(move || {
            Route::EditYaml { cluster: page.cluster.get(), policy: name.clone(), draft: None }.path()
        })
    };
    let explained = {
        let name = name.clone();
        Signal::derive(move || Route::Policy(page.cluster.get(), name.clone()).path())
    };
    let delete = {
        let name = name.clone();
        Signal::derive(move || page.dialog(Dialog::DeletePolicy { policy: name.clone() }))
    };
    let not_deletable = Signal::derive(move || match refusal.try_get().flatten() {
        None if is_default => Some(t.default_not_deletable().to_owned()),
        refusal => refusal,
    });
    let (label, about, selected, about_it) = (name.clone(), name.clone(), name.clone(), name.clone());
    let cells = move || {
        let shown = shown.try_get().unwrap_or_default().into_iter();
        match policy(&about_it) {
            Some(policy) => shown.map(|id| cell(t, id, &policy)).collect_view(),
            None => Vec::new(),
        }
    };
    view! {
        <Row>
            <SelectRow selection field="policy" key=selected.clone() name=selected disabled_because=not_deletable />
            <RowHeader>
                <span class="flex flex-wrap items-center gap-x-2">
                    <TextLink href=explained>{label}</TextLink>
                    {is_default.then(|| view! { <Badge label=t.default_badge() /> })}
                </span>
            </RowHeader>
            {changing(cells)}
            <Cell label=t.actions() width=CellWidth::AtEnd>
                <span class="inline-flex gap-4">
                    <RowAction label="YAML" about href=yaml />
                    <RowAction label=t.delete() about=name href=delete disabled_because=not_deletable />
                </span>
            </Cell>
        </Row>
    }
    .into_any()
}

fn cell(t: Texts, id: &'static str, policy: &PolicyRow) -> AnyView {
    match id {
        "strictness" => strictness(t, &policy.allows),
        "caps" => list("CAPS", &policy.capabilities),
        "volumes" => list("VOLUMES", &policy.volumes),
        "priv" => flag("PRIV", policy.privileged, Tone::Warning),
        "readonlyrootfs" => flag("READONLYROOTFS", policy.read_only, Tone::Ok),
        "rules" => {
            let rules = policy.rules.map_or_else(|| "–".to_owned(), |count| count.to_string());
            view! { <Cell label=t.rules()><span class="tabular-nums">{rules}</span></Cell> }.into_any()
        }
        "age" => plain(t.age(), policy.age.clone()),
        _ => {
            let label = match id {
                "selinux" => "SELINUX",
                "runasuser" => "RUNASUSER",
                "fsgroup" => "FSGROUP",
                _ => "SUPGROUP",
            };
            plain(label, policy.text(id).into_owned())
        }
    }
}

fn plain(label: &'static str, text: String) -> AnyView {
    view! { <Cell label>{text}</Cell> }.into_any()
}

/// As kubectl writes it; marked where it is not as in most policies.
fn flag(label: &'static str, yes: bool, tone: Tone) -> AnyView {
    let word = if yes { "true" } else { "false" };
    let content = if yes { view! { <Badge label=word tone /> }.into_any() } else { word.into_any() };
    view! { <Cell label>{content}</Cell> }.into_any()
}

fn list(label: &'static str, items: &[String]) -> AnyView {
    let told = items.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = items.len().saturating_sub(TOLD);
    let text = if more > 0 { format!("{told} +{more}") } else { told };
    let all = (more > 0).then(|| items.join(", "));
    view! { <Cell label><span title=all>{text}</span></Cell> }.into_any()
}

/// A mark for each of the six freedoms, filled where the policy allows it.
fn strictness(t: Texts, allows: &[Freedom]) -> AnyView {
    let tone = match allows.len() {
        0 => "bg-ok",
        1..=3 => "bg-warn",
        _ => "bg-danger",
    };
    let marks = Freedom::ALL.map(|freedom| {
        let look = if allows.contains(&freedom) { tone } else { "bg-line-strong opacity-60" };
        view! { <span class=format!("h-3 w-1 rounded-full {look}")></span> }
    });
    let words = if allows.is_empty() { t.strict().to_owned() } else { t.allows_count(allows.len()) };
    let all = allows
        .iter()
        .map(|freedom| super::super::in_words::freedom(t, *freedom))
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <Cell label=t.strictness()>
            <span class="inline-flex items-center gap-2" title=all>
                <span aria-hidden="true" class="inline-flex gap-0.5">{marks.collect_view()}</span>
                {words}
            </span>
        </Cell>
    }
    .into_any()
}
