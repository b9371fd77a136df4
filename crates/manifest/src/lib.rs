//! The static pod manifest of kube-apiserver: which admission plugins its flags turn on and off, and the text that
//! turns `PodSecurityPolicy` on or off.
//!
//! A manifest is a file that administrators keep, so a change touches the one flag: comments, order, quotes, line
//! ends and everything else stay byte for byte. Nothing is done here but text to text; `crates/agent` puts the text
//! on the disk of a control-plane node, and tells by [`Failure`] why it did not.
//!
//! ```
//! use manifest::Psp;
//!
//! let text = "spec:\n  containers:\n  - command:\n    - kube-apiserver\n    - --enable-admission-plugins=NodeRestriction # n\n";
//! let on = manifest::set(text, Psp::On)?;
//! assert!(on.ends_with("    - --enable-admission-plugins=NodeRestriction,PodSecurityPolicy # n\n"));
//! assert_eq!(manifest::state(&on)?.psp(), Psp::On);
//! assert_eq!(manifest::set(&on, Psp::Off)?, text);
//! # Ok::<(), manifest::Error>(())
//! ```

mod args;
mod arguments;
mod change;
mod container;
mod error;
mod failure;
mod place;
mod plugins;
mod tree;

pub use arguments::{ArgumentChange, changes};
pub use change::{set, set_as_before};
pub use error::{Error, Problem};
pub use failure::{Cause, Failure, Seen};
pub use place::Place;
pub use plugins::{How, PluginState, Psp};

/// What a manifest says about admission plugins.
pub fn state(text: &str) -> Result<PluginState, Error> {
    let document = tree::document(text)?;
    Ok(container::server(&document)?.flags()?.state())
}

/// What the command and the arguments of a container say about admission plugins, as those of the mirror pod that
/// kubelet shows for a manifest.
pub fn state_of<T: AsRef<str>>(command: &[T], args: &[T]) -> Result<PluginState, Problem> {
    let arguments: Vec<&str> = command.iter().chain(args).map(AsRef::as_ref).collect();
    match args::flags(&arguments) {
        Ok(flags) => Ok(flags.state()),
        Err((_, problem)) => Err(problem),
    }
}
