//! Text and cursor in, answer out. The cursor stands where `|` is.

use super::{Cursor, Severity, check, complete, parameter_at};
use crate::template::TEMPLATES;

const HEAD: &str = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: a\n";

fn at_mark(text: &str) -> (String, Cursor) {
    let before = text.split('|').next().unwrap();
    let line = before.split('\n').count();
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (text.replacen('|', "", 1), Cursor { line, column })
}

fn labels(text: &str) -> Vec<&'static str> {
    let (text, cursor) = at_mark(&format!("{HEAD}{text}"));
    complete(&text, cursor)
        .map(|found| found.items.iter().map(|item| item.label).collect())
        .unwrap_or_default()
}

/// What the text is when this item has been chosen.
fn chosen(text: &str, label: &str) -> String {
    let (text, cursor) = at_mark(&format!("{HEAD}{text}"));
    let found = complete(&text, cursor).unwrap();
    let item = found.items.iter().find(|item| item.label == label).unwrap();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line: Vec<char> = lines[cursor.line - 1].chars().collect();
    let (before, after) = (&line[..found.from.column - 1], &line[found.to.column - 1..]);
    lines[cursor.line - 1] =
        before.iter().chain(item.insert.chars().collect::<Vec<_>>().iter()).chain(after).collect();
    lines.join("\n").strip_prefix(HEAD).unwrap().to_owned()
}

fn parameter(text: &str) -> Option<&'static str> {
    let (text, cursor) = at_mark(&format!("{HEAD}{text}"));
    parameter_at(&text, cursor).map(|found| found.path)
}

#[test]
fn offers_the_fields_that_are_not_there_yet() {
    let offered = labels("spec:\n  privileged: false\n  |\n  hostPID: true\n");
    assert!(offered.contains(&"hostIPC") && offered.contains(&"runAsUser"), "{offered:?}");
    assert!(!offered.contains(&"privileged") && !offered.contains(&"hostPID"), "{offered:?}");
    assert_eq!(labels("sp|"), ["spec"]);
    assert_eq!(labels("spec:\n  fsGroup:\n    |"), ["rule", "ranges"]);
    assert_eq!(labels("spec:\n  hostPorts:\n    - min: 1\n      |\n    - max: 5\n"), ["max"]);
    assert_eq!(labels("spec:\n  hostPorts: [{min: 1, |"), ["min", "max"]);
}

#[test]
fn offers_the_values_that_the_api_knows() {
    assert_eq!(labels("spec:\n  privileged: |"), ["true", "false"]);
    assert_eq!(labels("spec:\n  runAsUser:\n    rule: M|"), ["MustRunAs", "MustRunAsNonRoot", "RunAsAny"]);
    assert_eq!(labels("spec:\n  fsGroup: {rule: |"), ["MayRunAs", "MustRunAs", "RunAsAny"]);
    assert!(labels("spec:\n  volumes:\n    - |").contains(&"configMap"));
    assert!(labels("spec:\n  volumes:\n  - |").contains(&"configMap"), "a list may stand below its key");
    assert!(labels("spec:\n  requiredDropCapabilities: [NET|").contains(&"NET_RAW"));
    assert!(labels("spec:\n  forbiddenSysctls:\n    - kern|").contains(&"kernel.shm_rmid_forced"));
    assert!(labels("spec:\n  allowedProcMountTypes:\n    - |").contains(&"Unmasked"));
}

#[test]
fn offers_no_item_twice() {
    let offered = labels("spec:\n  volumes:\n    - secret\n    - |\n    - nfs\n");
    assert!(offered.contains(&"csi"), "{offered:?}");
    assert!(!offered.contains(&"secret") && !offered.contains(&"nfs"), "{offered:?}");
}

#[test]
fn offers_annotations_and_their_profiles() {
    let text = format!("{}  annotations:\n    |\nspec: {{}}\n", "");
    assert_eq!(labels(&text).len(), 4);
    let text = "  annotations:\n    seccomp.security.alpha.kubernetes.io/allowedProfileNames: |";
    assert!(labels(text).contains(&"runtime/default"));
}

#[test]
fn offers_nothing_where_nothing_is_known() {
    for text in [
        "spec:\n  # priv|",
        "spec:\n  privileged: true # t|",
        "spec:\n  privileged:|",
        "spec:\n  runAsUser: |",
        "spec:\n  unknown:\n    |",
        "spec:\n  privileged: true |",
        "  labels:\n    |",
    ] {
        assert_eq!(labels(text), [""; 0], "{text}");
    }
}

