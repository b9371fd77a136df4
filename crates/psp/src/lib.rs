//! Kubernetes PodSecurityPolicies (`policy/v1beta1`): the object, its validation, and the admission decision.
//!
//! This crate does no I/O, holds no clock and knows no HTTP, so it builds for the browser as well.

pub mod annotation;
pub mod association;
pub mod field;
pub mod names;
pub mod object;
#[allow(dead_code)] // the Go names, until decoding is here
mod schema;
pub mod template;
pub mod validation;
pub mod volume;
pub mod yaml;

pub use association::{Accounts, AssociationRule, PspState, PspStatus, Switch, Turn};
pub use field::{FieldError, FieldErrorKind, FieldPath, FieldValue, GoQuoted};
pub use names::{InvalidName, Namespace, PolicyName, ServiceAccountName};
pub use object::{PodSecurityPolicy, PodSecurityPolicySpec};
pub use validation::{set_defaults, validate};
