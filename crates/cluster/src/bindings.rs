//! What is done to bindings of both kinds: make one stand, and take one subject out of one.

use std::fmt::Debug;

use access::objects::Purpose;
use access::{RbacRef, Subject};
use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding, RoleRef, Subject as RbacSubject};
use kube::api::{DeleteParams, PostParams, Preconditions};
use kube::{Api, Resource, ResourceExt};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Clash, Error, Result};

/// A `RoleBinding` or a `ClusterRoleBinding`.
pub(crate) trait Binding:
    Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned + Serialize
{
    /// The role that it grants.
    fn role(&self) -> &RoleRef;
    /// To whom.
    fn subjects(&mut self) -> &mut Vec<RbacSubject>;
}

impl Binding for RoleBinding {
    fn role(&self) -> &RoleRef {
        &self.role_ref
    }

    fn subjects(&mut self) -> &mut Vec<RbacSubject> {
        self.subjects.get_or_insert_default()
    }
}

impl Binding for ClusterRoleBinding {
    fn role(&self) -> &RoleRef {
        &self.role_ref
    }

    fn subjects(&mut self) -> &mut Vec<RbacSubject> {
        self.subjects.get_or_insert_default()
    }
}

/// Makes the binding stand. One of the same name that refers to the same role and lacks the subjects gets them if
/// it is the console's own (`mend` says so of another); any other content is somebody's decision.
pub(crate) async fn ensure<B: Binding>(api: &Api<B>, wanted: &B, mend: bool) -> Result<()> {
    match api.create(&PostParams::default(), wanted).await.map_err(Error::from) {
        Ok(_) => return Ok(()),
        Err(Error::AlreadyExists(_)) => {}
        Err(error) => return Err(error),
    }
    let mut found = api.get(&wanted.name_any()).await?;
    let binding = reference(&found);
    let (is, should) = (found.role(), wanted.role());
    if (&is.kind, &is.name) != (&should.kind, &should.name) {
        let (kind, role) = (is.kind.clone(), is.name.clone());
        return Err(Error::Conflict(Clash::OtherRole { binding, kind, role }));
    }
    let home = found.namespace().unwrap_or_default();
    let has = read(found.subjects(), &home);
    let mut missing = wanted.clone().subjects().clone();
    missing.retain(|each| !Subject::read(each, &home).is_some_and(|each| has.contains(&each)));
    if missing.is_empty() {
        return Ok(());
    }
    if !mend && Purpose::of(found.meta().labels.as_ref()).is_none() {
        return Err(Error::Conflict(Clash::OtherSubjects(binding)));
    }
    found.subjects().extend(missing);
    replace(api, &found).await
}

/// Takes one subject out of the binding as it was read; a binding for nobody else is deleted. Does nothing when
/// the binding is gone, and fails when somebody has changed it since.
pub(crate) async fn remove_subject<B: Binding>(api: &Api<B>, seen: &B, subject: &Subject) -> Result<()> {
    let mut binding = seen.clone();
    let home = binding.namespace().unwrap_or_default();
    binding.subjects().retain(|each| Subject::read(each, &home).as_ref() != Some(subject));
    let done = if binding.subjects().is_empty() {
        delete_seen(api, seen).await
    } else {
        replace(api, &binding).await
    };
    match done {
        Err(Error::NotFound(_)) => Ok(()),
        done => done,
    }
}

/// Deletes the object if it is still the one that was seen. Gone already is as good.
pub(crate) async fn delete_seen<K>(api: &Api<K>, seen: &K) -> Result<()>
where
    K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned,
{
    let preconditions = Preconditions { resource_version: seen.resource_version(), uid: seen.uid() };
    let params = DeleteParams { preconditions: Some(preconditions), ..DeleteParams::default() };
    match api.delete(&seen.name_any(), &params).await.map_err(Error::from) {
        Ok(_) | Err(Error::NotFound(_)) => Ok(()),
        Err(error) => Err(changed(seen, error)),
    }
}

/// The object's kind, namespace and name.
pub(crate) fn reference<K: Resource<DynamicType = ()>>(object: &K) -> RbacRef {
    RbacRef { kind: K::kind(&()).into_owned(), namespace: object.namespace(), name: object.name_any() }
}

async fn replace<B: Binding>(api: &Api<B>, binding: &B) -> Result<()> {
    match api.replace(&binding.name_any(), &PostParams::default(), binding).await {
        Ok(_) => Ok(()),
        Err(error) => Err(changed(binding, error.into())),
    }
}

/// The API server's words for a conflict do not say what to do.
pub(crate) fn changed<K: Resource<DynamicType = ()>>(object: &K, error: Error) -> Error {
    match error {
        Error::Conflict(_) => Error::Conflict(Clash::Changed(reference(object))),
        error => error,
    }
}

fn read(subjects: &[RbacSubject], home: &str) -> Vec<Subject> {
    subjects.iter().filter_map(|each| Subject::read(each, home)).collect()
}
