//! What two people have made of the same text.

use similar::DiffOp;

use super::diff::operations;

/// A part of the merged text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Part {
    /// Nobody has touched it, only one has, or both have made the same of it.
    Agreed(Vec<String>),
    /// Each has made something else of it: somebody must choose.
    Conflict {
        /// The lines of the one.
        theirs: Vec<String>,
        /// The lines of the other.
        mine: Vec<String>,
    },
}

/// Both changes put together, where they do not touch each other. Agreed parts that follow each other are one.
///
/// ```
/// use psp::text::{Part, merge};
///
/// let agreed = Part::Agreed(["A", "b", "C"].map(str::to_owned).into());
/// assert_eq!(merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), [agreed]);
/// ```
pub fn merge(base: &str, theirs: &str, mine: &str) -> Vec<Part> {
    let [base, theirs, mine] = [base, theirs, mine].map(|text| text.lines().collect::<Vec<_>>());
    let (in_theirs, in_mine) = (kept(&base, &theirs), kept(&base, &mine));
    let mut parts = Vec::new();
    let (mut b, mut t, mut m) = (0, 0, 0);
    loop {
        // The next line that both have kept.
        let both = |line: usize| Some((line, (*in_theirs.get(line)?)?, (*in_mine.get(line)?)?));
        let next = (b..base.len()).find_map(both);
        let (b_end, t_end, m_end) = next.unwrap_or((base.len(), theirs.len(), mine.len()));
        let [base, theirs_part, mine_part] =
            [base.get(b..b_end), theirs.get(t..t_end), mine.get(m..m_end)].map(Option::unwrap_or_default);
        push(&mut parts, part(base, theirs_part, mine_part));
        let Some(kept) = next.and_then(|(_, line, _)| theirs.get(line)) else { return parts };
        push(&mut parts, Part::Agreed(vec![(*kept).to_owned()]));
        (b, t, m) = (b_end + 1, t_end + 1, m_end + 1);
    }
}

fn part(base: &[&str], theirs: &[&str], mine: &[&str]) -> Part {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    if theirs == base || theirs == mine {
        Part::Agreed(owned(mine))
    } else if mine == base {
        Part::Agreed(owned(theirs))
    } else {
        Part::Conflict { theirs: owned(theirs), mine: owned(mine) }
    }
}

fn push(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (_, Part::Agreed(lines)) if lines.is_empty() => {}
        (Some(Part::Agreed(before)), Part::Agreed(mut lines)) => before.append(&mut lines),
        (_, part) => parts.push(part),
    }
}

/// For each line of `base` the line of `other` that it still is.
fn kept(base: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let mut kept = vec![None; base.len()];
    for operation in operations(base, other) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for (slot, line) in kept.iter_mut().skip(old_index).take(len).zip(new_index..) {
                *slot = Some(line);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Part, merge};

    fn agreed(lines: &str) -> Part {
        Part::Agreed(lines.lines().map(str::to_owned).collect())
    }

    fn conflict(theirs: &str, mine: &str) -> Part {
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Part::Conflict { theirs: lines(theirs), mine: lines(mine) }
    }

    #[test]
    fn takes_each_change_that_only_one_has_made() {
        let base = "a\nb\nc\nd\ne\n";
        assert_eq!(merge(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n"), [agreed("a\nB\nc\nd\nE\nf")]);
        assert_eq!(merge(base, "b\nc\nd\ne\n", base), [agreed("b\nc\nd\ne")]);
        assert_eq!(merge(base, base, "a\nx\nb\nc\nd\ne\n"), [agreed("a\nx\nb\nc\nd\ne")]);
    }

    #[test]
    fn takes_once_what_both_have_made() {
        assert_eq!(merge("a\nb\n", "a\nB\n", "a\nB\n"), [agreed("a\nB")]);
    }

    #[test]
    fn leaves_to_somebody_what_both_have_made_differently() {
        assert_eq!(
            merge("a\nb\nc\n", "a\ntheirs\nc\n", "a\nmine\nc\n"),
            [agreed("a"), conflict("theirs", "mine"), agreed("c")]
        );
        assert_eq!(merge("a\nb\n", "a\n", "a\nB\n"), [agreed("a"), conflict("", "B")]);
        assert_eq!(merge("", "x\n", "y\n"), [conflict("x", "y")]);
    }

    #[test]
    fn of_one_text_and_itself_is_that_text() {
        for text in ["", "a\n", "a\nb\na\nb\n"] {
            let lines = merge(text, text, text);
            assert_eq!(lines, if text.is_empty() { vec![] } else { vec![agreed(text)] });
        }
    }
}
