//! Kubernetes PodSecurityPolicies (`policy/v1beta1`): the object, its validation, and the admission decision.
//!
//! A policy looks at a pod in two steps: it fills in what the pod does not say, then it validates the result. The
//! decision is kube-apiserver's, with its words:
//!
//! ```
//! use psp::{Mode, Policies, Verdict};
//!
//! let policy = psp::yaml::parse(psp::template::find("privileged-restricted").unwrap().yaml()).unwrap();
//! let policies = Policies::prepare([&policy]);
//! let pod = serde_json::from_value(serde_json::json!({
//!     "metadata": {"name": "privileged"},
//!     "spec": {"containers": [{"name": "busybox", "securityContext": {"privileged": true}}]},
//! }))
//! .unwrap();
//!
//! let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_policy| true, &pod, Mode::Create) else { panic!() };
//! assert_eq!(
//!     forbidden.message(&pod),
//!     "pods \"privileged\" is forbidden: PodSecurityPolicy: unable to admit pod: \
//!      [spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed]"
//! );
//! ```
//!
//! This crate does no I/O, holds no clock and knows no HTTP, so it builds for the browser as well.

pub mod admission;
pub mod annotation;
pub mod association;
mod check;
pub mod compare;
mod containers;
pub mod decode;
mod draft;
pub mod explain;
pub mod field;
mod freedom;
pub mod language;
pub mod names;
pub mod object;
pub mod policy;
pub mod registry;
mod report;
mod schema;
pub mod standards;
pub mod template;
pub mod text;
pub mod trial;
pub mod update;
pub mod validation;
mod version;
pub mod violation;
pub mod volume;
pub mod workload;
pub mod yaml;

pub use admission::{Admitted, Forbidden, Mode, Verdict, admit};
pub use association::{Accounts, AssociationRule};
pub use check::checks;
pub use containers::{ContainerKind, ContainerRef};
pub use field::{FieldError, FieldErrorKind, FieldPath, FieldValue, GoQuoted};
pub use freedom::Freedom;
pub use names::{Alphabet, InvalidName, Named, Namespace, PolicyName, ServiceAccountName};
pub use object::{PodSecurityPolicy, PodSecurityPolicySpec};
pub use policy::{DeadPolicy, DeadReason, Policies};
pub use validation::{set_defaults, validate};
pub use version::Version;
pub use violation::{Problem, Violation};
