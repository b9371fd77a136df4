//! The columns of the clusters, and what a cluster says in each.

use std::borrow::Cow;

use access::status::Overview;
use leptos::prelude::*;

use super::state::{self, Words};
use crate::api::clusters::ClusterRow;
use crate::part::TableState;
use crate::rows::{Arranged, Rank};
use crate::text::{Texts, grouped, texts};
use crate::ui::{Cell, CellWidth, Column};
use crate::view::view;

/// A column: its id, and its label.
fn all(t: Texts) -> [(&'static str, &'static str); 7] {
    [
        ("name", t.name()),
        ("source", t.source()),
        ("version", t.server_version()),
        ("status", t.status()),
        ("psp", t.psp_status()),
        ("nodes", t.nodes()),
        ("region", t.region()),
    ]
}

/// Those that can be hidden: all but the name.
pub(super) fn choices(t: Texts) -> Vec<(&'static str, &'static str)> {
    all(t).into_iter().skip(1).collect()
}

/// The ids of those that are shown, beside the name.
pub(super) fn shown(state: TableState) -> Memo<Vec<&'static str>> {
    state.shown(ClusterRow::COLUMNS.get(1..).unwrap_or_default())
}

/// The headers: of what is shown, and of the actions.
pub(super) fn headers(t: Texts, state: TableState) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let shown = all(t).into_iter().filter(|(id, _)| *id == "name" || state.shows(id));
        let sorting = shown.map(|(id, label)| state.sorting(id, Column::new(label)));
        sorting.chain(std::iter::once(Column::at_end(t.actions()))).collect()
    })
}

/// What a cluster says in a column other than its name.
pub(super) fn cell(t: Texts, id: &'static str, row: &ClusterRow) -> AnyView {
    let label = all(t).into_iter().find(|(each, _)| *each == id).map_or("", |(_, label)| label);
    let told = |words: Words| view! { <Cell label width=CellWidth::Wrapping>{words.in_short()}</Cell> };
    match id {
        "status" => told(state::reach(t, &row.state)),
        "psp" => told(state::psp(t, &row.state)),
        _ => {
            let text = row.text(id).into_owned();
            let text = if text.is_empty() { "–".to_owned() } else { text };
            view! { <Cell label><span class="tabular-nums">{text}</span></Cell> }
        }
    }
}

impl Arranged for ClusterRow {
    const COLUMNS: &'static [&'static str] =
        &["name", "source", "version", "status", "psp", "nodes", "region"];

    fn text(&self, column: &str) -> Cow<'_, str> {
        let (t, overview) = (texts(), self.state.as_ref().ok());
        let of = |text: fn(&Overview) -> Option<&str>| overview.and_then(text).unwrap_or_default().into();
        let said = |Words { label, why, .. }: Words| format!("{label} {}", why.unwrap_or_default()).into();
        match column {
            "name" => self.id.as_str().into(),
            "source" => self.kind.label().into(),
            "version" => of(|overview| overview.server_version.as_deref()),
            "status" => said(state::reach(t, &self.state)),
            "psp" => said(state::psp(t, &self.state)),
            "nodes" => nodes(self).map(grouped).unwrap_or_default().into(),
            "region" => of(|overview| overview.region.as_deref()),
            _ => "".into(),
        }
    }

    fn rank(&self, column: &str) -> Rank {
        match column {
            "version" => Rank::Number(release(&self.text("version"))),
            "nodes" => Rank::Number(nodes(self).and_then(|count| i64::try_from(count).ok()).unwrap_or(-1)),
            _ => Rank::Text(self.text(column).to_lowercase()),
        }
    }
}

fn nodes(row: &ClusterRow) -> Option<usize> {
    row.state.as_ref().ok()?.nodes
}

/// A version as a number that is the larger the newer it is: 1.9 came before 1.20.
fn release(version: &str) -> i64 {
    let numbers = version.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut numbers = numbers.map(|number| number.parse::<i64>().unwrap_or_default().min(999));
    (0..3).fold(0, |sum, _| sum * 1000 + numbers.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use access::status::{Overview, PspSupport, Reach};
    use access::switch::PspState;

    use crate::api::clusters::ClusterRow;
    use crate::api::{ClusterId, ClusterKind};
    use crate::route::TableView;
    use crate::rows::Rows;

    fn row(name: &str, version: &str, nodes: Option<usize>) -> ClusterRow {
        let overview = Overview {
            server_version: Some(version.to_owned()),
            reach: Reach::Reachable,
            psp: PspSupport::Served(Ok(PspState::Enabled)),
            nodes,
            region: Some("eu-1".to_owned()),
        };
        ClusterRow { id: ClusterId::new(name), kind: ClusterKind::Kubeconfig, state: Ok(overview) }
    }

    fn arranged(view: &TableView) -> Vec<String> {
        let broken = ClusterRow {
            id: ClusterId::new("broken"),
            kind: ClusterKind::Kubeconfig,
            state: Err("no such user".to_owned()),
        };
        let rows = Rows::from(vec![
            row("new", "v1.20.2-aliyun.1", Some(9)),
            row("old", "v1.9.11", Some(120)),
            broken,
        ]);
        rows.arrange(view)
            .into_iter()
            .filter_map(|place| rows.get(place))
            .map(|row| row.id.to_string())
            .collect()
    }

    #[test]
    fn versions_and_counts_are_sorted_as_numbers_and_what_is_unknown_comes_first() {
        assert_eq!(arranged(&TableView::default().sorted_by("version")), ["broken", "old", "new"]);
        assert_eq!(arranged(&TableView::default().sorted_by("nodes")), ["broken", "new", "old"]);
    }

    #[test]
    fn a_cluster_is_found_by_what_is_wrong_with_it_and_by_its_region() {
        assert_eq!(arranged(&TableView::default().filtered("such user")), ["broken"]);
        assert_eq!(arranged(&TableView::default().filtered("EU-1 1.9")), ["old"]);
    }
}
