//! The default policy: see it, install it, take it away, bring it back.

use access::{DefaultPolicy, DisassociationPlan};
use leptos::prelude::*;

use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Tab};

/// The three objects that *Install Default PSP* makes, as YAML.
#[server(output = Wire)]
pub async fn describe_installation(cluster: ClusterId) -> Result<String, ApiError> {
    let objects = super::context::cluster(&cluster)?.default_objects().await?;
    Ok(objects.iter().map(psp::yaml::from_value).collect::<Vec<_>>().join("---\n"))
}

/// The default policy's state, and the namespaces that have no policy at all.
#[server(output = Wire)]
pub async fn describe_default_psp(cluster: ClusterId) -> Result<DefaultPolicy, ApiError> {
    Ok(super::context::reading(&cluster)?.default_policy().await?)
}

/// What *Disassociate Default PSP* would do, namespace by namespace.
#[server(output = Wire)]
pub async fn describe_disassociation(cluster: ClusterId) -> Result<DisassociationPlan, ApiError> {
    Ok(super::context::cluster(&cluster)?.disassociation_plan().await?)
}

/// Creates the default policy, its role and its cluster-wide binding, as far as they are missing.
#[server(output = Wire)]
pub async fn install_default_psp(cluster: ClusterId) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.install_default_policy().await?;
    super::context::done(&cluster, "InstallDefaultPSP", "", Tab::Policies, Notice::DefaultInstalled);
    Ok(())
}

/// Carries out the plan of [`describe_disassociation`]. Safe to run again after an interruption.
#[server(output = Wire)]
pub async fn disassociate_default_psp(cluster: ClusterId) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.disassociate_default_policy().await?;
    super::context::done(&cluster, "DisassociateDefaultPSP", "", Tab::Policies, Notice::DefaultDisassociated);
    Ok(())
}

/// Binds the default policy to every authenticated user again.
#[server(output = Wire)]
pub async fn associate_default_psp(cluster: ClusterId) -> Result<(), ApiError> {
    super::context::cluster(&cluster)?.associate_default_policy().await?;
    super::context::done(&cluster, "AssociateDefaultPSP", "", Tab::Policies, Notice::DefaultAssociated);
    Ok(())
}
