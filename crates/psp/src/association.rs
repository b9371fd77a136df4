//! The console's nouns that browser and server share: association rules and the PSP Status.

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

/// Does the cluster enforce its policies? Found out by asking it (a dry run), never remembered.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum PspState {
    /// The admission controller judges every pod.
    Enabled,
    /// Pods are admitted whatever the policies say.
    Disabled,
    /// The API server is not answering, as while it restarts.
    Restarting,
}

/// PSP Status as the page shows it: the state, and whether it can be changed from here.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PspStatus {
    /// What the cluster does now.
    pub state: PspState,
    /// May the console change it?
    pub switch: Switch,
}

/// Who can change the PSP Status of a cluster.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Switch {
    /// This console.
    Here,
    /// Not this console, and why in words for the admin.
    NotHere(String),
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
