//! One embedded cluster.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Rbac;
use axum::Router;
use psp::Policies;

use crate::apiserver::ApiServer;
use crate::store::Store;
use crate::{api, authn, controllers, kubelet, seed};

/// How a cluster is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Are policies enforced from the start?
    pub psp: bool,
    /// How long the API server is away when its admission plugins change.
    pub restart: Duration,
    /// How long the kubelet takes for each step of a pod's start.
    pub kubelet: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { psp: true, restart: Duration::from_secs(3), kubelet: Duration::from_millis(400) }
    }
}

/// A Kubernetes API in memory. Clones are the same cluster; it ends with the last of them.
#[derive(Clone)]
pub struct EmbeddedCluster {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) admin_token: String,
    pub(crate) apiserver: ApiServer,
    pub(crate) rbac: Cached<Rbac>,
    pub(crate) policies: Cached<Policies>,
    pub(crate) kubelet: Duration,
}

impl EmbeddedCluster {
    /// A new cluster: the system's namespaces, accounts and default roles, one node, and nothing else.
    ///
    /// Must be called within a tokio runtime: its kubelet is a task.
    pub fn new(options: &Options) -> Self {
        let inner = Arc::new(Inner {
            store: Store::new(),
            admin_token: format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple()),
            apiserver: ApiServer::new(options.psp, options.restart),
            rbac: Cached::new(),
            policies: Cached::new(),
            kubelet: options.kubelet,
        });
        seed::bootstrap(&inner);
        controllers::start(&inner);
        tokio::spawn(kubelet::run(Arc::downgrade(&inner)));
        Self { inner }
    }

    /// Fills it like the cluster of a small company: `ack.privileged` bound to everybody, teams, accounts, pods.
    pub fn seed_demo(&self) {
        seed::demo(&self.inner);
    }

    /// The API for those who bring a token, as kubectl does.
    pub fn router(&self) -> Router {
        api::router(&self.inner, None)
    }

    /// The API for a trusted client in the same process (`kube::Client::new(router, "default")`): every request is
    /// the admin's.
    pub fn router_as_admin(&self) -> Router {
        api::router(&self.inner, Some(authn::admin()))
    }

    /// The admin's bearer token. It belongs in a kubeconfig and nowhere else.
    pub fn admin_token(&self) -> &str {
        &self.inner.admin_token
    }
}

/// What is derived from objects, until they change.
pub(crate) struct Cached<T>(Mutex<Option<(u64, Arc<T>)>>);

impl<T> Cached<T> {
    fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The value for this revision of the objects.
    pub(crate) fn get(&self, revision: u64, make: impl FnOnce() -> T) -> Arc<T> {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some((known, value)) if *known == revision => Arc::clone(value),
            _ => {
                let value = Arc::new(make());
                *cached = Some((revision, Arc::clone(&value)));
                value
            }
        }
    }
}
