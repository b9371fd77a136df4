//! One embedded cluster.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Rbac;
use axum::Router;
use psp::Policies;

use crate::apiserver::ApiServer;
use crate::connection::Connection;
use crate::data::{Data, DataError};
use crate::journal::Journal;
use crate::keys::{KeyMaterial, Keys};
use crate::limits::Limits;
use crate::store::Store;
use crate::{api, apiserver, authn, controllers, kubelet, seed};

/// How a cluster is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Are policies enforced from the start?
    pub psp: bool,
    /// How long the API server is away when its admission plugins change.
    pub restart: Duration,
    /// How long the kubelet takes for each step of a pod's start.
    pub kubelet: Duration,
    /// How often a watch is told how far it has come, if it asks for that.
    pub bookmarks: Duration,
    /// How much it holds at most.
    pub limits: Limits,
    /// What it holds at first.
    pub contents: Contents,
}

/// What a cluster holds at first.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Contents {
    /// The system's namespaces, accounts and default roles, the nodes, and nothing else.
    #[default]
    System,
    /// Like the cluster of a small company: `ack.privileged` bound to everybody, teams, accounts, pods.
    Demo,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            psp: true,
            restart: Duration::from_secs(3),
            kubelet: Duration::from_millis(400),
            bookmarks: Duration::from_mins(1),
            limits: Limits::default(),
            contents: Contents::default(),
        }
    }
}

/// A Kubernetes API in memory. Clones are the same cluster; it ends with the last of them.
#[derive(Clone)]
pub struct EmbeddedCluster {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    /// Are policies enforced at first?
    psp: bool,
    contents: Contents,
    resetting: Mutex<()>,
    pub(crate) keys: Keys,
    pub(crate) apiserver: ApiServer,
    pub(crate) rbac: Cached<Rbac>,
    pub(crate) policies: Cached<Policies>,
    pub(crate) kubelet: Duration,
    pub(crate) bookmarks: Duration,
}

impl EmbeddedCluster {
    /// A new cluster in memory.
    ///
    /// Must be called within a tokio runtime: its kubelet is a task.
    pub fn new(options: &Options) -> Self {
        let Some(keys) = Keys::new(&KeyMaterial::generate()) else { unreachable!("new keys are keys") };
        let cluster = Self::with(options, Store::new(options.limits), keys);
        cluster.inner.fill();
        cluster.start()
    }

    /// The cluster that this folder keeps, or a new one that it keeps from now on. No change is answered before it is
    /// safe there.
    ///
    /// Must be called within a tokio runtime.
    pub fn open(options: &Options, folder: &Path) -> Result<Self, DataError> {
        let (data, found) = Data::open(folder)?;
        let data = Arc::new(data);
        let kept = data.once("keys", || KeyMaterial::generate().to_text())?;
        let keys = KeyMaterial::of_text(&kept).and_then(|kept| Keys::new(&kept));
        let keys = keys.ok_or_else(|| data.damaged("the keys cannot be read"))?;
        let is_new = found.revision.is_none();
        let journal = Journal::new(Arc::clone(&data), found.revision.unwrap_or_default());
        let store = Store::restored(options.limits, found, journal);
        let cluster = Self::with(options, store, keys);
        if is_new {
            cluster.inner.store.together(|| cluster.inner.fill());
        } else {
            apiserver::resume(&cluster.inner);
        }
        Ok(cluster.start())
    }

    fn with(options: &Options, store: Store, keys: Keys) -> Self {
        let inner = Inner {
            store,
            keys,
            psp: options.psp,
            contents: options.contents,
            resetting: Mutex::new(()),
            apiserver: ApiServer::new(options.psp, options.restart),
            rbac: Cached::new(),
            policies: Cached::new(),
            kubelet: options.kubelet,
            bookmarks: options.bookmarks,
        };
        Self { inner: Arc::new(inner) }
    }

    fn start(self) -> Self {
        controllers::start(&self.inner);
        tokio::spawn(kubelet::run(Arc::downgrade(&self.inner)));
        self
    }

    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }

    /// Makes it what it was at first. Tokens and certificates stay, versions go on growing, and watches have to begin
    /// again. The same as a POST to `/apis/embedded.psp-console/reset`.
    pub fn reset(&self) {
        self.inner.reset();
    }

    /// The API for a trusted client in the same process (`kube::Client::new(cluster.connect(), "default")`): every
    /// request is the admin's. It fails while the API server restarts, as connections do.
    pub fn connect(&self) -> Connection {
        Connection::new(&self.inner, self.router_as_admin())
    }

    /// The API for those who bring a token, as kubectl does. Where a connection fails, it answers 503.
    pub fn router(&self) -> Router {
        api::router(&self.inner, None)
    }

    /// As [`router`](Self::router), but every request is the admin's.
    pub fn router_as_admin(&self) -> Router {
        api::router(&self.inner, Some(authn::admin()))
    }

    /// The admin's bearer token. It belongs in a kubeconfig and nowhere else.
    pub fn admin_token(&self) -> &str {
        &self.inner.keys.admin_token
    }
}

impl Inner {
    fn fill(self: &Arc<Self>) {
        seed::bootstrap(self);
        if self.contents == Contents::Demo {
            seed::demo(self);
        }
    }

    /// Makes it what it was at first.
    pub(crate) fn reset(self: &Arc<Self>) {
        let _one_at_a_time = self.resetting.lock().unwrap_or_else(PoisonError::into_inner);
        self.store.together(|| {
            self.store.clear();
            self.apiserver.set_policies(self.psp);
            self.fill();
        });
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
