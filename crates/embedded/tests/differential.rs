//! The same policies and pods, asked of a real API server and of the embedded one: verdict, words and changes must be
//! the same. `make test-cluster` runs 3,000 fresh cases; a failure prints the smallest case and the seed
//! (`PSP_TEST_SEED` runs it again).

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../../psp/tests/support/strategies.rs"]
mod strategies;

use std::time::Duration;

use embedded::{EmbeddedCluster, Options};
use futures::future::join_all;
use k8s_openapi::api::core::v1::Pod;
use kube::api::{DeleteParams, DynamicObject, ListParams, PostParams};
use kube::core::ApiResource;
use kube::{Api, Client, Config};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use psp::{Mode, PodSecurityPolicy, Policies, Verdict};
use serde_json::{Value, json};

const ROUNDS: u32 = 100;
const PODS: usize = 30;
const WANTED: usize = 2000;
const PLACE: &str = "differential";
const TESTER: &str = "differential-tester";

/// A cluster, as its admin and as somebody who may create pods and use the policies a, b and c, but not d.
struct Side {
    admin: Client,
    tester: Client,
}

impl Side {
    async fn create(&self, object: Value) {
        let (api_version, kind) = (object["apiVersion"].as_str().unwrap(), object["kind"].as_str().unwrap());
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let plural = match kind {
            "RuntimeClass" => "runtimeclasses".to_owned(),
            kind => format!("{}s", kind.to_lowercase()),
        };
        let (group, version) = (group.to_owned(), version.to_owned());
        let resource = ApiResource {
            group,
            version,
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            plural,
        };
        let object: DynamicObject = serde_json::from_value(object).unwrap();
        let api: Api<DynamicObject> = match &object.metadata.namespace {
            Some(namespace) => Api::namespaced_with(self.admin.clone(), namespace, &resource),
            None => Api::all_with(self.admin.clone(), &resource),
        };
        match api.create(&PostParams::default(), &object).await {
            Ok(_) => {}
            Err(kube::Error::Api(status)) if status.code == 409 => {}
            Err(error) => panic!("{error}"),
        }
    }

