//! The association rules on their way to the browser. There may be ten thousand of them, and the same names stand in most:
//! each name travels once.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use access::reach::Breadth;
use access::{Association, Associations, Origin, PolicyReach, RbacRef, Scope, Subject};
use serde::{Deserialize, Serialize};

/// Every rule; clones of it, and of each, are the same.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(from = "Packed", into = "Packed")]
pub struct Rules(Associations);

impl Deref for Rules {
    type Target = [Arc<Association>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl From<Associations> for Rules {
    fn from(rules: Associations) -> Self {
        Self(rules)
    }
}

/// The place of a name among all names.
type Name = u32;

#[derive(Deserialize, Serialize)]
struct Packed {
    names: Vec<String>,
    rules: Vec<Rule>,
}

#[derive(Deserialize, Serialize)]
struct Rule {
    scope: Option<Name>,
    subject: Who,
    policy: Option<Name>,
    binding: Object,
    role: Object,
    origin: Origin,
    breadth: Breadth,
}

#[derive(Deserialize, Serialize)]
enum Who {
    ServiceAccount(Name, Name),
    Group(Name),
    User(Name),
}

/// Kind, namespace, name.
type Object = (Name, Option<Name>, Name);

/// Names, each once.
#[derive(Default)]
struct Names<'a> {
    places: HashMap<&'a str, Name>,
    names: Vec<String>,
}

impl<'a> Names<'a> {
    fn place(&mut self, name: &'a str) -> Name {
        *self.places.entry(name).or_insert_with(|| {
            self.names.push(name.to_owned());
            Name::try_from(self.names.len() - 1).unwrap_or(Name::MAX)
        })
    }

    fn object(&mut self, object: &'a RbacRef) -> Object {
        let namespace = object.namespace.as_deref().map(|namespace| self.place(namespace));
        (self.place(&object.kind), namespace, self.place(&object.name))
    }

    fn pack(&mut self, rule: &'a Association) -> Rule {
        Rule {
            scope: match &rule.scope {
                Scope::Cluster => None,
                Scope::Namespace(namespace) => Some(self.place(namespace)),
            },
            subject: match &rule.subject {
                Subject::ServiceAccount { namespace, name } => {
                    Who::ServiceAccount(self.place(namespace), self.place(name))
                }
                Subject::Group(name) => Who::Group(self.place(name)),
                Subject::User(name) => Who::User(self.place(name)),
            },
            policy: match &rule.policy {
                PolicyReach::Every => None,
                PolicyReach::Named(name) => Some(self.place(name)),
            },
            binding: self.object(&rule.binding),
            role: self.object(&rule.role),
            origin: rule.origin,
            breadth: rule.breadth,
        }
    }
}

impl From<Rules> for Packed {
    fn from(Rules(all): Rules) -> Self {
        let mut names = Names::default();
        let rules = all.iter().map(|rule| names.pack(rule)).collect();
        Self { names: names.names, rules }
    }
}

impl From<Packed> for Rules {
    fn from(Packed { names, rules }: Packed) -> Self {
        let name = |place: Name| names.get(place as usize).cloned().unwrap_or_default();
        let object = |(kind, namespace, own): Object| RbacRef {
            kind: name(kind),
            namespace: namespace.map(name),
            name: name(own),
        };
        let unpack = |rule: Rule| Association {
            scope: rule.scope.map_or(Scope::Cluster, |namespace| Scope::Namespace(name(namespace))),
            subject: match rule.subject {
                Who::ServiceAccount(namespace, own) => {
                    Subject::ServiceAccount { namespace: name(namespace), name: name(own) }
                }
                Who::Group(own) => Subject::Group(name(own)),
                Who::User(own) => Subject::User(name(own)),
            },
            policy: rule.policy.map_or(PolicyReach::Every, |policy| PolicyReach::Named(name(policy))),
            binding: object(rule.binding),
            role: object(rule.role),
            origin: rule.origin,
            breadth: rule.breadth,
        };
        Self(rules.into_iter().map(unpack).map(Arc::new).collect())
    }
}

#[cfg(test)]
impl FromIterator<Association> for Rules {
    fn from_iter<R: IntoIterator<Item = Association>>(rules: R) -> Self {
        Self(rules.into_iter().map(Arc::new).collect())
    }
}

#[cfg(test)]
mod tests {
    use access::reach::Breadth;
    use access::{Association, Origin, PolicyReach, RbacRef, Scope, Subject};

    use super::Rules;
    use crate::api::wire::{from_text, to_text};

    fn rule(scope: Scope, subject: Subject, policy: PolicyReach) -> Association {
        let object = |kind: &str| RbacRef {
            kind: kind.to_owned(),
            namespace: Some("team-a".to_owned()),
            name: "use-restricted".to_owned(),
        };
        Association {
            scope,
            subject,
            policy,
            binding: object("RoleBinding"),
            role: object("Role"),
            origin: Origin::Console,
            breadth: Breadth::Wildcard,
        }
    }

    #[test]
    fn rules_arrive_as_they_were() {
        let name = "restricted".to_owned();
        let account = Subject::ServiceAccount { namespace: "team-a".to_owned(), name: "builder".to_owned() };
        let rules = Rules::from_iter([
            rule(Scope::Cluster, Subject::Group("admins".to_owned()), PolicyReach::Every),
            rule(Scope::Namespace("team-a".to_owned()), account, PolicyReach::Named(name.clone())),
            rule(
                Scope::Namespace("team-b".to_owned()),
                Subject::User("alice".to_owned()),
                PolicyReach::Named(name),
            ),
        ]);
        assert_eq!(from_text(&to_text(&rules)), Ok(rules));
    }

    #[test]
    fn a_name_travels_once_however_many_rules_it_stands_in() {
        let named = |name: &str| {
            let scope = Scope::Namespace("a-namespace-of-a-long-name".to_owned());
            rule(scope, Subject::User(name.to_owned()), PolicyReach::Every)
        };
        let length = |rules: Vec<Association>| to_text(&Rules::from_iter(rules)).len();
        let (one, two) = (length(vec![named("a")]), length(vec![named("a"), named("b")]));
        assert!(two - one < 40, "{one} {two}");
    }
}
