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
pub(crate) use psps::{CreateYamlRoute, EditYamlRoute, PolicyRoute, PspsRoute, UploadRoute};
