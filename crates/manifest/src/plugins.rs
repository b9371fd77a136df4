//! Which admission plugins a server's flags turn on and off.

use std::fmt::{self, Display, Formatter};

/// The name of the plugin that this is all about.
pub(crate) const PSP: &str = "PodSecurityPolicy";

/// Whether the plugin `PodSecurityPolicy` runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Psp {
    /// Policies are enforced.
    On,
    /// They are not.
    Off,
}

impl Psp {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

impl Display for Psp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::On => "on",
            Self::Off => "off",
        })
    }
}

/// What the flags say about admission plugins.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PluginState {
    /// The plugins that flags turn on, in their order. Those that run by default come on top, unless the old flag is
    /// used.
    pub enabled: Vec<String>,
    /// The plugins that flags turn off, in their order.
    pub disabled: Vec<String>,
    /// What decides about `PodSecurityPolicy`.
    pub how: How,
}

/// What decides about the plugin `PodSecurityPolicy`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum How {
    /// `--enable-admission-plugins` names it.
    Enabled,
    /// `--disable-admission-plugins` names it.
    Disabled,
    /// `--admission-control`, which lists all plugins that run, names it.
    InOldList,
    /// `--admission-control`, which lists all plugins that run, does not name it.
    NotInOldList,
    /// No flag names it, and it is off by default.
    Unmentioned,
}

impl PluginState {
    /// Whether the plugin `PodSecurityPolicy` runs.
    pub fn psp(&self) -> Psp {
        match self.how {
            How::Enabled | How::InOldList => Psp::On,
            How::Disabled | How::NotInOldList | How::Unmentioned => Psp::Off,
        }
    }
}
