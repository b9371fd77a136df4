//! The change of the one flag where only a server's arguments are known, as a mirror pod shows them.
//!
//! It is not computed anew: the arguments are written into a manifest as kubeadm lays it out, and [`set`] changes that.

use std::fmt::Write;

use crate::change::set;
use crate::container;
use crate::error::Error;
use crate::plugins::Psp;
use crate::tree;

/// An argument before and after; one that comes or goes has one side only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ArgumentChange {
    /// The flag, where it is the argument before this one.
    pub flag: Option<String>,
    /// What it is.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
}

/// What [`set`] changes in the arguments of a server whose manifest has a line for each.
pub fn changes<T: AsRef<str>>(command: &[T], args: &[T], wanted: Psp) -> Result<Vec<ArgumentChange>, Error> {
    let text = written(command, args);
    let (before, after) = (arguments(&text)?, arguments(&set(&text, wanted)?)?);
    Ok(compared(&before, &after))
}

fn arguments(text: &str) -> Result<Vec<String>, Error> {
    let document = tree::document(text)?;
    let server = container::server(&document)?;
    Ok(server.arguments.iter().map(|argument| argument.scalar.text.clone()).collect())
}

fn written<T: AsRef<str>>(command: &[T], args: &[T]) -> String {
    let mut text = "spec:\n  containers:\n  - name: kube-apiserver\n".to_owned();
    for (field, arguments) in [("command", command), ("args", args)] {
        if arguments.is_empty() {
            continue;
        }
        text = arguments.iter().fold(format!("{text}    {field}:\n"), |text, argument| {
            format!("{text}    - \"{}\"\n", escaped(argument.as_ref()))
        });
    }
    text
}

/// Between double quotes.
fn escaped(argument: &str) -> String {
    argument.chars().fold(String::new(), |mut text, letter| {
        // Writing to a String cannot fail.
        let _ = match letter {
            '"' | '\\' => write!(text, "\\{letter}"),
            letter if letter.is_control() => write!(text, "\\u{:04x}", u32::from(letter)),
            letter => write!(text, "{letter}"),
        };
        text
    })
}

/// A change replaces arguments in their places, and one comes or goes at most.
fn compared(before: &[String], after: &[String]) -> Vec<ArgumentChange> {
    let (mut changes, mut last) = (Vec::new(), None::<&String>);
    let (mut old, mut new) = (before, after);
    loop {
        let (is, becomes) = (old.split_first(), new.split_first());
        let (is, becomes) = match (is, becomes) {
            (None, None) => return changes,
            (Some((is, _)), _) if old.len() > new.len() && becomes.is_none_or(|(it, _)| it != is) => {
                (is.into(), None)
            }
            (_, Some((becomes, _))) if new.len() > old.len() && is.is_none_or(|(it, _)| it != becomes) => {
                (None, becomes.into())
            }
            (is, becomes) => (is.map(|(it, _)| it), becomes.map(|(it, _)| it)),
        };
        if is != becomes {
            let is_value = |argument: &String| !argument.starts_with('-');
            let flag = last.filter(|_| is.or(becomes).is_some_and(is_value)).cloned();
            changes.push(ArgumentChange { flag, before: is.cloned(), after: becomes.cloned() });
        }
        last = is.or(becomes);
        old = old.get(usize::from(is.is_some())..).unwrap_or_default();
        new = new.get(usize::from(becomes.is_some())..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::{ArgumentChange, changes};
    use crate::plugins::Psp;

    fn change(flag: Option<&str>, before: Option<&str>, after: Option<&str>) -> ArgumentChange {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        ArgumentChange { flag: owned(flag), before: owned(before), after: owned(after) }
    }

    #[track_caller]
    fn check(args: &[&str], wanted: Psp, expected: &[ArgumentChange]) {
        assert_eq!(changes(&["kube-apiserver"], args, wanted).unwrap(), expected);
    }

    #[test]
    fn a_name_comes_behind_the_others_and_goes_again() {
        let (off, on) = (
            "--enable-admission-plugins=NodeRestriction",
            "--enable-admission-plugins=NodeRestriction,PodSecurityPolicy",
        );
        check(&["--v=2", off], Psp::On, &[change(None, Some(off), Some(on))]);
        check(&["--v=2", on], Psp::Off, &[change(None, Some(on), Some(off))]);
        check(&["--v=2", on], Psp::On, &[]);
    }

    #[test]
    fn a_flag_that_names_nothing_else_comes_and_goes() {
        let flag = "--enable-admission-plugins=PodSecurityPolicy";
        check(&["--v=2"], Psp::On, &[change(None, None, Some(flag))]);
        check(&[flag, "--v=2"], Psp::Off, &[change(None, Some(flag), None)]);
    }

    #[test]
    fn two_flags_may_change_and_a_value_may_stand_by_itself() {
        let args = ["--disable-admission-plugins=A,PodSecurityPolicy", "--enable-admission-plugins", "B"];
        let disabled = change(None, Some(args[0]), Some("--disable-admission-plugins=A"));
        let enabled = change(Some(args[1]), Some("B"), Some("B,PodSecurityPolicy"));
        check(&args, Psp::On, &[disabled, enabled]);
    }

    #[test]
    fn what_no_line_can_hold_plainly_is_no_obstacle() {
        let flag = "--enable-admission-plugins=PodSecurityPolicy";
        check(&["--audit-log-path=C:\\\"a\n#b\u{85}"], Psp::On, &[change(None, None, Some(flag))]);
    }
}
