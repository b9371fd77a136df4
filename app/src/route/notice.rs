//! What was just done, as a URL's query holds it: the next page says it, with JavaScript and without.

use leptos_router::params::ParamsMap;

/// Something that has just succeeded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Notice {
    PolicyCreated(String),
    PolicySaved(String),
    PolicyDeleted(String),
    /// So many.
    PoliciesDeleted(usize),
    RuleAdded,
    /// So many.
    RulesAdded(usize),
    /// The rule had been there before.
    RuleAlreadyThere,
    RuleRemoved,
    /// So many.
    RulesRemoved(usize),
    DefaultInstalled,
    DefaultDisassociated,
    DefaultAssociated,
    TurningOn,
    TurningOff,
    DemoReset,
    Undone,
}

impl Notice {
    /// Is the API server about to restart, so that nothing else can be read for a moment?
    pub fn is_restart(&self) -> bool {
        matches!(self, Self::TurningOn | Self::TurningOff)
    }

    fn value(&self) -> (&'static str, Option<String>) {
        match self {
            Self::PolicyCreated(policy) => ("created", Some(policy.clone())),
            Self::PolicySaved(policy) => ("saved", Some(policy.clone())),
            Self::PolicyDeleted(policy) => ("deleted", Some(policy.clone())),
            Self::PoliciesDeleted(count) => ("several-deleted", Some(count.to_string())),
            Self::RuleAdded => ("rule-added", None),
            Self::RulesAdded(count) => ("rules-added", Some(count.to_string())),
            Self::RuleAlreadyThere => ("rule-already-there", None),
            Self::RuleRemoved => ("rule-removed", None),
            Self::RulesRemoved(count) => ("rules-removed", Some(count.to_string())),
            Self::DefaultInstalled => ("default-installed", None),
            Self::DefaultDisassociated => ("default-disassociated", None),
            Self::DefaultAssociated => ("default-associated", None),
            Self::TurningOn => ("turning-on", None),
            Self::TurningOff => ("turning-off", None),
            Self::DemoReset => ("demo-reset", None),
            Self::Undone => ("undone", None),
        }
    }

    pub(super) fn query(&self) -> [(&'static str, Option<String>); 2] {
        let (value, what) = self.value();
        [("notice", Some(value.to_owned())), ("what", what)]
    }

    pub(super) fn from_query(query: &ParamsMap) -> Option<Self> {
        // Only a name is taken from the URL: nobody may put words into the console's mouth by a link.
        let what = || query.get("what").filter(|name| name.parse::<psp::PolicyName>().is_ok());
        Some(match query.get_str("notice")? {
            "created" => Self::PolicyCreated(what()?),
            "saved" => Self::PolicySaved(what()?),
            "deleted" => Self::PolicyDeleted(what()?),
            "several-deleted" => Self::PoliciesDeleted(query.get_str("what")?.parse().ok()?),
            "rule-added" => Self::RuleAdded,
            "rules-added" => Self::RulesAdded(query.get_str("what")?.parse().ok()?),
            "rule-already-there" => Self::RuleAlreadyThere,
            "rule-removed" => Self::RuleRemoved,
            "rules-removed" => Self::RulesRemoved(query.get_str("what")?.parse().ok()?),
            "default-installed" => Self::DefaultInstalled,
            "default-disassociated" => Self::DefaultDisassociated,
            "default-associated" => Self::DefaultAssociated,
            "turning-on" => Self::TurningOn,
            "turning-off" => Self::TurningOff,
            "demo-reset" => Self::DemoReset,
            "undone" => Self::Undone,
            _ => return None,
        })
    }
}
