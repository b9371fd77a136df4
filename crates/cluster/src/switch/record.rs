//! The record of a change on the cluster: the `ConfigMap` `psp-console-switch` in `kube-system`.
//!
//! It is also the lock: whoever writes it names the version that they have read, so of two admins, or of two consoles
//! that want to go on with an abandoned change, one wins.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::Api;
use kube::api::{DeleteParams, PostParams, Preconditions};

use super::{NAMESPACE, Work};
use crate::{Clash, Cluster, Error, Result};

/// Its name.
pub(super) const NAME: &str = "psp-console-switch";
const WORK: &str = "switch";
const HOLDER: &str = "holder";
const BEAT: &str = "beat";

/// A change, as the cluster keeps it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The change.
    pub(super) work: Work,
    /// The console that works on it.
    pub(super) holder: String,
    /// Counts the holder's signs of life.
    pub(super) beat: u64,
    /// The object's version; absent as long as it is not there.
    pub(super) version: Option<String>,
}

/// What the cluster keeps. What is there but not understood is nobody's change.
pub(super) async fn read(cluster: &Cluster) -> Result<Option<Record>> {
    Ok(look(cluster).await?.0)
}

/// What the cluster keeps, and the version of it, which whatever takes its place must name: both of one moment.
pub(super) async fn look(cluster: &Cluster) -> Result<(Option<Record>, Option<String>)> {
    match api(cluster).get_opt(NAME).await.map_err(Error::from) {
        Ok(Some(found)) => Ok((of(&found), found.metadata.resource_version)),
        // Nobody can have begun one whom the cluster does not let look.
        Ok(None) | Err(Error::Forbidden(_)) => Ok((None, None)),
        Err(error) => Err(error),
    }
}

/// Writes it over the version that was read, or over one's own of which no answer came, as when the API server goes away.
///
/// # Errors
/// `Conflict` if somebody else has written in the meantime.
pub(super) async fn write(cluster: &Cluster, record: &mut Record) -> Result<()> {
    let refused = match write_once(cluster, record).await {
        Err(Error::Conflict(clash)) => clash,
        written => return written,
    };
    match read(cluster).await {
        Ok(Some(found)) if found.holder == record.holder && found.work.id == record.work.id => {
            record.version = found.version;
            write_once(cluster, record).await
        }
        Err(error @ Error::Unreachable(_)) => Err(error),
        _ => Err(Error::Conflict(refused)),
    }
}

async fn write_once(cluster: &Cluster, record: &mut Record) -> Result<()> {
    let object = object(record)?;
    let params = PostParams::default();
    let written = match record.version {
        None => api(cluster).create(&params, &object).await,
        Some(_) => api(cluster).replace(NAME, &params, &object).await,
    };
    match written.map_err(Error::from) {
        Ok(written) => {
            record.version = written.metadata.resource_version;
            Ok(())
        }
        Err(Error::AlreadyExists(_) | Error::NotFound(_)) => Err(Error::Conflict(Clash::Faster)),
        Err(error) => Err(error),
    }
}

/// Removes it, if it is still the one that was read.
pub(super) async fn remove(cluster: &Cluster, record: Record) -> Result<()> {
    let preconditions = Preconditions { resource_version: record.version, uid: None };
    let params = DeleteParams { preconditions: Some(preconditions), ..DeleteParams::default() };
    api(cluster).delete(NAME, &params).await?;
    Ok(())
}

fn api(cluster: &Cluster) -> Api<ConfigMap> {
    Api::namespaced(cluster.client.clone(), NAMESPACE)
}

fn of(found: &ConfigMap) -> Option<Record> {
    let data = found.data.as_ref()?;
    Some(Record {
        work: serde_json::from_str(data.get(WORK)?).ok()?,
        holder: data.get(HOLDER)?.clone(),
        beat: data.get(BEAT)?.parse().ok()?,
        version: found.metadata.resource_version.clone(),
    })
}

fn object(record: &Record) -> Result<ConfigMap> {
    let work = serde_json::to_string(&record.work).map_err(kube::Error::SerdeError)?;
    let data = [(WORK, work), (HOLDER, record.holder.clone()), (BEAT, record.beat.to_string())];
    let labels = [("app.kubernetes.io/managed-by", "psp-console")];
    Ok(ConfigMap {
        metadata: ObjectMeta {
            name: Some(NAME.to_owned()),
            namespace: Some(NAMESPACE.to_owned()),
            resource_version: record.version.clone(),
            labels: Some(labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into()),
            ..ObjectMeta::default()
        },
        data: Some(data.map(|(key, value)| (key.to_owned(), value)).into_iter().collect::<BTreeMap<_, _>>()),
        ..ConfigMap::default()
    })
}
