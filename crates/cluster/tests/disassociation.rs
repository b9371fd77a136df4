//! *Disassociate Default PSP*: nobody may be without a policy at any moment.

#![allow(clippy::unwrap_used)]

mod support;

use access::objects::kept_binding;
use access::{DefaultNames, DefaultPolicyState, DisassociationStep, Identity, PolicyReach, Rbac};
use cluster::{Cluster, Error, Protection};
use k8s_openapi::api::core::v1::Namespace;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding};
use kube::api::{DeleteParams, PostParams};
use kube::{Api, Client};
use serde_json::json;
use support::client::{Break, before_first_change, breaking};
use support::{binding, group, role, rule};

const DEFAULT: &str = "ack.privileged";
const CLUSTER_WIDE: &str = "ack:podsecuritypolicy:authenticated";

/// The default policy is installed; `builder` of `team-b` has a policy of its own.
async fn prepared() -> (Client, Cluster) {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    support::policy(&cluster, "restricted").await;
    support::account(&client, "team-b", "builder").await;
    cluster.add_association(&rule("team-b", Some("builder"), "restricted")).await.unwrap();
    (client, cluster)
}

/// A binding of an earlier run, in the way of the custom rule that the namespace has by now.
async fn keep_team_b(client: &Client) {
    let names = DefaultNames::candidates(None).remove(0);
    let binding = kept_binding("team-b", "system:serviceaccounts:team-b", &names);
    let bindings = Api::<RoleBinding>::namespaced(client.clone(), "team-b");
    bindings.create(&PostParams::default(), &binding).await.unwrap();
}

/// Everybody who must have a policy at any moment, and the policies of which one must be theirs.
fn must_never_lack_a_policy() -> Vec<(Identity, &'static str, [&'static str; 2])> {
    let account = |namespace: &'static str, name: &str| {
        let identity = Identity::service_account(namespace, name).authenticated();
        (identity, namespace, [DEFAULT, if namespace == "team-b" { "restricted" } else { DEFAULT }])
    };
    let node = Identity { user: "system:node:n1".to_owned(), groups: vec!["system:nodes".to_owned()] };
    vec![
        (node.authenticated(), "kube-system", [DEFAULT; 2]),
        account("kube-system", "replicaset-controller"),
        account("default", "default"),
        account("team-a", "default"),
        account("team-a", "created-later"),
        account("team-b", "builder"),
        account("team-c", "default"),
    ]
}

fn assert_nobody_lacks_a_policy(rbac: &Rbac, when: &str) {
    for (who, namespace, policies) in must_never_lack_a_policy() {
        let served = policies.iter().any(|policy| support::may_use(rbac, &who, namespace, policy));
        assert!(served, "{} has no policy in {namespace} {when}", who.user);
    }
}

async fn assert_disassociated(client: &Client, cluster: &Cluster) {
    let default = cluster.default_policy().await.unwrap();
    assert_eq!(default.state, DefaultPolicyState::Disassociated);
    let rbac = support::rbac(client).await;
    assert_nobody_lacks_a_policy(&rbac, "at the end");
    let allowed = |namespace, account, policy| {
        let who = Identity::service_account(namespace, account).authenticated();
        support::may_use(&rbac, &who, namespace, policy)
    };
    assert!(!allowed("team-b", "builder", DEFAULT));
    assert!(!allowed("team-b", "default", DEFAULT));
    assert!(!allowed("team-b", "default", "restricted"));
    // The workload controllers may use the default policy for their own namespace, and for no other.
    let controller = Identity::service_account("kube-system", "replicaset-controller").authenticated();
    assert!(!support::may_use(&rbac, &controller, "team-b", DEFAULT));
}

#[tokio::test]
async fn the_plan_tells_what_happens_to_every_namespace() {
    let (_, cluster) = prepared().await;
    let plan = cluster.disassociation_plan().await.unwrap();
    assert_eq!(plan.policy, DEFAULT);
    let lines = plan.steps.iter().map(|step| match step {
        DisassociationStep::Keep { namespace, group, done, .. } => {
            format!("{namespace} keeps {group}: {done}")
        }
        DisassociationStep::TakesEffect { namespace, rules, left_without } => {
            format!("{namespace} has {} rule, without: {left_without:?}", rules.len())
        }
        DisassociationStep::RemoveClusterBinding { binding, done } => {
            format!("remove {}: {done}", binding.name)
        }
    });
    let lines: Vec<_> = lines.collect();
    assert_eq!(
        lines,
        [
            "kube-system keeps system:serviceaccounts:kube-system: false",
            "kube-system keeps system:nodes: false",
            "default keeps system:serviceaccounts:default: false",
            "kube-node-lease keeps system:serviceaccounts:kube-node-lease: false",
            "kube-public keeps system:serviceaccounts:kube-public: false",
            "team-a keeps system:serviceaccounts:team-a: false",
            "team-b has 1 rule, without: [\"default\"]",
            "team-c keeps system:serviceaccounts:team-c: false",
            "remove ack:podsecuritypolicy:authenticated: false",
        ]
    );
}

