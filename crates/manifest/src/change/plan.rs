//! What to change in the arguments, whatever they look like in the text.

use std::ops::Range;

use crate::args::{Flag, Flags, Kind};
use crate::plugins::PSP;

/// A change of the arguments.
#[derive(Debug)]
pub(super) enum Step {
    /// These bytes of an argument become others.
    Replace { argument: usize, range: Range<usize>, with: String },
    /// An argument goes, with what separates it from the one after it or the one before it.
    Delete { argument: usize, end: End },
    /// A new flag before all others.
    Insert(String),
}

/// To which side a list's item has its separator.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    After,
    Before,
}

impl Step {
    /// The argument that it changes.
    pub(super) fn argument(&self) -> Option<usize> {
        match self {
            Self::Replace { argument, .. } | Self::Delete { argument, .. } => Some(*argument),
            Self::Insert(_) => None,
        }
    }

    pub(super) fn deletes(&self, number: usize) -> bool {
        matches!(self, Self::Delete { argument, .. } if *argument == number)
    }

    fn insert(kind: Kind) -> Self {
        Self::Insert(format!("--{}={PSP}", kind.name()))
    }
}

/// Turns the plugin on. Where a name can be appended, only the text knows.
pub(super) fn on(flags: &Flags, can_append: impl Fn(&Flag) -> bool) -> Vec<Step> {
    let last = |kind: Kind, accepts: &dyn Fn(&Flag) -> bool| {
        flags.0.iter().rev().find(|flag| flag.kind == kind && accepts(flag) && can_append(flag))
    };
    if flags.0.iter().any(|flag| flag.kind == Kind::Old) {
        return match last(Kind::Old, &|_| true) {
            Some(flag) => vec![append(flag)],
            None => vec![Step::insert(Kind::Old)],
        };
    }
    let disabling = || flags.0.iter().filter(|flag| flag.kind == Kind::Disable && flag.names_psp());
    let mut steps: Vec<Step> = disabling().filter(|flag| flag.names_only_psp()).map(rename).collect();
    let is_enabled = !steps.is_empty();
    steps.extend(disabling().filter(|flag| !flag.names_only_psp()).flat_map(remove));
    if !is_enabled {
        // An empty list stays empty: a name in it could not be told from one that the administrator wrote.
        match last(Kind::Enable, &|flag| !flag.plugins.is_empty()) {
            Some(flag) => steps.push(append(flag)),
            None => steps.push(Step::insert(Kind::Enable)),
        }
    }
    steps
}

/// Turns it off.
pub(super) fn off(flags: &Flags) -> Vec<Step> {
    let naming = flags.0.iter().filter(|flag| flag.names_psp());
    naming
        .flat_map(|flag| match flag.kind {
            Kind::Enable if flag.names_only_psp() => vec![rename(flag)],
            _ => remove(flag),
        })
        .collect()
}

/// The ways to turn it off by taking out a flag that names nothing else, if it is the only one that names it.
pub(super) fn off_by_deletion(flags: &Flags) -> Vec<Vec<Step>> {
    let naming: Vec<&Flag> = flags.0.iter().filter(|flag| flag.names_psp()).collect();
    match naming.as_slice() {
        [flag] if flag.names_only_psp() && flag.name == flag.value => {
            [End::After, End::Before].map(|end| vec![Step::Delete { argument: flag.name, end }]).into()
        }
        _ => Vec::new(),
    }
}

fn append(flag: &Flag) -> Step {
    let comma = if flag.plugins.is_empty() { "" } else { "," };
    Step::Replace { argument: flag.value, range: flag.end..flag.end, with: format!("{comma}{PSP}") }
}

/// From the flag that enables to the one that disables, or back.
fn rename(flag: &Flag) -> Step {
    let (from, to) = if flag.kind == Kind::Disable { ("disable", "enable") } else { ("enable", "disable") };
    let start = "--".len();
    Step::Replace { argument: flag.name, range: start..start + from.len(), with: to.to_owned() }
}

/// Takes the name out of a list, each time with the comma before it, or after it where nothing stays before.
fn remove(flag: &Flag) -> Vec<Step> {
    let stays = |others: &[crate::args::Plugin]| others.iter().any(|plugin| plugin.name != PSP);
    let mut steps = Vec::new();
    for (index, plugin) in flag.plugins.iter().enumerate() {
        if plugin.name != PSP {
            continue;
        }
        let (before, after) = flag.plugins.split_at(index);
        let mut range = plugin.range.clone();
        if stays(before) {
            range.start -= 1;
        } else if after.len() > 1 {
            range.end += 1;
        }
        steps.push(Step::Replace { argument: flag.value, range, with: String::new() });
    }
    steps
}
