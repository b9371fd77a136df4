//! The pages, one file each.

mod cluster;
mod clusters;
mod not_found;
mod psps;

pub(crate) use cluster::{Cluster, ClusterFrame};
pub(crate) use clusters::Clusters;
pub(crate) use not_found::NotFound;
pub(crate) use psps::{CreateYaml, EditYaml, Psps};
