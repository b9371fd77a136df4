//! *Try a Pod*: which policy a pod would get, and why; and what enforcing would do to the workloads that are there.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use access::PolicyReach;
use cluster::{Attempt, Cluster, Error, Missing, PodTrial, Way};
use k8s_openapi::api::apps::v1::{Deployment, ReplicaSet};
use k8s_openapi::api::core::v1::Pod;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding};
use kube::Api;
use kube::api::{DeleteParams, ListParams};
use psp::trial::{Decision, Outcome};
use psp::workload::{Kind, Workload};
use serde_json::{Value, json};

const PRIVILEGED: &str = "
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: c, image: nginx, securityContext: {privileged: true}}]}
";

fn attempt(text: &str) -> Attempt {
    Attempt {
        workload: Workload::read(text).unwrap(),
        namespace: "team-a".parse().unwrap(),
        account: "default".parse().unwrap(),
        user: None,
    }
}

/// The account `default` of `team-a` may use `tried`; nobody may use `tried-too`.
/// No other test has policies of these names: their bindings stay until the namespaces made here are gone, slowly.
async fn two_policies() -> (kube::Client, Cluster) {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "tried").await;
    support::policy(&cluster, "tried-too").await;
    cluster.add_association(&support::rule("team-a", Some("default"), "tried")).await.unwrap();
    (client, cluster)
}

fn outcome<'t>(trial: &'t PodTrial, policy: &str) -> &'t Outcome {
    &trial.policies.iter().find(|each| each.policy == policy).unwrap().outcome
}

#[tokio::test]
async fn a_pod_is_refused_with_what_the_usable_policy_has_against_it_and_with_what_would_mend_it() {
    let (_, cluster) = two_policies().await;
    let trial = cluster.try_pod(&attempt(PRIVILEGED)).await.unwrap();
    let Decision::Refused(message) = &trial.decision else { panic!("{:?}", trial.decision) };
    assert!(
        message.contains("spec.containers[0].securityContext.privileged: Invalid value: true"),
        "{message}"
    );
    assert!(
        matches!(outcome(&trial, "tried-too"), Outcome::Refuses(_)),
        "what may not be used is judged too"
    );
    let usable = trial.policies.iter().find(|each| each.policy == "tried").unwrap();
    let Some(Way::Binding(binding)) = &usable.by_account else { panic!("{usable:?}") };
    assert_eq!((binding.kind.as_str(), binding.namespace.as_deref()), ("RoleBinding", Some("team-a")));
    assert!(usable.mended.is_some());
    assert_eq!(trial.creator, "system:serviceaccount:team-a:default");
}

#[tokio::test]
async fn a_policy_that_only_the_creator_may_use_counts_as_well() {
    let (client, cluster) = two_policies().await;
    cluster.install_default_policy().await.unwrap();
    cluster.disassociate_default_policy().await.unwrap();
    support::make::<ClusterRole>(
        &client,
        support::role("free", &PolicyReach::Named("ack.privileged".into())),
    )
    .await;
    let alice = json!([{"kind": "User", "name": "alice", "apiGroup": "rbac.authorization.k8s.io"}]);
    support::make::<ClusterRoleBinding>(&client, support::binding("free", None, "free", alice)).await;
    let by = async |user: Option<&str>| {
        let attempt = Attempt { user: user.map(str::to_owned), ..attempt(PRIVILEGED) };
        cluster.try_pod(&attempt).await.unwrap().decision
    };
    assert!(
        matches!(by(Some("alice")).await, Decision::Admitted { policy, .. } if policy == "ack.privileged")
    );
    assert!(matches!(by(Some("bob")).await, Decision::Refused(_)));
    assert!(matches!(by(None).await, Decision::Refused(_)));
}

#[tokio::test]
async fn a_pod_without_its_account_is_tried_in_vain() {
    let (_, cluster) = two_policies().await;
    let missing = Attempt { account: "nobody".parse().unwrap(), ..attempt(PRIVILEGED) };
    let refused = cluster.try_pod(&missing).await;
    assert!(matches!(refused, Err(Error::NotFound(Missing::ServiceAccount { .. }))), "{refused:?}");
}

#[tokio::test]
async fn what_is_foretold_is_what_the_api_server_does() {
    let (client, cluster) = two_policies().await;
    let edit = json!([support::service_account("team-a", "default")]);
    support::make::<RoleBinding>(&client, support::binding("edit", Some("team-a"), "edit", edit)).await;
    for spec in [
        "{containers: [{name: c, image: nginx}]}",
        "{containers: [{name: c, image: nginx, securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}}]}",
        "{hostNetwork: true, containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}",
        "{hostPID: true, volumes: [{name: v, hostPath: {path: /}}], containers: [{name: c, image: nginx}]}",
        "{automountServiceAccountToken: false, volumes: [{name: v}], containers: [{name: c, image: nginx}]}",
    ] {
        let text = format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n");
        let decision = cluster.try_pod(&attempt(&text)).await.unwrap().decision;
        match (decision, create_as_default(&client, &text).await) {
            (Decision::Refused(foretold), Err(kube::Error::Api(status))) => {
                assert_eq!(foretold, status.message);
            }
            (Decision::Admitted { policy, .. }, Ok(pod)) => {
                assert_eq!(pod.metadata.annotations.unwrap()["kubernetes.io/psp"], policy, "{spec}");
            }
            (foretold, happened) => panic!("{spec}: {foretold:?}, but {happened:?}"),
        }
    }
}

