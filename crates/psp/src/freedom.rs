//! What a policy leaves open, at a glance: six freedoms, of which the strictest policies grant none.
//!
//! This is for telling policies apart in a list. What a policy does to a given pod, `admit` tells.

use serde::{Deserialize, Serialize};

use crate::object::PodSecurityPolicySpec;

/// Something that pods may do under a policy, by which they could reach the node or gain power over it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Freedom {
    /// Containers may be privileged.
    Privileged,
    /// Pods may use the host's network, or some of its ports.
    HostNetwork,
    /// Pods may use the host's process or IPC namespace.
    HostNamespaces,
    /// Containers may run as root.
    Root,
    /// A process may gain more privileges than its parent.
    Escalation,
    /// Volumes may reach the host's files.
    HostFiles,
}

impl Freedom {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Privileged,
        Self::HostNetwork,
        Self::HostNamespaces,
        Self::Root,
        Self::Escalation,
        Self::HostFiles,
    ];

    /// Those that this policy leaves.
    ///
    /// ```
    /// use psp::{Freedom, yaml};
    ///
    /// let policy = yaml::parse(psp::template::find("privileged-root-volumes-restricted").unwrap().yaml()).unwrap();
    /// assert_eq!(Freedom::of(&policy.spec), []);
    /// ```
    pub fn of(spec: &PodSecurityPolicySpec) -> Vec<Self> {
        Self::ALL.into_iter().filter(|freedom| freedom.is_left_by(spec)).collect()
    }

    fn is_left_by(self, spec: &PodSecurityPolicySpec) -> bool {
        match self {
            Self::Privileged => spec.privileged,
            Self::HostNetwork => spec.host_network || !spec.host_ports.is_empty(),
            Self::HostNamespaces => spec.host_pid || spec.host_ipc,
            Self::Root => match spec.run_as_user.rule.as_str() {
                "MustRunAsNonRoot" => false,
                "MustRunAs" => spec.run_as_user.ranges.iter().flatten().any(|range| range.contains(0)),
                _ => true,
            },
            Self::Escalation => spec.allow_privilege_escalation.unwrap_or(true),
            Self::HostFiles => spec.volumes.iter().any(|kind| kind == "*" || kind == "hostPath"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Freedom;
    use crate::object::{IdRange, PodSecurityPolicySpec, UserStrategy};
    use crate::{template, yaml};

    #[test]
    fn each_template_says_of_itself_what_its_text_allows() {
        for template in &template::TEMPLATES {
            let policy = yaml::parse(template.yaml()).unwrap();
            assert_eq!(Freedom::of(&policy.spec), template.allows, "{}", template.name);
        }
    }

    #[test]
    fn users_that_must_be_in_a_range_may_be_root_only_if_it_begins_there() {
        let policy = |min| PodSecurityPolicySpec {
            run_as_user: UserStrategy {
                rule: "MustRunAs".to_owned(),
                ranges: Some(vec![IdRange::new(min, 65535)]),
                ..UserStrategy::default()
            },
            allow_privilege_escalation: Some(false),
            ..PodSecurityPolicySpec::default()
        };
        assert_eq!(Freedom::of(&policy(0)), [Freedom::Root]);
        assert_eq!(Freedom::of(&policy(1)), []);
    }
}
