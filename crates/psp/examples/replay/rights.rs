//! Who may use which policy in a case: as listed, or by the RBAC objects that were in the cluster.

use access::rbac::{Identity, Rbac, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The rights of the service account and the user of a case.
pub(crate) enum Rights {
    /// They may use these policies, through whichever objects.
    Listed(Vec<String>),
    /// The objects are recorded.
    Rbac {
        /// All of them.
        rbac: Box<Rbac>,
        /// Who asks, in the order in which they are asked about, with the names of the recording.
        identities: Vec<(&'static str, Identity)>,
        /// The pod's.
        namespace: String,
    },
}

impl Rights {
    pub(crate) fn of(case: &Value) -> Result<Self, String> {
        let text = |field: &str| case[field].as_str().unwrap_or_default().to_owned();
        let texts = |field: &str| read::<Option<Vec<String>>>(&case[field]).map(Option::unwrap_or_default);
        let Some(objects) = case.get("rbac").and_then(Value::as_array) else {
            return texts("authorized").map(Self::Listed);
        };
        let namespace = text("namespace");
        let account = Identity::service_account(&namespace, &text("serviceAccountName"));
        let user = Identity { user: text("user"), groups: texts("groups")? };
        Ok(Self::Rbac {
            rbac: Box::new(rbac(objects)?),
            identities: vec![("serviceAccount", account), ("user", user)],
            namespace,
        })
    }

    /// May one of them use the policy? The service account is asked about first, then the user.
    pub(crate) fn may_use(&self, policy: &str) -> bool {
        match self {
            Self::Listed(policies) => policies.iter().any(|listed| listed == policy),
            Self::Rbac { identities, .. } => identities
                .iter()
                .any(|(_, who)| ["policy", "extensions"].iter().any(|group| self.allows(who, group, policy))),
        }
    }

    fn allows(&self, who: &Identity, group: &str, policy: &str) -> bool {
        let Self::Rbac { rbac, namespace, .. } = self else { return false };
        let request = Request {
            verb: "use",
            group,
            resource: "podsecuritypolicies",
            subresource: "",
            name: policy,
            namespace,
        };
        rbac.allows(who, &request)
    }

    /// The answers to the questions that were recorded about each policy.
    pub(crate) fn reviews(&self, recorded: &Value) -> Value {
        let Self::Rbac { identities, .. } = self else { return recorded.clone() };
        let policies = recorded.as_object().into_iter().flat_map(Map::keys);
        let answers = policies.map(|policy| {
            let of = |(name, who): &(&'static str, Identity)| {
                let answer = |group: &str| (group.to_owned(), json!(self.allows(who, group, policy)));
                let recorded = recorded[policy][name].as_object().into_iter().flat_map(Map::keys);
                ((*name).to_owned(), Value::Object(recorded.map(|group| answer(group)).collect()))
            };
            let asked = identities.iter().filter(|(name, _)| recorded[policy].get(name).is_some());
            (policy.clone(), Value::Object(asked.map(of).collect()))
        });
        Value::Object(answers.collect())
    }
}

fn rbac(objects: &[Value]) -> Result<Rbac, String> {
    let mut rbac = Rbac::default();
    // Every cluster has it. None of the others that every cluster has is about policies.
    let everything = json!({"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]});
    rbac.cluster_roles.push(read(&json!({"metadata": {"name": "cluster-admin"}, "rules": [everything]}))?);
    for object in objects {
        match object["kind"].as_str().unwrap_or_default() {
            "Role" => rbac.roles.push(read(object)?),
            "ClusterRole" => rbac.cluster_roles.push(read(object)?),
            "RoleBinding" => rbac.role_bindings.push(read(object)?),
            "ClusterRoleBinding" => rbac.cluster_role_bindings.push(read(object)?),
            other => return Err(format!("unknown kind {other:?}")),
        }
    }
    Ok(rbac)
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| error.to_string())
}
