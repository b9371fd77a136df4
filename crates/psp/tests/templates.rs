//! The templates decide as the management guide's walk-through tells.
#![allow(clippy::unwrap_used)] // a test's helpers may panic

use k8s_openapi::api::core::v1::Pod;
use psp::{Mode, Policies, Verdict, template, yaml};
use serde_json::{Value, json};

/// The pod as it is admitted, or the message.
fn create(template: &str, spec: &Value) -> Result<Pod, String> {
    let policy = yaml::parse(template::find(template).unwrap().yaml()).unwrap();
    let policies = Policies::prepare([&policy]);
    let mut pod: Pod = serde_json::from_value(json!({"metadata": {"name": "p"}, "spec": spec})).unwrap();
    match psp::admit(&policies, |_| true, &pod, Mode::Create) {
        Verdict::Admitted(admitted) => {
            admitted.apply(&mut pod);
            Ok(pod)
        }
        Verdict::Forbidden(forbidden) => Err(forbidden.message(&pod)),
    }
}

/// A pod with its service account's token, as the API server completes it.
fn busybox() -> Value {
    json!({
        "containers": [{"name": "c", "volumeMounts": [{"name": "token", "mountPath": "/t", "readOnly": true}]}],
        "volumes": [{"name": "token", "secret": {"secretName": "token-x"}}],
        "securityContext": {},
    })
}

/// Its lines that are neither empty nor prose: what is set, and what one can set by taking the `#` away.
fn settings(text: &str) -> Vec<&str> {
    let is_setting = |line: &&str| {
        let comment = line.trim_start().strip_prefix('#').map(str::trim);
        // A field's name; prose begins with a capital.
        let word = |text: &str| {
            let name = text.split(':').next().unwrap();
            name.starts_with(char::is_lowercase) && name.chars().all(|it| it.is_ascii_graphic())
        };
        match comment {
            Some(comment) => comment.starts_with("- ") || (comment.contains(':') && word(comment)),
            None => !line.trim().is_empty(),
        }
    };
    text.lines().filter(is_setting).collect()
}

#[test]
fn a_template_is_the_same_in_chinese_but_for_the_prose_of_its_comments() {
    for template in &template::TEMPLATES {
        let chinese = template.text().zh;
        assert_eq!(settings(chinese), settings(template.yaml()), "{}", template.name);
        let prose = chinese.lines().filter(|line| line.trim_start().starts_with("# "));
        for line in prose.filter(|line| !settings(chinese).contains(line)) {
            assert!(line.chars().any(|it| ('\u{4e00}'..'\u{9fff}').contains(&it)), "{line}");
        }
    }
}

#[test]
fn every_line_of_a_template_fits_the_editor() {
    for text in template::TEMPLATES.iter().flat_map(|template| [template.text().en, template.text().zh]) {
        for line in text.lines() {
            assert!(line.chars().count() <= 90, "{line}");
        }
    }
}

#[test]
fn an_ordinary_pod_is_admitted_unchanged_under_privileged_restricted() {
    let pod = create("privileged-restricted", &busybox()).unwrap();
    assert_eq!(serde_json::to_value(pod.spec).unwrap(), busybox());
}

#[test]
fn refuses_the_host_under_privileged_restricted() {
    let mut spec = busybox();
    spec["hostNetwork"] = json!(true);
    spec["hostPID"] = json!(true);
    spec["containers"][0]["ports"] = json!([{"containerPort": 80, "hostPort": 80}]);
    spec["containers"][0]["securityContext"] = json!({"privileged": true});
    assert_eq!(
        create("privileged-restricted", &spec).unwrap_err(),
        "pods \"p\" is forbidden: PodSecurityPolicy: unable to admit pod: [\
         spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used \
         spec.securityContext.hostPID: Invalid value: true: Host PID is not allowed to be used \
         spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed \
         spec.containers[0].hostPort: Invalid value: 80: Host port 80 is not allowed to be used. Allowed ports: []]"
    );
}

#[test]
fn a_pod_that_may_run_as_root_is_admitted_and_will_not_start_under_the_strictest_template() {
    let pod = create("privileged-root-volumes-restricted", &busybox()).unwrap();
    let security = pod.spec.unwrap().containers[0].security_context.clone();
    assert_eq!(
        serde_json::to_value(security).unwrap(),
        json!({"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "runAsNonRoot": true})
    );
}

#[test]
fn an_ordinary_user_is_admitted_and_root_is_refused_under_the_strictest_template() {
    let mut spec = busybox();
    spec["securityContext"] = json!({"runAsUser": 1000, "runAsGroup": 3000});
    assert!(create("privileged-root-volumes-restricted", &spec).is_ok());
    spec["securityContext"] = json!({"runAsUser": 0});
    spec["volumes"].as_array_mut().unwrap().push(json!({"name": "v", "hostPath": {"path": "/"}}));
    assert_eq!(
        create("privileged-root-volumes-restricted", &spec).unwrap_err(),
        "pods \"p\" is forbidden: PodSecurityPolicy: unable to admit pod: [\
         spec.volumes[1]: Invalid value: \"hostPath\": hostPath volumes are not allowed to be used \
         spec.containers[0].securityContext.runAsUser: Invalid value: 0: running with the root UID is forbidden]"
    );
}

#[test]
fn without_a_policy_to_use_the_message_is_the_guides() {
    let policy = template::default_policy("ack.privileged");
    let pod: Pod =
        serde_json::from_value(json!({"metadata": {"name": "p"}, "spec": {"containers": []}})).unwrap();
    for (minor, expected) in [
        (20, "pods \"p\" is forbidden: PodSecurityPolicy: unable to admit pod: []"),
        (17, "pods \"p\" is forbidden: unable to validate against any pod security policy: []"),
    ] {
        let policies = Policies::prepare_for(psp::Version::new(minor), [&policy]);
        let verdict = psp::admit(&policies, |_| false, &pod, Mode::Create);
        let Verdict::Forbidden(forbidden) = verdict else { panic!("admitted") };
        assert_eq!(forbidden.message(&pod), expected);
    }
}

#[test]
fn policies_that_can_admit_nothing_are_reported() {
    let mut policy = template::default_policy("a");
    policy.spec.run_as_user.rule = "MustRunAs".to_owned();
    policy.spec.fs_group.rule = "x".to_owned();
    let policies = Policies::prepare([&policy]);
    let reasons: Vec<_> = policies.dead()[0].reasons.iter().map(ToString::to_string).collect();
    assert_eq!(reasons, ["MustRunAs requires at least one range", "Unrecognized FSGroup strategy type x"]);
}
