//! Kubernetes PodSecurityPolicies (`policy/v1beta1`): the object, its validation, and the admission decision.
//!
//! This crate does no I/O, holds no clock and knows no HTTP, so it builds for the browser as well.

pub mod association;
pub mod names;
pub mod object;

pub use association::{Accounts, AssociationRule, PspState};
pub use names::{InvalidName, Namespace, PolicyName, ServiceAccountName};
pub use object::{PodSecurityPolicy, PodSecurityPolicySpec};
