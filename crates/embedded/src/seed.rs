//! What a cluster holds at first: the system's own objects, and the demo's company.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use crate::apiserver::PLUGIN;
use crate::authn;
use crate::cluster::Inner;
use crate::object::{as_map, map_at, metadata, namespace, set, text};
use crate::resource::{OURS, RBAC, Resource};
use crate::{controllers, rest};

const BOOTSTRAP: &str = include_str!("seed/bootstrap.yaml");
const ROLES: &str = include_str!("seed/roles.yaml");
const DEMO: &str = include_str!("seed/demo.yaml");

/// Most of what a new cluster holds; read once, however many clusters there are.
static DEFAULT_ROLES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut roles = psp::yaml::to_value(ROLES).unwrap_or_default();
    for role in &mut roles {
        set(as_map(role), "apiVersion", format!("{RBAC}/v1"));
        let metadata = metadata(role);
        set(map_at(metadata, "labels"), "kubernetes.io/bootstrapping", "rbac-defaults");
        set(map_at(metadata, "annotations"), "rbac.authorization.kubernetes.io/autoupdate", "true");
    }
    roles
});

/// Namespaces, accounts and default roles of the system, the node, and the API server's own object.
pub(crate) fn bootstrap(cluster: &Arc<Inner>) {
    create_all(cluster, BOOTSTRAP);
    for role in &*DEFAULT_ROLES {
        create(cluster, role.clone());
    }
    controllers::gather_rules(cluster);
    let plugins = if cluster.apiserver.enforces_policies() { json!([PLUGIN]) } else { json!([]) };
    create(
        cluster,
        json!({
            "apiVersion": format!("{OURS}/v1"),
            "kind": "APIServer",
            "metadata": { "name": "local" },
            "spec": { "enableAdmissionPlugins": plugins },
        }),
    );
}

/// The default policy, bound to everybody, and a small company's namespaces, accounts and pods.
pub(crate) fn demo(cluster: &Arc<Inner>) {
    let default = psp::template::default_policy("ack.privileged");
    create(cluster, serde_json::to_value(default).unwrap_or_default());
    create_all(cluster, DEMO);
}

fn create_all(cluster: &Arc<Inner>, yaml: &str) {
    for object in psp::yaml::to_value(yaml).unwrap_or_default() {
        create(cluster, object);
    }
}

/// As the admin would create it. What the seed files hold is accepted: a test sees to that.
fn create(cluster: &Arc<Inner>, object: Value) {
    let Some(resource) = Resource::of_kind(text(&object, "/apiVersion"), text(&object, "/kind")) else {
        debug_assert!(false, "a seed of an unknown kind: {object}");
        return;
    };
    let place = namespace(&object).to_owned();
    let created = rest::create_in(cluster, &authn::admin(), resource, &place, object, false);
    debug_assert!(created.is_ok(), "a seed is refused: {created:?}");
}

#[cfg(test)]
mod tests {
    use crate::{Contents, EmbeddedCluster, Options};

    /// Refused seeds fail this test by the assertions above.
    #[tokio::test]
    async fn every_seed_is_accepted() {
        EmbeddedCluster::new(&Options { contents: Contents::Demo, ..Options::default() });
    }
}
