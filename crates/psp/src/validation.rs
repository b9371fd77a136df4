//! What the API server does to a policy before it stores it: defaults, dropped fields, validation.
//!
//! Messages, paths and order are those of kube-apiserver 1.20, its oddities included: some paths lack `spec.`, some
//! names are doubled.

mod annotations;
mod metadata;
mod name;
mod rules;
mod runtime_class;
mod strategies;
mod sysctls;

use k8s_openapi::Resource;

use crate::field::{FieldError, FieldPath};
use crate::object::PodSecurityPolicy;

pub use metadata::{finalizer_errors, generate_name, mark_errors, metadata_errors};
pub use name::{
    NameRule, config_key_problems, label_problems, label_value_problems, qualified_name_problems,
    subdomain_problems,
};

/// Fills in what the API server fills in: `allowPrivilegeEscalation` is true unless given.
pub fn set_defaults(policy: &mut PodSecurityPolicy) {
    policy.spec.allow_privilege_escalation.get_or_insert(true);
}

/// Makes the policy what the API server would store for it: defaults set, unknown fields and those of disabled
/// feature gates dropped. `old` is the stored object that an update replaces.
///
/// To be called before [`validate`], as the server does: a dropped field is not validated.
pub fn prepare_for_storage(policy: &mut PodSecurityPolicy, old: Option<&PodSecurityPolicy>) {
    set_defaults(policy);
    policy.drop_unknown_fields();
    policy.metadata.namespace = None;
    // Feature gate ProcMountType, off in every release that had policies.
    if old.is_none_or(|old| old.spec.allowed_proc_mount_types.is_empty()) {
        policy.spec.allowed_proc_mount_types.clear();
    }
    if let Some(names) =
        policy.spec.runtime_class.as_mut().map(|class| &mut class.allowed_runtime_class_names)
    {
        // Stored as protobuf, which does not know an empty list.
        *names = names.take().filter(|names| !names.is_empty());
    }
}

/// Everything that the API server would say against the policy, in its order.
///
/// ```
/// let policy = psp::PodSecurityPolicy::default();
/// let errors: Vec<_> = psp::validate(&policy).iter().map(ToString::to_string).collect();
/// assert_eq!(errors[0], "metadata.name: Required value: name or generateName is required");
/// assert_eq!(errors[2], r#"spec.seLinux.rule: Unsupported value: "": supported values: "MustRunAs", "RunAsAny""#);
/// ```
pub fn validate(policy: &PodSecurityPolicy) -> Vec<FieldError> {
    let mut errors = metadata_errors(&policy.metadata, NameRule::Subdomain);
    annotations::validate(policy, &mut errors);
    let path = FieldPath::new("spec");
    let spec = &policy.spec;
    strategies::validate(spec, &path, &mut errors);
    rules::validate(spec, &path, &mut errors);
    sysctls::validate(spec, &path, &mut errors);
    runtime_class::validate(spec, &path, &mut errors);
    errors
}

/// The message of the API server's refusal (422) of an invalid policy.
///
/// Its kind carries the group `extensions`, where policies once lived.
pub fn invalid_message(name: &str, errors: &[FieldError]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in errors.iter().map(ToString::to_string) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let texts = match texts.as_slice() {
        [text] => text.clone(),
        texts => format!("[{}]", texts.join(", ")),
    };
    format!("{}.extensions {} is invalid: {texts}", PodSecurityPolicy::KIND, crate::field::GoQuoted(name))
}
