//! Who runs the API server where it is not to be seen: the marks that providers leave on nodes and in the version.

use access::switch::Provider;
use k8s_openapi::api::core::v1::Node;
use kube::api::ListParams;
use kube::{Api, ResourceExt};

use crate::Cluster;

/// A provider, the beginning of a label that only its nodes have, and what its versions contain.
///
/// Sources: each provider's list of reserved node labels, and the `gitVersion` of its releases.
const MARKS: [(Provider, &str, &str); 6] = [
    (Provider::Ack, "alibabacloud.com/nodepool-id", "-aliyun."),
    (Provider::Aks, "kubernetes.azure.com/cluster", "-aks"),
    (Provider::Eks, "eks.amazonaws.com/", "-eks-"),
    (Provider::Gke, "cloud.google.com/gke-nodepool", "-gke."),
    (Provider::K3s, "k3s.io/", "+k3s"),
    (Provider::Rke, "rke.cattle.io/", "-rancher"),
];
/// All nodes of a provider have its labels.
const SEEN: u32 = 5;

impl Cluster {
    /// The provider that nodes or version tell of; the caller may be allowed to see neither.
    pub(super) async fn provider(&self) -> Option<Provider> {
        let nodes = Api::<Node>::all(self.client.clone());
        let some = ListParams::default().limit(SEEN);
        let (nodes, version) = tokio::join!(nodes.list(&some), self.client.apiserver_version());
        let labels: Vec<String> = nodes
            .map(|list| list.items.iter().flat_map(|node| node.labels().keys().cloned()).collect())
            .unwrap_or_default();
        let version = version.map(|info| info.git_version).unwrap_or_default();
        marked(&labels, &version)
    }
}

fn marked(labels: &[String], version: &str) -> Option<Provider> {
    let is_marked = |(_, label, mark): &&(Provider, &str, &str)| {
        labels.iter().any(|each| each.starts_with(label)) || version.contains(mark)
    };
    MARKS.iter().find(is_marked).map(|(provider, ..)| *provider)
}

#[cfg(test)]
mod tests {
    use access::switch::Provider;

    use super::marked;

    #[test]
    fn a_provider_is_told_by_a_label_of_its_nodes_or_by_the_version() {
        let labels = ["kubernetes.io/os".to_owned(), "eks.amazonaws.com/nodegroup".to_owned()];
        assert_eq!(marked(&labels, "v1.20.7"), Some(Provider::Eks));
        assert_eq!(marked(&[], "v1.20.15-gke.1000"), Some(Provider::Gke));
        assert_eq!(marked(&[], "v1.20.4-aliyun.1"), Some(Provider::Ack));
        assert_eq!(marked(&labels[..1], "v1.20.2"), None);
    }
}
