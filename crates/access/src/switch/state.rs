//! What the cluster does now, and what it is asked to do.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::means::{ApiServer, Means, Probed};
use super::work::Work;

/// Does the cluster enforce its policies? Found out by asking it (a dry run), never remembered.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum PspState {
    /// The admission controller judges every pod.
    Enabled,
    /// Pods are admitted whatever the policies say.
    Disabled,
    /// Some API servers enforce, others do not: it depends on which one a request reaches.
    Mixed,
    /// The API server is not answering, as while it restarts.
    Restarting,
}

impl PspState {
    /// What one API server said, and what each of them says where there are several.
    pub fn of<Why: PartialEq>(answer: Turn, servers: &[ApiServer<Why>]) -> Self {
        let said = |wanted: &Probed<Why>| servers.iter().any(|server| server.probed == *wanted);
        match answer {
            _ if said(&Probed::Enforces) && said(&Probed::DoesNot) => Self::Mixed,
            Turn::On => Self::Enabled,
            Turn::Off => Self::Disabled,
        }
    }

    /// What it can be turned to: what it is not yet everywhere. Where that is both, off comes back to safety.
    pub fn next(self) -> Turn {
        match self {
            Self::Enabled | Self::Mixed => Turn::Off,
            Self::Disabled | Self::Restarting => Turn::On,
        }
    }
}

/// PSP Status; `Why` is a reason, as in [`Means`] and [`Work`].
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PspStatus<Why = String> {
    /// What the cluster does now.
    pub state: PspState,
    /// How that can be changed.
    pub means: Means<Why>,
    /// The change that is under way, or the last one.
    pub work: Option<Work<Why>>,
}

impl<Why: Clone> PspStatus<Why> {
    /// The change that is under way.
    pub fn under_way(&self) -> Option<&Work<Why>> {
        self.work.as_ref().filter(|work| work.end.is_none())
    }

    /// As the page shows it: each reason in these words.
    pub fn told(self, words: impl Fn(Why) -> String) -> PspStatus {
        let means = self.means.told(&words);
        PspStatus { state: self.state, means, work: self.work.map(|work| work.told(words)) }
    }
}

/// What *Change PSP State* is asked to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// Enforce from now on.
    On,
    /// Enforce no longer.
    Off,
}

impl Turn {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

impl Display for Turn {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::On => "on",
            Self::Off => "off",
        })
    }
}

/// It is neither `on` nor `off`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("must be on or off")]
pub struct NoTurn;

impl FromStr for Turn {
    type Err = NoTurn;

    fn from_str(text: &str) -> Result<Self, NoTurn> {
        [Self::On, Self::Off].into_iter().find(|turn| turn.to_string() == text).ok_or(NoTurn)
    }
}

#[cfg(test)]
mod tests {
    use super::{PspState, PspStatus, Turn};
    use crate::switch::{ApiServer, Flags, Means, Obstacle, Probed, Reach};

    fn servers(probed: &[Probed]) -> Vec<ApiServer> {
        let server = |probed: &Probed| ApiServer {
            node: "master".to_owned(),
            address: "10.0.0.1:6443".to_owned(),
            flags: Flags::NotUnderstood("no matter".to_owned()),
            probed: probed.clone(),
        };
        probed.iter().map(server).collect()
    }

    #[test]
    fn servers_that_differ_are_a_mixed_cluster_whichever_of_them_was_asked() {
        let differing = servers(&[Probed::Enforces, Probed::DoesNot, Probed::Enforces]);
        assert_eq!(PspState::of(Turn::On, &differing), PspState::Mixed);
        assert_eq!(PspState::of(Turn::Off, &differing), PspState::Mixed);
    }

    #[test]
    fn a_server_that_says_nothing_changes_nothing() {
        let silent = servers(&[Probed::Enforces, Probed::Silent("no route".to_owned())]);
        assert_eq!(PspState::of(Turn::On, &silent), PspState::Enabled);
        assert_eq!(PspState::of(Turn::Off, &servers(&[])), PspState::Disabled);
    }
    #[test]
    fn each_reason_is_told_in_the_words_that_are_asked_for_and_nothing_else_changes() {
        let server =
            |flags, probed| ApiServer { node: "a".to_owned(), address: String::new(), flags, probed };
        let read = Flags::Read { enabled: Vec::new(), disabled: Vec::new(), psp: true };
        let servers =
            vec![server(read, Probed::Silent(2)), server(Flags::NotUnderstood(3), Probed::Enforces)];
        let means = Means::StaticPods { servers, reach: Reach::AgentPods };
        assert_eq!(means.obstacle(), Some(Obstacle::Silent { node: "a".to_owned(), why: 2 }));
        let told = PspStatus { state: PspState::Mixed, means, work: None }.told(|why| why.to_string());
        assert_eq!(told.state, PspState::Mixed);
        let [silent, strange] = told.means.servers() else { panic!("{told:?}") };
        assert!(matches!(silent.flags, Flags::Read { psp: true, .. }), "{silent:?}");
        assert_eq!(silent.probed, Probed::Silent("2".to_owned()));
        assert_eq!(strange.flags, Flags::NotUnderstood("3".to_owned()));
        assert_eq!(strange.probed, Probed::Enforces);
    }
}
