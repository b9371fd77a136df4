//! What was measured, as a table in Markdown.

use std::fmt;

use crate::side::{Kind, Side};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Better {
    More,
    Less,
}

#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

#[derive(Debug)]
struct Row {
    what: String,
    better: Better,
    values: Vec<(Kind, f64)>,
}

impl Report {
    /// One more value of one side.
    pub(crate) fn add(&mut self, what: &str, better: Better, side: &Side, value: f64) {
        eprintln!("{what}: {:?} {}", side.kind, Shown(value));
        let value = (side.kind, value);
        match self.rows.iter_mut().find(|row| row.what == what) {
            Some(row) => row.values.push(value),
            None => self.rows.push(Row { what: what.to_owned(), better, values: vec![value] }),
        }
    }

    /// What belongs beside the table.
    pub(crate) fn note(&mut self, text: String) {
        self.notes.push(text);
    }
}

impl Row {
    fn median(&self, kind: Kind) -> f64 {
        let mut values: Vec<f64> =
            self.values.iter().filter(|(side, _)| *side == kind).map(|(_, value)| *value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| measure | embedded | real | times better | measured |")?;
        writeln!(f, "| --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            let (ours, theirs) = (row.median(Kind::Embedded), row.median(Kind::Real));
            let times = match row.better {
                Better::More => ours / theirs,
                Better::Less => theirs / ours,
            };
            let (ours, theirs, times) = (Shown(ours), Shown(theirs), Shown(times));
            writeln!(f, "| {} | {ours} | {theirs} | {times} | {} × |", row.what, row.values.len() / 2)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "\n{note}"))
    }
}

/// A number with as many digits as mean something.
struct Shown(f64);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 10.0 { write!(f, "{:.1}", self.0) } else { write!(f, "{:.0}", self.0) }
    }
}
