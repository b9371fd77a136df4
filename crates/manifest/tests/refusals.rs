//! What is refused, in which words, and where.

#![allow(clippy::unwrap_used)]

use manifest::{Psp, set, state, state_of};

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(state(text).unwrap_err().to_string(), expected);
    assert_eq!(set(text, Psp::On).unwrap_err().to_string(), expected);
}

#[track_caller]
fn check_container(container: &str, expected: &str) {
    check(&format!("spec:\n  containers:\n  - name: kube-apiserver\n{container}"), expected);
}

#[test]
fn what_is_no_manifest() {
    check("", "line 1, column 1: the text is empty");
    check("a: [\n", "line 2, column 1: while parsing a node, did not find expected node content");
    check("kind: Pod\n", "line 1, column 1: not the manifest of a pod: it has no containers");
    check("spec:\n  containers: 3\n", "line 1, column 1: not the manifest of a pod: it has no containers");
}

#[test]
fn what_has_no_server_or_two() {
    check(
        "spec:\n  containers:\n  - command: [etcd]\n",
        "line 3, column 5: none of the containers runs kube-apiserver",
    );
    check(
        "spec:\n  containers:\n  - command: [kube-apiserver]\n  - command: [/kube-apiserver]\n",
        "line 4, column 5: a second container that runs kube-apiserver; the first is at line 3, column 5",
    );
    check_container(
        "    image: i\n",
        "line 3, column 5: the container kube-apiserver has neither command nor args",
    );
    check_container("    command: [sleep]\n", "line 4, column 15: this does not run kube-apiserver");
    check_container(
        "    command: kube-apiserver\n",
        "line 4, column 14: command and args must be lists of texts",
    );
    check_container(
        "    command: [kube-apiserver, {}]\n",
        "line 4, column 31: command and args must be lists of texts",
    );
}

#[test]
fn a_shell() {
    let shell = "kube-apiserver is started by a shell, whose words cannot be told from its flags for sure";
    check_container(
        "    command: [/bin/sh, -c, exec kube-apiserver --v=2]\n",
        &format!("line 4, column 15: {shell}"),
    );
    check(
        "spec:\n  containers:\n  - name: server\n    command:\n    - bash\n    args: [-c, 'exec /usr/local/bin/kube-apiserver']\n",
        &format!("line 5, column 7: {shell}"),
    );
}

#[test]
fn what_depends_on_variables() {
    check_container(
        "    args: [--v=2, --enable-admission-plugins=$(PLUGINS)]\n",
        "line 4, column 19: \"$(PLUGINS)\" depends on a variable",
    );
    check_container("    args: [--v=2, $(MORE)]\n", "line 4, column 19: \"$(MORE)\" depends on a variable");
    let fine = "spec:\n  containers:\n  - name: kube-apiserver\n    args: [--advertise-address, $(IP), --etcd-prefix=$(P)]\n";
    assert_eq!(state(fine).unwrap().psp(), Psp::Off);
}

#[test]
fn flags_that_contradict_each_other() {
    check_container(
        "    args: [--enable-admission-plugins=PodSecurityPolicy, --disable-admission-plugins=PodSecurityPolicy]\n",
        "line 4, column 58: PodSecurityPolicy is disabled here, and enabled by another flag",
    );
    check_container(
        "    args: [--enable-admission-plugins=, --admission-control=]\n",
        "line 4, column 41: --admission-control cannot stand beside --enable-admission-plugins or \
         --disable-admission-plugins",
    );
}

#[test]
fn what_can_be_read_in_two_ways() {
    check_container(
        "    args: [--unheard-of, --enable-admission-plugins=A]\n",
        "line 4, column 26: this may be a flag, or the value of --unheard-of",
    );
    assert!(state_of(&["kube-apiserver", "--profiling", "--enable-admission-plugins=A"], &[]).is_ok());
    assert!(state_of(&["kube-apiserver", "-v", "2", "--enable-admission-plugins=A"], &[]).is_ok());
    assert!(state_of(&["kube-apiserver", "-v", "--enable-admission-plugins=A"], &[]).is_err());
    assert!(state_of(&["kube-apiserver", "-v2", "--enable-admission-plugins=A"], &[]).is_ok());
    assert_eq!(
        state_of(&["kube-apiserver", "--", "--enable-admission-plugins=PodSecurityPolicy"], &[])
            .unwrap()
            .psp(),
        Psp::Off
    );
}

#[test]
fn values_that_are_no_lists() {
    check_container(
        "    args: [--v=2, --enable-admission-plugins]\n",
        "line 4, column 19: --enable-admission-plugins has no value",
    );
    check_container(
        "    args: ['--enable-admission-plugins=A,\"B']\n",
        "line 4, column 12: \"A,\\\"B\" is no list of plugins",
    );
}

#[track_caller]
fn check_change(text: &str, wanted: Psp, expected: &str) {
    assert_eq!(set(text, wanted).unwrap_err().to_string(), expected);
}

#[test]
fn what_an_alias_uses_elsewhere_too() {
    let shared = "also used at";
    let item = "metadata: {annotations: {a: &a --enable-admission-plugins=A}}\nspec:\n  containers:\n  - command:\n    - kube-apiserver\n    - *a\n";
    check_change(item, Psp::On, "line 6, column 7: this is also used at line 1, column 29, by an alias");
    let list = "spec:\n  containers:\n  - command: &c [kube-apiserver, --v=2]\n    lifecycle: {preStop: {exec: {command: *c}}}\n";
    assert!(set(list, Psp::On).unwrap_err().to_string().contains(shared));
    let merged = "base: &base\n  command:\n  - kube-apiserver\n  - --enable-admission-plugins=A\nspec:\n  containers:\n  - name: a\n    <<: *base\n";
    assert!(set(merged, Psp::On).unwrap_err().to_string().contains(shared));
    assert_eq!(state(merged).unwrap().enabled, ["A"]);
}

#[test]
fn what_is_written_with_escapes() {
    let escaped = "spec:\n  containers:\n  - args: [\"--admission\\x2dcontrol=A,PodSecurityPolicy\"]\n    name: kube-apiserver\n";
    check_change(escaped, Psp::Off, "line 3, column 12: written in a way that is better changed by hand");
}

#[test]
fn a_text_that_would_exhaust_memory_or_stack() {
    assert!(state(&"[".repeat(100_000)).is_err());
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..10 {
        let alias = format!("*a{}, ", i - 1).repeat(10);
        bomb = [bomb, format!("a{i}: &a{i} [{alias}]\n")].concat();
    }
    assert!(state(&bomb).unwrap_err().to_string().ends_with("too many values"));
}
