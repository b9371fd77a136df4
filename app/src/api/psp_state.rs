//! PSP Status: does the cluster enforce its policies, and may that be changed from here?

use access::switch::{ByHand, Preflight, PspStatus, Turn};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::Situation;
use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Route, Tab};

/// The field in which the cluster's name is typed.
pub const NAME: &str = "confirmed";

/// Asks the cluster whether it enforces, by a dry run; the answer is never remembered.
#[server(output = Wire)]
pub async fn describe_cluster_psp_state(cluster: ClusterId) -> Result<PspStatus, ApiError> {
    let status = super::context::cluster(&cluster)?.psp_status().await?;
    Ok(status.told(|why| crate::text::texts().failure(&why)))
}

/// What enforcing would do to what runs now.
#[server(output = Wire)]
pub async fn describe_psp_preflight(cluster: ClusterId) -> Result<Preflight, ApiError> {
    Ok(super::context::cluster(&cluster)?.psp_preflight().await?)
}

/// What an admin would do in its place on each control-plane node, where there are such to be seen; without `turn`, to the
/// opposite of what is.
#[server(output = Wire)]
pub async fn describe_psp_change_by_hand(
    cluster: ClusterId,
    turn: Option<Turn>,
) -> Result<Option<ByHand>, ApiError> {
    let cluster = super::context::cluster(&cluster)?;
    let turn = match turn {
        Some(turn) => turn,
        None => cluster.psp_status().await?.state.next(),
    };
    let by_hand = cluster.psp_change_by_hand(turn).await?;
    Ok(by_hand.map(|by_hand| by_hand.told(|why| crate::text::texts().failure(&why))))
}

/// Turns enforcement on or off. The API server restarts, so the answer comes before the change is done. `confirmed` is
/// the cluster's name, typed by one who has read what will stop.
#[server(output = Wire)]
pub async fn update_cluster_psp_state(
    cluster: ClusterId,
    turn: Turn,
    #[server(default)] confirmed: String,
) -> Result<(), ApiError> {
    use cluster::Consequences;

    let consequences = match confirmed.trim() {
        "" => Consequences::Unknown,
        name if name == cluster.as_str() => Consequences::Accepted,
        _ => {
            let error = ApiError::new(Situation::Invalid, "");
            return Err(error.at(NAME, crate::text::texts().not_the_name(cluster.as_str())));
        }
    };
    super::context::cluster(&cluster)?.change_psp_state(turn, consequences).await?;
    begun(&cluster, turn);
    Ok(())
}

/// Takes back what a change that failed has done to some nodes.
#[server(output = Wire)]
pub async fn take_back_psp_state(cluster: ClusterId, turn: Turn) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.take_back_psp_change().await?;
    begun(&cluster, turn);
    Ok(())
}

/// The change that failed is known, and nothing more is to be done about it.
#[server(output = Wire)]
pub async fn dismiss_psp_change(cluster: ClusterId) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.forget_psp_change().await?;
    let page = super::context::as_before(&cluster, Tab::Policies);
    super::context::go(&Route::Psps(cluster, page));
    Ok(())
}

#[cfg(feature = "ssr")]
fn begun(cluster: &ClusterId, turn: Turn) {
    let notice = match turn {
        Turn::On => Notice::TurningOn,
        Turn::Off => Notice::TurningOff,
    };
    super::context::done(cluster, "UpdateClusterPSPState", &turn.to_string(), Tab::Policies, notice);
}
