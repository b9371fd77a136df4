//! The API as a kube client sees it.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use embedded::{Contents, EmbeddedCluster, Options};
use futures::{StreamExt, TryStreamExt};
use k8s_openapi::api::core::v1::{Event, Namespace, Pod, Secret, ServiceAccount};
use kube::api::{DeleteParams, DynamicObject, ListParams, Patch, PatchParams, PostParams, WatchParams};
use kube::core::{ApiResource, WatchEvent};
use kube::{Api, Client, Error};
use psp::PodSecurityPolicy;
use serde_json::{Value, json};

fn fast() -> Options {
    Options { restart: Duration::from_millis(50), kubelet: Duration::from_millis(1), ..Options::default() }
}

fn demo() -> (EmbeddedCluster, Client) {
    let cluster = EmbeddedCluster::new(&Options { contents: Contents::Demo, ..fast() });
    let client = Client::new(cluster.router_as_admin(), "default");
    (cluster, client)
}

fn pod(name: &str, spec: &Value) -> Pod {
    let mut pod =
        json!({"metadata": {"name": name}, "spec": {"containers": [{"name": "main", "image": "busybox"}]}});
    for (field, value) in spec.as_object().unwrap() {
        pod["spec"][field] = value.clone();
    }
    serde_json::from_value(pod).unwrap()
}

fn message<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, String) {
    match result {
        Err(Error::Api(status)) => (status.code, status.message.clone()),
        other => panic!("{other:?}"),
    }
}

/// A client that acts as this service account.
fn acting_as(cluster: &EmbeddedCluster, account: &str) -> Client {
    let account = format!("system:serviceaccount:{account}").parse::<axum::http::HeaderValue>().unwrap();
    let layer = axum::middleware::from_fn(
        move |mut request: axum::extract::Request, next: axum::middleware::Next| {
            request.headers_mut().insert("impersonate-user", account.clone());
            next.run(request)
        },
    );
    Client::new(cluster.router_as_admin().layer(layer), "default")
}

#[tokio::test]
async fn every_namespace_has_a_default_account_with_a_token_that_is_accepted() {
    let (cluster, client) = demo();
    let team: Namespace = serde_json::from_value(json!({"metadata": {"name": "team"}})).unwrap();
    Api::all(client.clone()).create(&PostParams::default(), &team).await.unwrap();
    let account: ServiceAccount = Api::namespaced(client.clone(), "team").get("default").await.unwrap();
    let secret = account.secrets.unwrap()[0].name.clone().unwrap();
    let secret: Secret = Api::namespaced(client, "team").get(&secret).await.unwrap();
    let token = String::from_utf8(secret.data.unwrap()["token"].0.clone()).unwrap();
    let ask = async |token: &str| {
        let request =
            axum::http::Request::get("/api/v1/namespaces").header("authorization", format!("Bearer {token}"));
        let request = request.body(axum::body::Body::empty()).unwrap();
        tower::ServiceExt::oneshot(cluster.router(), request).await.unwrap().status().as_u16()
    };
    assert_eq!(ask(&token).await, 403, "known, and without rights");
    assert_eq!(ask("made-up").await, 401);
    assert_eq!(ask(cluster.admin_token()).await, 200);
}

