//! The columns of the policies: those of `kubectl get psp`, age, rules, and how strict a policy is.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::api::policies::PolicyRow;
use crate::part::TableState;
use crate::rows::{Arranged, Rank};
use crate::text::Texts;
use crate::ui::Column;

/// A column: its id, its label, what it means.
type Entry = (&'static str, &'static str, Option<&'static str>);

fn all(t: Texts) -> [Entry; 12] {
    [
        ("name", t.name(), None),
        ("strictness", t.strictness(), Some(t.strictness_title())),
        ("rules", t.rules(), Some(t.rules_title())),
        ("age", t.age(), None),
        ("priv", "PRIV", Some(t.priv_title())),
        ("caps", "CAPS", Some(t.caps_title())),
        ("selinux", "SELINUX", Some(t.se_linux_title())),
        ("runasuser", "RUNASUSER", Some(t.run_as_user_title())),
        ("fsgroup", "FSGROUP", Some(t.fs_group_title())),
        ("supgroup", "SUPGROUP", Some(t.sup_group_title())),
        ("readonlyrootfs", "READONLYROOTFS", Some(t.read_only_title())),
        ("volumes", "VOLUMES", Some(t.volumes_title())),
    ]
}

/// Those that can be hidden: all but the name.
pub(super) fn choices(t: Texts) -> Vec<(&'static str, &'static str)> {
    all(t).into_iter().skip(1).map(|(id, label, _)| (id, label)).collect()
}

/// The ids of those that are shown, beside the name.
pub(super) fn shown(state: TableState) -> Memo<Vec<&'static str>> {
    state.shown(PolicyRow::COLUMNS.get(1..).unwrap_or_default())
}

/// The headers: of the boxes to select, of what is shown, of the actions.
pub(super) fn headers(t: Texts, state: TableState, all_boxes: Callback<(), AnyView>) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let shown = all(t).into_iter().filter(|(id, ..)| *id == "name" || state.shows(id));
        let column = |(id, label, title): Entry| {
            state.sorting(id, title.map_or(Column::new(label), |title| Column::titled(label, title)))
        };
        let boxes = std::iter::once(Column::boxes(t.select(), all_boxes));
        boxes.chain(shown.map(column)).chain(std::iter::once(Column::at_end(t.actions()))).collect()
    })
}

impl Arranged for PolicyRow {
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "strictness",
        "rules",
        "age",
        "priv",
        "caps",
        "selinux",
        "runasuser",
        "fsgroup",
        "supgroup",
        "readonlyrootfs",
        "volumes",
    ];

    fn text(&self, column: &str) -> Cow<'_, str> {
        match column {
            "name" => self.name.as_str().into(),
            "priv" => self.privileged.to_string().into(),
            "caps" => self.capabilities.join(",").into(),
            "selinux" => self.se_linux.as_str().into(),
            "runasuser" => self.run_as_user.as_str().into(),
            "fsgroup" => self.fs_group.as_str().into(),
            "supgroup" => self.supplemental_groups.as_str().into(),
            "readonlyrootfs" => self.read_only.to_string().into(),
            "volumes" => self.volumes.join(",").into(),
            "age" => self.age.as_str().into(),
            _ => "".into(),
        }
    }

    fn rank(&self, column: &str) -> Rank {
        let number = |number: usize| Rank::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match column {
            "strictness" => number(self.allows.len()),
            "rules" => self.rules.map_or(Rank::Number(-1), number),
            // The youngest first, as with ages.
            "age" => Rank::Number(-self.created),
            _ => Rank::Text(self.text(column).to_lowercase()),
        }
    }
}
