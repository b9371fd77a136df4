//! What is watched, and what each watch tells.

use std::fmt::Debug;
use std::future::ready;
use std::pin::Pin;

use access::Topic;
use futures::{Stream, StreamExt};
use k8s_openapi::api::core::v1::{ConfigMap, Namespace, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use kube::api::{ApiResource, DynamicObject, PartialObjectMeta};
use kube::runtime::WatchStreamExt;
use kube::runtime::watcher::{self, Event, watcher};
use kube::{Api, Client, Resource};
use psp::PodSecurityPolicy;
use serde::de::DeserializeOwned;

use crate::Error;

/// Where the progress of a change of PSP Status stands, so that it outlives the console.
const SWITCH: (&str, &str) = ("kube-system", "psp-console-switch");
/// A kind that is refused this often in a row is not the caller's to see. A server that has just started refuses too,
/// until it has read its rules.
const REFUSALS: u8 = 3;

/// What one watch tells.
pub(super) enum Told {
    /// From now on it tells every change (or the caller may not see the kind).
    Ready,
    /// Something of this topic has changed.
    Changed(Topic),
    /// The API server went away, in words for the log.
    Lost(String),
}

type Tidings = Pin<Box<dyn Stream<Item = Told> + Send>>;

/// A watch of each kind that pages show.
pub(super) fn watched(client: &Client, metadata: bool) -> Vec<Tidings> {
    let all = |topic, resource: ApiResource| {
        let config = watcher::Config::default();
        if metadata {
            told(topic, Api::<PartialObjectMeta<DynamicObject>>::all_with(client.clone(), &resource), config)
        } else {
            told(topic, Api::<DynamicObject>::all_with(client.clone(), &resource), config)
        }
    };
    let switch = {
        let (namespace, name) = SWITCH;
        let config = watcher::Config::default().fields(&format!("metadata.name={name}"));
        told(Topic::Switch, Api::<ConfigMap>::namespaced(client.clone(), namespace), config)
    };
    vec![
        all(Topic::Policies, ApiResource::erase::<PodSecurityPolicy>(&())),
        all(Topic::Rbac, ApiResource::erase::<ClusterRole>(&())),
        all(Topic::Rbac, ApiResource::erase::<ClusterRoleBinding>(&())),
        all(Topic::Rbac, ApiResource::erase::<Role>(&())),
        all(Topic::Rbac, ApiResource::erase::<RoleBinding>(&())),
        all(Topic::Accounts, ApiResource::erase::<Namespace>(&())),
        all(Topic::Accounts, ApiResource::erase::<ServiceAccount>(&())),
        switch,
    ]
}

fn told<K>(topic: Topic, api: Api<K>, config: watcher::Config) -> Tidings
where
    K: Resource + Clone + Debug + DeserializeOwned + Send + 'static,
{
    let mut is_ready = false;
    let mut refusals = 0_u8;
    let told = watcher(api, config).default_backoff().filter_map(move |event| {
        ready(match event {
            Ok(Event::Init | Event::InitApply(_)) => None,
            Ok(Event::InitDone) if !std::mem::replace(&mut is_ready, true) => Some(Told::Ready),
            // Listed once more: the server had forgotten where this watch stood.
            Ok(Event::InitDone | Event::Apply(_) | Event::Delete(_)) => Some(Told::Changed(topic)),
            Err(error) => match Trouble::of(error) {
                Trouble::Forgotten => Some(Told::Changed(topic)),
                Trouble::Refused => {
                    refusals = refusals.saturating_add(1);
                    let given_up = refusals >= REFUSALS && !std::mem::replace(&mut is_ready, true);
                    given_up.then_some(Told::Ready)
                }
                Trouble::Lost(why) => Some(Told::Lost(why)),
            },
        })
    });
    Box::pin(told)
}

enum Trouble {
    /// The server no longer knows what has happened since; the watch begins again by itself.
    Forgotten,
    /// The caller may not see the kind, or the server does not serve it; asked again now and then.
    Refused,
    /// The server went away.
    Lost(String),
}

impl Trouble {
    fn of(error: watcher::Error) -> Self {
        let why = error.to_string();
        let cause = match error {
            watcher::Error::WatchError(status) => kube::Error::Api(status),
            watcher::Error::InitialListFailed(cause)
            | watcher::Error::WatchStartFailed(cause)
            | watcher::Error::WatchFailed(cause) => cause,
            watcher::Error::NoResourceVersion => return Self::Refused,
        };
        if matches!(&cause, kube::Error::Api(status) if status.code == 410) {
            return Self::Forgotten;
        }
        match cause.into() {
            Error::Unauthorized | Error::Forbidden(_) | Error::NotFound(_) | Error::Invalid { .. } => {
                Self::Refused
            }
            _ => Self::Lost(why),
        }
    }
}
