//! Volumes, capabilities, privilege escalation, /proc, and the lists of paths and drivers.

use super::name::subdomain_problems;
use crate::field::{FieldError, FieldPath, FieldValue};
use crate::object::PodSecurityPolicySpec;
use crate::volume;

pub(super) fn validate(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    validate_volumes(spec, path, errors);
    validate_capabilities(spec, errors);
    if spec.default_allow_privilege_escalation == Some(true) && spec.allow_privilege_escalation == Some(false)
    {
        let detail = "Cannot set DefaultAllowPrivilegeEscalation to true without also setting \
                      AllowPrivilegeEscalation to true";
        errors.push(FieldError::invalid(path.child("defaultAllowPrivilegeEscalation"), true, detail));
    }
    for (index, kind) in spec.allowed_proc_mount_types.iter().enumerate() {
        let supported = ["Default", "Unmasked"];
        if !supported.contains(&kind.as_str()) {
            let path = path.child("allowedProcMountTypes").index(index);
            errors.push(FieldError::not_supported(path, kind, &supported));
        }
    }
    validate_host_paths(spec, path, errors);
    validate_drivers(spec, path, errors);
}

fn validate_volumes(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    let mut supported: Vec<&str> = volume::TYPES.to_vec();
    supported.push("*");
    supported.sort_unstable();
    for kind in spec.volumes.iter().filter(|kind| !supported.contains(&kind.as_str())) {
        errors.push(FieldError::not_supported(path.child("volumes"), kind, &supported));
    }
}

/// The paths of these errors lack `spec.` in the API server too.
fn validate_capabilities(spec: &PodSecurityPolicySpec, errors: &mut Vec<FieldError>) {
    let dropped = &spec.required_drop_capabilities;
    if !dropped.is_empty() && spec.allowed_capabilities.iter().any(|name| name == "*") {
        errors.push(FieldError::invalid(
            FieldPath::new("requiredDropCapabilities"),
            FieldValue::Capabilities(Some(dropped.clone())),
            "must be empty when all capabilities are allowed by a wildcard",
        ));
    }
    for (list, names) in [
        ("defaultAddCapabilities", &spec.default_add_capabilities),
        ("allowedCapabilities", &spec.allowed_capabilities),
    ] {
        for name in names.iter().filter(|name| dropped.contains(name)) {
            let detail = format!("capability is listed in {list} and requiredDropCapabilities");
            errors.push(FieldError::invalid(FieldPath::new(list), name.as_str(), detail));
        }
    }
}

fn validate_host_paths(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    for (index, allowed) in spec.allowed_host_paths.iter().enumerate() {
        let path = path.child("allowedHostPaths").index(index);
        if allowed.path_prefix.is_empty() {
            errors.push(FieldError::required(path, "is required"));
            // The API server does not look at the paths after an empty one.
            return;
        }
        if allowed.path_prefix.split('/').any(|element| element == "..") {
            errors.push(FieldError::invalid(path, allowed.path_prefix.as_str(), "must not contain '..'"));
        }
    }
}

/// The doubled names in these paths are the API server's.
fn validate_drivers(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    for (index, volume) in spec.allowed_flex_volumes.iter().enumerate() {
        if volume.driver.is_empty() {
            let path = path.child("allowedFlexVolumes").child("allowedFlexVolumes").index(index);
            errors.push(FieldError::required(path.child("driver"), "must specify a driver"));
        }
    }
    for (index, driver) in spec.allowed_csi_drivers.iter().enumerate() {
        let path = path.child("allowedCSIDrivers").child("allowedCSIDriver").index(index).child("name");
        if driver.name.is_empty() {
            errors.push(FieldError::required(path.clone(), ""));
        }
        if driver.name.len() > 63 {
            errors.push(FieldError::too_long(path.clone(), 63));
        }
        for problem in subdomain_problems(&driver.name.to_lowercase()) {
            errors.push(FieldError::invalid(path.clone(), driver.name.as_str(), problem));
        }
    }
}
