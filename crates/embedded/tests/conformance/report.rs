//! What was compared, and what was not as expected.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use crate::script::Expect;

#[derive(Default)]
pub(crate) struct Report {
    pub(crate) compared: usize,
    pub(crate) checked: usize,
    pub(crate) pending: usize,
    pub(crate) failures: Vec<String>,
    /// The ids of the known differences that were seen.
    pub(crate) differences: BTreeSet<String>,
}

impl Report {
    pub(crate) fn same_or_known(&mut self, name: &str, expect: &Expect, real: &str, ours: &str) {
        match expect {
            Expect::Differs(id) => {
                self.differences.insert(id.clone());
                if real == ours {
                    self.fail(format!("{name}\nno longer differs, as {id} says:\n{real}"));
                }
            }
            Expect::Pending => {
                self.pending += 1;
                if real == ours {
                    println!("     no longer pending: {name}");
                } else {
                    println!("PENDING {name}\n{}", diff(real, ours));
                }
            }
            _ => {
                self.compared += 1;
                println!("{:4} {name}", self.compared);
                if real != ours {
                    self.fail(format!("{name}\n{}", diff(real, ours)));
                }
            }
        }
    }

    pub(crate) fn fail(&mut self, what: String) {
        println!("FAILED {what}");
        self.failures.push(what);
    }

    pub(crate) fn contains(&mut self, name: &str, answer: &str, parts: &[String]) {
        self.checked += 1;
        if let Some(missing) = parts.iter().find(|part| !answer.contains(part.trim())) {
            self.fail(format!("{name}\nhas no {missing:?} in\n{answer}"));
        }
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "{} comparisons, {} pending, {} known differences, {} checks of the embedded one alone, {} failures",
            self.compared,
            self.pending,
            self.differences.len(),
            self.checked,
            self.failures.len()
        )
    }
}

/// Line by line: `-` has the real one, `+` the embedded one.
fn diff(real: &str, ours: &str) -> String {
    let mut text = String::from("--- real\n+++ embedded\n");
    let lines = TextDiff::from_lines(real, ours);
    for group in lines.grouped_ops(3) {
        for change in group.iter().flat_map(|op| lines.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            text.push(sign);
            text.push_str(change.value().trim_end_matches('\n'));
            text.push('\n');
        }
        text.push_str("...\n");
    }
    text
}
