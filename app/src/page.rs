//! The pages, one file each.

mod cluster;
mod clusters;
#[cfg(debug_assertions)]
mod gallery;
mod not_found;
mod psps;

pub(crate) use cluster::{ClusterFrame, ClusterRoute};
pub(crate) use clusters::ClustersRoute;
#[cfg(debug_assertions)]
pub(crate) use gallery::Gallery;
pub(crate) use not_found::NotFound;
/// A release has no page to look at the primitives.
#[cfg(not(debug_assertions))]
pub(crate) use not_found::NotFound as Gallery;
pub(crate) use psps::{CreateYamlRoute, EditYamlRoute, PolicyRoute, PspsRoute, UploadRoute};