/// A dry run, as the account `default` of `team-a`.
async fn create_as_default(client: &kube::Client, text: &str) -> kube::Result<Pod> {
    let pod = &psp::yaml::to_value(text).unwrap()[0];
    let request = http::Request::post("/api/v1/namespaces/team-a/pods?dryRun=All")
        .header("Impersonate-User", "system:serviceaccount:team-a:default")
        .header("Impersonate-Group", "system:serviceaccounts")
        .header("Impersonate-Group", "system:serviceaccounts:team-a")
        .header("Impersonate-Group", "system:authenticated")
        .header("Content-Type", "application/json")
        .body(serde_json::to_vec(pod).unwrap())
        .unwrap();
    client.request(request).await
}

/// A deployment; its pods are those of the text above, or harmless.
fn deployment(namespace: &str, name: &str, privileged: bool) -> Value {
    let labels = json!({"app": name});
    json!({
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"replicas": 1, "selector": {"matchLabels": labels}, "template": {
            "metadata": {"labels": labels},
            "spec": {"containers": [{"name": "c", "image": "nginx", "securityContext": {"privileged": privileged},
                                      "env": [{"name": "PASSWORD", "value": "hidden"}], "args": ["--token=hidden"]}]},
        }},
    })
}

#[tokio::test]
async fn the_preflight_names_the_workloads_that_no_usable_policy_would_accept() {
    let (client, cluster) = two_policies().await;
    let (here, elsewhere) = (support::unused_name(), support::unused_name());
    for namespace in [&here, &elsewhere] {
        support::namespace(&client, namespace).await;
    }
    cluster.add_association(&support::rule(&here, Some("default"), "tried")).await.unwrap();
    // Everything runs under the default policy, which is taken away then.
    cluster.install_default_policy().await.unwrap();
    support::make::<Deployment>(&client, deployment(&here, "harmless", false)).await;
    support::make::<Deployment>(&client, deployment(&here, "grave", true)).await;
    let mut idle = deployment(&here, "idle", true);
    idle["spec"]["replicas"] = json!(0);
    support::make::<ReplicaSet>(&client, idle).await;
    support::make::<Pod>(
        &client,
        json!({
            "metadata": {"name": "alone", "namespace": here},
            "spec": {"hostNetwork": true, "containers": [{"name": "c", "image": "nginx"}]},
        }),
    )
    .await;
    // Nobody there may use a policy: that is told of the accounts.
    support::make::<Deployment>(&client, deployment(&elsewhere, "elsewhere", true)).await;
    let before = cluster.psp_preflight().await.unwrap();
    assert!(before.refused.is_empty() && !before.is_grave(), "{before:?}");

    cluster.disassociate_default_policy().await.unwrap();
    let kept = Api::<RoleBinding>::namespaced(client.clone(), &elsewhere);
    kept.delete_collection(&DeleteParams::default(), &ListParams::default()).await.unwrap();

    let found = cluster.psp_preflight().await.unwrap();
    let refused: Vec<_> =
        found.refused.iter().filter(|each| [&here, &elsewhere].contains(&&each.namespace)).collect();
    let names: Vec<_> = refused.iter().map(|each| (each.kind.as_str(), each.name.as_str())).collect();
    assert_eq!(names, [("Deployment", "grave"), ("Pod", "alone")]);
    assert!(refused[0].why.contains("Privileged containers are not allowed"), "{refused:?}");
    assert!(found.is_grave() && found.unseen.is_empty());

    // What is there can be tried as it is.
    let kind = Kind::named("Deployment").unwrap();
    let namespace: psp::Namespace = here.parse().unwrap();
    let text = cluster.workload_text(kind, &namespace, "grave").await.unwrap();
    assert!(text.starts_with("apiVersion: apps/v1\nkind: Deployment\n") && !text.contains("uid"), "{text}");
    assert!(text.contains("image: nginx") && !text.contains("hidden"), "{text}");
    let trial = cluster.try_pod(&Attempt { namespace, ..attempt(&text) }).await.unwrap();
    assert!(matches!(trial.decision, Decision::Refused(_)));
    assert_eq!(trial.creator, "system:serviceaccount:kube-system:replicaset-controller");
}
