//! What each parameter of a policy decides, in words: for hover, for the panel beside the editor and for the list of
//! parameters. The words are nowhere else.

mod containers;
mod metadata;
mod pods;

/// A parameter in words.
#[derive(Debug, Eq, PartialEq)]
pub struct Parameter {
    /// Where it stands, e.g. `spec.runAsUser`.
    pub path: &'static str,
    /// What it decides.
    pub decides: Words,
    /// What its absence means.
    pub absent: Words,
    /// What may be written.
    pub values: Words,
    /// Where more is said about it.
    pub link: &'static str,
}

/// A text in the languages of the console.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

impl Parameter {
    /// What it is called, without where it stands: `runAsUser`, or the whole name of an annotation.
    pub fn name(&self) -> &'static str {
        ["metadata.annotations.", "metadata.", "spec."]
            .iter()
            .find_map(|above| self.path.strip_prefix(above))
            .unwrap_or(self.path)
    }
}

/// Every parameter, in the order in which they are usually looked up.
pub const PARAMETERS: [&[Parameter]; 3] = [&pods::PARAMETERS, &containers::PARAMETERS, &metadata::PARAMETERS];

/// The parameter of this path, or the innermost around it: `spec.runAsUser.ranges.min` is part of `spec.runAsUser`.
pub fn find(path: &str) -> Option<&'static Parameter> {
    let is_in = |each: &&Parameter| {
        path.strip_prefix(each.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    PARAMETERS.iter().copied().flatten().filter(is_in).max_by_key(|each| each.path.len())
}

/// The page of Kubernetes about policies, of the last release that had them, at one of its sections.
macro_rules! reference {
    ($section:literal) => {
        concat!(
            "https://github.com/kubernetes/website/blob/release-1.24/content/en/docs/concepts/security/\
             pod-security-policy.md#",
            $section
        )
    };
}

/// A row of the tables.
macro_rules! parameter {
    ($path:literal, decides: $en:literal $zh:literal, absent: $a_en:literal $a_zh:literal, values: $v_en:literal $v_zh:literal, $link:expr) => {
        Parameter {
            path: $path,
            decides: Words { en: $en, zh: $zh },
            absent: Words { en: $a_en, zh: $a_zh },
            values: Words { en: $v_en, zh: $v_zh },
            link: $link,
        }
    };
}

use {parameter, reference};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PARAMETERS, find};
    use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
    use crate::schema::SPEC;

    #[test]
    fn every_parameter_of_a_policy_is_explained_once() {
        let all: Vec<_> = PARAMETERS.iter().copied().flatten().map(|each| each.path).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
        for field in SPEC.field_names() {
            assert!(all.contains(&format!("spec.{field}").as_str()), "{field}");
        }
        for annotation in [APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT] {
            assert!(all.contains(&format!("metadata.annotations.{annotation}").as_str()), "{annotation}");
        }
    }

    #[test]
    fn nothing_is_left_unsaid_in_either_language() {
        for each in PARAMETERS.iter().copied().flatten() {
            for words in [each.decides, each.absent, each.values] {
                assert!(words.en.ends_with('.') || words.en.ends_with('?'), "{}: {}", each.path, words.en);
                assert!(words.zh.ends_with(['。', '？']), "{}: {}", each.path, words.zh);
            }
            assert!(each.link.starts_with("https://"), "{}", each.path);
        }
    }

    #[test]
    fn what_is_inside_of_a_parameter_belongs_to_it() {
        assert_eq!(find("spec.runAsUser.ranges.min").unwrap().path, "spec.runAsUser");
        assert_eq!(find("spec.hostPID").unwrap().name(), "hostPID");
        let annotation = find(&format!("metadata.annotations.{SECCOMP_ALLOWED}")).unwrap();
        assert_eq!(annotation.name(), SECCOMP_ALLOWED);
        assert_eq!(find("spec.hostPIDs"), None);
        assert_eq!(find("spec"), None);
    }
}
