//! The pages, one file each.

mod cluster;
mod clusters;
#[cfg(debug_assertions)]
mod gallery;
mod not_found;
mod psps;

pub(crate) use cluster::{Cluster, ClusterFrame};
pub(crate) use clusters::Clusters;
#[cfg(debug_assertions)]
pub(crate) use gallery::Gallery;
pub(crate) use not_found::NotFound;
pub(crate) use psps::{CreateYaml, EditYaml, PolicyPage, Psps, Upload};
