//! Changes as commands of kubectl, for a POSIX shell.

use access::objects::{accounts_of, rule_binding_name, use_role_name};
use access::switch::{Means, Turn};
use access::{Association, DefaultNames, DisassociationPlan, DisassociationStep, Origin, RbacRef, Subject};

/// One command, or several lines of them.
pub struct Command;

impl Command {
    /// Creates what the text says.
    pub fn create(yaml: &str) -> String {
        with_input("kubectl create -f -", yaml)
    }

    /// Replaces what is there by what the text says.
    pub fn replace(yaml: &str) -> String {
        with_input("kubectl replace -f -", yaml)
    }

    /// Creates what is missing and changes what is there.
    pub fn apply(yaml: &str) -> String {
        with_input("kubectl apply -f -", yaml)
    }

    /// Asks the API server what becomes of a pod, by a dry run as whoever creates it.
    pub fn try_pod(namespace: &str, creator: &str, yaml: &str) -> String {
        let (namespace, creator) = (quoted(namespace), quoted(creator));
        with_input(&format!("kubectl -n {namespace} create --dry-run=server --as={creator} -f -"), yaml)
    }

    /// Deletes policies; empty when there are none.
    pub fn delete_policies<'a>(policies: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<_> = policies.map(quoted).collect();
        if names.is_empty() {
            return String::new();
        }
        format!("kubectl delete podsecuritypolicy {}", names.join(" "))
    }

    /// Lets each of these accounts of a namespace (`None`: all of them) use each of these policies there, by objects of
    /// the same names and labels; empty as long as one of the three is.
    pub fn add_rules(namespace: &str, accounts: &[Option<String>], policies: &[String]) -> String {
        const LABELS: &str = "app.kubernetes.io/managed-by=psp-console psp-console/kind=association-rule";
        if namespace.is_empty() || accounts.is_empty() {
            return String::new();
        }
        let at = quoted(namespace);
        let mut lines = Vec::new();
        for policy in policies {
            let role = quoted(&use_role_name(policy));
            lines.push(format!(
                "kubectl create clusterrole {role} --verb=use --resource=podsecuritypolicies.policy --resource-name={}",
                quoted(policy)
            ));
            lines.push(format!("kubectl label clusterrole {role} {LABELS}"));
            for account in accounts {
                let subject = match account.clone() {
                    Some(name) => Subject::ServiceAccount { namespace: namespace.to_owned(), name },
                    None => Subject::Group(accounts_of(namespace)),
                };
                let (binding, who) = (quoted(&rule_binding_name(&subject, policy)), flag(&subject));
                lines
                    .push(format!("kubectl -n {at} create rolebinding {binding} --clusterrole={role} {who}"));
                lines.push(format!("kubectl -n {at} label rolebinding {binding} {LABELS}"));
            }
        }
        lines.join("\n")
    }

    /// Removes a rule: the console's own binding, or the subject out of somebody else's.
    pub fn remove_rule(rule: &Association) -> String {
        let binding = named(&rule.binding);
        if matches!(rule.origin, Origin::Console | Origin::DefaultKept) {
            return format!("kubectl {}", verb("delete", &rule.binding));
        }
        let (kind, name) = match &rule.subject {
            Subject::ServiceAccount { name, .. } => ("ServiceAccount", name),
            Subject::Group(name) => ("Group", name),
            Subject::User(name) => ("User", name),
        };
        let namespace = match &rule.subject {
            Subject::ServiceAccount { namespace, .. } => format!(" and .namespace == \"{namespace}\""),
            Subject::Group(_) | Subject::User(_) => String::new(),
        };
        let filter =
            format!("del(.subjects[] | select(.kind == \"{kind}\" and .name == \"{name}\"{namespace}))");
        format!("kubectl {binding} -o json |\n  jq {} |\n  kubectl replace -f -", quoted(&filter))
    }

    /// What *Disassociate Default PSP* has left to do, in its order.
    pub fn disassociate(plan: &DisassociationPlan) -> String {
        let role =
            DefaultNames::candidates(Some(&plan.policy)).pop().map(|names| names.role).unwrap_or_default();
        let step = |step: &DisassociationStep| match step {
            DisassociationStep::Keep { namespace, group, done: false, .. } => {
                let name = format!("psp-console:default-kept:{}:{group}", plan.policy);
                Some(format!(
                    "kubectl -n {} create rolebinding {} --clusterrole={} {}",
                    quoted(namespace),
                    quoted(&name),
                    quoted(&role),
                    flag(&Subject::Group(group.clone()))
                ))
            }
            DisassociationStep::RemoveClusterBinding { binding, done: false } => {
                Some(format!("kubectl {}", verb("delete", binding)))
            }
            _ => None,
        };
        plan.steps.iter().filter_map(step).collect::<Vec<_>>().join("\n")
    }

    /// Turns PSP Status on or off where kubectl can: on an embedded cluster. Elsewhere it is a file on each node.
    pub fn turn(means: &Means, turn: Turn) -> Option<String> {
        let plugins = match (means, turn) {
            (Means::Embedded, Turn::On) => "\"PodSecurityPolicy\"",
            (Means::Embedded, Turn::Off) => "",
            _ => return None,
        };
        let patch = quoted(&format!("{{\"spec\":{{\"enableAdmissionPlugins\":[{plugins}]}}}}"));
        Some(format!("kubectl patch apiserver local --type=merge -p {patch}"))
    }

    /// Binds the default policy to everybody.
    pub fn associate_default(role: &str, binding: &str) -> String {
        format!(
            "kubectl create clusterrolebinding {} --clusterrole={} --group=system:authenticated",
            quoted(binding),
            quoted(role)
        )
    }
}

