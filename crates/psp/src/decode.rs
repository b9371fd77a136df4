//! JSON to a policy, as kube-apiserver decodes a request's body: what it takes, and its words when it does not.
//!
//! The server reads the body twice, with two libraries, and so does this module: once for syntax and type
//! (`syntax.rs`), once for the fields (`iterator.rs`, `fields.rs`).

mod fields;
mod iterator;
mod merge;
mod syntax;
mod time;

use k8s_openapi::Resource;
use serde_json::{Map, Value};

use crate::field::GoQuoted;
use crate::object::PodSecurityPolicy;

/// Other kinds of the policy's API group and version, which the server can decode too.
const SIBLINGS: [&str; 4] =
    ["Eviction", "PodDisruptionBudget", "PodDisruptionBudgetList", "PodSecurityPolicyList"];

/// Where policies once lived. The server still reads them, to say that they are not expected.
const FORMER_API_VERSION: &str = "extensions/v1beta1";

/// Reads the body of a request that creates or replaces a policy.
///
/// # Errors
/// The message of the API server's answer (400).
///
/// ```
/// let message = psp::decode::policy(br#"{"spec": {"privileged": "yes"}}"#).unwrap_err();
/// assert!(message.contains("v1beta1.PodSecurityPolicySpec.Privileged: ReadBool: expect t or f, but found \""));
/// ```
pub fn policy(body: &[u8]) -> Result<PodSecurityPolicy, String> {
    syntax::check(body).map_err(|error| {
        unrecognized(&format!("couldn't get version/kind; json parse error: {error}"), body)
    })?;
    // The server keeps invalid characters where they do not matter.
    let text = String::from_utf8_lossy(body);
    let value: Value = merge::parse(&text).map_err(|error| unrecognized(&error.to_string(), body))?;
    let api_version = check_type(&value, body)?;
    fields::check(body).map_err(|error| cannot_be_handled(PodSecurityPolicy::KIND, "v1beta1", &error))?;
    if api_version != PodSecurityPolicy::API_VERSION {
        return Err(format!(
            "the API version in the data ({api_version}) does not match the expected API version ({})",
            PodSecurityPolicy::API_VERSION
        ));
    }
    // To the server's libraries, `null` is an object that says nothing.
    let value = if value.is_null() { Value::Object(Map::new()) } else { value };
    serde_json::from_value(value)
        .map_err(|error| cannot_be_handled(PodSecurityPolicy::KIND, "v1beta1", &error.to_string()))
}

fn unrecognized(error: &str, body: &[u8]) -> String {
    let expected = PodSecurityPolicy::KIND;
    format!("the object provided is unrecognized (must be of type {expected}): {error} ({})", summary(body))
}

/// The beginning of the body: as text if it is an object, else as bytes.
fn summary(body: &[u8]) -> String {
    let shown = body.get(..30).unwrap_or(body);
    let text = match body.first() {
        None => return "<empty>".to_owned(),
        Some(b'{') => String::from_utf8_lossy(shown).into_owned(),
        Some(_) => {
            let digits = shown.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
        }
    };
    if shown.len() < body.len() { text + " ..." } else { text }
}

fn cannot_be_handled(kind: &str, version: &str, error: &str) -> String {
    let expected = PodSecurityPolicy::KIND;
    format!("{kind} in version {} cannot be handled as a {expected}: {error}", GoQuoted(version))
}

