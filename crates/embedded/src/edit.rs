//! The system's own changes to objects, which nobody admits.

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::Inner;
use crate::deletion;
use crate::object::{Object, as_map, name, namespace, set, text};
use crate::resource::Resource;
use crate::store::Key;

/// Changes the object as it is now, whatever it is like here; `None` when it is gone.
pub(crate) fn edit(cluster: &Arc<Inner>, object: &Value, change: impl Fn(&mut Value)) -> Option<Object> {
    let resource = Resource::of_kind(text(object, "/apiVersion"), text(object, "/kind"))?;
    deletion::edit(cluster, resource, &Key::new(resource, namespace(object), name(object)), change)
}

/// Sets the object's status. One that is as it was is no change.
pub(crate) fn set_status(cluster: &Arc<Inner>, object: &Value, status: &Value) {
    edit(cluster, object, |object| set(as_map(object), "status", status.clone()));
}
