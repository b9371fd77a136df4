//! The runtime classes, and that the default is one of them.

use super::name::subdomain_problems;
use crate::field::{FieldError, FieldPath, FieldValue, GoQuoted};
use crate::object::PodSecurityPolicySpec;

pub(super) fn validate(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    let Some(class) = &spec.runtime_class else { return };
    let path = path.child("runtimeClass");
    let names_path = path.child("allowedRuntimeClassNames");
    let names = class.allowed_runtime_class_names.as_deref().unwrap_or_default();

    for (index, name) in names.iter().enumerate() {
        if name != "*" {
            for problem in subdomain_problems(name) {
                errors.push(FieldError::invalid(names_path.index(index), name.as_str(), problem));
            }
        }
        if names.iter().take(index).any(|earlier| earlier == name) {
            errors.push(FieldError::duplicate(names_path.index(index), name.as_str()));
        }
    }
    if let Some(default) = &class.default_runtime_class_name {
        for problem in subdomain_problems(default) {
            let path = path.child("defaultRuntimeClassName");
            errors.push(FieldError::invalid(path, default.as_str(), problem));
        }
        if !names.iter().any(|name| name == default || name == "*") {
            let detail = format!("default {} must be allowed", GoQuoted(default));
            errors.push(FieldError::required(names_path.clone(), detail));
        }
    }
    if names.len() > 1 && names.iter().any(|name| name == "*") {
        errors.push(FieldError::invalid(
            names_path,
            FieldValue::Texts(names.to_vec()),
            "if '*' is present, must not specify other RuntimeClass names",
        ));
    }
}
