//! What the pages may ask of the server: server functions, one file per noun, and the types of their answers.
//!
//! A server function finds the cluster, calls one operation of `crates/cluster` on it and converts the error; it
//! holds no logic of its own.

pub mod accounts;
pub mod associations;
#[cfg(feature = "ssr")]
mod came_from;
pub mod cluster_id;
pub mod clusters;
#[cfg(feature = "ssr")]
pub mod context;
pub mod default_policy;
pub mod draft;
pub mod error;
#[cfg(feature = "ssr")]
mod kept;
pub mod live;
pub mod meaning;
pub mod permissions;
pub mod policies;
pub mod preferences;
pub mod psp_state;
#[cfg(feature = "ssr")]
mod refusal;
pub mod reset;
pub mod review;
pub mod trial;
pub mod undo;
pub mod upload;
pub mod wire;

pub use cluster_id::{ClusterId, ClusterKind};
pub use error::{ApiError, FieldProblem, Situation};
