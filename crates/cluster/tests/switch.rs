//! PSP Status is changed: on an embedded cluster by itself, and on one with a control-plane node by an agent's pod.

#![allow(clippy::unwrap_used)]
#![cfg(not(feature = "real-cluster"))]

mod support;

use std::time::Duration;

use access::switch::{Means, Obstacle, PspState, PspStatus, Reach, Turn};
use cluster::{Clash, Cluster, Consequences, Error, Failure, Problem, Protection, Switching};
use k8s_openapi::api::core::v1::{ConfigMap, Event, Pod, ServiceAccount};
use kube::api::PostParams;
use kube::{Api, Client};
use serde_json::{Value, json};
use support::nodes::{self, OneNode};
use tokio::time::sleep;

type Work = access::switch::Work<Failure>;

/// Waits for the end of the change.
async fn ended(cluster: &Cluster) -> PspStatus<Failure> {
    loop {
        let status = cluster.psp_status().await.unwrap();
        if status.state != PspState::Restarting && status.work.as_ref().is_some_and(|work| work.end.is_some())
        {
            return status;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

async fn change(cluster: &Cluster, turn: Turn) -> PspStatus<Failure> {
    cluster.change_psp_state(turn, Consequences::Unknown).await.unwrap();
    ended(cluster).await
}

fn is_done(work: Option<&Work>) -> bool {
    work.is_some_and(|work| work.end.as_ref().is_some_and(|end| end.is_done))
}

async fn reasons(client: &Client) -> Vec<String> {
    let events = support::all::<Event>(client).await.into_iter();
    events.filter_map(|event| event.reason).filter(|reason| reason.starts_with("PSPStatus")).collect()
}

#[tokio::test]
async fn an_embedded_cluster_is_turned_off_and_on_and_says_who_did_it() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    let refused = cluster.change_psp_state(Turn::On, Consequences::Accepted).await;
    assert!(matches!(refused, Err(Error::Protected(Protection::NotInstalled(_)))));
    cluster.install_default_policy().await.unwrap();
    for (turn, state) in [(Turn::Off, PspState::Disabled), (Turn::On, PspState::Enabled)] {
        let status = change(&cluster, turn).await;
        assert_eq!((status.state, &status.means), (state, &Means::Embedded));
        assert!(is_done(status.work.as_ref()), "{:?}", status.work);
        assert_eq!(status.work.unwrap().by, "the console");
    }
    let told = reasons(&client).await;
    for reason in ["PSPStatusChanging", "PSPStatusNodeChanged", "PSPStatusChanged"] {
        assert_eq!(told.iter().filter(|each| *each == reason).count(), 2, "{told:?}");
    }
}

#[tokio::test]
async fn while_the_api_server_restarts_the_status_says_so_and_what_is_under_way() {
    let cluster = Cluster::new(support::fresh().await);
    cluster.install_default_policy().await.unwrap();
    cluster.change_psp_state(Turn::Off, Consequences::Unknown).await.unwrap();
    loop {
        let status = cluster.psp_status().await.unwrap();
        assert!(status.work.is_some());
        if status.state == PspState::Restarting {
            assert_eq!((status.means.clone(), status.under_way().unwrap().turn), (Means::Away, Turn::Off));
            break;
        }
        assert!(status.under_way().is_some(), "it has ended without a restart");
        sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(ended(&cluster).await.state, PspState::Disabled);
}

#[tokio::test]
async fn two_admins_cannot_change_it_at_the_same_time() {
    let node = OneNode::start().await;
    let [one, other] = [node.console(), node.console()];
    let off =
        |cluster: Cluster| async move { cluster.change_psp_state(Turn::Off, Consequences::Unknown).await };
    let both = tokio::join!(off(one.clone()), off(other.clone()));
    let (winner, refusal) = match both {
        (Ok(()), Err(refusal)) => (one, refusal),
        (Err(refusal), Ok(())) => (other, refusal),
        both => panic!("{both:?}"),
    };
    assert!(matches!(&refusal, Error::Conflict(Clash::UnderWay { .. })), "{refusal:?}");
    node.run_agents(vec![(0, "", true)]);
    assert!(is_done(ended(&winner).await.work.as_ref()));
}

#[tokio::test]
async fn what_would_stop_running_pods_must_be_accepted() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    change(&cluster, Turn::Off).await;
    for name in ["a", "b"] {
        support::make::<Pod>(&client, json!({
            "metadata": {"name": name, "namespace": "team-a"}, "spec": {"containers": [{"name": "c", "image": "nginx"}]},
        }))
        .await;
    }
    assert!(!cluster.psp_preflight().await.unwrap().is_grave());
    cluster.disassociate_default_policy().await.unwrap();
    let bindings = Api::<k8s_openapi::api::rbac::v1::RoleBinding>::namespaced(client.clone(), "team-a");
    let ours = kube::api::ListParams::default().labels("app.kubernetes.io/managed-by=psp-console");
    bindings.delete_collection(&kube::api::DeleteParams::default(), &ours).await.unwrap();

    let found = cluster.psp_preflight().await.unwrap();
    let team = found.stranded.iter().find(|each| each.namespace == "team-a").unwrap();
    assert_eq!((team.accounts.clone(), team.pods), (vec!["default".to_owned()], 2));
    assert!(found.is_grave() && found.nodes_may_use_a_policy);
    let refused = cluster.change_psp_state(Turn::On, Consequences::Unknown).await;
    assert!(matches!(refused, Err(Error::Protected(_))), "{refused:?}");
    cluster.change_psp_state(Turn::On, Consequences::Accepted).await.unwrap();
    assert_eq!(ended(&cluster).await.state, PspState::Enabled);
}

#[tokio::test]
async fn the_pods_that_kubelet_only_shows_run_as_nobody() {
    let node = OneNode::start().await;
    Cluster::new(node.client.clone()).disassociate_default_policy().await.unwrap();
    let bindings =
        Api::<k8s_openapi::api::rbac::v1::RoleBinding>::namespaced(node.client.clone(), "kube-system");
    let ours = kube::api::ListParams::default().labels("app.kubernetes.io/managed-by=psp-console");
    bindings.delete_collection(&kube::api::DeleteParams::default(), &ours).await.unwrap();
    let found = node.console().psp_preflight().await.unwrap();
    assert_eq!((found.stranded[0].namespace.as_str(), found.stranded[0].pods), ("kube-system", 0));
    assert!(!found.nodes_may_use_a_policy && found.is_grave());
}

#[tokio::test]
async fn an_agents_pod_turns_it_off_and_on_and_nothing_is_left_of_it() {
    let node = OneNode::start().await;
    let console = node.console();
    let Means::StaticPods { servers, reach: Reach::AgentPods } = console.psp_status().await.unwrap().means
    else {
        panic!()
    };
    assert_eq!(servers.len(), 1);
    node.run_agents(vec![(0, "", true), (0, "", true)]);
    let off = change(&console, Turn::Off).await;
    assert!(off.state == PspState::Disabled && is_done(off.work.as_ref()), "{off:?}");
    let on = change(&console, Turn::On).await;
    assert!(on.state == PspState::Enabled && is_done(on.work.as_ref()), "{on:?}");

    let pods = support::all::<Pod>(&node.client).await;
    assert!(pods.iter().all(|pod| !pod.metadata.name.as_ref().unwrap().contains("set-psp")));
    let accounts = support::all::<ServiceAccount>(&node.client).await;
    assert!(accounts.iter().all(|account| account.metadata.name.as_deref() != Some("psp-console-agent")));
    assert!(support::our_bindings(&node.client).await.is_empty());
}

#[tokio::test]
async fn the_change_by_hand_is_told_as_the_agent_would_write_it() {
    let node = OneNode::start().await;
    let disabled = "--disable-admission-plugins=A,PodSecurityPolicy";
    nodes::mirror(&node.client, "master-2", &[disabled, "--enable-admission-plugins=B"]).await;
    for turn in [Turn::On, Turn::Off] {
        let steps = node.console().psp_change_by_hand(turn).await.unwrap().unwrap();
        assert_eq!(
            (steps.manifest.as_str(), steps.readyz.as_str()),
            ("/etc/kubernetes/manifests/kube-apiserver.yaml", "/readyz",)
        );
        for (told, flags) in steps.nodes.iter().zip([
            vec!["--enable-admission-plugins=NodeRestriction,PodSecurityPolicy"],
            vec![disabled, "--enable-admission-plugins=B"],
        ]) {
            let head = "spec:\n  containers:\n  - command:\n    - kube-apiserver\n    - --secure-port=6443";
            let text = format!("{head}\n    - {}\n", flags.join("\n    - "));
            let wanted = if turn == Turn::On { manifest::Psp::On } else { manifest::Psp::Off };
            let written = manifest::set(&text, wanted).unwrap();
            let only_in = |one: &str, other: &str| -> Vec<String> {
                let lines = one.lines().filter(|line| !other.lines().any(|each| each == *line));
                lines.map(|line| line.trim_start_matches("    - ").to_owned()).collect()
            };
            let changes = told.flags.clone().unwrap();
            let before: Vec<_> = changes.iter().filter_map(|change| change.before.clone()).collect();
            let after: Vec<_> = changes.iter().filter_map(|change| change.after.clone()).collect();
            assert_eq!(
                (before, after),
                (only_in(&text, &written), only_in(&written, &text)),
                "{}",
                told.node
            );
            assert_eq!(told.port, "6443");
        }
    }
    let embedded = Cluster::new(support::fresh().await);
    assert_eq!(embedded.psp_change_by_hand(Turn::Off).await.unwrap(), None);
}

#[tokio::test]
async fn the_agents_pod_asks_for_no_more_than_it_needs() {
    let node = OneNode::start().await;
    node.run_agents(vec![(0, "", true)]);
    change(&node.console(), Turn::Off).await;
    let spec = serde_json::to_value(node.agents.lock().unwrap()[0].spec.clone()).unwrap();
    assert_eq!(spec["nodeName"], "master-1");
    assert_eq!(
        (&spec["hostNetwork"], &spec["hostPID"], &spec["hostIPC"]),
        (&json!(true), &Value::Null, &Value::Null)
    );
    assert_eq!(spec["automountServiceAccountToken"], false);
    let paths: Vec<&str> = spec["volumes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["hostPath"]["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["/etc/kubernetes/manifests", "/etc/kubernetes/psp-console"]);
    let container = &spec["containers"][0];
    assert_eq!(
        container["command"],
        json!([
            "psp-console",
            "agent",
            "set-psp",
            "--state",
            "off",
            "--manifest",
            "/etc/kubernetes/manifests/kube-apiserver.yaml",
            "--backup-dir",
            "/etc/kubernetes/psp-console",
            "--readyz",
            "https://127.0.0.1:6443/readyz",
            "--timeout",
            "180",
            "--insecure-skip-tls-verify",
        ])
    );
    let security = &container["securityContext"];
    assert_eq!(
        (&security["privileged"], &security["allowPrivilegeEscalation"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(security["capabilities"], json!({"drop": ["ALL"]}));
    assert_eq!(security["readOnlyRootFilesystem"], true);
}

#[tokio::test]
async fn policies_admit_the_agents_pod_by_its_own_account_whoever_creates_it() {
    let node = OneNode::start().await;
    Cluster::new(node.client.clone()).disassociate_default_policy().await.unwrap();
    // No agent ends, so its pod and its account stand.
    node.console().change_psp_state(Turn::Off, Consequences::Unknown).await.unwrap();
    let pods = Api::<Pod>::namespaced(node.client.clone(), "kube-system");
    let pod = loop {
        if let Some(pod) = pods.get_opt("psp-console-set-psp-master-1").await.unwrap() {
            break pod;
        }
        sleep(Duration::from_millis(5)).await;
    };
    let somebody = support::client::impersonating(&node.client, "somebody");
    support::make::<k8s_openapi::api::rbac::v1::ClusterRole>(&node.client, json!({
        "metadata": {"name": "makes-pods"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["create"]}],
    }))
    .await;
    let subject = json!([{"kind": "User", "name": "somebody", "apiGroup": "rbac.authorization.k8s.io"}]);
    let binding = support::binding("makes-pods", Some("kube-system"), "makes-pods", subject);
    support::make::<k8s_openapi::api::rbac::v1::RoleBinding>(&node.client, binding).await;
    let create = async |account: &str| {
        let mut again = Pod { status: None, ..pod.clone() };
        again.metadata = kube::api::ObjectMeta { name: Some("again".to_owned()), ..Default::default() };
        again.spec.as_mut().unwrap().service_account_name = Some(account.to_owned());
        again.spec.as_mut().unwrap().service_account = None;
        let dry_run = PostParams { dry_run: true, ..PostParams::default() };
        Api::<Pod>::namespaced(somebody.clone(), "kube-system").create(&dry_run, &again).await
    };
    let admitted = create("psp-console-agent").await.unwrap();
    assert_eq!(admitted.metadata.annotations.unwrap()["kubernetes.io/psp"], "ack.privileged");
    let bindings =
        Api::<k8s_openapi::api::rbac::v1::RoleBinding>::namespaced(node.client.clone(), "kube-system");
    for binding in support::our_bindings(&node.client)
        .await
        .into_iter()
        .filter(|it| it.namespace.as_deref() == Some("kube-system"))
    {
        bindings.delete(&binding.name, &kube::api::DeleteParams::default()).await.unwrap();
    }
    let refused = create("psp-console-agent").await.unwrap_err().to_string();
    assert!(refused.contains("PodSecurityPolicy: "), "{refused}");
}

#[tokio::test]
async fn a_killed_agent_is_followed_by_another() {
    let node = OneNode::start().await;
    node.run_agents(vec![(137, "", false), (5, "", false), (0, "", true)]);
    let status = change(&node.console(), Turn::Off).await;
    assert!(is_done(status.work.as_ref()), "{status:?}");
    assert_eq!(node.agents.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn an_agent_that_fails_ends_the_change_tells_why_and_can_be_taken_back() {
    let node = OneNode::start().await;
    let console = node.console();
    let log = r#"{"step":"ended","outcome":"rolled-back","message":"taken back: unknown flag"}"#;
    node.run_agents(vec![(3, log, false), (0, "", false)]);
    let status = change(&console, Turn::Off).await;
    let work = status.work.unwrap();
    assert_eq!(work.failure(), Some(("master-1", &Failure::Said("taken back: unknown flag".to_owned()))));
    assert_eq!(work.touched(), ["master-1"]);
    assert_eq!(status.state, PspState::Enabled);
    assert!(reasons(&node.client).await.contains(&"PSPStatusChangeFailed".to_owned()));

    console.take_back_psp_change().await.unwrap();
    let status = ended(&console).await;
    assert!(is_done(status.work.as_ref()) && status.work.unwrap().turn == Turn::On);
    assert!(matches!(console.take_back_psp_change().await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_record_of_before_reasons_were_data_is_still_read() {
    let client = support::fresh().await;
    let work = json!({
        "id": "1", "turn": "on", "by": "alice", "started": "2026-01-01T00:00:00Z",
        "nodes": [{"node": "master-1", "stage": {"Failed": "after 30 s no server answers"}}],
        "end": {"at": "2026-01-01T00:01:00Z", "is_done": false},
    });
    let record = json!({"metadata": {"name": "psp-console-switch", "namespace": "kube-system"}, "data": {
        "switch": work.to_string(), "holder": "an older console", "beat": "7",
    }});
    support::make::<ConfigMap>(&client, record).await;
    let work = Cluster::new(client).psp_status().await.unwrap().work.unwrap();
    let words = Failure::Said("after 30 s no server answers".to_owned());
    assert_eq!(work.failure(), Some(("master-1", &words)));
}

#[tokio::test]
async fn an_agent_that_says_it_is_done_is_not_believed_before_the_probe() {
    let node = OneNode::start().await;
    node.run_agents(vec![(0, "", false)]);
    let settle = Duration::from_millis(200);
    let agent_image = Some("registry.example/psp-console:1".to_owned());
    let console = node.console().with_switching(Switching { agent_image, settle, ..Switching::default() });
    let work = change(&console, Turn::Off).await.work.unwrap();
    let (at, why) = work.failure().unwrap();
    assert_eq!(at, "master-1");
    assert_eq!(why, &Failure::Still { state: Turn::On });
}

#[tokio::test(start_paused = true)]
async fn a_change_whose_console_was_stopped_is_gone_on_with_by_the_next() {
    let node = OneNode::start().await;
    let work = Work::new(
        "1".to_owned(),
        Turn::Off,
        "alice".to_owned(),
        "2026-01-01T00:00:00Z".to_owned(),
        vec!["master-1".to_owned()],
    );
    let record = json!({"metadata": {"name": "psp-console-switch", "namespace": "kube-system"}, "data": {
        "switch": serde_json::to_string(&work).unwrap(), "holder": "a console that is gone", "beat": "7",
    }});
    support::make::<ConfigMap>(&node.client, record).await;
    node.run_agents(vec![(0, "", true)]);
    let next = node.console();
    let refused = next.change_psp_state(Turn::Off, Consequences::Unknown).await;
    assert!(matches!(refused, Err(Error::Conflict(Clash::UnderWay { by, .. })) if by == "alice"));
    next.resume_psp_change().await;
    let status = ended(&next).await;
    assert!(is_done(status.work.as_ref()), "{status:?}");
    assert_eq!((status.state, status.work.unwrap().by.as_str()), (PspState::Disabled, "alice"));
}

#[tokio::test]
async fn a_record_that_was_written_without_an_answer_is_still_ones_own() {
    let client = support::fresh().await;
    let cluster = Cluster::new(support::client::forgetting_an_answer(&client));
    cluster.install_default_policy().await.unwrap();
    let status = change(&cluster, Turn::Off).await;
    assert!(status.state == PspState::Disabled && is_done(status.work.as_ref()), "{status:?}");
    // It was not taken for somebody else's, given up and begun again.
    let begun = reasons(&client).await.into_iter().filter(|reason| reason == "PSPStatusChanging").count();
    assert_eq!(begun, 1);
}

#[tokio::test]
async fn a_cluster_with_static_pods_says_what_is_missing_to_change_them() {
    let node = OneNode::start().await;
    let told = async || Cluster::new(node.seen.clone()).psp_status().await.unwrap().means.obstacle();
    assert_eq!(told().await, Some(Obstacle::NoImage));
    nodes::mirror(&node.client, "master-2", &["--enable-admission-plugins=NodeRestriction"]).await;
    let status = node.console().psp_status().await.unwrap();
    // A client without an address cannot ask one server of several.
    let Some(Obstacle::Silent { node: at, why: Failure::NoWay }) = status.means.obstacle() else {
        panic!("{status:?}")
    };
    assert_eq!(at, "master-1");
    let refused = node.console().change_psp_state(Turn::Off, Consequences::Accepted).await;
    assert!(matches!(refused, Err(Error::Protected(Protection::Unchangeable(Obstacle::Silent { .. })))));
    nodes::mirror(&node.client, "master-0", &["--enable-admission-plugins"]).await;
    let obstacle = node.console().psp_status().await.unwrap().means.obstacle();
    let why = Failure::Flags(Problem::NoValue { flag: "enable-admission-plugins".to_owned() });
    let by_hand = node.console().psp_change_by_hand(Turn::Off).await.unwrap().unwrap();
    assert_eq!(by_hand.nodes[0].flags, Err(why.clone()));
    assert_eq!(obstacle, Some(Obstacle::Flags { node: "master-0".to_owned(), why }));
}

#[tokio::test]
async fn an_api_server_that_is_not_to_be_seen_is_nobodys_to_change() {
    let client = support::fresh().await;
    let console = Cluster::new(support::client::without_own_switch(&client));
    assert_eq!(console.psp_status().await.unwrap().means, Means::OutOfSight);
}
