//! Whose is it: the objects that a controller's object owns, adopts, and lets go.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::Inner;
use crate::deletion::is_ending;
use crate::edit::edit;
use crate::labels;
use crate::object::{Object, items, metadata, name, namespace, text, uid};
use crate::resource::Resource;

/// Is this owner the one that controls?
pub(super) fn is_controller(reference: &Value) -> bool {
    reference.get("controller") == Some(&json!(true))
}

/// A reference to the owner that controls.
pub(super) fn reference(owner: &Value) -> Value {
    json!({
        "apiVersion": text(owner, "/apiVersion"),
        "kind": text(owner, "/kind"),
        "name": name(owner),
        "uid": uid(owner),
        "controller": true,
        "blockOwnerDeletion": true,
    })
}

/// The objects of this resource that the owner controls. Whatever it selects and nobody controls becomes its own;
/// what it no longer selects is let go.
pub(super) fn owned(cluster: &Arc<Inner>, owner: &Value, resource: &Resource) -> Vec<Object> {
    let (all, _) = cluster.store.list(resource, Some(namespace(owner)));
    let ends = is_ending(owner);
    let selected =
        |object: &Value| labels::selects(owner.pointer("/spec/selector"), object.pointer("/metadata/labels"));
    let mut found = Vec::new();
    for object in all {
        let controller = items(&object, "/metadata/ownerReferences").find(|each| is_controller(each));
        match controller.map(|reference| text(reference, "/uid")) {
            Some(uid_of_owner) if uid_of_owner != uid(owner) => {}
            Some(_) if ends || selected(&object) => found.push(object),
            Some(_) => {
                edit(cluster, &object, |object| release(object, uid(owner)));
            }
            None if ends || !selected(&object) || is_ending(&object) => {}
            None => found.extend(edit(cluster, &object, |object| adopt(object, owner))),
        }
    }
    found
}

fn adopt(object: &mut Value, owner: &Value) {
    let references = metadata(object).entry("ownerReferences").or_insert_with(|| json!([]));
    if let Some(references) = references.as_array_mut() {
        references.push(reference(owner));
    }
}

fn release(object: &mut Value, owner: &str) {
    let fields = metadata(object);
    let references = fields.get_mut("ownerReferences").and_then(Value::as_array_mut);
    let left = references.map(|references| {
        references.retain(|reference| text(reference, "/uid") != owner);
        references.len()
    });
    if left == Some(0) {
        fields.remove("ownerReferences");
    }
}
