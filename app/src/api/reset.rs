//! *Reset demo*: an embedded cluster becomes what it was at first.

use leptos::prelude::*;

use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Tab};

/// Forgets everything that was done to an embedded cluster; any other refuses.
#[server(output = Wire)]
pub async fn reset_demo(cluster: ClusterId) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.reset().await?;
    super::context::done(&cluster, "ResetDemo", "", Tab::Policies, Notice::DemoReset);
    Ok(())
}
