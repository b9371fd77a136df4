//! A cluster that does not answer: nothing listens on port 1.

use access::status::{Cause, Reach};
use cluster::{Cluster, Error};

#[tokio::test]
async fn a_cluster_that_does_not_answer_says_why() {
    let client = kube::Client::try_from(kube::Config::new("http://127.0.0.1:1".parse().unwrap())).unwrap();
    let overview = Cluster::new(client.clone()).overview().await;
    let Reach::Unreachable(Cause::Said(why)) = &overview.reach else { panic!("{overview:?}") };
    assert!(why.contains("refused"), "{why}");
    assert!(matches!(Cluster::new(client).policies().await, Err(Error::Unreachable(_))));
}
