//! The templates of *Select PSP Template*: complete policies, commented for whoever edits them.
//!
//! The comments explain every parameter and survive into the editor, so the texts stay texts; a test parses them.

use crate::freedom::Freedom;
use crate::language::Words;
use crate::object::{
    GroupStrategy, HostPortRange, PodSecurityPolicy, PodSecurityPolicySpec, SeLinuxStrategy, UserStrategy,
};

/// One entry of *Select PSP Template*.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Template {
    /// What the URL and the dialog call it.
    pub name: &'static str,
    /// Which of them it is, for whoever puts it into words.
    pub kind: TemplateKind,
    /// What it allows of that which policies are there to forbid.
    pub allows: &'static [Freedom],
}

/// What pods under a template may and may not do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TemplateKind {
    /// Everything is allowed, as under the default policy: pods may run privileged and use the host.
    Privileged,
    /// No privileged containers, no host network, host ports or host namespaces.
    Restricted,
    /// As before, and no root users, no gain of privileges, no capabilities, and only volume types that cannot reach
    /// the host.
    Strict,
}

/// The three templates, from the most to the least permissive.
pub const TEMPLATES: [Template; 3] = [
    Template { name: "ack.privileged", kind: TemplateKind::Privileged, allows: &Freedom::ALL },
    Template {
        name: "privileged-restricted",
        kind: TemplateKind::Restricted,
        allows: &[Freedom::Root, Freedom::Escalation, Freedom::HostFiles],
    },
    Template { name: "privileged-root-volumes-restricted", kind: TemplateKind::Strict, allows: &[] },
];

impl Template {
    /// The policy, with comments in English.
    pub const fn yaml(&self) -> &'static str {
        self.text().en
    }

    /// The policy, with comments in each language.
    pub const fn text(&self) -> Words {
        match self.kind {
            TemplateKind::Privileged => Words {
                en: include_str!("template/privileged.yaml"),
                zh: include_str!("template/privileged.zh.yaml"),
            },
            TemplateKind::Restricted => Words {
                en: include_str!("template/privileged-restricted.yaml"),
                zh: include_str!("template/privileged-restricted.zh.yaml"),
            },
            TemplateKind::Strict => Words {
                en: include_str!("template/privileged-root-volumes-restricted.yaml"),
                zh: include_str!("template/privileged-root-volumes-restricted.zh.yaml"),
            },
        }
    }
}

/// The template of this name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// The template of this name, or the one to begin with where no other is asked for.
pub fn find_or_restricted(name: &str) -> &'static Template {
    find(name).unwrap_or(&TEMPLATES[1])
}

/// The default policy under the given name (`ack.privileged` on ACK): whatever the API server accepts passes.
pub fn default_policy(name: &str) -> PodSecurityPolicy {
    let mut policy = PodSecurityPolicy::new(name, allow_all());
    policy.metadata.annotations = Some(owned([
        (
            "kubernetes.io/description",
            "privileged allows full unrestricted access to pod features, as if the PodSecurityPolicy controller \
             was not enabled.",
        ),
        (crate::annotation::SECCOMP_ALLOWED, "*"),
    ]));
    policy.metadata.labels = Some(owned([
        ("kubernetes.io/cluster-service", "true"),
        ("ack.alicloud.com/component", "pod-security-policy"),
    ]));
    policy
}

/// The policy of the template that new policies start from, whose text a browser need not have.
pub(crate) fn restricted() -> PodSecurityPolicy {
    let spec = PodSecurityPolicySpec {
        privileged: false,
        host_network: false,
        host_ports: Vec::new(),
        host_pid: false,
        host_ipc: false,
        allowed_unsafe_sysctls: Vec::new(),
        ..allow_all()
    };
    let mut policy = PodSecurityPolicy::new("privileged-restricted", spec);
    let annotations = policy.metadata.annotations.get_or_insert_default();
    annotations.insert(crate::annotation::SECCOMP_ALLOWED.to_owned(), "*".to_owned());
    policy
}

fn owned<const N: usize>(pairs: [(&str, &str); N]) -> std::collections::BTreeMap<String, String> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn allow_all() -> PodSecurityPolicySpec {
    let any_group = || GroupStrategy { rule: "RunAsAny".to_owned(), ..GroupStrategy::default() };
    PodSecurityPolicySpec {
        privileged: true,
        allowed_capabilities: vec!["*".to_owned()],
        volumes: vec!["*".to_owned()],
        host_network: true,
        host_ports: vec![HostPortRange { min: 0, max: 65535, ..HostPortRange::default() }],
        host_pid: true,
        host_ipc: true,
        se_linux: SeLinuxStrategy { rule: "RunAsAny".to_owned(), ..SeLinuxStrategy::default() },
        run_as_user: UserStrategy { rule: "RunAsAny".to_owned(), ..UserStrategy::default() },
        supplemental_groups: any_group(),
        fs_group: any_group(),
        allow_privilege_escalation: Some(true),
        allowed_unsafe_sysctls: vec!["*".to_owned()],
        ..PodSecurityPolicySpec::default()
    }
}
