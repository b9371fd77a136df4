//! The two lists of sysctls: their patterns, and that no sysctl is both allowed and forbidden.

use crate::field::{FieldError, FieldPath};
use crate::object::PodSecurityPolicySpec;

pub(super) fn validate(spec: &PodSecurityPolicySpec, path: &FieldPath, errors: &mut Vec<FieldError>) {
    let allowed_path = path.child("allowedUnsafeSysctls");
    let forbidden_path = path.child("forbiddenSysctls");
    validate_patterns(&spec.allowed_unsafe_sysctls, &allowed_path, errors);
    validate_patterns(&spec.forbidden_sysctls, &forbidden_path, errors);
    for (i, allowed) in spec.allowed_unsafe_sysctls.iter().enumerate() {
        for (j, forbidden) in spec.forbidden_sysctls.iter().enumerate() {
            match overlap(allowed, forbidden) {
                Some(Narrower::Allowed) => errors.push(FieldError::invalid(
                    allowed_path.index(i),
                    allowed.as_str(),
                    format!("sysctl overlaps with {forbidden}"),
                )),
                Some(Narrower::Forbidden) => errors.push(FieldError::invalid(
                    forbidden_path.index(j),
                    forbidden.as_str(),
                    format!("sysctl overlaps with {allowed}"),
                )),
                None => {}
            }
        }
    }
}

/// Which of two overlapping patterns matches less; the error is about that one.
enum Narrower {
    Allowed,
    Forbidden,
}

fn overlap(allowed: &str, forbidden: &str) -> Option<Narrower> {
    match (allowed.strip_suffix('*'), forbidden.strip_suffix('*')) {
        (Some(a), Some(f)) if a.starts_with(f) => Some(Narrower::Allowed),
        (Some(a), Some(f)) if f.starts_with(a) => Some(Narrower::Forbidden),
        (Some(a), None) if forbidden.starts_with(a) => Some(Narrower::Forbidden),
        (None, Some(f)) if allowed.starts_with(f) => Some(Narrower::Allowed),
        (None, None) if allowed == forbidden => Some(Narrower::Allowed),
        _ => None,
    }
}

fn validate_patterns(patterns: &[String], path: &FieldPath, errors: &mut Vec<FieldError>) {
    let mut covers_all = false;
    for (index, pattern) in patterns.iter().enumerate() {
        if pattern.is_empty() {
            errors.push(FieldError::invalid(path.index(index), "", "empty sysctl not allowed"));
        } else if !is_pattern(pattern) {
            let detail = "must have at most 253 characters and match regex \
                          ([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*([a-z0-9][-_a-z0-9]*)?[a-z0-9*]";
            errors.push(FieldError::invalid(path.index(index), pattern.as_str(), detail));
        } else if pattern.starts_with('*') {
            covers_all = true;
        }
    }
    if covers_all && patterns.len() > 1 {
        let detail = "if '*' is present, must not specify other sysctls";
        errors.push(FieldError::forbidden(path.child("items"), detail));
    }
}

/// Segments separated by dots, of which the last may end in `*`.
fn is_pattern(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let inner = |byte: &u8| plain(*byte) || b"-_".contains(byte);
    let is_segment = |segment: &str| {
        let bytes = segment.as_bytes();
        bytes.first().copied().is_some_and(plain)
            && bytes.last().copied().is_some_and(plain)
            && bytes.iter().all(inner)
    };
    let is_last = |segment: &str| match segment.as_bytes() {
        [] => false,
        [end] => plain(*end) || *end == b'*',
        [start, middle @ .., end] => {
            plain(*start) && middle.iter().all(inner) && (plain(*end) || *end == b'*')
        }
    };
    let (segments, last) =
        text.rsplit_once('.').map_or((None, text), |(segments, last)| (Some(segments), last));
    text.len() <= 253 && is_last(last) && segments.is_none_or(|segments| segments.split('.').all(is_segment))
}

#[cfg(test)]
mod tests {
    use super::is_pattern;

    #[test]
    fn a_pattern_may_end_in_a_star() {
        for good in ["*", "a", "kernel.msg*", "kernel_*", "net.*", "a-b.c_d", "a-*"] {
            assert!(is_pattern(good), "{good}");
        }
        for bad in ["", "a..b", ".a", "a.", "a-", "**", "a*b", "A", "a/b", "-a", "_*", "a-.b"] {
            assert!(!is_pattern(bad), "{bad}");
        }
    }
}
