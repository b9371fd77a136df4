//! *Add Association Rule*.

#![allow(clippy::unwrap_used)]

mod support;

use access::{Identity, Origin, PolicyReach, Scope};
use cluster::{Added, Clash, Cluster, Error, Missing};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding};
use kube::Api;
use kube::api::PostParams;
use serde_json::json;
use support::{binding, group, role, rule, service_account};

#[tokio::test]
async fn a_rule_lets_its_account_use_its_policy_in_its_namespace_and_is_listed() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    support::account(&client, "team-a", "builder").await;
    assert_eq!(
        cluster.add_association(&rule("team-a", Some("builder"), "restricted")).await.unwrap(),
        Added::Created
    );
    let rbac = support::rbac(&client).await;
    let builder = Identity::service_account("team-a", "builder");
    assert!(support::may_use(&rbac, &builder, "team-a", "restricted"));
    assert!(!support::may_use(&rbac, &builder, "team-b", "restricted"));
    assert!(!support::may_use(
        &rbac,
        &Identity::service_account("team-a", "default"),
        "team-a",
        "restricted"
    ));
    let rules = cluster.associations().await.unwrap();
    assert!(rules.iter().any(|each| each.scope == Scope::Namespace("team-a".to_owned())
        && each.policy == PolicyReach::Named("restricted".to_owned())
        && each.origin == Origin::Console));
}

#[tokio::test]
async fn a_rule_that_is_added_twice_or_at_the_same_time_is_one_binding_and_one_role() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    let rule = rule("team-a", None, "restricted");
    let (one, other) = tokio::join!(cluster.add_association(&rule), cluster.add_association(&rule));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(cluster.add_association(&rule).await.unwrap(), Added::AlreadyThere);
    assert_eq!(support::our_bindings(&client).await.len(), 1);
    let accounts = Identity::service_account("team-a", "created-later");
    assert!(support::may_use(&support::rbac(&client).await, &accounts, "team-a", "restricted"));
}

#[tokio::test]
async fn a_rule_about_something_that_does_not_exist_is_refused_in_the_users_words() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    for (rule, text) in [
        (rule("team-a", None, "no-policy"), "there is no policy no-policy"),
        (rule("no-team", None, "restricted"), "there is no namespace no-team"),
        (rule("team-a", Some("nobody"), "restricted"), "the namespace team-a has no service account nobody"),
    ] {
        match cluster.add_association(&rule).await {
            Err(Error::NotFound(told)) => assert_eq!(told.to_string(), text),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(support::our_bindings(&client).await, []);
}

#[tokio::test]
async fn a_rule_that_somebody_made_with_kubectl_is_there_already() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    support::make::<ClusterRole>(&client, role("by-hand", &PolicyReach::Named("restricted".to_owned())))
        .await;
    let subjects = json!([group("system:serviceaccounts:team-a")]);
    support::make::<RoleBinding>(&client, binding("by-hand", Some("team-a"), "by-hand", subjects)).await;
    assert_eq!(
        cluster.add_association(&rule("team-a", None, "restricted")).await.unwrap(),
        Added::AlreadyThere
    );
    assert_eq!(cluster.add_association(&rule("team-b", None, "restricted")).await.unwrap(), Added::Created);
}

#[tokio::test]
async fn a_binding_of_the_consoles_that_lost_its_subject_gets_it_back() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    let rule = rule("team-a", None, "restricted");
    cluster.add_association(&rule).await.unwrap();
    let bindings = Api::<RoleBinding>::namespaced(client.clone(), "team-a");
    let name = &support::our_bindings(&client).await[0].name;
    let mut edited = bindings.get(name).await.unwrap();
    edited.subjects = None;
    bindings.replace(name, &PostParams::default(), &edited).await.unwrap();
    let roles = Api::<ClusterRole>::all(client.clone());
    let mut emptied = roles.get("psp-console:use:restricted").await.unwrap();
    emptied.rules = None;
    roles.replace("psp-console:use:restricted", &PostParams::default(), &emptied).await.unwrap();
    assert_eq!(cluster.add_association(&rule).await.unwrap(), Added::Created);
    let account = Identity::service_account("team-a", "default");
    assert!(support::may_use(&support::rbac(&client).await, &account, "team-a", "restricted"));
}

#[tokio::test]
async fn what_somebody_else_gave_the_consoles_name_is_a_conflict_and_stays() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    support::policy(&cluster, "restricted").await;
    let name = "psp-console:use:restricted";
    let role = support::make::<ClusterRole>(&client, role(name, &PolicyReach::Every)).await;
    match cluster.add_association(&rule("team-a", None, "restricted")).await {
        Err(Error::Conflict(Clash::OtherRules(found))) => {
            assert_eq!((&*found.kind, &*found.name), ("ClusterRole", name));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(Api::<ClusterRole>::all(client.clone()).get(name).await.unwrap(), role);
    let name = "psp-console:use:other:all-accounts";
    support::policy(&cluster, "other").await;
    let subjects = json!([service_account("team-a", "default")]);
    support::make::<RoleBinding>(&client, binding(name, Some("team-a"), "view", subjects)).await;
    match cluster.add_association(&rule("team-a", None, "other")).await {
        Err(Error::Conflict(Clash::OtherRole { binding, role, .. })) => {
            assert_eq!((binding.to_string(), &*role), (format!("RoleBinding team-a/{name}"), "view"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_grant_is_listed_whoever_made_it_and_however_wide_it_is() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    support::make::<ClusterRole>(&client, role("every-policy", &PolicyReach::Every)).await;
    let subjects = json!([service_account("team-b", "default")]);
    support::make::<ClusterRoleBinding>(&client, binding("by-helm", None, "every-policy", subjects)).await;
    let rules = cluster.associations().await.unwrap();
    let find = |name: &str| rules.iter().find(|each| each.binding.name == name).unwrap();
    assert_eq!((find("by-helm").origin, &find("by-helm").policy), (Origin::Elsewhere, &PolicyReach::Every));
    assert_eq!(find("by-helm").scope, Scope::Cluster);
    assert_eq!(find("cluster-admin").origin, Origin::System);
    assert_eq!(find("ack:podsecuritypolicy:authenticated").origin, Origin::Default);
}

#[tokio::test]
async fn of_several_each_is_added_by_itself_and_what_cannot_be_is_told() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    for policy in ["restricted", "other"] {
        support::policy(&cluster, policy).await;
    }
    support::account(&client, "team-a", "builder").await;
    cluster.add_association(&rule("team-a", None, "other")).await.unwrap();
    let rules = [
        rule("team-a", Some("builder"), "restricted"),
        rule("team-a", Some("nobody"), "restricted"),
        rule("team-a", Some("builder"), "other"),
        rule("team-a", None, "other"),
    ];
    let outcomes = cluster.add_associations(&rules).await.unwrap();
    assert_eq!(outcomes.iter().map(|(rule, _)| rule.clone()).collect::<Vec<_>>(), rules);
    let [first, second, third, fourth] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    assert!(matches!(first.1, Ok(Added::Created)) && matches!(third.1, Ok(Added::Created)), "{outcomes:?}");
    assert!(matches!(&second.1, Err(Error::NotFound(Missing::ServiceAccount { .. }))), "{outcomes:?}");
    assert!(matches!(fourth.1, Ok(Added::AlreadyThere)), "{outcomes:?}");
    let rbac = support::rbac(&client).await;
    let builder = Identity::service_account("team-a", "builder");
    assert!(support::may_use(&rbac, &builder, "team-a", "restricted"));
    assert!(support::may_use(&rbac, &builder, "team-a", "other"));
}