#[test]
fn writes_what_goes_on_below_a_field() {
    assert_eq!(chosen("spec:\n  runAsU|\n", "runAsUser"), "spec:\n  runAsUser:\n    \n");
    assert_eq!(chosen("spec:\n  |", "volumes"), "spec:\n  volumes:\n    - ");
    assert_eq!(chosen("spec:\n  priv|", "privileged"), "spec:\n  privileged: ");
    assert_eq!(chosen("spec:\n  priv|ileged: true", "privileged"), "spec:\n  privileged: true");
    assert_eq!(chosen("spec:\n  hostPorts: [{mi|}]", "min"), "spec:\n  hostPorts: [{min: }]");
    assert_eq!(chosen("spec:\n  volumes:\n    |", "secret"), "spec:\n  volumes:\n    - secret");
}

#[test]
fn puts_a_star_into_quotes_unless_they_are_there() {
    assert_eq!(chosen("spec:\n  volumes:\n    - |", "*"), "spec:\n  volumes:\n    - '*'");
    assert_eq!(chosen("spec:\n  volumes:\n    - '|'", "*"), "spec:\n  volumes:\n    - '*'");
    assert_eq!(chosen("spec:\n  volumes: [\"|\"]", "*"), "spec:\n  volumes: [\"*\"]");
}

#[test]
fn knows_which_parameter_the_cursor_is_in() {
    for (text, path) in [
        ("spec:\n  privi|leged: true\n", Some("spec.privileged")),
        ("spec:\n  privileged: tr|ue\n", Some("spec.privileged")),
        ("spec:\n  runAsUser:\n    rule: |MustRunAs\n", Some("spec.runAsUser")),
        ("spec:\n  runAsUser:\n    ranges:\n    - min: 1|\n", Some("spec.runAsUser")),
        ("spec:\n  volumes:\n  - sec|ret\n", Some("spec.volumes")),
        ("spec:\n  volumes:\n    - secret\n  |\n", None),
        ("spec:\n  # runAsGroup|:\n  #   rule: RunAsAny\n", Some("spec.runAsGroup")),
        ("spec:\n  # Ports of the node: |none.\n", None),
        ("spec: {privileged: |true}\n", None),
        ("|\n", None),
    ] {
        assert_eq!(parameter(text), path, "{text}");
    }
}

#[test]
fn knows_every_parameter_of_every_template_where_it_stands() {
    for template in &TEMPLATES {
        for (index, line) in template.yaml().lines().enumerate() {
            let Some((name, _)) = line.strip_prefix("  ").and_then(|line| line.split_once(':')) else {
                continue;
            };
            let name = name.trim_start_matches("# ");
            if super::parameter(&format!("spec.{name}")).is_some() {
                let found = parameter_at(template.yaml(), Cursor { line: index + 1, column: 5 }).unwrap();
                assert_eq!(found.path, format!("spec.{name}"), "{} line {}", template.name, index + 1);
            }
        }
    }
}

#[test]
fn finds_its_way_in_texts_that_are_no_yaml() {
    assert_eq!(labels("spec:\n  volumes: [secret\n  hostIPC: |\n"), ["true", "false"]);
    assert_eq!(labels("spec:\n\tx\n  'half\n  hostIPC: |\n"), ["true", "false"]);
    let text = "  annotations:\n    note: |\n      spec:\n        hostPID: no\nspec:\n  hostPID: ";
    let (line, column) = (HEAD.lines().count() + 6, 12);
    let found = complete(&format!("{HEAD}{text}"), Cursor { line, column }).unwrap();
    assert_eq!(found.items.len(), 2, "a text of several lines is not read");
}

#[test]
fn answers_at_every_place_of_every_template() {
    for template in &TEMPLATES {
        for (index, line) in template.yaml().lines().enumerate() {
            for column in 1..=line.chars().count() + 2 {
                let cursor = Cursor { line: index + 1, column };
                complete(template.yaml(), cursor);
                parameter_at(template.yaml(), cursor);
            }
        }
    }
}

