//! Label and field selectors.

mod fields;
mod labels;

use serde_json::Value;

use crate::resource::Resource;
use crate::status::Failure;

/// Both selectors of a request; an object must satisfy both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selector {
    labels: Vec<labels::Requirement>,
    fields: Vec<fields::Term>,
}

impl Selector {
    pub(crate) fn parse(resource: &Resource, labels: &str, fields: &str) -> Result<Self, Failure> {
        let labels = labels::parse(labels).map_err(Failure::bad_request)?;
        let fields = fields::parse(resource, fields).map_err(Failure::bad_request)?;
        Ok(Self { labels, fields })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.fields.is_empty()
    }

    pub(crate) fn matches(&self, object: &Value) -> bool {
        let labels = object.pointer("/metadata/labels");
        self.labels.iter().all(|requirement| requirement.is_met_by(labels))
            && self.fields.iter().all(|term| term.is_met_by(object))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Selector;
    use crate::resource::Resource;

    fn parse(labels: &str, fields: &str) -> Result<Selector, String> {
        let pods = Resource::find("", "v1", "pods").unwrap();
        Selector::parse(pods, labels, fields).map_err(|failure| failure.message)
    }

    #[test]
    fn selects_by_labels_and_fields() {
        let object = json!({"metadata": {"name": "a", "labels": {"app": "shop", "tier": "web", "n": "5"}}});
        let check = |labels: &str, fields: &str, expected: bool| {
            assert_eq!(parse(labels, fields).unwrap().matches(&object), expected, "{labels} {fields}");
        };
        check("app=shop,tier!=db", "", true);
        check("app in (shop, cart),!gone", "metadata.name=a", true);
        check("app in ()", "", false);
        check("tier notin (web)", "", false);
        check("other notin (web),other!=x", "", true);
        check("n>4,n<6", "", true);
        check("app", "metadata.name!=a", false);
        check("", "status.phase=,metadata.name==a", true);
        check(" app == shop ", "", true);
        check("app=", "", false);
    }

    #[test]
    fn what_is_no_selector_is_refused_in_the_api_servers_words() {
        let check =
            |labels: &str, expected: &str| assert_eq!(parse(labels, "").unwrap_err(), expected, "{labels}");
        let operator = "expected: '=', '!=', '==', 'in', notin'";
        check("a b", &format!("unable to parse requirement: found 'b', {operator}"));
        check("a!b", &format!("unable to parse requirement: found '!', {operator}"));
        check("a foo (b)", &format!("unable to parse requirement: found 'foo', {operator}"));
        check("a===b", "unable to parse requirement: found '=', expected: identifier");
        check("a in b", "unable to parse requirement: found 'b' expected: '('");
        check("a in (", "unable to parse requirement: found '', expected: ',', ')' or identifier");
        check(",", "found ',', expected: !, identifier, or 'end of string'");
        check("a,", "found '', expected: identifier after ','");
        check("!a=b", "found '=', expected: ',' or 'end of string'");
        check("b>x", "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer");
        let key = parse("-b", "").unwrap_err();
        assert!(
            key.starts_with("unable to parse requirement: invalid label key \"-b\": name part must"),
            "{key}"
        );
        let value = parse("a=-b", "").unwrap_err();
        let words =
            "unable to parse requirement: invalid label value: \"-b\": at key: \"a\": a valid label must be";
        assert!(value.starts_with(words), "{value}");
    }

    #[test]
    fn each_kind_has_its_fields() {
        let refused = |kind: &str, fields: &str| {
            let resource = Resource::of_kind("v1", kind).unwrap();
            Selector::parse(resource, "", fields).map(|_| ()).map_err(|failure| failure.message)
        };
        assert_eq!(refused("Pod", "spec.nodeName=x"), Ok(()));
        assert_eq!(refused("Pod", "spec.foo=x").unwrap_err(), "field label not supported: spec.foo");
        assert_eq!(
            refused("ConfigMap", "data.a=x").unwrap_err(),
            "\"data.a\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        );
        assert_eq!(refused("Pod", "foo").unwrap_err(), "invalid selector: 'foo'; can't understand 'foo'");
        let escape = "invalid field selector: invalid escape sequence: \\x";
        assert_eq!(refused("Pod", "metadata.name=a\\x").unwrap_err(), escape);
    }
}
