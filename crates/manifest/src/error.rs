//! Why a manifest is not understood, or not changed.

use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::plugins::PSP;

/// Why nothing can be said about a manifest, or nothing changed in it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Error {
    /// The text is no YAML, and so no JSON.
    #[error("{at}: {message}")]
    Syntax {
        /// Where it stops being YAML.
        at: Place,
        /// What the parser says.
        message: String,
    },
    /// There is no `spec.containers`.
    #[error("{at}: not the manifest of a pod: it has no containers")]
    NoContainers {
        /// Where the document begins.
        at: Place,
    },
    /// No container runs kube-apiserver.
    #[error("{at}: none of the containers runs kube-apiserver")]
    NoServer {
        /// Where the containers begin.
        at: Place,
    },
    /// Two containers run kube-apiserver.
    #[error("{at}: a second container that runs kube-apiserver; the first is at {first}")]
    TwoServers {
        /// The first one.
        first: Place,
        /// The second one.
        at: Place,
    },
    /// The container has neither a command nor arguments.
    #[error("{at}: the container kube-apiserver has neither command nor args")]
    NoCommand {
        /// The container.
        at: Place,
    },
    /// The command or the arguments are no list of texts.
    #[error("{at}: command and args must be lists of texts")]
    NotTexts {
        /// What is something else.
        at: Place,
    },
    /// The arguments leave it open which plugins are enabled.
    #[error("{at}: {problem}")]
    Arguments {
        /// The argument.
        at: Place,
        /// What is wrong with it.
        problem: Problem,
    },
    /// What must be changed is used elsewhere too, by an alias, and would change there as well.
    #[error("{at}: this is also used at {other}, by an alias")]
    Shared {
        /// What must be changed.
        at: Place,
        /// Where it is used too.
        other: Place,
    },
    /// The text is laid out in a way that is not changed by a program.
    #[error("{at}: written in a way that is better changed by hand")]
    Unusual {
        /// What must be changed.
        at: Place,
    },
}

/// What is wrong with arguments.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The program is another.
    #[error("this does not run kube-apiserver")]
    NotTheServer,
    /// The program is a shell.
    #[error("kube-apiserver is started by a shell, whose words cannot be told from its flags for sure")]
    Shell,
    /// The value depends on the container's environment.
    #[error("{argument:?} depends on a variable")]
    Variable {
        /// The argument.
        argument: String,
    },
    /// The last argument is a flag whose value is missing.
    #[error("--{flag} has no value")]
    NoValue {
        /// The flag, without dashes.
        flag: String,
    },
    /// Two ways to read it: a flag, or the value of the flag before it.
    #[error("this may be a flag, or the value of {before}")]
    Unclear {
        /// The flag before it.
        before: String,
    },
    /// Names in quotes that do not end, or of several lines.
    #[error("{value:?} is no list of plugins")]
    NoList {
        /// The flag's value.
        value: String,
    },
    /// The plugin is enabled and disabled: such a server does not start.
    #[error("{PSP} is disabled here, and enabled by another flag")]
    Contradiction,
    /// The old flag and the new ones: such a server does not start.
    #[error(
        "--admission-control cannot stand beside --enable-admission-plugins or --disable-admission-plugins"
    )]
    Exclusive,
}