#[test]
fn underlines_the_word_that_is_wrong() {
    let text = format!("{HEAD}spec:\n  hostPid: true\n  runAsUser: {{rule: 'Some times'}}\n");
    let notes = check(&text, ToString::to_string, |words| words.en);
    assert_eq!(notes[0].field.as_deref(), Some("spec.hostPid"));
    assert_eq!((notes[0].from, notes[0].to), (Cursor { line: 6, column: 3 }, Cursor { line: 6, column: 10 }));
    let rules = "  runAsUser: {rule: 'Some times'}\n  fsGroup: {rule: RunAsAny}\n  seLinux: {rule: RunAsAny}\n  \
                 supplementalGroups: {rule: RunAsAny}\n";
    let notes = check(&format!("{HEAD}spec:\n{rules}"), ToString::to_string, |words| words.en);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!((notes[0].from.column, notes[0].to.column), (21, 33));
    assert_eq!(notes[0].severity, Severity::Error);
}

#[test]
fn warns_of_what_the_api_server_accepts_without_a_word() {
    let text = |user: &str| {
        format!(
            "{HEAD}spec:\n  privileged: true\n  runAsUser:\n    rule: {user}\n  fsGroup: {{rule: RunAsAny}}\n  seLinux: \
             {{rule: RunAsAny}}\n  supplementalGroups: {{rule: RunAsAny}}\n"
        )
    };
    let warned = |text: &str| -> Vec<_> {
        let notes = check(text, ToString::to_string, |words| words.en).into_iter();
        notes.map(|note| (note.severity, note.field.unwrap(), note.from.line, note.message)).collect()
    };
    let notes = warned(&text("MustRunAs"));
    assert!(notes.iter().all(|(severity, ..)| *severity == Severity::Warning), "{notes:?}");
    assert!(notes.iter().any(|(_, field, line, text)| {
        field == "spec.runAsUser" && *line == 7 && text.contains("no pod can pass")
    }));
    assert!(
        notes.iter().any(|(_, field, _, text)| field == "spec.privileged" && text.contains("Allows more"))
    );
    assert!(
        warned(&text("MustRunAsNonRoot"))
            .iter()
            .any(|(_, field, _, text)| { field == "spec.runAsUser" && text.contains("Changes pods") })
    );
    assert_eq!(warned(TEMPLATES[1].yaml()), []);
}

#[test]
fn warns_of_every_parameter_that_changes_a_pod_and_of_no_other() {
    use crate::{Mode, Policies, Verdict};
    let pod = serde_json::from_value(serde_json::json!({"spec": {"containers": [{"name": "a"}]}})).unwrap();
    let plain = crate::yaml::parse(TEMPLATES[1].yaml()).unwrap();
    let fields = [
        ("readOnlyRootFilesystem", "true"),
        ("defaultAllowPrivilegeEscalation", "true"),
        ("defaultAllowPrivilegeEscalation", "false"),
        ("allowPrivilegeEscalation", "false"),
        ("allowPrivilegeEscalation", "true"),
        ("defaultAddCapabilities", "[KILL]"),
        ("runAsUser", "{rule: MustRunAsNonRoot}"),
        ("runAsUser", "{rule: MustRunAs, ranges: [{min: 1, max: 2}]}"),
        ("runAsGroup", "{rule: MustRunAs, ranges: [{min: 1, max: 2}]}"),
        ("runAsGroup", "{rule: MayRunAs, ranges: [{min: 1, max: 2}]}"),
        ("fsGroup", "{rule: MustRunAs, ranges: [{min: 1, max: 2}]}"),
        ("fsGroup", "{rule: MayRunAs, ranges: [{min: 1, max: 2}]}"),
        ("supplementalGroups", "{rule: MustRunAs, ranges: [{min: 1, max: 2}]}"),
        ("seLinux", "{rule: MustRunAs, seLinuxOptions: {level: s0}}"),
        ("runtimeClass", "{allowedRuntimeClassNames: ['*'], defaultRuntimeClassName: a}"),
        ("forbiddenSysctls", "['*']"),
    ];
    for (field, value) in fields {
        let mut json = serde_json::to_value(&plain).unwrap();
        json["spec"][field] = crate::yaml::to_value(value).unwrap().remove(0);
        let mut policy = serde_json::from_value(json).unwrap();
        let warned =
            super::warnings(&policy).iter().any(|warning| warning.kind == super::warning::Kind::ChangesPods);
        crate::set_defaults(&mut policy);
        let policies = Policies::prepare([&policy]);
        let Verdict::Admitted(admitted) = crate::admit(&policies, |_| true, &pod, Mode::Create) else {
            panic!("{field}: {value}")
        };
        assert_eq!(warned, admitted.is_mutated(), "{field}: {value}");
    }
}
