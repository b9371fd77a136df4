//! The two servers, and how they are asked.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use embedded::{EmbeddedCluster, Options};
use http::Request;
use k8s_openapi::api::core::v1::ServiceAccount;
use kube::api::{DeleteParams, DynamicObject, ListParams, PostParams};
use kube::client::Body;
use kube::core::ApiResource;
use kube::{Api, Client, Config};
use psp::PodSecurityPolicy;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

pub(crate) const PLACE: &str = "differential";
const TESTER: &str = "differential-tester";

/// A cluster, as its admin and as somebody who may create pods and use the policies a, b and c, but not d.
pub(crate) struct Side {
    pub(crate) admin: Client,
    pub(crate) tester: Client,
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

    /// The place, and the rights of the tester there.
    pub(crate) async fn prepare(&self, real: bool) {
        self.create(json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": PLACE}})).await;
        let rules = json!([
            {"apiGroups": [""], "resources": ["pods"], "verbs": ["create", "update"]},
            {
                "apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "resourceNames": ["a", "b", "c"],
                "verbs": ["use"],
            },
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
        let accounts: Api<ServiceAccount> = Api::namespaced(self.admin.clone(), PLACE);
        while accounts.get_opt("default").await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Exactly these policies.
    pub(crate) async fn replace_policies(&self, policies: &[PodSecurityPolicy]) {
        let api: Api<PodSecurityPolicy> = Api::all(self.admin.clone());
        for old in api.list(&ListParams::default()).await.unwrap().items {
            api.delete(old.name(), &DeleteParams::default()).await.unwrap();
        }
        for policy in policies {
            api.create(&PostParams::default(), policy).await.unwrap();
        }
    }
}

/// What the server answers to a body of JSON, whatever it is: its code, and an object.
pub(crate) async fn send(client: &Client, method: &str, path: &str, body: Vec<u8>) -> (u16, Value) {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let response = client.send(request.body(Body::from(body)).unwrap()).await.unwrap();
    let code = response.status().as_u16();
    let body = response.into_body().collect_bytes().await.unwrap();
    (code, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

/// Both servers, ready; one test at a time has them.
pub(crate) struct Both {
    pub(crate) runtime: Runtime,
    pub(crate) real: Side,
    pub(crate) ours: Side,
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Both {
    pub(crate) fn new() -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = Runtime::new().unwrap();
        let (real, ours) = runtime.block_on(async {
            let (real, ours) = (real().await, embedded());
            real.prepare(true).await;
            ours.prepare(false).await;
            (real, ours)
        });
        Self { runtime, real, ours, _alone: alone }
    }
}

/// Leaves no policies behind for the tests that follow.
impl Drop for Both {
    fn drop(&mut self) {
        self.runtime.block_on(self.real.replace_policies(&[]));
    }
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
