//! Names of Kubernetes, and what the API server says about bad ones.

const SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or \
                         '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used \
                         for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const QUALIFIED_NAME: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with \
                              an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for \
                              validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const LABEL_VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or \
                           '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or \
                           'my_value',  or '12345', regex used for validation is \
                           '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must \
                     start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for \
                     validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

const CONFIG_KEY: &str = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. \
                          'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is \
                          '[-._a-zA-Z0-9]+')";

/// What an object of a kind may be called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NameRule {
    /// RFC 1123 subdomain.
    Subdomain,
    /// RFC 1123 label.
    Label,
    /// Whatever can stand in a path.
    PathSegment,
}

impl NameRule {
    /// What is wrong with a name.
    pub fn problems(self, name: &str) -> Vec<String> {
        match (self, name) {
            (Self::Subdomain, _) => subdomain_problems(name),
            (Self::Label, _) => label_problems(name),
            (Self::PathSegment, ".") => vec!["may not be '.'".to_owned()],
            (Self::PathSegment, "..") => vec!["may not be '..'".to_owned()],
            (Self::PathSegment, _) => path_problems(name),
        }
    }

    /// What is wrong with the beginning of a name.
    pub(super) fn prefix_problems(self, prefix: &str) -> Vec<String> {
        if self == Self::PathSegment {
            return path_problems(prefix);
        }
        // A "-" at the end is fine, more will follow it; the server looks at the text with it replaced.
        match prefix.strip_suffix('-') {
            Some(rest) if !rest.is_empty() => {
                let mut rest = rest.to_owned();
                rest.pop();
                self.problems(&(rest + "a"))
            }
            _ => self.problems(prefix),
        }
    }
}

/// What is wrong with an RFC 1123 label.
pub fn label_problems(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if text.len() > 63 {
        problems.push(too_long(63));
    }
    let bytes = text.as_bytes();
    let good = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = bytes.first().is_some_and(good) && bytes.last().is_some_and(good);
    if !ends || !bytes.iter().all(|byte| good(byte) || *byte == b'-') {
        problems.push(LABEL.to_owned());
    }
    problems
}

fn path_problems(text: &str) -> Vec<String> {
    let signs = ["/", "%"].into_iter().filter(|sign| text.contains(sign));
    signs.map(|sign| format!("may not contain '{sign}'")).collect()
}

/// What is wrong with a key of a secret or config map, which may become the name of a file.
pub fn config_key_problems(key: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if key.len() > 253 {
        problems.push(too_long(253));
    }
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    match key {
        key if key.is_empty() || !key.bytes().all(known) => problems.push(CONFIG_KEY.to_owned()),
        "." | ".." => problems.push(format!("must not be '{key}'")),
        key if key.starts_with("..") => problems.push("must not start with '..'".to_owned()),
        _ => {}
    }
    problems
}

/// What is wrong with a DNS-1123 subdomain.
pub fn subdomain_problems(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if text.len() > 253 {
        problems.push(too_long(253));
    }
    if !crate::names::is_subdomain(text) {
        problems.push(SUBDOMAIN.to_owned());
    }
    problems
}

/// What is wrong with a qualified name, as `example.com/MyName`: the keys of labels and annotations.
pub fn qualified_name_problems(text: &str) -> Vec<String> {
    let (prefix, name) = match text.split_once('/') {
        None => (None, text),
        Some((_, name)) if name.contains('/') => {
            return vec![format!(
                "a qualified name {QUALIFIED_NAME} with an optional DNS subdomain prefix and '/' (e.g. \
                 'example.com/MyName')"
            )];
        }
        Some((prefix, name)) => (Some(prefix), name),
    };
    let mut problems = match prefix {
        None => Vec::new(),
        Some("") => vec!["prefix part must be non-empty".to_owned()],
        Some(prefix) => {
            subdomain_problems(prefix).into_iter().map(|problem| format!("prefix part {problem}")).collect()
        }
    };
    if name.is_empty() {
        problems.push("name part must be non-empty".to_owned());
    } else if name.len() > 63 {
        problems.push(format!("name part {}", too_long(63)));
    }
    if !is_qualified(name) {
        problems.push(format!("name part {QUALIFIED_NAME}"));
    }
    problems
}

/// What is wrong with the value of a label.
pub fn label_value_problems(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if text.len() > 63 {
        problems.push(too_long(63));
    }
    if !text.is_empty() && !is_qualified(text) {
        problems.push(LABEL_VALUE.to_owned());
    }
    problems
}

fn too_long(max: usize) -> String {
    format!("must be no more than {max} characters")
}

fn is_qualified(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::{
        NameRule, config_key_problems, label_value_problems, qualified_name_problems, subdomain_problems,
    };

    #[test]
    fn says_everything_that_is_wrong_with_a_name() {
        assert_eq!(subdomain_problems("a.b-c").len(), 0);
        assert_eq!(subdomain_problems(&"A".repeat(254)).len(), 2);
        assert_eq!(qualified_name_problems("example.com/My_name.1").len(), 0);
        assert_eq!(qualified_name_problems("").len(), 2);
        assert_eq!(qualified_name_problems("/").len(), 3);
        assert!(
            qualified_name_problems("a/b/c")[0]
                .ends_with("with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")
        );
        assert_eq!(qualified_name_problems("a/b/c").len(), 1);
        assert_eq!(qualified_name_problems(&format!("A_/{}", "x".repeat(64))).len(), 2);
        assert_eq!(label_value_problems("").len(), 0);
        assert_eq!(label_value_problems("-").len(), 1);
    }

    #[test]
    fn each_kind_of_name_has_its_rule() {
        let check = |rule: NameRule, name: &str, fine: bool| {
            assert_eq!(rule.problems(name).is_empty(), fine, "{rule:?} {name}");
        };
        check(NameRule::Subdomain, "a.b", true);
        check(NameRule::Label, "a.b", false);
        check(NameRule::Label, "0-b", true);
        check(NameRule::PathSegment, "system:node", true);
        check(NameRule::PathSegment, "a/b", false);
        check(NameRule::PathSegment, "..", false);
        assert_eq!(NameRule::Label.prefix_problems("a-").len(), 0);
        assert_eq!(NameRule::Label.prefix_problems("A-b-").len(), 1);
        assert_eq!(NameRule::PathSegment.prefix_problems(".").len(), 0);
    }

    #[test]
    fn a_config_key_is_the_name_of_a_file() {
        assert_eq!(config_key_problems("a_B.1-c").len(), 0);
        for key in ["", ".", "..", "..a", "a/b"] {
            assert_eq!(config_key_problems(key).len(), 1, "{key}");
        }
    }
}
