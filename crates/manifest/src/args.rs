//! A server's command and arguments, read as kube-apiserver reads them: the flags about admission plugins.
//!
//! The rules are those of the flag library pflag: `--flag=value` or two arguments, and a list that is given twice is
//! both lists together (each asked of kube-apiserver 1.20.2 with names of plugins that it does not know). kubelet runs `command` followed by `args`, so they are one list here.

mod booleans;
mod list;

use std::ops::Range;

use crate::error::Problem;
use crate::plugins::{How, PSP, PluginState};

/// A problem, and the number of the argument that has it.
pub(crate) type AtArgument = (usize, Problem);

/// One of the three flags, with its value.
#[derive(Clone, Debug)]
pub(crate) struct Flag {
    pub(crate) kind: Kind,
    /// The number of the argument that names it.
    pub(crate) name: usize,
    /// The number of the argument that holds its value: the same one, or the next.
    pub(crate) value: usize,
    /// Where in that argument the list ends.
    pub(crate) end: usize,
    pub(crate) plugins: Vec<Plugin>,
}

/// A name in a list, and where in its argument.
#[derive(Clone, Debug)]
pub(crate) struct Plugin {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Enable,
    Disable,
    /// The flag of old: everything that runs.
    Old,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Enable, Self::Disable, Self::Old];

    /// The flag without its dashes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Enable => "enable-admission-plugins",
            Self::Disable => "disable-admission-plugins",
            Self::Old => "admission-control",
        }
    }
}

impl Flag {
    pub(crate) fn names_psp(&self) -> bool {
        self.plugins.iter().any(|plugin| plugin.name == PSP)
    }

    /// Does it name the plugin and no other?
    pub(crate) fn names_only_psp(&self) -> bool {
        self.names_psp() && self.plugins.iter().all(|plugin| plugin.name == PSP)
    }
}

/// The flags about admission plugins, in their order.
#[derive(Debug)]
pub(crate) struct Flags(pub(crate) Vec<Flag>);

/// Which of the arguments is the first after the program kube-apiserver.
pub(crate) fn after_program<T: AsRef<str>>(arguments: &[T]) -> Result<usize, AtArgument> {
    let mut programs = arguments.iter().map(|it| it.as_ref().rsplit('/').next().unwrap_or_default());
    match programs.next() {
        // The image's own entry point.
        Some(flag) if flag.starts_with('-') => Ok(0),
        Some("sh" | "bash" | "ash" | "dash" | "busybox") => Err((0, Problem::Shell)),
        Some("hyperkube") if matches!(programs.next(), Some("kube-apiserver" | "apiserver")) => Ok(2),
        // Itself, or after a program that writes its log, and that one's flags.
        Some(_) => arguments
            .iter()
            .position(|it| it.as_ref() == "kube-apiserver" || it.as_ref().ends_with("/kube-apiserver"))
            .map(|program| program + 1)
            .ok_or((0, Problem::NotTheServer)),
        None => Err((0, Problem::NotTheServer)),
    }
}

/// Finds the flags.
pub(crate) fn flags<T: AsRef<str>>(arguments: &[T]) -> Result<Flags, AtArgument> {
    let first = after_program(arguments)?;
    let mut flags = Vec::new();
    let mut before = None;
    let mut rest = arguments.iter().map(AsRef::as_ref).enumerate().skip(first);
    while let Some((number, argument)) = rest.next() {
        if argument == "--" {
            break;
        }
        let (name, own_value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (argument, None),
        };
        if let Some(kind) = kind(name) {
            if let Some(before) = before {
                return Err((number, Problem::Unclear { before }));
            }
            let (value, text, start) = match own_value {
                Some(text) => (number, text, argument.len() - text.len()),
                None => rest
                    .next()
                    .map(|(number, text)| (number, text, 0))
                    .ok_or((number, Problem::NoValue { flag: kind.name().to_owned() }))?,
            };
            if text.contains('$') {
                return Err((value, Problem::Variable { argument: text.to_owned() }));
            }
            let plugins = list::plugins(text, start).map_err(|problem| (value, problem))?;
            let end = start + list::trimmed(text).len();
            flags.push(Flag { kind, name: number, value, end, plugins });
            continue;
        }
        let is_value = before.take().is_some() && !argument.starts_with("--");
        if is_value {
            continue;
        }
        if name.contains("$(") {
            return Err((number, Problem::Variable { argument: argument.to_owned() }));
        }
        before = (own_value.is_none() && booleans::takes_the_next(argument)).then(|| argument.to_owned());
    }
    exclusive(&flags)?;
    Ok(Flags(flags))
}

/// Some releases take `_` for `-` (1.20 does not, and such a server does not start there).
fn kind(name: &str) -> Option<Kind> {
    let name = name.strip_prefix("--")?.replace('_', "-");
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}

fn exclusive(flags: &[Flag]) -> Result<(), AtArgument> {
    let old = flags.iter().find(|flag| flag.kind == Kind::Old);
    if let Some(old) = old
        && flags.iter().any(|flag| flag.kind != Kind::Old)
    {
        return Err((old.name, Problem::Exclusive));
    }
    let enabled = flags.iter().any(|flag| flag.kind == Kind::Enable && flag.names_psp());
    match flags.iter().find(|flag| flag.kind == Kind::Disable && flag.names_psp()) {
        Some(disabled) if enabled => Err((disabled.value, Problem::Contradiction)),
        _ => Ok(()),
    }
}

impl Flags {
    pub(crate) fn state(&self) -> PluginState {
        let plugins = |kinds: &[Kind]| {
            let flags = self.0.iter().filter(|flag| kinds.contains(&flag.kind));
            flags.flat_map(|flag| &flag.plugins).map(|plugin| plugin.name.clone()).collect::<Vec<_>>()
        };
        let enabled = plugins(&[Kind::Enable, Kind::Old]);
        let disabled = plugins(&[Kind::Disable]);
        let names = |list: &[String]| list.iter().any(|name| name == PSP);
        let old = self.0.iter().any(|flag| flag.kind == Kind::Old);
        let how = match (names(&enabled), old) {
            (true, true) => How::InOldList,
            (true, false) => How::Enabled,
            (false, true) => How::NotInOldList,
            (false, false) if names(&disabled) => How::Disabled,
            (false, false) => How::Unmentioned,
        };
        PluginState { enabled, disabled, how }
    }
}
