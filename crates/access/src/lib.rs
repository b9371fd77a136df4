//! Who may do what: Kubernetes RBAC evaluated, and the nouns of access that browser and server share.
//!
//! This crate does no I/O and builds for the browser as well.

pub mod action;
pub mod association;
pub mod default_policy;
pub mod guide;
pub mod live;
pub mod objects;
pub mod rbac;
pub mod reach;
pub mod snapshot;
pub mod status;
pub mod switch;

pub use action::{Action, Need, Permission, Permissions};
pub use association::{Association, Origin, PolicyReach, RbacRef, Scope, Subject, rules_for};
pub use default_policy::{
    DefaultNames, DefaultPolicy, DefaultPolicyState, DisassociationPlan, DisassociationStep,
};
pub use live::{Marks, Topic};
pub use rbac::{Bound, Decision, Identity, Rbac, Request};
pub use snapshot::{Associations, Snapshot};
pub use status::{Occurrence, Overview, PspSupport, Reach};