#[tokio::test]
async fn it_does_what_the_plan_says_and_a_second_time_nothing() {
    let (client, cluster) = prepared().await;
    cluster.disassociate_default_policy().await.unwrap();
    assert_disassociated(&client, &cluster).await;
    let plan = cluster.disassociation_plan().await.unwrap();
    let open = plan.steps.iter().filter(|step| match step {
        DisassociationStep::Keep { done, .. } | DisassociationStep::RemoveClusterBinding { done, .. } => {
            !done
        }
        DisassociationStep::TakesEffect { .. } => false,
    });
    assert_eq!(open.count(), 0, "{plan:?}");
    let before = support::all::<RoleBinding>(&client).await;
    cluster.disassociate_default_policy().await.unwrap();
    assert_eq!(support::all::<RoleBinding>(&client).await, before);
}

#[tokio::test]
async fn interrupted_after_any_request_it_leaves_nobody_without_a_policy_and_can_be_finished() {
    let (client, cluster) = prepared().await;
    for how in [Break::BeforeRequest, Break::BeforeAnswer] {
        let mut interruptions = 0;
        loop {
            keep_team_b(&client).await;
            let broken = Cluster::new(breaking(&client, interruptions, how));
            let done = broken.disassociate_default_policy().await.is_ok();
            let rbac = support::rbac(&client).await;
            assert_nobody_lacks_a_policy(&rbac, &format!("when broken off {how:?} {interruptions}"));
            if !done {
                cluster.disassociate_default_policy().await.unwrap();
            }
            assert_disassociated(&client, &cluster).await;
            cluster.associate_default_policy().await.unwrap();
            assert_eq!(cluster.default_policy().await.unwrap().state, DefaultPolicyState::Associated);
            if done {
                break;
            }
            interruptions += 1;
        }
        // Two readings of the cluster, seven bindings, the stale one, and the cluster-wide one.
        assert!(interruptions > 20, "{interruptions}");
    }
}

#[tokio::test]
async fn a_namespace_that_comes_or_goes_meanwhile_is_no_trouble() {
    let (client, cluster) = prepared().await;
    let (coming, going) = (support::unused_name(), format!("{}-going", support::unused_name()));
    support::namespace(&client, &going).await;
    let meanwhile = (coming.clone(), going);
    let busy = before_first_change(&client, move |client| {
        let (coming, going) = meanwhile.clone();
        async move {
            support::namespace(&client, &coming).await;
            Api::<Namespace>::all(client).delete(&going, &DeleteParams::default()).await.unwrap();
        }
    });
    Cluster::new(busy).disassociate_default_policy().await.unwrap();
    assert_disassociated(&client, &cluster).await;
    let newcomer = Identity::service_account(&coming, "default");
    assert!(support::may_use(&support::rbac(&client).await, &newcomer, &coming, DEFAULT));
}

#[tokio::test]
async fn without_the_default_policy_there_is_nothing_to_disassociate() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client);
    assert!(matches!(cluster.disassociation_plan().await, Err(Error::Protected(_))));
    assert!(matches!(cluster.disassociate_default_policy().await, Err(Error::Protected(_))));
}

#[tokio::test]
async fn a_cluster_wide_binding_with_other_subjects_only_loses_the_group_of_everybody() {
    let (client, cluster) = prepared().await;
    let bindings = Api::<ClusterRoleBinding>::all(client.clone());
    let mut shared = bindings.get(CLUSTER_WIDE).await.unwrap();
    let admins = serde_json::from_value(group("admins")).unwrap();
    shared.subjects.as_mut().unwrap().push(admins);
    bindings.replace(CLUSTER_WIDE, &PostParams::default(), &shared).await.unwrap();
    cluster.disassociate_default_policy().await.unwrap();
    let left = bindings.get(CLUSTER_WIDE).await.unwrap().subjects.unwrap();
    assert_eq!(left.iter().map(|each| each.name.as_str()).collect::<Vec<_>>(), ["admins"]);
    cluster.associate_default_policy().await.unwrap();
    assert_eq!(bindings.get(CLUSTER_WIDE).await.unwrap().subjects.unwrap().len(), 2);
}

#[tokio::test]
async fn a_binding_that_gives_everybody_more_than_the_policy_is_not_touched() {
    let (client, cluster) = prepared().await;
    let mut more = role("more", &PolicyReach::Named(DEFAULT.to_owned()));
    let view = json!({"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]});
    more["rules"].as_array_mut().unwrap().push(view);
    support::make::<ClusterRole>(&client, more).await;
    let subjects = json!([group("system:authenticated")]);
    support::make::<ClusterRoleBinding>(&client, binding("more", None, "more", subjects)).await;
    match cluster.disassociate_default_policy().await {
        Err(Error::Protected(Protection::SharedRole { binding, .. })) => assert_eq!(binding.name, "more"),
        other => panic!("{other:?}"),
    }
    let rules = support::our_bindings(&client).await;
    assert_eq!(rules.len(), 1, "only the rule of team-b: {rules:?}");
}
