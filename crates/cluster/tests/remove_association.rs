//! Removing association rules.

#![allow(clippy::unwrap_used)]

mod support;

use access::{Association, Origin, PolicyReach, Subject};
use cluster::{Clash, Cluster, Error};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding};
use kube::{Api, Client};
use serde_json::json;
use support::client::{Break, before_first_change, breaking};
use support::{binding, group, role, rule, service_account};

async fn find(cluster: &Cluster, matches: impl Fn(&Association) -> bool) -> Association {
    let rules = cluster.associations().await.unwrap();
    let found = rules.iter().find(|each| matches(each)).unwrap_or_else(|| panic!("none of {rules:?}"));
    Association::clone(found)
}

async fn has_role(client: &Client, name: &str) -> bool {
    Api::<ClusterRole>::all(client.clone()).get_opt(name).await.unwrap().is_some()
}

fn is_protected(done: &cluster::Result<()>, text: &str) {
    match done {
        Err(Error::Protected(told)) => assert!(told.to_string().contains(text), "{told}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_consoles_role_stays_while_a_rule_needs_it_and_goes_with_the_last() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    for namespace in ["team-a", "team-b"] {
        cluster.add_association(&rule(namespace, None, "restricted")).await.unwrap();
    }
    cluster.remove_association(&find(&cluster, |each| each.origin == Origin::Console).await).await.unwrap();
    assert!(has_role(&client, "psp-console:use:restricted").await);
    let last = find(&cluster, |each| each.origin == Origin::Console).await;
    cluster.remove_association(&last).await.unwrap();
    assert!(!has_role(&client, "psp-console:use:restricted").await);
    assert_eq!(support::our_bindings(&client).await, []);
    assert!(matches!(cluster.remove_association(&last).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_binding_with_two_subjects_loses_one_and_its_foreign_role_stays() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::make::<ClusterRole>(&client, role("by-hand", &PolicyReach::Named("restricted".to_owned())))
        .await;
    let subjects = json!([service_account("team-a", "builder"), group("system:serviceaccounts:team-a")]);
    support::make::<RoleBinding>(&client, binding("by-hand", Some("team-a"), "by-hand", subjects)).await;
    let builder = |each: &Association| {
        each.binding.name == "by-hand" && matches!(each.subject, Subject::ServiceAccount { .. })
    };
    cluster.remove_association(&find(&cluster, builder).await).await.unwrap();
    let other = find(&cluster, |each| each.binding.name == "by-hand").await;
    assert_eq!(other.subject, Subject::Group("system:serviceaccounts:team-a".to_owned()));
    assert_eq!(other.origin, Origin::Elsewhere);
    cluster.remove_association(&other).await.unwrap();
    assert!(cluster.associations().await.unwrap().iter().all(|each| each.binding.name != "by-hand"));
    assert!(has_role(&client, "by-hand").await);
}

#[tokio::test]
async fn a_binding_to_a_role_that_grants_more_is_left_to_kubectl() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::make::<ClusterRole>(&client, role("every", &PolicyReach::Every)).await;
    let mut several = role("several", &PolicyReach::Named("restricted".to_owned()));
    several["rules"][0]["resourceNames"] = json!(["other", "restricted"]);
    support::make::<ClusterRole>(&client, several).await;
    for name in ["every", "several"] {
        let subjects = json!([group("system:serviceaccounts:team-a")]);
        support::make::<RoleBinding>(&client, binding(name, Some("team-a"), name, subjects)).await;
        let found = find(&cluster, |each| each.binding.name == name).await;
        let command = format!("kubectl -n team-a edit rolebinding {name}");
        is_protected(&cluster.remove_association(&found).await, &command);
    }
}

#[tokio::test]
async fn what_kubernetes_and_the_default_policy_stand_on_is_not_removed_as_a_rule() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    let system = find(&cluster, |each| each.origin == Origin::System).await;
    is_protected(&cluster.remove_association(&system).await, "part of Kubernetes itself");
    let mut default = find(&cluster, |each| each.origin == Origin::Default).await;
    // Who made it is found out here, not told by the caller.
    default.origin = Origin::Elsewhere;
    is_protected(&cluster.remove_association(&default).await, "Disassociate Default PSP");
    cluster.disassociate_default_policy().await.unwrap();
    let kept = find(&cluster, |each| {
        each.binding.namespace.as_deref() == Some("kube-system") && each.origin == Origin::DefaultKept
    })
    .await;
    is_protected(&cluster.remove_association(&kept).await, "the cluster's own components");
    let team = find(&cluster, |each| each.binding.namespace.as_deref() == Some("team-a")).await;
    cluster.remove_association(&team).await.unwrap();
    assert_eq!(cluster.default_policy().await.unwrap().namespaces_without_policy, ["team-a"]);
}

#[tokio::test]
async fn a_binding_that_somebody_changed_after_it_was_read_is_a_conflict() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::make::<ClusterRole>(&client, role("by-hand", &PolicyReach::Named("restricted".to_owned())))
        .await;
    let subjects = json!([group("one"), group("two")]);
    let made = binding("by-hand", None, "by-hand", subjects);
    support::make::<ClusterRoleBinding>(&client, made).await;
    let one = find(&cluster, |each| each.subject == Subject::Group("one".to_owned())).await;
    let changed = before_first_change(&client, async |client: Client| {
        let bindings = Api::<ClusterRoleBinding>::all(client);
        let mut binding = bindings.get("by-hand").await.unwrap();
        binding.metadata.labels = Some([("changed".to_owned(), "yes".to_owned())].into());
        bindings.replace("by-hand", &kube::api::PostParams::default(), &binding).await.unwrap();
    });
    match Cluster::new(changed).remove_association(&one).await {
        Err(Error::Conflict(Clash::Changed(binding))) => assert_eq!(binding.name, "by-hand"),
        other => panic!("{other:?}"),
    }
    find(&cluster, |each| each.subject == Subject::Group("one".to_owned())).await;
}

