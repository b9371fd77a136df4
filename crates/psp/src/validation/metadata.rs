//! Metadata, as the API server checks it for every kind.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference};

use super::name::{NameRule, label_value_problems, qualified_name_problems};
use crate::field::{FieldError, FieldPath};

/// The longest prefix that the server keeps of a `generateName`.
const MAX_GENERATED_PREFIX: usize = 58;
/// All annotations of an object together.
const MAX_ANNOTATIONS: usize = 256 * 1024;
/// Finalizers that need no domain.
const STANDARD_FINALIZERS: [&str; 3] = ["foregroundDeletion", "kubernetes", "orphan"];

/// The name that the API server makes from `generateName`, given the five characters that it draws by lot.
pub fn generate_name(prefix: &str, suffix: &str) -> String {
    let end = prefix.floor_char_boundary(MAX_GENERATED_PREFIX);
    format!("{}{suffix}", prefix.split_at(end).0)
}

/// Everything that is wrong with the metadata of an object whose kind is named by this rule.
pub fn metadata_errors(metadata: &ObjectMeta, names: NameRule) -> Vec<FieldError> {
    let path = FieldPath::new("metadata");
    let mut errors = name_errors(metadata, names, &path);
    if metadata.namespace.as_deref().is_some_and(|namespace| !namespace.is_empty()) {
        errors.push(FieldError::forbidden(path.child("namespace"), "not allowed on this type"));
    }
    if let Some(generation @ ..0) = metadata.generation {
        let detail = "must be greater than or equal to 0";
        errors.push(FieldError::invalid(path.child("generation"), generation, detail));
    }
    errors.extend(mark_errors(metadata));
    errors.extend(finalizer_errors(metadata));
    errors
}

/// What is wrong with labels, annotations and owners: what the API server looks at again whenever an object changes.
pub fn mark_errors(metadata: &ObjectMeta) -> Vec<FieldError> {
    let path = FieldPath::new("metadata");
    let mut errors = Vec::new();
    validate_labels(metadata.labels.iter().flatten(), &path.child("labels"), &mut errors);
    if let Some(annotations) = &metadata.annotations {
        validate_annotations(annotations, &path.child("annotations"), &mut errors);
    }
    if let Some(owners) = &metadata.owner_references {
        validate_owners(owners, &path.child("ownerReferences"), &mut errors);
    }
    errors
}

/// What is wrong with the finalizers.
pub fn finalizer_errors(metadata: &ObjectMeta) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(finalizers) = &metadata.finalizers {
        validate_finalizers(finalizers, &FieldPath::new("metadata.finalizers"), &mut errors);
    }
    errors
}

fn name_errors(metadata: &ObjectMeta, rule: NameRule, path: &FieldPath) -> Vec<FieldError> {
    let given = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
    let (prefix, mut name) = (given(&metadata.generate_name), given(&metadata.name));
    let mut errors = Vec::new();
    if !prefix.is_empty() {
        push_invalid(&mut errors, &path.child("generateName"), &prefix, rule.prefix_problems(&prefix));
        if name.is_empty() {
            name = generate_name(&prefix, "xxxxx");
        }
    }
    let path = path.child("name");
    if name.is_empty() {
        errors.push(FieldError::required(path, "name or generateName is required"));
    } else {
        push_invalid(&mut errors, &path, &name, rule.problems(&name));
    }
    errors
}

fn push_invalid(errors: &mut Vec<FieldError>, path: &FieldPath, value: &str, problems: Vec<String>) {
    errors.extend(problems.into_iter().map(|problem| FieldError::invalid(path.clone(), value, problem)));
}

/// The server walks the map in any order; here it is the order of the keys.
fn validate_labels<'a>(
    labels: impl Iterator<Item = (&'a String, &'a String)>,
    path: &FieldPath,
    errors: &mut Vec<FieldError>,
) {
    for (key, value) in labels {
        push_invalid(errors, path, key, qualified_name_problems(key));
        push_invalid(errors, path, value, label_value_problems(value));
    }
}

fn validate_annotations(
    annotations: &BTreeMap<String, String>,
    path: &FieldPath,
    errors: &mut Vec<FieldError>,
) {
    for key in annotations.keys() {
        push_invalid(errors, path, key, qualified_name_problems(&key.to_lowercase()));
    }
    let size: usize = annotations.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size > MAX_ANNOTATIONS {
        errors.push(FieldError::too_long(path.clone(), MAX_ANNOTATIONS));
    }
}

fn validate_owners(owners: &[OwnerReference], path: &FieldPath, errors: &mut Vec<FieldError>) {
    for owner in owners {
        // The server leaves out which of the references it is.
        let version =
            owner.api_version.split_once('/').map_or(owner.api_version.as_str(), |(_, version)| version);
        for (field, value, missing, what) in [
            ("apiVersion", &owner.api_version, version.is_empty(), "version"),
            ("kind", &owner.kind, owner.kind.is_empty(), "kind"),
            ("name", &owner.name, owner.name.is_empty(), "name"),
            ("uid", &owner.uid, owner.uid.is_empty(), "uid"),
        ] {
            if missing {
                let detail = format!("{what} must not be empty");
                errors.push(FieldError::invalid(path.child(field), value.as_str(), detail));
            }
        }
    }
}

fn validate_finalizers(finalizers: &[String], path: &FieldPath, errors: &mut Vec<FieldError>) {
    for finalizer in finalizers {
        push_invalid(errors, path, finalizer, qualified_name_problems(finalizer));
    }
    let has = |name: &str| finalizers.iter().any(|finalizer| finalizer == name);
    if has("orphan") && has("foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.push(FieldError::invalid(
            path.clone(),
            crate::field::FieldValue::Texts(finalizers.to_vec()),
            detail,
        ));
    }
    for (index, finalizer) in finalizers.iter().enumerate() {
        if !finalizer.contains('/') && !STANDARD_FINALIZERS.contains(&finalizer.as_str()) {
            let detail = "name is neither a standard finalizer name nor is it fully qualified";
            errors.push(FieldError::invalid(path.index(index), finalizer.as_str(), detail));
        }
    }
}
