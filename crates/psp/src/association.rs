//! What an association rule asks for.

use serde::{Deserialize, Serialize};

use crate::names::{Namespace, PolicyName, ServiceAccountName};

/// Which accounts of a namespace a rule is for.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Accounts {
    /// One service account.
    One(ServiceAccountName),
    /// Every service account of the namespace, those created later included.
    AllInNamespace,
}

/// What *Add Association Rule* asks for: these accounts of this namespace may use this policy there.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct AssociationRule {
    /// Where the pods are created, and where the accounts live.
    pub namespace: Namespace,
    /// Which of its accounts.
    pub accounts: Accounts,
    /// What they may use.
    pub policy: PolicyName,
}
