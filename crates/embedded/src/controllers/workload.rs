//! The controllers of workloads: they make pods of deployments, jobs and the like, each as its own service account.
//!
//! One task follows the store. Whatever changes, the workload that it concerns is brought nearer to what it asks for,
//! by what is there now and not by what happened (so nothing is lost when history is forgotten). What fails is tried
//! again, later each time, and at once when somebody changes what pods are judged by.

mod claim;
mod condition;
mod daemon_set;
mod deployment;
mod job;
mod queue;
mod replica_set;
mod stateful_set;
mod template;

use std::sync::{Arc, Weak};
use std::time::Duration;

use access::Identity;
use serde_json::Value;
use tokio::time::Instant;

use crate::cluster::Inner;
use crate::deletion::{self, Deletion};
use crate::event::{self, News, Source, Type};
use crate::follow;
use crate::object::{Object, name, namespace, uid};
use crate::resource::{APPS, BATCH, Resource};
use crate::rest;
use crate::status::Failure;
use crate::store::{Key, Store};

use queue::Queue;

/// One controller: what it looks after, and as whom.
struct Controller {
    group: &'static str,
    plural: &'static str,
    /// The service account in `kube-system`.
    account: &'static str,
    /// In its events.
    component: &'static str,
    /// How long it waits after a first failure.
    patience: Duration,
    sync: fn(&Desk<'_>, &Object) -> Outcome,
}

const SHORT: Duration = Duration::from_millis(5);

/// All of them.
static CONTROLLERS: &[Controller] = &[
    Controller {
        group: APPS,
        plural: "deployments",
        account: "deployment-controller",
        component: "deployment-controller",
        patience: SHORT,
        sync: deployment::sync,
    },
    Controller {
        group: APPS,
        plural: "replicasets",
        account: "replicaset-controller",
        component: "replicaset-controller",
        patience: SHORT,
        sync: replica_set::sync,
    },
    Controller {
        group: APPS,
        plural: "daemonsets",
        account: "daemon-set-controller",
        component: "daemonset-controller",
        patience: SHORT,
        sync: daemon_set::sync,
    },
    Controller {
        group: APPS,
        plural: "statefulsets",
        account: "statefulset-controller",
        component: "statefulset-controller",
        patience: SHORT,
        sync: stateful_set::sync,
    },
    Controller {
        group: BATCH,
        plural: "jobs",
        account: "job-controller",
        component: "job-controller",
        patience: Duration::from_secs(10),
        sync: job::sync,
    },
];

/// What is to be done next about a workload.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    /// Nothing, until something changes.
    Settled,
    /// Look again then, even if nothing changes.
    Later(Duration),
    /// Try again, later each time.
    Failed,
}

/// Where a controller works.
struct Desk<'a> {
    cluster: &'a Arc<Inner>,
    controller: &'static Controller,
}

impl Controller {
    fn resource(&self) -> Option<&'static Resource> {
        Resource::find(self.group, "v1", self.plural)
    }
}

impl Desk<'_> {
    /// Who acts.
    fn identity(&self) -> Identity {
        Identity::service_account("kube-system", self.controller.account).authenticated()
    }

    /// Makes an object as anybody would: it is admitted or refused.
    fn make(&self, resource: &'static Resource, place: &str, object: Value) -> Result<Object, Failure> {
        rest::create_in(self.cluster, &self.identity(), resource, place, object, false)
    }

    /// Deletes an object, with all that follows from it.
    fn remove(&self, resource: &'static Resource, object: &Value) {
        let key = Key::new(resource, namespace(object), name(object));
        let deletion = Deletion { uid: uid(object).to_owned(), ..Deletion::default() };
        // One that is gone already, or another of the same name, is none of its business.
        let _ = deletion::delete(self.cluster, resource, &key, &deletion);
    }

    fn tell(&self, about: &Value, kind: Type, reason: &str, message: &str) {
        let source = Source { component: self.controller.component, host: "" };
        event::record(self.cluster, source, about, News { kind, reason, message, part: "" });
    }
}

/// Follows the store until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let Some((mut news, mut life)) =
        cluster.upgrade().map(|cluster| (cluster.store.subscribe(), cluster.apiserver.life()))
    else {
        return;
    };
    let mut queue = Queue::new(Store::START);
    loop {
        // Controllers are clients: while the API server is away, they wait.
        life.back().await;
        let Some(strong) = cluster.upgrade() else { return };
        queue.learn(&strong);
        while let Some((key, controller)) = queue.next(Instant::now()) {
            let object = strong.store.get(&key);
            let desk = Desk { cluster: &strong, controller };
            let outcome = object.map_or(Outcome::Settled, |object| (controller.sync)(&desk, &object));
            queue.done(key, controller, outcome, Instant::now());
        }
        let due = queue.due();
        drop(strong);
        tokio::select! {
            changed = news.changed() => if changed.is_err() { return },
            () = follow::until(due) => {}
        }
    }
}
