//! Namespaces and their service accounts, to choose from.

use leptos::prelude::*;

use super::wire::Wire;
use super::{ApiError, ClusterId};

/// All namespaces, by name.
#[server(output = Wire)]
pub async fn list_namespaces(cluster: ClusterId) -> Result<Vec<String>, ApiError> {
    let namespaces = super::context::cluster(&cluster)?.namespaces().await?;
    Ok(namespaces.into_iter().map(String::from).collect())
}

/// All service accounts: namespace and name.
#[server(output = Wire)]
pub async fn list_service_accounts(cluster: ClusterId) -> Result<Vec<(String, String)>, ApiError> {
    let accounts = super::context::cluster(&cluster)?.service_accounts().await?;
    Ok(accounts.into_iter().map(|(namespace, name)| (namespace.into(), name.into())).collect())
}