#[tokio::test]
async fn a_pod_is_refused_in_the_api_servers_words_and_an_allowed_one_is_changed() {
    let (cluster, client) = demo();
    let wide: Api<DynamicObject> = Api::all_with(
        client.clone(),
        &ApiResource::erase::<k8s_openapi::api::rbac::v1::ClusterRoleBinding>(&()),
    );
    wide.delete("ack:podsecuritypolicy:authenticated", &DeleteParams::default()).await.unwrap();
    let developer = json!({"metadata": {"name": "edit"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "edit"},
        "subjects": [{"kind": "ServiceAccount", "name": "cart", "namespace": "shop"}]});
    let bindings: Api<k8s_openapi::api::rbac::v1::RoleBinding> = Api::namespaced(client.clone(), "shop");
    bindings.create(&PostParams::default(), &serde_json::from_value(developer).unwrap()).await.unwrap();

    let pods: Api<Pod> = Api::namespaced(acting_as(&cluster, "shop:cart"), "shop");
    let on_host = pod("host", &json!({"hostNetwork": true, "serviceAccountName": "cart"}));
    let refused = message(pods.create(&PostParams::default(), &on_host).await);
    let words = "pods \"host\" is forbidden: PodSecurityPolicy: unable to admit pod: []";
    assert_eq!(refused, (403, words.to_owned()));

    let template = psp::template::find("privileged-root-volumes-restricted").unwrap();
    let policy = psp::yaml::parse(template.yaml()).unwrap();
    Api::<PodSecurityPolicy>::all(client.clone()).create(&PostParams::default(), &policy).await.unwrap();
    let rule = json!({"metadata": {"name": "use"}, "rules": [{"apiGroups": ["policy"],
        "resources": ["podsecuritypolicies"], "resourceNames": [template.name], "verbs": ["use"]}]});
    let roles: Api<k8s_openapi::api::rbac::v1::Role> = Api::namespaced(client.clone(), "shop");
    roles.create(&PostParams::default(), &serde_json::from_value(rule).unwrap()).await.unwrap();
    let binding = json!({"metadata": {"name": "use"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "use"},
        "subjects": [{"kind": "ServiceAccount", "name": "cart", "namespace": "shop"}]});
    bindings.create(&PostParams::default(), &serde_json::from_value(binding).unwrap()).await.unwrap();
    let plain = pod("plain", &json!({"serviceAccountName": "cart"}));
    let made = pods.create(&PostParams::default(), &plain).await.unwrap();
    assert_eq!(made.metadata.annotations.unwrap()["kubernetes.io/psp"], template.name);
    let security = made.spec.unwrap().containers[0].security_context.clone().unwrap();
    assert_eq!(security.run_as_non_root, Some(true));

    let events: Api<Event> = Api::namespaced(client, "shop");
    let failed = async || {
        let params = ListParams::default().fields("involvedObject.name=plain,reason=Failed");
        events.list(&params).await.unwrap().items.pop().and_then(|event| event.message)
    };
    let text = loop {
        if let Some(text) = failed().await {
            break text;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert!(text.starts_with("Error: container has runAsNonRoot and image will run as root"), "{text}");
}

#[tokio::test]
async fn nobody_hands_out_rights_that_they_do_not_have() {
    let (cluster, client) = demo();
    let admin = json!({"metadata": {"name": "boss"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "admin"},
        "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "payments"}]});
    let bindings: Api<k8s_openapi::api::rbac::v1::RoleBinding> = Api::namespaced(client, "payments");
    bindings.create(&PostParams::default(), &serde_json::from_value(admin).unwrap()).await.unwrap();
    let theirs: Api<k8s_openapi::api::rbac::v1::Role> =
        Api::namespaced(acting_as(&cluster, "payments:api"), "payments");
    let role = |resource: &str, verb: &str| {
        let rules = json!([{"apiGroups": [""], "resources": [resource], "verbs": [verb]}]);
        serde_json::from_value(json!({"metadata": {"name": resource}, "rules": rules})).unwrap()
    };
    theirs.create(&PostParams::default(), &role("pods", "get")).await.unwrap();
    let (code, text) = message(theirs.create(&PostParams::default(), &role("nodes", "delete")).await);
    assert_eq!(code, 403);
    assert!(text.contains("is attempting to grant RBAC permissions not currently held"), "{text}");
}

#[tokio::test]
async fn a_change_of_what_somebody_else_changed_is_refused_and_a_dry_run_changes_nothing() {
    let (_cluster, client) = demo();
    let policies: Api<PodSecurityPolicy> = Api::all(client);
    let seen = policies.get("node-exporter").await.unwrap();
    let mut theirs = seen.clone();
    theirs.spec.host_ipc = true;
    let trial = PostParams { dry_run: true, ..PostParams::default() };
    policies.replace("node-exporter", &trial, &theirs).await.unwrap();
    assert!(!policies.get("node-exporter").await.unwrap().spec.host_ipc);
    policies.replace("node-exporter", &PostParams::default(), &theirs).await.unwrap();
    let (code, text) = message(policies.replace("node-exporter", &PostParams::default(), &seen).await);
    assert_eq!(code, 409);
    assert!(
        text.starts_with("Operation cannot be fulfilled on podsecuritypolicies.policy \"node-exporter\"")
    );
}

#[tokio::test]
async fn a_watch_tells_what_is_there_and_then_every_change() {
    let (_cluster, client) = demo();
    let policies: Api<PodSecurityPolicy> = Api::all(client);
    let mut watch = policies.watch(&WatchParams::default(), "0").await.unwrap().boxed();
    let mut next = async || watch.try_next().await.unwrap().unwrap();
    for expected in ["ack.privileged", "node-exporter"] {
        assert!(matches!(next().await, WatchEvent::Added(policy) if policy.name() == expected));
    }
    let patch = json!({"spec": {"privileged": true}});
    policies.patch("node-exporter", &PatchParams::default(), &Patch::Merge(&patch)).await.unwrap();
    assert!(matches!(next().await, WatchEvent::Modified(policy) if policy.spec.privileged));
    policies.delete("node-exporter", &DeleteParams::default()).await.unwrap();
    assert!(matches!(next().await, WatchEvent::Deleted(policy) if policy.name() == "node-exporter"));
    let mut old = policies.watch(&WatchParams::default(), "999999").await.unwrap().boxed();
    assert!(
        tokio::time::timeout(Duration::from_millis(20), old.try_next()).await.is_err(),
        "nothing has happened since"
    );
}

#[tokio::test]
async fn turning_the_plugin_off_restarts_the_api_server_and_then_every_pod_is_admitted() {
    let (_cluster, client) = demo();
    Api::<PodSecurityPolicy>::all(client.clone())
        .delete_collection(&DeleteParams::default(), &ListParams::default())
        .await
        .unwrap();
    let pods: Api<Pod> = Api::namespaced(client.clone(), "shop");
    let (code, text) = message(pods.create(&PostParams::default(), &pod("a", &json!({}))).await);
    assert_eq!(code, 403);
    assert!(text.ends_with("PodSecurityPolicy: no providers available to validate pod request"), "{text}");

    let resource = ApiResource {
        group: "embedded.psp-console".into(),
        version: "v1".into(),
        api_version: "embedded.psp-console/v1".into(),
        kind: "APIServer".into(),
        plural: "apiservers".into(),
    };
    let switch: Api<DynamicObject> = Api::all_with(client, &resource);
    let off = json!({"spec": {"enableAdmissionPlugins": []}});
    switch.patch("local", &PatchParams::default(), &Patch::Merge(&off)).await.unwrap();
    assert_eq!(message(pods.get("a").await).0, 503);
    while matches!(pods.list(&ListParams::default()).await, Err(Error::Api(status)) if status.code == 503) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let made = pods.create(&PostParams::default(), &pod("a", &json!({}))).await.unwrap();
    assert_eq!(made.metadata.annotations, None);
    let wrong = json!({"spec": {"enableAdmissionPlugins": ["NodeRestriction"]}});
    assert_eq!(message(switch.patch("local", &PatchParams::default(), &Patch::Merge(&wrong)).await).0, 422);
}

#[tokio::test]
async fn with_a_namespace_goes_everything_in_it() {
    let (_cluster, client) = demo();
    Api::<Namespace>::all(client.clone()).delete("shop", &DeleteParams::default()).await.unwrap();
    let namespaces: Api<Namespace> = Api::all(client.clone());
    while let Some(namespace) = namespaces.get_opt("shop").await.unwrap() {
        assert_eq!(namespace.status.unwrap().phase.as_deref(), Some("Terminating"));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let left = Api::<Pod>::namespaced(client.clone(), "shop").list(&ListParams::default()).await.unwrap();
    assert!(left.items.is_empty());
    let accounts: Api<ServiceAccount> = Api::namespaced(client, "shop");
    assert_eq!(message(accounts.get("default").await).0, 404);
}

#[tokio::test]
async fn kubectl_reaches_it_over_tls_with_its_kubeconfig() {
    let (cluster, _) = demo();
    let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
    let kubeconfig = kube::config::Kubeconfig::from_yaml(serving.kubeconfig()).unwrap();
    let options = kube::config::KubeConfigOptions::default();
    let config = kube::Config::from_custom_kubeconfig(kubeconfig, &options).await.unwrap();
    let client = Client::try_from(config).unwrap();
    assert_eq!(client.apiserver_version().await.unwrap().minor, "20");
    assert!(Api::<Namespace>::all(client).list(&ListParams::default()).await.unwrap().items.len() > 5);
}
