//! Label and field selectors.

use serde_json::Value;

use crate::status::Failure;

/// Both selectors of a request; an object must satisfy both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selector {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Term {
    /// The label's key, or a field's path.
    of: Of,
    must: Must,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Of {
    Label(String),
    Field(String),
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Must {
    Exist,
    NotExist,
    In(Vec<String>),
    NotIn(Vec<String>),
}

impl Selector {
    pub(crate) fn parse(labels: &str, fields: &str) -> Result<Self, Failure> {
        let labels = split(labels).map(|text| label_term(text.trim()));
        let fields = split(fields).map(|text| field_term(text.trim()));
        let wrong = || Failure::bad_request("unable to parse requirement of a selector");
        let terms = labels.chain(fields).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        Ok(Self { terms })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(crate) fn matches(&self, object: &Value) -> bool {
        self.terms.iter().all(|term| {
            let value = match &term.of {
                Of::Label(key) => object
                    .pointer("/metadata/labels")
                    .and_then(|labels| labels.get(key))
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                Of::Field(path) => Some(field(object, path)),
            };
            match (&term.must, value) {
                (Must::Exist, value) => value.is_some(),
                (Must::NotExist, value) => value.is_none(),
                (Must::In(values), value) => value.is_some_and(|value| values.contains(&value)),
                (Must::NotIn(values), value) => value.is_none_or(|value| !values.contains(&value)),
            }
        })
    }
}

/// At commas outside of parentheses.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    })
    .filter(|part| !part.trim().is_empty())
}

fn label_term(text: &str) -> Option<Term> {
    let label = |key: &str, must| Some(Term { of: Of::Label(key.trim().to_owned()), must });
    if let Some((key, value)) = text.split_once("!=") {
        return label(key, Must::NotIn(vec![value.trim().to_owned()]));
    }
    if let Some((key, value)) = text.split_once("==").or_else(|| text.split_once('=')) {
        return label(key, Must::In(vec![value.trim().to_owned()]));
    }
    if let Some((head, values)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        let values = values.split(',').map(|value| value.trim().to_owned()).collect();
        let head = head.trim();
        return match head.strip_suffix(" notin") {
            Some(key) => label(key, Must::NotIn(values)),
            None => label(head.strip_suffix(" in")?, Must::In(values)),
        };
    }
    match text.strip_prefix('!') {
        Some(key) => label(key, Must::NotExist),
        None => (!text.contains(' ')).then(|| label(text, Must::Exist)).flatten(),
    }
}

fn field_term(text: &str) -> Option<Term> {
    let field = |path: &str, must| Some(Term { of: Of::Field(path.to_owned()), must });
    if let Some((path, value)) = text.split_once("!=") {
        return field(path, Must::NotIn(vec![value.to_owned()]));
    }
    let (path, value) = text.split_once("==").or_else(|| text.split_once('='))?;
    field(path, Must::In(vec![value.to_owned()]))
}

/// The field's text; empty when it is missing.
fn field(object: &Value, path: &str) -> String {
    let value = object.pointer(&format!("/{}", path.replace('.', "/")));
    match value {
        Some(Value::String(text)) => text.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Selector;

    #[test]
    fn selects_by_labels_and_fields() {
        let object = json!({"metadata": {"name": "a", "labels": {"app": "shop", "tier": "web"}}});
        let check = |labels: &str, fields: &str, expected: bool| {
            let selector = Selector::parse(labels, fields).unwrap();
            assert_eq!(selector.matches(&object), expected, "{labels} {fields}");
        };
        check("app=shop,tier!=db", "", true);
        check("app in (shop, cart),!gone", "metadata.name=a", true);
        check("tier notin (web)", "", false);
        check("app", "metadata.name!=a", false);
        check("", "status.phase=", true);
        assert!(Selector::parse("a b", "").is_err());
    }
}
