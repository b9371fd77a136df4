//! Deletion. What must end in order, or what somebody has set a finalizer on, is first marked (`deletionTimestamp`) and
//! goes when nothing holds it any more; everything else goes at once.

mod step;

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::Inner;
use crate::controllers;
use crate::object::{Object, items, text, uid, version};
use crate::resource::Resource;
use crate::status::Failure;
use crate::store::{Key, Refused};

use step::Step;

/// Holds a namespace until its contents are gone.
pub(crate) const KUBERNETES: &str = "kubernetes";
/// Holds an owner until its dependents no longer name it.
pub(crate) const ORPHAN: &str = "orphan";
/// Holds an owner until the dependents that block its deletion are gone.
pub(crate) const FOREGROUND: &str = "foregroundDeletion";

/// What becomes of the objects that a deleted one owns.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Propagation {
    /// They go after it.
    Background,
    /// They go before it.
    Foreground,
    /// They stay.
    Orphan,
}

/// How an object is to be deleted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deletion {
    /// Seconds that a pod gets to end; its own wish when `None`.
    pub(crate) grace: Option<i64>,
    /// The resource's own when `None`.
    pub(crate) propagation: Option<Propagation>,
    /// Only the object with this uid, when it is not empty.
    pub(crate) uid: String,
    /// Only the object of this version, when it is not empty.
    pub(crate) version: String,
    pub(crate) dry_run: bool,
}

/// How far a deletion has come.
#[derive(Clone, Debug)]
pub(crate) enum Deleted {
    /// The object's last state.
    Gone(Object),
    /// It waits for its finalizers, its node or its contents: its state now.
    Ending(Object),
}

/// Deletes an object, or begins to.
pub(crate) fn delete(
    cluster: &Arc<Inner>,
    resource: &'static Resource,
    key: &Key,
    deletion: &Deletion,
) -> Result<Deleted, Failure> {
    let missing = || Failure::not_found(resource, &key.name);
    loop {
        let object = cluster.store.get(key).ok_or_else(missing)?;
        check_preconditions(resource, deletion, &object)?;
        // The object was changed in between when a write below is refused: look at it again.
        let (marked, goes) = match step::next(resource, &object, deletion) {
            Step::Wait => return Ok(Deleted::Ending(object)),
            Step::Remove => (None, true),
            Step::Mark(marked) => (Some(marked), false),
            Step::MarkAndRemove(marked) => (Some(marked), true),
        };
        if deletion.dry_run {
            let object = marked.map_or(object, Arc::new);
            return Ok(if goes { Deleted::Gone(object) } else { Deleted::Ending(object) });
        }
        let last = match marked {
            None => object,
            Some(marked) => match cluster.store.replace(key.clone(), version(&object), marked) {
                Ok(marked) if !goes => return Ok(Deleted::Ending(marked)),
                Ok(marked) => marked,
                Err(Refused::Missing) => return Err(missing()),
                Err(Refused::Changed | Refused::Exists | Refused::Full(_)) => continue,
            },
        };
        match remove(cluster, resource, key, version(&last)) {
            Ok(last) => return Ok(Deleted::Gone(last)),
            Err(Refused::Missing) => return Err(missing()),
            Err(Refused::Changed | Refused::Exists | Refused::Full(_)) => {}
        }
    }
}

/// Ends a pod whose node has stopped it, as the kubelet does: without any more waiting for its grace.
pub(crate) fn finish(cluster: &Arc<Inner>, resource: &'static Resource, pod: &Value) {
    let key = Key::new(resource, crate::object::namespace(pod), crate::object::name(pod));
    let deletion = Deletion { grace: Some(0), uid: uid(pod).to_owned(), ..Deletion::default() };
    // A pod that is gone already, or another of the same name, needs no end.
    let _ = delete(cluster, resource, &key, &deletion);
}

/// Puts an object where the one of version `seen` is. One that was only held by its last finalizer goes with it.
pub(crate) fn put(
    cluster: &Arc<Inner>,
    resource: &'static Resource,
    key: Key,
    seen: &str,
    new: Value,
) -> Result<Object, Refused> {
    if is_released(resource, &new) {
        remove(cluster, resource, &key, seen)?;
        return Ok(Arc::new(new));
    }
    cluster.store.replace(key, seen, new)
}

/// Changes the object as it is now, whatever happens to it meanwhile; `None` when it is gone.
pub(crate) fn edit(
    cluster: &Arc<Inner>,
    resource: &'static Resource,
    key: &Key,
    edit: impl Fn(&mut Value),
) -> Option<Object> {
    loop {
        let object = cluster.store.get(key)?;
        let mut changed = Value::clone(&object);
        edit(&mut changed);
        match put(cluster, resource, key.clone(), version(&object), changed) {
            Ok(changed) => return Some(changed),
            Err(Refused::Changed) => {}
            Err(Refused::Missing | Refused::Exists | Refused::Full(_)) => return None,
        }
    }
}

/// Is it to go?
pub(crate) fn is_ending(object: &Value) -> bool {
    !text(object, "/metadata/deletionTimestamp").is_empty()
}

/// Does it have this finalizer?
pub(crate) fn is_held_by(object: &Value, finalizer: &str) -> bool {
    items(object, "/metadata/finalizers").any(|each| each == finalizer)
}

/// Is it to go, and nothing holds it?
fn is_released(resource: &Resource, object: &Value) -> bool {
    let none = |pointer: &str| items(object, pointer).next().is_none();
    let grace = object.pointer("/metadata/deletionGracePeriodSeconds").and_then(Value::as_i64);
    let held_by_grace = if resource.is_namespace() { !none("/spec/finalizers") } else { grace != Some(0) };
    is_ending(object) && none("/metadata/finalizers") && !held_by_grace
}

fn remove(
    cluster: &Arc<Inner>,
    resource: &'static Resource,
    key: &Key,
    seen: &str,
) -> Result<Object, Refused> {
    let last = cluster.store.delete(key, seen)?;
    controllers::deleted(cluster, resource, &last);
    Ok(last)
}

fn check_preconditions(resource: &Resource, deletion: &Deletion, object: &Value) -> Result<(), Failure> {
    let (wanted, found) = (&deletion.uid, uid(object));
    if !wanted.is_empty() && wanted != found {
        let why = format!(
            "the UID in the precondition ({wanted}) does not match the UID in record ({found}). The object might \
             have been deleted and then recreated"
        );
        return Err(Failure::conflict_of_kind(resource, crate::object::name(object), &why));
    }
    let (wanted, found) = (&deletion.version, version(object));
    if !wanted.is_empty() && wanted != found {
        let why = format!(
            "the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record \
             ({found}). The object might have been modified"
        );
        return Err(Failure::conflict_of_kind(resource, crate::object::name(object), &why));
    }
    Ok(())
}
