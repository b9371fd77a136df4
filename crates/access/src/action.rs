//! The five actions that ACK names, and what each needs on the cluster.

use serde::{Deserialize, Serialize};

/// One thing that the console can do for a caller, by ACK's name.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Action {
    /// See the PSP Status.
    DescribeClusterPspState,
    /// See the policies bound to a service account.
    DescribeServiceAccountBindingPsp,
    /// Create, change and delete policies; change the PSP Status.
    UpdateClusterPodSecurityPolicy,
    /// Add an association rule.
    CreatePspBinding,
    /// Remove an association rule; disassociate the default policy.
    UnbindingServiceAccountPsp,
}

/// One question to the cluster's authorizer (the attributes of a `SelfSubjectAccessReview`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Need {
    /// e.g. `create`.
    pub verb: &'static str,
    /// API group; empty is the core group.
    pub group: &'static str,
    /// Plural, e.g. `rolebindings`.
    pub resource: &'static str,
}

impl Need {
    /// The resource with its group, as the authorizer names it, e.g. `rolebindings.rbac.authorization.k8s.io`.
    pub fn object(&self) -> String {
        let dot = if self.group.is_empty() { "" } else { "." };
        format!("{}{dot}{}", self.resource, self.group)
    }
}

const fn need(verb: &'static str, group: &'static str, resource: &'static str) -> Need {
    Need { verb, group, resource }
}

const RBAC: &str = "rbac.authorization.k8s.io";

impl Action {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::DescribeClusterPspState,
        Self::DescribeServiceAccountBindingPsp,
        Self::UpdateClusterPodSecurityPolicy,
        Self::CreatePspBinding,
        Self::UnbindingServiceAccountPsp,
    ];

    /// ACK's name of the action.
    pub fn name(self) -> &'static str {
        match self {
            Self::DescribeClusterPspState => "cs:DescribeClusterPSPState",
            Self::DescribeServiceAccountBindingPsp => "cs:DescribeServiceAccountBindingPSP",
            Self::UpdateClusterPodSecurityPolicy => "cs:UpdateClusterPodSecurityPolicy",
            Self::CreatePspBinding => "cs:CreatePSPBinding",
            Self::UnbindingServiceAccountPsp => "cs:UnbindingServiceAccountPSP",
        }
    }

    /// What the caller must be allowed on the cluster; all of it, in every namespace.
    pub fn needs(self) -> &'static [Need] {
        const STATE: &[Need] = &[need("create", "", "pods")];
        const SEE_RULES: &[Need] = &[
            need("list", RBAC, "rolebindings"),
            need("list", RBAC, "clusterrolebindings"),
            need("list", RBAC, "roles"),
            need("list", RBAC, "clusterroles"),
        ];
        const POLICIES: &[Need] = &[
            need("create", "policy", "podsecuritypolicies"),
            need("update", "policy", "podsecuritypolicies"),
            need("delete", "policy", "podsecuritypolicies"),
        ];
        const BIND: &[Need] = &[need("create", RBAC, "clusterroles"), need("create", RBAC, "rolebindings")];
        const UNBIND: &[Need] = &[
            need("update", RBAC, "rolebindings"),
            need("delete", RBAC, "rolebindings"),
            need("delete", RBAC, "clusterrolebindings"),
        ];
        match self {
            Self::DescribeClusterPspState => STATE,
            Self::DescribeServiceAccountBindingPsp => SEE_RULES,
            Self::UpdateClusterPodSecurityPolicy => POLICIES,
            Self::CreatePspBinding => BIND,
            Self::UnbindingServiceAccountPsp => UNBIND,
        }
    }
}

/// May the caller do it?
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Permission {
    /// Yes.
    Granted,
    /// No, and why in words for the caller.
    Denied(String),
}

/// What the caller may do, action by action.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Permissions(pub Vec<(Action, Permission)>);

impl Permissions {
    /// From what each action lacks, which `why` puts into words.
    pub fn of(lacking: Vec<(Action, Option<Need>)>, why: impl Fn(Need) -> String) -> Self {
        let permission =
            |need: Option<Need>| need.map_or(Permission::Granted, |need| Permission::Denied(why(need)));
        Self(lacking.into_iter().map(|(action, need)| (action, permission(need))).collect())
    }

    /// Why the caller may not do it; `None` when it is permitted.
    pub fn refusal(&self, action: Action) -> Option<&str> {
        self.0.iter().find(|(each, _)| *each == action).and_then(|(_, permission)| match permission {
            Permission::Granted => None,
            Permission::Denied(why) => Some(why.as_str()),
        })
    }
}
