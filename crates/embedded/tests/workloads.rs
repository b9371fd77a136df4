//! Workloads: their controllers make pods as life does, and are refused as in life.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use embedded::Options;
use serde_json::{Value, json};
use support::{Api, fast, refusal};

const APPS: &str = "/apis/apps/v1/namespaces/team";
const PODS: &str = "/api/v1/namespaces/team/pods";
const RBAC: &str = "/apis/rbac.authorization.k8s.io/v1";

fn at_once() -> Options {
    Options { kubelet: Duration::ZERO, ..fast() }
}

/// Policies are enforced, and nobody may use any.
async fn enforced() -> Api {
    let api = Api::with(&Options { psp: true, ..at_once() }).await;
    let any = json!({"rule": "RunAsAny"});
    let policy = json!({"metadata": {"name": "wide"}, "spec": {"privileged": true, "volumes": ["*"],
        "runAsUser": any, "seLinux": any, "fsGroup": any, "supplementalGroups": any}});
    api.create("/apis/policy/v1beta1/podsecuritypolicies", policy).await;
    let rules = json!([{"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"]}]);
    api.create(&format!("{RBAC}/clusterroles"), json!({"metadata": {"name": "use"}, "rules": rules})).await;
    api
}

/// Lets a service account use every policy, in the namespace `team`.
async fn allow(api: &Api, place: &str, account: &str) {
    let role = json!({"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "use"});
    let subject = json!({"kind": "ServiceAccount", "name": account, "namespace": place});
    let binding = json!({"metadata": {"name": account}, "roleRef": role, "subjects": [subject]});
    api.create(&format!("{RBAC}/namespaces/team/rolebindings"), binding).await;
}

fn workload(name: &str, spec: &Value) -> Value {
    let template = json!({"metadata": {"labels": {"app": name}},
        "spec": {"containers": [{"name": "main", "image": "nginx:1.19"}]}});
    let mut object = json!({"metadata": {"name": name},
        "spec": {"selector": {"matchLabels": {"app": name}}, "template": template}});
    object["spec"].as_object_mut().unwrap().extend(spec.as_object().unwrap().clone());
    object
}

fn condition(object: &Value, kind: &str) -> Value {
    let all = object["status"]["conditions"].as_array().cloned().unwrap_or_default();
    all.into_iter().find(|each| each["type"] == kind).unwrap_or_default()
}

fn name(object: &Value) -> String {
    object["metadata"]["name"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_deployment_whose_account_may_use_no_policy_says_why_and_is_healed_by_a_rule() {
    let api = enforced().await;
    api.create(&format!("{APPS}/deployments"), workload("web", &json!({}))).await;
    let told = api.told("team", "web-", "FailedCreate").await;
    let set = told["involvedObject"]["name"].as_str().unwrap().to_owned();
    let why = format!("pods \"{set}-\" is forbidden: PodSecurityPolicy: unable to admit pod: []");
    assert_eq!(told["message"], format!("Error creating: {why}"));
    assert_eq!((&told["type"], &told["involvedObject"]["kind"]), (&json!("Warning"), &json!("ReplicaSet")));
    assert_eq!(told["source"], json!({"component": "replicaset-controller"}));

    let deployment = api
        .when(&format!("{APPS}/deployments"), |it| condition(it, "ReplicaFailure")["status"] == "True")
        .await;
    assert_eq!(condition(&deployment, "ReplicaFailure")["message"], why);
    assert_eq!(condition(&deployment, "Available")["reason"], "MinimumReplicasUnavailable");
    assert_eq!(
        condition(&deployment, "Progressing")["message"],
        format!("Created new replica set \"{set}\"")
    );

    // It is tried again, and the same event counts.
    let events = "/api/v1/namespaces/team/events?fieldSelector=reason=FailedCreate";
    api.when(events, |event| event["count"].as_i64() > Some(3)).await;
    assert_eq!(api.list(events).await.len(), 1);

    allow(&api, "team", "default").await;
    let deployment =
        api.when(&format!("{APPS}/deployments"), |it| it["status"]["availableReplicas"] == 1).await;
    let kinds: Vec<Value> =
        deployment["status"]["conditions"].as_array().unwrap().iter().map(|it| it["type"].clone()).collect();
    assert!(!kinds.contains(&json!("ReplicaFailure")), "{deployment}");
    let pods = api.list(PODS).await;
    assert_eq!(pods[0]["metadata"]["annotations"]["kubernetes.io/psp"], "wide");
}

#[tokio::test]
async fn a_policy_that_only_one_controllers_account_may_use_lets_its_pods_in_and_no_others() {
    let api = enforced().await;
    allow(&api, "kube-system", "statefulset-controller").await;
    api.create(&format!("{APPS}/statefulsets"), workload("db", &json!({}))).await;
    api.create(&format!("{APPS}/daemonsets"), workload("agent", &json!({}))).await;
    let job = json!({"metadata": {"name": "once"}, "spec": {"template": {"spec":
        {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox"}]}}}});
    api.create("/apis/batch/v1/namespaces/team/jobs", job).await;
    let told = api.told("team", "db", "SuccessfulCreate").await;
    assert_eq!(told["message"], "create Pod db-0 in StatefulSet db successful");
    for (owner, component) in [("agent", "daemonset-controller"), ("once", "job-controller")] {
        let told = api.told("team", owner, "FailedCreate").await;
        let words = "is forbidden: PodSecurityPolicy: unable to admit pod: []";
        assert_eq!(told["message"], format!("Error creating: pods \"{owner}-\" {words}"));
        assert_eq!(told["source"]["component"], component);
    }
}

#[tokio::test]
async fn a_deployment_rolls_out_and_goes_back() {
    let api = Api::with(&at_once()).await;
    let deployments = format!("{APPS}/deployments");
    api.create(&deployments, workload("web", &json!({"replicas": 3}))).await;
    let complete = |it: &Value, revision: &str| {
        it["metadata"]["annotations"]["deployment.kubernetes.io/revision"] == revision
            && it["status"]["observedGeneration"] == it["metadata"]["generation"]
            && condition(it, "Progressing")["reason"] == "NewReplicaSetAvailable"
            && ["replicas", "updatedReplicas", "availableReplicas"]
                .iter()
                .all(|count| it["status"][count] == 3)
    };
    api.when(&deployments, |it| complete(it, "1")).await;
    let image = |image: &str| json!({"spec": {"template": {"spec": {"containers": [{"name": "main", "image": image}]}}}});
    api.merge(&format!("{deployments}/web"), image("nginx:1.20")).await;
    api.when(&deployments, |it| complete(it, "2")).await;
    let sets = api.list(&format!("{APPS}/replicasets")).await;
    let mut sizes: Vec<(Value, Value)> = sets
        .iter()
        .map(|set| {
            (
                set["spec"]["template"]["spec"]["containers"][0]["image"].clone(),
                set["spec"]["replicas"].clone(),
            )
        })
        .collect();
    sizes.sort_by_key(|(image, _)| image.to_string());
    assert_eq!(sizes, [(json!("nginx:1.19"), json!(0)), (json!("nginx:1.20"), json!(3))]);

    api.merge(&format!("{deployments}/web"), image("nginx:1.19")).await;
    api.when(&deployments, |it| complete(it, "3")).await;
    let sets = api.list(&format!("{APPS}/replicasets")).await;
    assert_eq!(sets.len(), 2, "the old one is used again");
    let histories: Vec<&Value> = sets
        .iter()
        .map(|set| &set["metadata"]["annotations"]["deployment.kubernetes.io/revision-history"])
        .collect();
    assert!(histories.contains(&&json!("1")), "{histories:?}");
}

#[tokio::test]
async fn a_deployment_is_scaled_and_replaces_a_pod_that_is_deleted() {
    let api = Api::with(&at_once()).await;
    let deployments = format!("{APPS}/deployments");
    api.create(&deployments, workload("web", &json!({}))).await;
    let of_size = |size: i64| {
        move |it: &Value| it["status"]["readyReplicas"] == size && it["status"]["replicas"] == size
    };
    api.when(&deployments, of_size(1)).await;
    api.merge(&format!("{deployments}/web"), json!({"spec": {"replicas": 4}})).await;
    api.when(&deployments, of_size(4)).await;
    api.merge(&format!("{deployments}/web"), json!({"spec": {"replicas": 2}})).await;
    api.when(&deployments, of_size(2)).await;
    let gone = name(&api.list(PODS).await[0]);
    api.delete(&format!("{PODS}/{gone}"), Value::Null).await;
    api.until(&format!("{PODS}/{gone}"), 404).await;
    api.when(&deployments, of_size(2)).await;
    let told = api.told("team", "web", "ScalingReplicaSet").await;
    assert!(told["message"].as_str().unwrap().starts_with("Scaled "), "{told}");
}

#[tokio::test]
async fn a_pod_that_is_no_longer_selected_is_let_go_and_one_that_is_becomes_owned() {
    let api = Api::with(&at_once()).await;
    let sets = format!("{APPS}/replicasets");
    let orphan = json!({"metadata": {"name": "orphan", "labels": {"app": "web"}},
        "spec": {"containers": [{"name": "main", "image": "nginx"}]}});
    api.create(PODS, orphan).await;
    api.create(&sets, workload("web", &json!({}))).await;
    let owned = |pod: &Value| pod["metadata"]["ownerReferences"][0]["name"] == "web";
    api.when(PODS, |pod| name(pod) == "orphan" && owned(pod)).await;
    api.merge(&format!("{PODS}/orphan"), json!({"metadata": {"labels": {"app": "other"}}})).await;
    api.when(PODS, |pod| name(pod) == "orphan" && !owned(pod)).await;
    api.when(PODS, |pod| name(pod) != "orphan" && owned(pod)).await;
}

#[tokio::test]
async fn a_daemon_set_has_a_pod_on_every_node_and_renews_them() {
    let api = Api::with(&at_once()).await;
    let daemons = format!("{APPS}/daemonsets");
    api.create(&daemons, workload("agent", &json!({}))).await;
    let done =
        |it: &Value| it["status"]["numberAvailable"] == 2 && it["status"]["updatedNumberScheduled"] == 2;
    api.when(&daemons, done).await;
    let mut nodes: Vec<String> =
        api.list(PODS).await.iter().map(|pod| pod["spec"]["nodeName"].to_string()).collect();
    nodes.sort();
    assert_eq!(nodes, ["\"embedded-node-1\"", "\"embedded-node-2\""]);
    let change = json!({"spec": {"template": {"metadata": {"annotations": {"new": "1"}}}}});
    api.merge(&format!("{daemons}/agent"), change).await;
    api.when(&daemons, |it| it["status"]["observedGeneration"] == 2 && done(it)).await;
    for pod in api.list(PODS).await {
        assert_eq!(pod["metadata"]["annotations"]["new"], "1");
    }
}

#[tokio::test]
async fn a_stateful_set_starts_its_pods_in_order() {
    let api = Api::with(&at_once()).await;
    let sets = format!("{APPS}/statefulsets");
    api.create(&sets, workload("db", &json!({"replicas": 3, "serviceName": "db"}))).await;
    api.when(&sets, |it| it["status"]["readyReplicas"] == 3).await;
    let pods = api.list(PODS).await;
    let version = |name: &str, field: &str| {
        let pod = pods.iter().find(|pod| pod["metadata"]["name"] == name).unwrap();
        pod["metadata"][field].as_str().unwrap().to_owned()
    };
    assert_eq!(pods.iter().map(name).collect::<Vec<_>>(), ["db-0", "db-1", "db-2"]);
    assert!(version("db-0", "creationTimestamp") <= version("db-2", "creationTimestamp"));
    assert_eq!(pods[0]["spec"]["hostname"], "db-0");
    api.merge(&format!("{sets}/db"), json!({"spec": {"replicas": 1}})).await;
    api.when(&sets, |it| it["status"]["replicas"] == 1).await;
    assert_eq!(api.list(PODS).await.iter().map(name).collect::<Vec<_>>(), ["db-0"]);
}

fn job(command: &[&str], spec: &Value) -> Value {
    let containers = json!([{"name": "main", "image": "busybox", "command": command}]);
    let template = json!({"spec": {"restartPolicy": "Never", "containers": containers}});
    let mut job = json!({"metadata": {"name": "once"}, "spec": {"template": template}});
    job["spec"].as_object_mut().unwrap().extend(spec.as_object().unwrap().clone());
    job
}

#[tokio::test]
async fn a_job_is_complete_when_its_pods_have_ended_well() {
    let api = Api::with(&at_once()).await;
    let jobs = "/apis/batch/v1/namespaces/team/jobs";
    let made = api.create(jobs, job(&["date"], &json!({"completions": 3}))).await;
    assert_eq!(made["spec"]["selector"]["matchLabels"]["controller-uid"], made["metadata"]["uid"]);
    let done = api.when(jobs, |it| condition(it, "Complete")["status"] == "True").await;
    assert_eq!(done["status"]["succeeded"], 3);
    assert_eq!(api.told("team", "once", "Completed").await["message"], "Job completed");
}

#[tokio::test]
async fn a_job_that_fails_too_often_is_given_up() {
    let api = Api::with(&at_once()).await;
    let jobs = "/apis/batch/v1/namespaces/team/jobs";
    api.create(jobs, job(&["sh", "-c", "exit 3"], &json!({"backoffLimit": 0}))).await;
    let failed = api.when(jobs, |it| condition(it, "Failed")["status"] == "True").await;
    assert_eq!(condition(&failed, "Failed")["message"], "Job has reached the specified backoff limit");
    let pods = api.list(PODS).await;
    assert_eq!(pods[0]["status"]["containerStatuses"][0]["state"]["terminated"]["exitCode"], 3);
}

#[tokio::test]
async fn a_workload_must_select_its_pods_and_goes_on_selecting_them() {
    let api = Api::with(&at_once()).await;
    let deployments = format!("{APPS}/deployments");
    let other = workload("web", &json!({"selector": {"matchLabels": {"app": "other"}}}));
    let words = "Deployment.apps \"web\" is invalid: spec.template.metadata.labels: Invalid value: \
                 map[string]string{\"app\":\"web\"}: `selector` does not match template `labels`";
    assert_eq!(refusal(api.ask("POST", &deployments, other).await), (422, words.to_owned()));
    let mut none = workload("web", &json!({"replicas": -1}));
    none["spec"].as_object_mut().unwrap().remove("selector");
    let words = "Deployment.apps \"web\" is invalid: [spec.replicas: Invalid value: -1: must be greater than or \
                 equal to 0, spec.selector: Required value, spec.template.metadata.labels: Invalid value: \
                 map[string]string{\"app\":\"web\"}: `selector` does not match template `labels`]";
    assert_eq!(refusal(api.ask("POST", &deployments, none).await), (422, words.to_owned()));

    api.create(&deployments, workload("web", &json!({}))).await;
    let labels = json!({"app": "new"});
    let change = json!({"spec": {"selector": {"matchLabels": labels},
        "template": {"metadata": {"labels": labels}}}});
    let merge = "application/merge-patch+json";
    let answer = api.ask_as("PATCH", &format!("{deployments}/web"), merge, change).await;
    let words = "Deployment.apps \"web\" is invalid: spec.selector: Invalid value: \
                 v1.LabelSelector{MatchLabels:map[string]string{\"app\":\"new\"}, \
                 MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable";
    assert_eq!(refusal(answer), (422, words.to_owned()));

    let mut daemons = workload("web", &json!({}));
    daemons["spec"].as_object_mut().unwrap().remove("selector");
    let words = "DaemonSet.apps \"web\" is invalid: spec.template.metadata.labels: Invalid value: \
                 map[string]string{\"app\":\"web\"}: `selector` does not match template `labels`";
    assert_eq!(
        refusal(api.ask("POST", &format!("{APPS}/daemonsets"), daemons).await),
        (422, words.to_owned())
    );

    let always = json!({"metadata": {"name": "x"}, "spec": {"template": {"spec": {"containers":
        [{"name": "main", "image": "busybox"}]}}}});
    let words = "Job.batch \"x\" is invalid: spec.template.spec.restartPolicy: Required value: valid values: \
                 \"OnFailure\", \"Never\"";
    let answer = api.ask("POST", "/apis/batch/v1/namespaces/team/jobs", always).await;
    assert_eq!(refusal(answer), (422, words.to_owned()));
}

#[tokio::test]
async fn a_rollout_must_be_able_to_go_on() {
    let api = Api::with(&at_once()).await;
    let deployments = format!("{APPS}/deployments");
    let refused = async |strategy: Value| {
        let deployment = workload("web", &json!({ "strategy": strategy }));
        let (code, words) = refusal(api.ask("POST", &deployments, deployment).await);
        let known = "Deployment.apps \"web\" is invalid: spec.strategy.rollingUpdate";
        (code, words.strip_prefix(known).map(str::to_owned).unwrap_or(words))
    };
    let both = json!({"type": "Recreate", "rollingUpdate": {"maxSurge": 1}});
    let words = ": Forbidden: may not be specified when strategy `type` is 'Recreate'";
    assert_eq!(refused(both).await, (422, words.to_owned()));
    let words = ".maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"0%\"}: may not be 0 \
                 when `maxSurge` is 0";
    let neither = json!({"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}});
    assert_eq!(refused(neither).await, (422, words.to_owned()));
    let words = ".maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"120%\"}: must not be \
                 greater than 100%";
    assert_eq!(refused(json!({"rollingUpdate": {"maxUnavailable": "120%"}})).await, (422, words.to_owned()));

    let daemons = workload("web", &json!({"minReadySeconds": -1, "revisionHistoryLimit": -1}));
    let (code, words) = refusal(api.ask("POST", &format!("{APPS}/daemonsets"), daemons).await);
    assert_eq!(code, 422, "{words}");
    assert!(words.contains("spec.minReadySeconds") && words.contains("spec.revisionHistoryLimit"), "{words}");
}
