//! The policy's annotations: allowed and default `AppArmor` and seccomp profiles.

use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
use crate::field::{FieldError, FieldPath, GoQuoted};
use crate::object::PodSecurityPolicy;

pub(super) fn validate(policy: &PodSecurityPolicy, errors: &mut Vec<FieldError>) {
    let given = |key: &'static str| {
        let value = policy.annotation(key).filter(|value| !value.is_empty())?;
        Some((FieldPath::new("metadata").child("annotations").key(key), value))
    };
    if let Some((path, profile)) = given(APPARMOR_DEFAULT) {
        validate_apparmor(&path, profile, profile, errors);
    }
    if let Some((path, list)) = given(APPARMOR_ALLOWED) {
        for profile in list.split(',').filter(|profile| !profile.is_empty()) {
            // The error shows the whole list.
            validate_apparmor(&path, profile, list, errors);
        }
    }
    if let Some((path, profile)) = given(SECCOMP_DEFAULT) {
        validate_seccomp(&path, profile, errors);
    }
    if let Some((path, list)) = given(SECCOMP_ALLOWED) {
        for profile in list.split(',').filter(|profile| *profile != "*") {
            // The error shows the one profile.
            validate_seccomp(&path, profile, errors);
        }
    }
}

fn validate_apparmor(path: &FieldPath, profile: &str, shown: &str, errors: &mut Vec<FieldError>) {
    let known = matches!(profile, "runtime/default" | "unconfined") || profile.starts_with("localhost/");
    if !known {
        let detail = format!("invalid AppArmor profile name: {}", GoQuoted(profile));
        errors.push(FieldError::invalid(path.clone(), shown, detail));
    }
}

fn validate_seccomp(path: &FieldPath, profile: &str, errors: &mut Vec<FieldError>) {
    let mut invalid = |shown: &str, detail| errors.push(FieldError::invalid(path.clone(), shown, detail));
    if let Some(file) = profile.strip_prefix("localhost/") {
        if file.starts_with('/') {
            invalid(file, "must be a relative path");
        }
        if file.split('/').any(|element| element == "..") {
            invalid(file, "must not contain '..'");
        }
    } else if !matches!(profile, "runtime/default" | "docker/default" | "unconfined") {
        invalid(profile, "must be a valid seccomp profile");
    }
}