#[tokio::test]
async fn a_removal_that_broke_off_can_be_finished_by_adding_and_removing_again() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    let rule = rule("team-a", None, "restricted");
    for requests in 0.. {
        cluster.add_association(&rule).await.unwrap();
        let made = find(&cluster, |each| each.origin == Origin::Console).await;
        let broken = Cluster::new(breaking(&client, requests, Break::BeforeAnswer));
        if broken.remove_association(&made).await.is_ok() {
            break;
        }
    }
    assert!(!has_role(&client, "psp-console:use:restricted").await);
}

#[tokio::test]
async fn of_several_each_goes_by_itself_and_what_cannot_go_is_told() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    support::policy(&cluster, "restricted").await;
    support::make::<ClusterRole>(&client, role("by-hand", &PolicyReach::Named("restricted".to_owned())))
        .await;
    let subjects = json!([service_account("team-a", "alice"), service_account("team-a", "bob")]);
    support::make::<RoleBinding>(&client, binding("by-hand", Some("team-a"), "by-hand", subjects)).await;
    cluster.add_association(&rule("team-b", None, "restricted")).await.unwrap();
    let of_default = find(&cluster, |each| each.origin == Origin::Default).await.key();
    let mut keys: Vec<_> = cluster.associations().await.unwrap().iter().map(|rule| rule.key()).collect();
    keys.retain(|key| key.contains("restricted"));
    keys.extend([of_default.clone(), "no such rule".to_owned()]);
    let outcomes = cluster.remove_associations(&keys).await.unwrap();
    let of = |key: &str| &outcomes.iter().find(|(each, _)| each == key).unwrap().1;
    is_protected(of(&of_default), "Disassociate Default PSP");
    assert!(matches!(of("no such rule"), Err(Error::NotFound(_))));
    assert_eq!(outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count(), 3);
    let left = cluster.associations().await.unwrap();
    assert!(left.iter().all(|each| !each.is_about("restricted") || each.origin == Origin::System));
    assert!(left.iter().any(|each| each.origin == Origin::Default));
}