/// The `apiVersion` of a policy: this one, or the one that policies once had. The request's own is taken for one that
/// is not given, and likewise the `kind`.
fn check_type<'a>(value: &'a Value, body: &[u8]) -> Result<&'a str, String> {
    let given = |field: &str| value.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
    let kind = given("kind").unwrap_or(PodSecurityPolicy::KIND);
    let api_version = given("apiVersion").unwrap_or(PodSecurityPolicy::API_VERSION);
    if api_version.matches('/').count() > 1 {
        return Err(unrecognized(&format!("unexpected GroupVersion string: {api_version}"), body));
    }
    let version = api_version.rsplit('/').next().unwrap_or_default();
    if version.is_empty() {
        let body = String::from_utf8_lossy(body);
        return Err(cannot_be_handled(kind, version, &format!("Object 'apiVersion' is missing in '{body}'")));
    }
    match (api_version, kind) {
        (PodSecurityPolicy::API_VERSION | FORMER_API_VERSION, PodSecurityPolicy::KIND) => Ok(api_version),
        (PodSecurityPolicy::API_VERSION, kind) if SIBLINGS.contains(&kind) => Err(cannot_be_handled(
            kind,
            version,
            &format!("converting (v1beta1.{kind}) to (policy.PodSecurityPolicy): unknown conversion"),
        )),
        _ => Err(cannot_be_handled(
            kind,
            version,
            &format!(
                "no kind {} is registered for version {} in scheme {}",
                GoQuoted(kind),
                GoQuoted(api_version),
                GoQuoted("k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30")
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn words_errors_as_the_api_server_does() {
        let check = |body: &str, expected: &str| {
            let message = policy(body.as_bytes()).unwrap_err();
            assert!(message.contains(expected), "{message}");
        };
        check("", "unexpected end of JSON input (<empty>)");
        check("[]", "cannot unmarshal array into Go value of type struct");
        check(r#"{"kind": 1}"#, "cannot unmarshal number into Go struct field .kind of type string");
        check(r#"{"apiVersion": "a/b/c"}"#, "unexpected GroupVersion string: a/b/c");
        check(
            r#"{"apiVersion": "a/"}"#,
            "in version \"\" cannot be handled as a PodSecurityPolicy: Object 'apiVersion' is missing in '{\"ap",
        );
        check(
            r#"{"spec": {"hostPorts": [{"min": "1"}]}}"#,
            "v1beta1.HostPortRange.Min: readUint32: unexpected",
        );
        check(r#"{"metadata": {"labels": []}}"#, "Labels: ReadMapCB: expect { or n, but found [");
    }

    /// The library reads on behind an error, and puts every field that follows in front of it.
    #[test]
    fn a_list_of_null_behind_an_error_is_read_as_one() {
        let body =
            br#"{"spec": {"fsGroup": {"rule": 0}, "hostPorts": null, "runAsUser": {"rule": "RunAsAny"}}}"#;
        let message = policy(body).unwrap_err();
        let fields = "v1beta1.PodSecurityPolicySpec.RunAsUser: v1beta1.RunAsUserStrategyOptions.HostPorts: \
                      []v1beta1.HostPortRange: FSGroup: v1beta1.FSGroupStrategyOptions.Rule: ReadString: ";
        assert!(message.contains(fields), "{message}");
    }

    #[test]
    fn a_zero_that_is_skipped_behind_an_error_ends_the_reading() {
        let body =
            br#"{"spec": {"allowedProcMountTypes": [1], "unknown": 0, "runAsUser": {"rule": "RunAsAny"}}}"#;
        let message = policy(body).unwrap_err();
        assert!(
            message.contains("PodSecurityPolicySpec.AllowedProcMountTypes: []v1.ProcMountType: "),
            "{message}"
        );
    }

    #[test]
    fn an_empty_list_that_is_skipped_behind_an_error_is_skipped() {
        let body = br#"{"metadata": {"creationTimestamp": "yesterday", "unknown": []}, "spec": {}}"#;
        let message = policy(body).unwrap_err();
        let fields = "v1beta1.PodSecurityPolicy.Spec: ObjectMeta: v1.ObjectMeta.CreationTimestamp: ";
        assert!(message.contains(fields), "{message}");
    }

    #[test]
    fn null_is_a_policy_that_says_nothing() {
        assert_eq!(policy(b"null").unwrap(), policy(b"{}").unwrap());
    }

    #[test]
    fn an_item_of_null_is_an_empty_one() {
        let policy = policy(br#"{"metadata": {"finalizers": [null], "ownerReferences": [null]}}"#).unwrap();
        assert_eq!(policy.metadata.finalizers.unwrap(), [""]);
        assert_eq!(policy.metadata.owner_references.unwrap().len(), 1);
    }

    #[test]
    fn a_field_that_stands_twice_is_read_twice() {
        let body =
            b"{\"spec\": {\"privileged\": true, \"volumes\": [\"a\"]}, \"spec\": {\"volumes\": [\"b\"]}, \
                     \"x\": \"\xff\"}";
        let policy = policy(body).unwrap();
        assert!(policy.spec.privileged);
        assert_eq!(policy.spec.volumes, ["b"]);
    }
}
