//! What a page shows of a cluster, and how often each part of it has changed: enough to know when to read again.

use serde::{Deserialize, Serialize};

/// A part of what pages show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Topic {
    /// The policies.
    Policies,
    /// Roles and bindings: who may use which policy.
    Rbac,
    /// Namespaces and their service accounts.
    Accounts,
    /// How far a change of PSP Status has come.
    Switch,
}

impl Topic {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Policies, Self::Rbac, Self::Accounts, Self::Switch];
}

/// A count of each topic's changes. It only grows; where it begins means nothing.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Marks {
    policies: u64,
    rbac: u64,
    accounts: u64,
    switch: u64,
}

impl Marks {
    /// Every topic begins here.
    pub fn from(start: u64) -> Self {
        Self { policies: start, rbac: start, accounts: start, switch: start }
    }

    /// How often it has changed.
    pub fn of(&self, topic: Topic) -> u64 {
        match topic {
            Topic::Policies => self.policies,
            Topic::Rbac => self.rbac,
            Topic::Accounts => self.accounts,
            Topic::Switch => self.switch,
        }
    }

    /// It has changed once more.
    pub fn count(&mut self, topic: Topic) {
        let mark = match topic {
            Topic::Policies => &mut self.policies,
            Topic::Rbac => &mut self.rbac,
            Topic::Accounts => &mut self.accounts,
            Topic::Switch => &mut self.switch,
        };
        *mark = mark.wrapping_add(1);
    }

    /// Anything may have changed.
    pub fn count_all(&mut self) {
        for topic in Topic::ALL {
            self.count(topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, Topic};

    #[test]
    fn a_change_of_one_topic_leaves_the_others() {
        let before = Marks::from(7);
        let mut after = before;
        after.count(Topic::Rbac);
        assert_eq!((after.of(Topic::Rbac), after.of(Topic::Policies)), (8, 7));
        after.count_all();
        assert_eq!((after.of(Topic::Rbac), after.of(Topic::Switch)), (9, 8));
    }
}
