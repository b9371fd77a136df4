//! What the caller may do on a cluster, so that a control can say beforehand why it is disabled.

use access::Permissions;
use leptos::prelude::*;

use super::wire::Wire;
use super::{ApiError, ClusterId};

/// ACK's five actions, each granted or refused. The cluster itself decides again when one is done.
#[server(output = Wire)]
pub async fn describe_permissions(cluster: ClusterId) -> Result<Permissions, ApiError> {
    let lacking = super::context::cluster(&cluster)?.lacking().await?;
    Ok(Permissions::of(lacking, |need| crate::text::texts().may_not(need.verb, &need.object())))
}
