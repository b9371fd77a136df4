use serde_json::json;

use super::{parse, print, to_value};
use crate::template::{self, TEMPLATES};

const HEAD: &str = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: a\n";
const RULES: &str = "spec:\n  runAsUser: {rule: RunAsAny}\n  seLinux: {rule: RunAsAny}\n  \
                     supplementalGroups: {rule: RunAsAny}\n  fsGroup: {rule: RunAsAny}\n";

/// The errors of a policy that has these lines too, which begin in line 10.
#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    let found = match parse(&format!("{HEAD}{RULES}{lines}")) {
        Ok(_) => vec![],
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(found, expected);
}

#[test]
fn accepts_what_kubectl_accepts() {
    check("", &[]);
    check("  privileged: yes\n  hostPID: On\n  volumes: ['*']\n", &[]);
    check("  hostPorts: [{min: 0x50, max: 0x51}]\n", &[]);
    check("  privileged: null\n  runAsGroup: ~\n", &[]);
    check("  volumes: &v\n  - secret\n  - csi\n  allowedFlexVolumes:\n  - <<: {driver: d}\n", &[]);
}

#[test]
fn says_where_a_syntax_error_is() {
    let errors = parse("a: b\n c: d\n").unwrap_err();
    assert_eq!((errors.len(), errors[0].line), (1, 2), "{errors:?}");
    assert_eq!(parse("").unwrap_err()[0].to_string(), "line 1, column 1: the text is empty");
    assert_eq!(parse("[]").unwrap_err()[0].problem.to_string(), "a policy is an object, not a list");
    assert_eq!(parse("{}\n---\na: 1\n").unwrap_err()[0].line, 3);
}

/// Found by fuzzing: the parser adds a line break of its own, behind which nobody can look.
#[test]
fn an_error_at_the_end_stands_in_the_last_line() {
    let error = &parse("a: 1\nb").unwrap_err()[0];
    assert_eq!((error.line, error.column), (2, 2), "{error}");
    let error = &parse("a: 1\r\nspec").unwrap_err()[0];
    assert_eq!((error.line, error.column), (2, 5), "{error}");
    let error = &to_value("a: 1\n?").unwrap_err()[0];
    assert_eq!((error.line, error.column), (2, 2), "{error}");
}

#[test]
fn finds_duplicate_keys() {
    check(
        "  privileged: true\n  privileged: false\n",
        &["line 11, column 3: the key \"privileged\" stands in line 10 already"],
    );
}

#[test]
fn suggests_the_field_that_was_meant() {
    check(
        "  hostPid: true\n  allowedCsiDriver: []\n  somethingElse: 1\n",
        &[
            "line 10, column 3: spec.hostPid: unknown field, did you mean hostPID?",
            "line 11, column 3: spec.allowedCsiDriver: unknown field, did you mean allowedCSIDrivers?",
            "line 12, column 3: spec.somethingElse: unknown field",
        ],
    );
}

#[test]
fn finds_wrong_types() {
    check(
        "  privileged: 'yes'\n  volumes: secret\n  hostPorts:\n  - min: 1.5\n    max: 4294967296\n",
        &[
            "line 10, column 15: spec.privileged: must be true or false, not the text \"yes\"",
            "line 11, column 12: spec.volumes: must be a list, not the text \"secret\"",
            "line 13, column 10: spec.hostPorts[0].min: must be a whole number, not the number 1.5",
            "line 14, column 10: spec.hostPorts[0].max: must be a whole number, not the number 4294967296",
        ],
    );
    let text = format!("{HEAD}  annotations: {{a: true}}\n  labels: [x]\n{RULES}");
    let errors: Vec<_> = parse(&text).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "line 5, column 20: metadata.annotations[a]: must be a text, so it needs quotes, not the truth value true",
            "line 6, column 11: metadata.labels: must be an object, not a list",
        ]
    );
}

#[test]
fn puts_the_api_servers_errors_at_their_fields() {
    check(
        "  volumes: [secret]\n  runAsGroup:\n    rule: MustRunAs\n    ranges:\n    - min: 5\n      max: 1\n  \
         allowedFlexVolumes:\n  - driver: ''\n  requiredDropCapabilities: [A]\n  allowedCapabilities: ['*']\n",
        &[
            "line 14, column 12: spec.runAsGroup.ranges[0].min: Invalid value: 5: min cannot be greater than max",
            "line 17, column 13: spec.allowedFlexVolumes.allowedFlexVolumes[0].driver: Required value: must specify a driver",
            "line 18, column 3: requiredDropCapabilities: Invalid value: []core.Capability{\"A\"}: must be empty when all capabilities are allowed by a wildcard",
        ],
    );
    let errors =
        parse("apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: UPPER}\n").unwrap_err();
    assert_eq!(
        (errors[0].line, errors[0].column),
        (1, 1),
        "what is missing is missing from the object around it"
    );
    assert!(errors.iter().any(|error| (error.line, error.column) == (3, 18)), "{errors:?}");
}

