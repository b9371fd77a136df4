//! A change of PSP Status: who asked for it, and how far each node is. The cluster keeps it, so that it survives the
//! page and the console.

use serde::{Deserialize, Serialize};

use super::state::Turn;

/// A change, from the moment it was asked for. `Why` is a reason of failure: as the cluster keeps it, or in the words of
/// whoever is told.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Work<Why = String> {
    /// Tells this attempt from others.
    pub id: String,
    /// What was asked for.
    pub turn: Turn,
    /// By whom, as the console's credentials are called.
    pub by: String,
    /// When, as RFC 3339.
    pub started: String,
    /// The nodes, in the order in which they are changed.
    pub nodes: Vec<NodeWork<Why>>,
    /// How and when it ended; absent while it is under way.
    pub end: Option<End>,
}

/// One node's part.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct NodeWork<Why = String> {
    /// The node.
    pub node: String,
    /// How far it is.
    pub stage: Stage<Why>,
}

/// How far a node is.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Stage<Why = String> {
    /// Others come first.
    Waiting,
    /// Its manifest is being changed, and its API server restarts.
    Changing,
    /// Its API server is ready; what it does now is being found out.
    Probing,
    /// Its API server does what was asked for.
    Done,
    /// It does not, and why; the change goes no further.
    Failed(Why),
}

/// How a change ended.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct End {
    /// When, as RFC 3339.
    pub at: String,
    /// Is everything as it was asked for?
    pub is_done: bool,
}

impl<Why> Work<Why> {
    /// A change of these nodes that nobody has begun.
    pub fn new(id: String, turn: Turn, by: String, started: String, nodes: Vec<String>) -> Self {
        let nodes = nodes.into_iter().map(|node| NodeWork { node, stage: Stage::Waiting }).collect();
        Self { id, turn, by, started, nodes, end: None }
    }

    /// The next node that is not done yet.
    pub fn next(&self) -> Option<usize> {
        self.nodes.iter().position(|node| !matches!(node.stage, Stage::Done))
    }

    /// Where it failed, and why.
    pub fn failure(&self) -> Option<(&str, &Why)> {
        self.nodes.iter().find_map(|node| match &node.stage {
            Stage::Failed(why) => Some((node.node.as_str(), why)),
            _ => None,
        })
    }

    /// The nodes that a change which failed has touched, the last one first: those that are to be taken back.
    pub fn touched(&self) -> Vec<String> {
        if self.end.as_ref().is_none_or(|end| end.is_done) {
            return Vec::new();
        }
        let touched = self.nodes.iter().filter(|node| !matches!(node.stage, Stage::Waiting));
        touched.rev().map(|node| node.node.clone()).collect()
    }

    /// The same, each reason in these words.
    pub fn told(self, words: impl Fn(Why) -> String) -> Work {
        let Self { id, turn, by, started, nodes, end } = self;
        let told = |NodeWork { node, stage }| NodeWork { node, stage: stage.told(&words) };
        Work { id, turn, by, started, nodes: nodes.into_iter().map(told).collect(), end }
    }
}

impl<Why> Stage<Why> {
    fn told(self, words: impl Fn(Why) -> String) -> Stage {
        match self {
            Self::Waiting => Stage::Waiting,
            Self::Changing => Stage::Changing,
            Self::Probing => Stage::Probing,
            Self::Done => Stage::Done,
            Self::Failed(why) => Stage::Failed(words(why)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Stage, Work};
    use crate::switch::Turn;

    #[test]
    fn what_failed_is_taken_back_from_the_last_node_that_was_touched_to_the_first() {
        let nodes = ["a", "b", "c"].map(str::to_owned).to_vec();
        let mut work = Work::new("1".to_owned(), Turn::On, "admin".to_owned(), "now".to_owned(), nodes);
        work.nodes[0].stage = Stage::Done;
        work.nodes[1].stage = Stage::Failed("no such flag".to_owned());
        assert_eq!(work.next(), Some(1));
        assert!(work.touched().is_empty(), "it is under way");
        work.end = Some(End { at: "now".to_owned(), is_done: false });
        assert_eq!(work.touched(), ["b", "a"]);
        assert_eq!(work.failure(), Some(("b", &"no such flag".to_owned())));
        let told = work.told(|why| format!("{why}!"));
        assert_eq!(told.failure(), Some(("b", &"no such flag!".to_owned())));
        assert_eq!(told.touched(), ["b", "a"], "nothing else has changed");
    }
}
