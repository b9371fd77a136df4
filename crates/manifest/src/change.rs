//! The change of the one flag.
//!
//! How the plugin is turned on, in this order:
//! 1. named at the end of `--admission-control`, where that flag is used;
//! 2. a `--disable-admission-plugins` that names nothing else becomes `--enable-admission-plugins`;
//! 3. named at the end of the last `--enable-admission-plugins` that names others;
//! 4. else by a flag of its own, before all others. Several flags add up, so this is right beside others too.
//!
//! And off: taken out of the lists. A flag that names no other plugin is taken out whole when turning on would put
//! exactly these bytes there again, and becomes `--disable-admission-plugins` otherwise. So the text itself tells how
//! to come back: what step 4 wrote is gone without a trace, and what an administrator wrote, with its quotes and
//! comments, returns. (What an administrator wrote precisely as step 4 does is removed, and written again by it.)
//!
//! Turning on and then off returns the first bytes, but for two cases: `--disable-admission-plugins` names the plugin
//! among others, or it names it alone, before all other flags, written as step 4 would write it. Off and then on
//! returns them where the plugin stood last in its list. No rule can do without exceptions: an enabled plugin may stand
//! at several places in a list, and there is one list without it. So what was before must be remembered, which is what
//! [`set_as_before`] is for: with it, both ways always return the first bytes.

mod edit;
mod layout;
mod plan;
mod raw;

use crate::container::{self, Server};
use crate::error::Error;
use crate::plugins::Psp;
use crate::tree::{self, Node};
use plan::Step;

/// The manifest with the plugin `PodSecurityPolicy` on or off: the same text if it is so already.
///
/// Nothing but the flag differs, which is checked: the new text is read again and compared.
pub fn set(text: &str, wanted: Psp) -> Result<String, Error> {
    let document = tree::document(text)?;
    let server = container::server(&document)?;
    let flags = server.flags()?;
    if flags.state().psp() == wanted {
        return Ok(text.to_owned());
    }
    let change = Change { text, document: &document, server: &server, wanted };
    match wanted {
        Psp::On => change.apply(&plan::on(&flags, |flag| change.can_append(flag))),
        Psp::Off => {
            // Taking a flag out whole is only right if turning on puts it there again.
            let returns = |changed: &String| set(changed, Psp::On).is_ok_and(|again| again == text);
            let whole = plan::off_by_deletion(&flags);
            let deleted = whole.iter().find_map(|steps| change.apply(steps).ok().filter(returns));
            deleted.map_or_else(|| change.apply(&plan::off(&flags)), Ok)
        }
    }
}

/// As [`set`], but if the text is what `earlier` became by the opposite change, the answer is `earlier` itself: also
/// the order of a list returns, and whatever else the text alone cannot tell.
pub fn set_as_before(text: &str, wanted: Psp, earlier: &str) -> Result<String, Error> {
    let is_earlier = crate::state(earlier).is_ok_and(|state| state.psp() == wanted)
        && set(earlier, wanted.opposite()).is_ok_and(|changed| changed == text)
        && crate::state(text).is_ok_and(|state| state.psp() != wanted);
    if is_earlier { Ok(earlier.to_owned()) } else { set(text, wanted) }
}

/// A text, understood, and what it is to become.
struct Change<'a> {
    text: &'a str,
    document: &'a Node,
    server: &'a Server<'a>,
    wanted: Psp,
}

impl Change<'_> {
    /// Makes the change, and checks that it is the one that was meant.
    fn apply(&self, steps: &[Step]) -> Result<String, Error> {
        let mut expected: Vec<Vec<String>> = self.server.lists.iter().map(|_| Vec::new()).collect();
        let mut edits = Vec::new();
        let spot = layout::spot(self.text, self.server);
        for (number, argument) in self.server.arguments.iter().enumerate() {
            let mut value = argument.scalar.text.clone();
            // From the end, so that the places before stay what they are.
            for step in steps.iter().rev().filter(|step| step.argument() == Some(number)) {
                self.alone(argument.node)?;
                match step {
                    Step::Replace { range, with, .. } => {
                        edits.push(
                            raw::replace(self.text, argument, range, with).ok_or(unusual(argument.node))?,
                        );
                        value.replace_range(range.clone(), with);
                    }
                    Step::Delete { end, .. } => {
                        edits.push(
                            layout::delete(self.text, self.server, number, *end)
                                .ok_or(unusual(argument.node))?,
                        );
                    }
                    Step::Insert(_) => {}
                }
            }
            if let Some(list) = expected.get_mut(argument.list)
                && !steps.iter().any(|step| step.deletes(number))
            {
                list.push(value);
            }
        }
        for step in steps {
            let Step::Insert(flag) = step else { continue };
            let spot = spot.as_ref().ok_or(self.document).map_err(unusual)?;
            self.alone(spot.neighbour.node)?;
            edits.push(spot.insert(self.text, flag));
            if let Some(list) = expected.get_mut(spot.neighbour.list) {
                list.insert(spot.index().min(list.len()), flag.clone());
            }
        }
        let changed = edit::apply(self.text, edits);
        if self.is_only_change(&changed, &expected) { Ok(changed) } else { Err(unusual(self.first(steps))) }
    }

    /// Fails if a piece of text says something elsewhere too.
    fn alone(&self, node: &Node) -> Result<(), Error> {
        let uses = self.document.uses(&node.source);
        match uses.iter().find(|at| **at != node.at) {
            Some(other) if uses.len() > 1 => Err(Error::Shared { at: node.at, other: *other }),
            _ => Ok(()),
        }
    }

    /// Reads the new text: it must say what was expected, and otherwise the same.
    fn is_only_change(&self, changed: &str, expected: &[Vec<String>]) -> bool {
        let Ok(document) = tree::document(changed) else { return false };
        let Ok(server) = container::server(&document) else { return false };
        let lists = |server: &Server<'_>, list: usize| -> Vec<String> {
            let arguments = server.arguments.iter().filter(|argument| argument.list == list);
            arguments.map(|argument| argument.scalar.text.clone()).collect()
        };
        let skip: Vec<&Node> = self.server.lists.iter().map(|list| list.node).collect();
        server.number == self.server.number
            && server.lists.iter().map(|list| list.field).eq(self.server.lists.iter().map(|list| list.field))
            && expected.iter().enumerate().all(|(list, texts)| lists(&server, list) == *texts)
            && server.flags().is_ok_and(|flags| flags.state().psp() == self.wanted)
            && self.document.same_but(&document, &skip)
    }

    fn can_append(&self, flag: &crate::args::Flag) -> bool {
        self.server.arguments.get(flag.value).is_some_and(|argument| raw::can_append(self.text, argument))
    }

    fn first(&self, steps: &[Step]) -> &Node {
        let numbers = steps.iter().filter_map(Step::argument);
        numbers.min().and_then(|number| self.server.arguments.get(number)).map_or(self.document, |it| it.node)
    }
}

fn unusual(node: &Node) -> Error {
    Error::Unusual { at: node.at }
}