#[test]
fn wants_to_be_told_that_it_is_a_policy() {
    let errors: Vec<_> =
        parse("kind: Pod\nmetadata: {name: a}\n").unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "line 1, column 1: apiVersion: must be policy/v1beta1",
            "line 1, column 7: kind: must be PodSecurityPolicy",
        ]
    );
}

#[test]
fn templates_are_valid_policies_and_the_first_is_the_default_one() {
    let [first, second, third] = TEMPLATES.map(|template| parse(template.yaml()).unwrap());
    assert_eq!(first.spec, template::default_policy("any").spec);
    assert_eq!(first.name(), "privileged", "the console protects the default policy's own name");
    assert_eq!(second.name(), TEMPLATES[1].name);
    assert_eq!(third.name(), TEMPLATES[2].name);
    assert_eq!(template::restricted(), second, "what warnings are told by");
}

#[test]
fn templates_explain_every_parameter() {
    for template in &TEMPLATES {
        for parameter in crate::schema::SPEC.field_names() {
            assert!(template.yaml().contains(&format!("{parameter}:")), "{} {parameter}", template.name);
        }
    }
}

#[test]
fn prints_what_it_reads() {
    for template in &TEMPLATES {
        let policy = parse(template.yaml()).unwrap();
        assert_eq!(parse(&print(&policy)).unwrap(), policy);
    }
}

#[test]
fn prints_in_a_readable_order() {
    let mut policy = template::default_policy("ack.privileged");
    policy.metadata.resource_version = Some("12".to_owned());
    policy.metadata.managed_fields = Some(vec![]);
    policy.metadata.annotations.as_mut().unwrap().insert("lines".into(), "a\n b'\n".into());
    policy.metadata.annotations.as_mut().unwrap().insert("more".into(), "a\nb\n".into());
    assert_eq!(
        print(&policy),
        r#"apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata:
  name: ack.privileged
  resourceVersion: '12'
  labels:
    ack.alicloud.com/component: pod-security-policy
    kubernetes.io/cluster-service: 'true'
  annotations:
    kubernetes.io/description: privileged allows full unrestricted access to pod features, as if the PodSecurityPolicy controller was not enabled.
    lines: "a\n b'\n"
    more: |
      a
      b
    seccomp.security.alpha.kubernetes.io/allowedProfileNames: '*'
spec:
  privileged: true
  allowedCapabilities:
    - '*'
  volumes:
    - '*'
  hostNetwork: true
  hostPorts:
    - min: 0
      max: 65535
  hostPID: true
  hostIPC: true
  seLinux:
    rule: RunAsAny
  runAsUser:
    rule: RunAsAny
  supplementalGroups:
    rule: RunAsAny
  fsGroup:
    rule: RunAsAny
  allowPrivilegeEscalation: true
  allowedUnsafeSysctls:
    - '*'
"#
    );
}

#[test]
fn reads_any_yaml_of_several_documents() {
    let text = "# nothing\n---\na: {b: [1, '2', !!str 3]}\n---\n---\n- x: &x {k: v}\n- *x\n";
    assert_eq!(
        to_value(text).unwrap(),
        [json!({"a": {"b": [1, "2", "3"]}}), json!([{"x": {"k": "v"}}, {"k": "v"}])]
    );
    assert!(to_value("a: [").is_err());
}

#[test]
fn refuses_what_would_exhaust_memory_or_stack() {
    assert_eq!(to_value(&"[".repeat(200)).unwrap_err()[0].problem.to_string(), "too deeply nested");
    assert!(to_value(&"[".repeat(100_000)).is_err());
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..10 {
        let alias = format!("*a{}, ", i - 1).repeat(10);
        bomb = [bomb, format!("a{i}: &a{i} [{alias}]\n")].concat();
    }
    assert_eq!(to_value(&bomb).unwrap_err()[0].problem.to_string(), "too many values");
}

#[test]
fn reads_each_of_several_documents_by_itself() {
    let good = print(&template::default_policy("good"));
    let text = format!(
        "{good}---\n# nothing\n---\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {{name: bad}}\n"
    );
    let documents = super::parse_all(&text).unwrap();
    let names: Vec<_> = documents.iter().map(|document| document.name.as_deref()).collect();
    assert_eq!(names, [Some("good"), Some("bad")]);
    assert!(documents[0].policy.is_ok());
    let errors = documents[1].policy.as_ref().unwrap_err();
    assert_eq!(documents[1].line, text.lines().position(|line| line.contains("name: bad")).unwrap() - 1);
    assert!(errors.iter().all(|error| error.line >= documents[1].line), "{errors:?}");
    assert!(super::parse_all("a: [").is_err());
}

#[test]
fn an_alias_names_an_anchor_of_its_own_document_only() {
    let text = "a: &a 1\n---\nb: &b 2\nc: *b\n";
    assert_eq!(super::parse_all(text).unwrap().len(), 2);
    let error = super::parse_all("a: &a 1\n---\nb: *a\n").unwrap_err().remove(0);
    assert_eq!(error.to_string(), "line 3, column 4: the anchor of this alias stands in another document");
    let error = super::parse_all("a: 1\n---\nb: &b [*b]\n").unwrap_err().remove(0);
    assert_eq!(error.to_string(), "line 3, column 8: this value stands inside itself");
}