    async fn prepare(&self, real: bool) {
        self.create(json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": PLACE}})).await;
        let rules = json!([
            {"apiGroups": [""], "resources": ["pods"], "verbs": ["create"]},
            {"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "resourceNames": ["a", "b", "c"], "verbs": ["use"]},
        ]);
        let rbac = "rbac.authorization.k8s.io";
        self.create(json!({"apiVersion": format!("{rbac}/v1"), "kind": "Role",
            "metadata": {"name": TESTER, "namespace": PLACE}, "rules": rules}))
            .await;
        self.create(json!({"apiVersion": format!("{rbac}/v1"), "kind": "RoleBinding",
            "metadata": {"name": TESTER, "namespace": PLACE},
            "roleRef": {"apiGroup": rbac, "kind": "Role", "name": TESTER},
            "subjects": [{"apiGroup": rbac, "kind": "User", "name": TESTER}]}))
            .await;
        if real {
            // A plugin of its own refuses classes that do not exist; the embedded cluster has no such plugin.
            for name in ["x", "y"] {
                self.create(json!({"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": name}, "handler": "h"})).await;
            }
        }
        let accounts: Api<k8s_openapi::api::core::v1::ServiceAccount> =
            Api::namespaced(self.admin.clone(), PLACE);
        while accounts.get_opt("default").await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn replace_policies(&self, policies: &[PodSecurityPolicy]) {
        let api: Api<PodSecurityPolicy> = Api::all(self.admin.clone());
        for old in api.list(&ListParams::default()).await.unwrap().items {
            api.delete(old.name(), &DeleteParams::default()).await.unwrap();
        }
        for policy in policies {
            api.create(&PostParams::default(), policy).await.unwrap();
        }
    }

    async fn ask(&self, pod: &Pod) -> Answer {
        let pods: Api<Pod> = Api::namespaced(self.tester.clone(), PLACE);
        let trial = PostParams { dry_run: true, ..PostParams::default() };
        match pods.create(&trial, pod).await {
            Ok(pod) => Answer::Admitted(relevant(&pod)),
            Err(kube::Error::Api(status)) if status.message.contains("PodSecurityPolicy: ") => {
                Answer::Refused(pieces(&status.message))
            }
            Err(kube::Error::Api(status)) => Answer::Elsewhere(status.message.clone()),
            Err(error) => panic!("{error}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Answer {
    Admitted(Value),
    /// The message's pieces, sorted: the real server shuffles the policies.
    Refused(Vec<String>),
    /// Refused by something that is no matter of policies.
    Elsewhere(String),
}

/// What policies look at and change.
fn relevant(pod: &Pod) -> Value {
    let mut pod = serde_json::to_value(pod).unwrap();
    drop_empty_lists(&mut pod);
    let containers = |list: &str| -> Vec<Value> {
        let list = pod["spec"][list].as_array().cloned().unwrap_or_default();
        list.iter().map(|it| json!([it["name"], it["securityContext"]])).collect()
    };
    json!({
        "annotations": pod["metadata"]["annotations"], "securityContext": pod["spec"]["securityContext"],
        "containers": containers("containers"), "initContainers": containers("initContainers"),
        "runtimeClassName": pod["spec"]["runtimeClassName"],
    })
}

/// The real server leaves them out, the embedded one keeps them; to the policies they are the same.
fn drop_empty_lists(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(drop_empty_lists);
            fields.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Value::Array(items) => items.iter_mut().for_each(drop_empty_lists),
        _ => {}
    }
}

fn pieces(message: &str) -> Vec<String> {
    let (head, errors) = message.split_once(": [").unwrap_or((message, ""));
    let mut marked = errors.strip_suffix(']').unwrap_or(errors).to_owned();
    for path in [" spec.", " metadata.", " pod."] {
        marked = marked.replace(path, &path.replace(' ', "\n"));
    }
    let mut pieces: Vec<String> = marked.lines().map(str::to_owned).collect();
    pieces.sort();
    pieces.insert(0, head.to_owned());
    pieces
}

/// Up to four that the API server takes, under the names a to d.
fn storable(mut policies: Vec<PodSecurityPolicy>) -> Vec<PodSecurityPolicy> {
    policies.retain(|policy| {
        let mut stored = policy.clone();
        psp::validation::prepare_for_storage(&mut stored, None);
        psp::validate(&stored).is_empty()
    });
    policies.truncate(4);
    for (policy, name) in policies.iter_mut().zip(["a", "b", "c", "d"]) {
        policy.metadata.name = Some(name.to_owned());
    }
    policies
}

/// As a client would send it, and without the token, whose volume has a random name.
fn sendable(mut pod: Pod) -> Pod {
    let spec = pod.spec.as_mut().unwrap();
    spec.automount_service_account_token = Some(false);
    let mut names = ["c", "d", "e", "f"].map(str::to_owned).to_vec();
    for container in spec.init_containers.iter_mut().flatten().chain(&mut spec.containers) {
        container.image = Some("busybox:1".to_owned());
        // Each name once, or the server's own validation is all that is tested.
        let free = names.iter().position(|name| *name == container.name).unwrap_or(0);
        container.name = names.remove(free);
    }
    pod
}

/// Random pods hardly ever satisfy a random policy: changed as little as one of the policies asks, many do.
fn mended(pod: &Pod, policy: &PodSecurityPolicy) -> Pod {
    let policies = Policies::prepare([policy]);
    let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, pod, Mode::Create) else {
        return pod.clone();
    };
    let changes = forbidden.violations.iter().filter_map(|violation| violation.pod_changes(pod)).flatten();
    let mut mended = serde_json::to_value(pod).unwrap();
    psp::violation::apply(&changes.collect::<Vec<_>>(), &mut mended);
    serde_json::from_value(mended).unwrap_or_else(|_| pod.clone())
}

/// Every third pod stays as it is; the others are mended for one policy after the other.
fn mend(policies: &[PodSecurityPolicy], pods: Vec<Pod>) -> Vec<Pod> {
    let mut turn = policies.iter().cycle();
    let mend = |(index, pod): (usize, Pod)| match turn.next().filter(|_| index % 3 != 0) {
        Some(policy) => mended(&mended(&pod, policy), policy),
        None => pod,
    };
    pods.into_iter().enumerate().map(mend).collect()
}

async fn real() -> Side {
    let path = std::env::var("PSP_TEST_KUBECONFIG").expect("PSP_TEST_KUBECONFIG names a cluster");
    let kubeconfig = kube::config::Kubeconfig::read_from(path).unwrap();
    let options = kube::config::KubeConfigOptions::default();
    let config = Config::from_custom_kubeconfig(kubeconfig, &options).await.unwrap();
    let mut tester = config.clone();
    tester.auth_info.impersonate = Some(TESTER.to_owned());
    Side { admin: Client::try_from(config).unwrap(), tester: Client::try_from(tester).unwrap() }
}

fn embedded() -> Side {
    let cluster = EmbeddedCluster::new(&Options::default());
    let impersonating =
        axum::middleware::from_fn(|mut request: axum::extract::Request, next: axum::middleware::Next| {
            request.headers_mut().insert("impersonate-user", axum::http::HeaderValue::from_static(TESTER));
            next.run(request)
        });
    let admin = Client::new(cluster.router_as_admin(), "default");
    Side { admin, tester: Client::new(cluster.router_as_admin().layer(impersonating), "default") }
}

/// What became of the pods.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    admitted: usize,
    refused: usize,
    elsewhere: usize,
}

impl Count {
    fn of(answers: &[Answer]) -> Self {
        let mut count = Self::default();
        for answer in answers {
            *match answer {
                Answer::Admitted(_) => &mut count.admitted,
                Answer::Refused(_) => &mut count.refused,
                Answer::Elsewhere(_) => &mut count.elsewhere,
            } += 1;
        }
        count
    }

    fn and(self, other: Self) -> Self {
        Self {
            admitted: self.admitted + other.admitted,
            refused: self.refused + other.refused,
            elsewhere: self.elsewhere + other.elsewhere,
        }
    }
}

/// What became of the pods on the real server; an error when the answers differ.
async fn compare(
    real: &Side,
    ours: &Side,
    policies: &[PodSecurityPolicy],
    pods: &[Pod],
) -> Result<Count, String> {
    real.replace_policies(policies).await;
    ours.replace_policies(policies).await;
    let expected = join_all(pods.iter().map(|pod| ours.ask(pod))).await;
    let mut differences = String::new();
    // The real server sees new policies through a watch, some milliseconds later: a difference must last.
    for wait in [20, 200, 1000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let found = join_all(pods.iter().map(|pod| real.ask(pod))).await;
        let pairs: Vec<(&Answer, &Answer)> = found.iter().zip(&expected).collect();
        let wrong = pairs.iter().position(|(real, ours)| !agree(real, ours));
        let Some(wrong) = wrong else {
            return Ok(Count::of(&found));
        };
        differences = format!(
            "pod {}\nreal {:?}\nours {:?}",
            serde_json::to_string(&pods[wrong]).unwrap(),
            found[wrong],
            expected[wrong]
        );
    }
    Err(differences)
}

/// The real server validates more of a pod, after the first pass of the policies.
fn agree(real: &Answer, ours: &Answer) -> bool {
    match (real, ours) {
        (Answer::Elsewhere(_), Answer::Refused(pieces)) => {
            !pieces.iter().any(|piece| piece.contains("unable to admit"))
        }
        (Answer::Elsewhere(_), _) => true,
        (real, ours) => real == ours,
    }
}

#[test]
fn a_real_api_server_gives_the_same_answers() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (real, ours) = runtime.block_on(async {
        let (real, ours) = (real().await, embedded());
        real.prepare(true).await;
        ours.prepare(false).await;
        (real, ours)
    });
    let given = std::env::var("PSP_TEST_SEED").ok().map(|seed| seed.parse::<u64>().unwrap());
    let seed = given.unwrap_or_else(rand_seed);
    println!("PSP_TEST_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = ProptestConfig {
        cases: ROUNDS,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let strategy = (
        prop::collection::vec(strategies::policy(), 8..40).prop_map(storable),
        prop::collection::vec(strategies::pod().prop_map(sendable), PODS),
    );
    let total = std::cell::Cell::new(Count::default());
    runner
        .run(&strategy, |(policies, pods)| {
            let pods = mend(&policies, pods);
            let count =
                runtime.block_on(compare(&real, &ours, &policies, &pods)).map_err(TestCaseError::fail)?;
            total.set(total.get().and(count));
            Ok(())
        })
        .unwrap_or_else(|error| panic!("PSP_TEST_SEED={seed}: {error}"));
    let total = total.get();
    println!("{total:?}, 0 differ");
    assert!(total.admitted + total.refused >= WANTED, "too few were judged by policies: {total:?}");
    assert!(total.admitted >= WANTED / 20, "too few were admitted: {total:?}");
    runtime.block_on(real.replace_policies(&[]));
}

fn rand_seed() -> u64 {
    u64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis())
        .unwrap()
}
