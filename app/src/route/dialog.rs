//! The dialogs of the PSPs page, as a URL's query holds them.

use access::switch::Turn;
use leptos_router::params::ParamsMap;

/// A dialog over the PSPs page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Dialog {
    /// *Select PSP Template*.
    SelectTemplate,
    /// *Delete* in a policy's row.
    DeletePolicy { policy: String },
    /// *Delete* of those that are selected.
    DeletePolicies { policies: Vec<String> },
    /// *Change PSP State*, to this; without it, to the opposite of what is.
    ChangeState { turn: Option<Turn> },
    /// *Disassociate Default PSP*.
    Disassociate,
    /// The default policy is bound to everybody again.
    Associate,
    /// The default policy and its RBAC objects are created.
    InstallDefault,
    /// *Add Association Rule*, with what is chosen already.
    AddRule { namespace: Option<String>, account: Option<String>, policy: Option<String> },
    /// *Remove* in a rule's row, or of those that are selected.
    RemoveRules { rules: Vec<String> },
}

impl Dialog {
    /// *Add Association Rule* with nothing chosen.
    pub fn add_rule() -> Self {
        Self::AddRule { namespace: None, account: None, policy: None }
    }

    /// Does one choose something in it that would be lost if it were made anew?
    pub fn is_filled_in(&self) -> bool {
        matches!(self, Self::AddRule { .. })
    }

    fn value(&self) -> &'static str {
        match self {
            Self::SelectTemplate => "select-template",
            Self::DeletePolicy { .. } | Self::DeletePolicies { .. } => "delete",
            Self::ChangeState { .. } => "change-state",
            Self::Disassociate => "disassociate",
            Self::Associate => "associate",
            Self::InstallDefault => "install-default",
            Self::AddRule { .. } => "add-rule",
            Self::RemoveRules { .. } => "remove-rule",
        }
    }

    pub(super) fn query(&self) -> Vec<(&'static str, Option<String>)> {
        let mut query = vec![("dialog", Some(self.value().to_owned()))];
        match self {
            Self::DeletePolicy { policy } => query.push(("policy", Some(policy.clone()))),
            Self::DeletePolicies { policies } => {
                query.extend(policies.iter().map(|policy| ("policy", Some(policy.clone()))));
            }
            Self::AddRule { namespace, account, policy } => query.extend([
                ("namespace", namespace.clone()),
                ("account", account.clone()),
                ("policy", policy.clone()),
            ]),
            Self::RemoveRules { rules } => {
                query.extend(rules.iter().map(|rule| ("rule", Some(rule.clone()))));
            }
            Self::ChangeState { turn } => query.push(("turn", turn.map(|turn| turn.to_string()))),
            Self::SelectTemplate | Self::Disassociate | Self::Associate | Self::InstallDefault => {}
        }
        query
    }

    pub(super) fn from_query(query: &ParamsMap) -> Option<Self> {
        let given = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Some(match query.get_str("dialog")? {
            "select-template" => Self::SelectTemplate,
            "delete" => match query.get_all("policy")?.as_slice() {
                [policy] if !policy.is_empty() => Self::DeletePolicy { policy: policy.clone() },
                policies @ [_, _, ..] => Self::DeletePolicies { policies: policies.to_vec() },
                _ => return None,
            },
            "change-state" => Self::ChangeState { turn: given("turn").and_then(|turn| turn.parse().ok()) },
            "disassociate" => Self::Disassociate,
            "associate" => Self::Associate,
            "install-default" => Self::InstallDefault,
            "add-rule" => Self::AddRule {
                namespace: given("namespace"),
                account: given("account"),
                // Sent by a list of several.
                policy: given("policy").or_else(|| given("policy[]")),
            },
            "remove-rule" => match query.get_all("rule")? {
                rules if rules.iter().any(|rule| !rule.is_empty()) => Self::RemoveRules { rules },
                _ => return None,
            },
            _ => return None,
        })
    }
}
