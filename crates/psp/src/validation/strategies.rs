//! The five strategies: their rules and ranges.

use crate::field::{FieldError, FieldPath};
use crate::object::{GroupStrategy, IdRange, PodSecurityPolicySpec};

pub(super) fn validate(spec: &PodSecurityPolicySpec, spec_path: &FieldPath, errors: &mut Vec<FieldError>) {
    let path = spec_path.child("runAsUser");
    validate_rule(&path, &spec.run_as_user.rule, &["MustRunAs", "MustRunAsNonRoot", "RunAsAny"], errors);
    validate_ranges(&path, spec.run_as_user.ranges.as_deref(), errors);

    if let Some(group) = &spec.run_as_group {
        validate_run_as_group(group, &spec_path.child("runAsGroup"), errors);
    }

    let path = spec_path.child("seLinux");
    validate_rule(&path, &spec.se_linux.rule, &["MustRunAs", "RunAsAny"], errors);

    for (field, strategy) in [("supplementalGroups", &spec.supplemental_groups), ("fsGroup", &spec.fs_group)]
    {
        let path = spec_path.child(field);
        validate_rule(&path, &strategy.rule, &["MayRunAs", "MustRunAs", "RunAsAny"], errors);
        validate_ranges(&path, strategy.ranges.as_deref(), errors);
    }
}

/// The only strategy whose ranges are compared with its rule. Of the others, one that must run in ranges but has
/// none is stored, and admits nothing.
fn validate_run_as_group(strategy: &GroupStrategy, path: &FieldPath, errors: &mut Vec<FieldError>) {
    let without_ranges = strategy.ranges.as_ref().is_none_or(Vec::is_empty);
    let mut invalid = |detail| {
        errors.push(FieldError::invalid(path.child("ranges"), &strategy.ranges, detail));
    };
    match strategy.rule.as_str() {
        "RunAsAny" if without_ranges => {}
        "RunAsAny" => invalid("Ranges must be empty"),
        "MustRunAs" | "MayRunAs" if without_ranges => invalid("must provide at least one range"),
        "MustRunAs" | "MayRunAs" => validate_ranges(path, strategy.ranges.as_deref(), errors),
        // In this order: the server lists them by hand here.
        other => validate_rule(path, other, &["MustRunAs", "RunAsAny", "MayRunAs"], errors),
    }
}

fn validate_rule(path: &FieldPath, rule: &str, supported: &[&str], errors: &mut Vec<FieldError>) {
    if !supported.contains(&rule) {
        errors.push(FieldError::not_supported(path.child("rule"), rule, supported));
    }
}

fn validate_ranges(path: &FieldPath, ranges: Option<&[IdRange]>, errors: &mut Vec<FieldError>) {
    for (index, range) in ranges.unwrap_or_default().iter().enumerate() {
        let path = path.child("ranges").index(index);
        for (wrong, field, value, detail) in [
            (range.min < 0, "min", range.min, "min cannot be negative"),
            (range.max < 0, "max", range.max, "max cannot be negative"),
            (range.min > range.max, "min", range.min, "min cannot be greater than max"),
        ] {
            if wrong {
                errors.push(FieldError::invalid(path.child(field), value, detail));
            }
        }
    }
}
