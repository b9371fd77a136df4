//! An embedded cluster's API server is asked by an object of its own, and restarts.

use access::switch::Turn;
use kube::Api;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, Patch, PatchParams};
use serde_json::json;

use super::EMBEDDED;
use crate::{Cluster, Result};

impl Cluster {
    /// Asks it.
    pub(super) async fn patch_embedded(&self, turn: Turn) -> Result<()> {
        let plugins = match turn {
            Turn::On => json!(["PodSecurityPolicy"]),
            Turn::Off => json!([]),
        };
        let kind = GroupVersionKind::gvk(EMBEDDED, "v1", "APIServer");
        let resource = ApiResource::from_gvk_with_plural(&kind, "apiservers");
        let patch = json!({
            "apiVersion": format!("{EMBEDDED}/v1"), "kind": "APIServer", "metadata": {"name": "local"},
            "spec": {"enableAdmissionPlugins": plugins},
        });
        let api = Api::<DynamicObject>::all_with(self.client.clone(), &resource);
        api.patch("local", &PatchParams::default(), &Patch::Merge(&patch)).await?;
        Ok(())
    }
}
