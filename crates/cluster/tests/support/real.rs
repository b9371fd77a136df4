//! The real API server, brought back to what it was when it started.

use std::fmt::Debug;
use std::path::PathBuf;

use cluster::source;
use k8s_openapi::api::core::v1::{Namespace, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use kube::api::{DeleteParams, ListParams};
use kube::config::{Config, KubeConfigOptions, Kubeconfig};
use kube::{Api, Client, Resource};
use psp::PodSecurityPolicy;
use serde::de::DeserializeOwned;

/// Deletes what tests have made. Namespaces go slowly, so the teams' stay, emptied.
pub(super) async fn reset() -> Client {
    let client = connect().await;
    let namespaces = Api::<Namespace>::all(client.clone());
    let foreign = ListParams::default().labels("!kubernetes.io/bootstrapping");
    clear::<PodSecurityPolicy>(Api::all(client.clone()), &ListParams::default()).await;
    clear::<ClusterRoleBinding>(Api::all(client.clone()), &foreign).await;
    clear::<ClusterRole>(Api::all(client.clone()), &foreign).await;
    for namespace in namespaces.list(&ListParams::default()).await.unwrap() {
        let name = namespace.metadata.name.unwrap();
        let is_system = name == "default" || name.starts_with("kube-");
        if !is_system && !super::TEAMS.contains(&name.as_str()) {
            if namespace.metadata.deletion_timestamp.is_none() {
                namespaces.delete(&name, &DeleteParams::default()).await.unwrap();
            }
            continue;
        }
        clear::<RoleBinding>(Api::namespaced(client.clone(), &name), &foreign).await;
        clear::<Role>(Api::namespaced(client.clone(), &name), &foreign).await;
        if !is_system {
            let made = ListParams::default().fields("metadata.name!=default");
            clear::<ServiceAccount>(Api::namespaced(client.clone(), &name), &made).await;
        }
    }
    client
}

async fn connect() -> Client {
    let path =
        PathBuf::from(std::env::var_os("PSP_TEST_KUBECONFIG").expect("PSP_TEST_KUBECONFIG names a cluster"));
    // As the console reads it: what it cannot use is no cluster to test on.
    source::kubeconfig(&path).await.unwrap();
    let kubeconfig = Kubeconfig::read_from(&path).unwrap();
    let config = Config::from_custom_kubeconfig(kubeconfig, &KubeConfigOptions::default()).await.unwrap();
    Client::try_from(config).unwrap()
}

async fn clear<K>(api: Api<K>, which: &ListParams)
where
    K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned,
{
    drop(api.delete_collection(&DeleteParams::default(), which).await.unwrap());
}
