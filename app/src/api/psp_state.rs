//! PSP Status: does the cluster enforce its policies, and may that be changed from here?

use leptos::prelude::*;
use psp::{PspStatus, Turn};

use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Tab};

/// Asks the cluster whether it enforces, by a dry run; the answer is never remembered.
#[server]
pub async fn describe_cluster_psp_state(cluster: ClusterId) -> Result<PspStatus, ApiError> {
    Ok(super::context::cluster(&cluster)?.psp_status().await?)
}

/// Turns enforcement on or off. The API server restarts, so the answer comes before the change is done.
#[server]
pub async fn update_cluster_psp_state(cluster: ClusterId, turn: Turn) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.change_psp_state(turn).await?;
    let (what, notice) = match turn {
        Turn::On => ("on", Notice::TurningOn),
        Turn::Off => ("off", Notice::TurningOff),
    };
    super::context::done(&cluster, "UpdateClusterPSPState", what, Tab::Policies, notice);
    Ok(())
}
