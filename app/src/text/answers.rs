//! What only the server says, in answers of server functions.

use super::catalogue;

catalogue! {
    no_such_cluster(cluster: &str): "This console knows no cluster {cluster}.", "此控制台没有名为 {cluster} 的集群。";
}