fn flag(subject: &Subject) -> String {
    match subject {
        Subject::ServiceAccount { namespace, name } => {
            format!("--serviceaccount={}", quoted(&format!("{namespace}:{name}")))
        }
        Subject::Group(name) => format!("--group={}", quoted(name)),
        Subject::User(name) => format!("--user={}", quoted(name)),
    }
}

fn named(object: &RbacRef) -> String {
    verb("get", object)
}

fn verb(verb: &str, object: &RbacRef) -> String {
    let namespace = object.namespace.as_ref().map(|name| format!("-n {} ", quoted(name))).unwrap_or_default();
    format!("{namespace}{verb} {} {}", object.kind.to_lowercase(), quoted(&object.name))
}

/// A here-document that the shell takes as it is.
fn with_input(command: &str, input: &str) -> String {
    let mut end = "EOF".to_owned();
    while input.lines().any(|line| line == end) {
        end.push('_');
    }
    let newline = if input.ends_with('\n') { "" } else { "\n" };
    format!("{command} <<'{end}'\n{input}{newline}{end}")
}

/// One word of the shell.
pub(super) fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:,=@".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use access::switch::{Means, Turn};

    use super::{Command, quoted};

    #[test]
    fn a_text_reaches_kubectl_as_it_is() {
        assert_eq!(Command::create("a: $b\n"), "kubectl create -f - <<'EOF'\na: $b\nEOF");
        assert_eq!(Command::replace("EOF\nb"), "kubectl replace -f - <<'EOF_'\nEOF\nb\nEOF_");
    }

    #[test]
    fn only_an_embedded_api_server_is_turned_by_kubectl() {
        let patch =
            "kubectl patch apiserver local --type=merge -p '{\"spec\":{\"enableAdmissionPlugins\":[]}}'";
        assert_eq!(Command::turn(&Means::Embedded, Turn::Off).as_deref(), Some(patch));
        assert_eq!(Command::turn(&Means::OutOfSight, Turn::On), None);
    }

    #[test]
    fn a_word_stays_one_word() {
        assert_eq!(quoted("a.b-c"), "a.b-c");
        assert_eq!(quoted("it's; rm"), "'it'\\''s; rm'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_rule_is_made_of_the_consoles_own_objects() {
        let command = Command::add_rules("team-a", &[Some("dev".into())], &["strict".into()]);
        assert!(command.contains("create clusterrole psp-console:use:strict --verb=use"), "{command}");
        let binding = "kubectl -n team-a create rolebinding psp-console:use:strict:account:dev \
                       --clusterrole=psp-console:use:strict --serviceaccount=team-a:dev";
        assert!(command.contains(binding), "{command}");
        let all = Command::add_rules("team-a", &[None], &["strict".into()]);
        assert!(all.contains("--group=system:serviceaccounts:team-a"), "{all}");
    }

    #[test]
    fn of_several_rules_each_policy_has_one_role_and_each_account_a_binding_to_it() {
        let policies = ["strict".to_owned(), "loose".to_owned()];
        let command = Command::add_rules("team-a", &[Some("dev".into()), None], &policies);
        assert_eq!(command.matches("create clusterrole ").count(), 2, "{command}");
        assert_eq!(command.matches("create rolebinding ").count(), 4, "{command}");
        assert_eq!(Command::add_rules("team-a", &[], &policies), "");
    }
}
