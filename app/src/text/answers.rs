//! What only the server says, in answers of server functions.

use super::catalogue;

catalogue! {
    no_such_cluster(cluster: &str): "This console knows no cluster {cluster}.", "此控制台没有名为 {cluster} 的集群。";
    not_the_name(cluster: &str): "This is not the cluster’s name, {cluster}.", "这不是集群名称 {cluster}。";
}
