//! Each spelling, before and after.

#![allow(clippy::unwrap_used)]

use manifest::{How, Psp, set, set_as_before, state, state_of};

fn manifest(command: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: kube-apiserver\n{command}")
}

/// Off, on, and back.
#[track_caller]
fn check(off: &str, on: &str) {
    let (off, on) = (manifest(off), manifest(on));
    assert_eq!(set(&off, Psp::On).unwrap(), on);
    assert_eq!(set(&on, Psp::Off).unwrap(), off);
    assert_eq!(set(&on, Psp::On).unwrap(), on);
    assert_eq!(set(&off, Psp::Off).unwrap(), off);
}

#[test]
fn the_name_comes_behind_the_others() {
    check(
        "    command:\n    - kube-apiserver\n    - --enable-admission-plugins=NodeRestriction  # why\n    - --v=2\n",
        "    command:\n    - kube-apiserver\n    - --enable-admission-plugins=NodeRestriction,PodSecurityPolicy  # why\n    - --v=2\n",
    );
}

#[test]
fn the_value_may_be_an_item_of_its_own() {
    check(
        "    command:\n    - kube-apiserver\n    - --enable_admission_plugins\n    - 'NodeRestriction'\n",
        "    command:\n    - kube-apiserver\n    - --enable_admission_plugins\n    - 'NodeRestriction,PodSecurityPolicy'\n",
    );
}

#[test]
fn the_flag_of_old_lists_everything_that_runs() {
    check(
        "    command: ['kube-apiserver', '--admission-control=ServiceAccount']\n",
        "    command: ['kube-apiserver', '--admission-control=ServiceAccount,PodSecurityPolicy']\n",
    );
    check(
        "    command: ['kube-apiserver', '--admission-control', \"\"]\n",
        "    command: ['kube-apiserver', '--admission-control', \"PodSecurityPolicy\"]\n",
    );
}

#[test]
fn a_flag_that_disables_only_this_becomes_one_that_enables_it() {
    check(
        "    command:\n    - kube-apiserver\n    - --v=2\n    - --disable-admission-plugins=PodSecurityPolicy # until May\n",
        "    command:\n    - kube-apiserver\n    - --v=2\n    - --enable-admission-plugins=PodSecurityPolicy # until May\n",
    );
    check(
        "    args:\n    - --v=2\n    - \"--disable_admission_plugins\"\n    - PodSecurityPolicy\n",
        "    args:\n    - --v=2\n    - \"--enable_admission_plugins\"\n    - PodSecurityPolicy\n",
    );
}

#[test]
fn without_a_flag_one_comes_before_the_others_in_their_style() {
    check(
        "    command:\r\n    -   kube-apiserver\r\n    # first\r\n    -   \"--v=2\"",
        "    command:\r\n    -   kube-apiserver\r\n    # first\r\n    -   \"--enable-admission-plugins=PodSecurityPolicy\"\r\n    -   \"--v=2\"",
    );
    check(
        "    command:\n    - kube-apiserver",
        "    command:\n    - kube-apiserver\n    - --enable-admission-plugins=PodSecurityPolicy",
    );
    check(
        "    command: [kube-apiserver,  --v=2 ] # one line\n",
        "    command: [kube-apiserver,  --enable-admission-plugins=PodSecurityPolicy,  --v=2 ] # one line\n",
    );
    check(
        "    command: [\"kube-apiserver\"]\n",
        "    command: [\"kube-apiserver\", \"--enable-admission-plugins=PodSecurityPolicy\"]\n",
    );
}

#[test]
fn between_brackets_without_quotes_a_comma_would_be_another_item() {
    check(
        "    command: [kube-apiserver, --enable-admission-plugins=NodeRestriction]\n",
        "    command: [kube-apiserver, --enable-admission-plugins=PodSecurityPolicy, --enable-admission-plugins=NodeRestriction]\n",
    );
}

#[test]
fn a_flag_that_an_administrator_wrote_is_not_lost() {
    let on = manifest(
        "    command:\n    - kube-apiserver\n    - --enable-admission-plugins=PodSecurityPolicy # mine\n",
    );
    let off = set(&on, Psp::Off).unwrap();
    assert!(off.ends_with("    - --disable-admission-plugins=PodSecurityPolicy # mine\n"), "{off}");
    assert_eq!(set(&off, Psp::On).unwrap(), on);
}

#[test]
fn disabled_among_others_it_leaves_that_list() {
    let off = manifest(
        "    args:\n    - --disable-admission-plugins=A,PodSecurityPolicy,B\n    - --enable-admission-plugins=C\n",
    );
    let on = manifest(
        "    args:\n    - --disable-admission-plugins=A,B\n    - --enable-admission-plugins=C,PodSecurityPolicy\n",
    );
    assert_eq!(set(&off, Psp::On).unwrap(), on);
    assert_eq!(set_as_before(&on, Psp::Off, &off).unwrap(), off);
}

#[test]
fn the_order_of_a_list_returns_if_it_is_remembered() {
    let on = manifest("    args: ['--enable-admission-plugins=PodSecurityPolicy,A,PodSecurityPolicy,B']\n");
    let off = manifest("    args: ['--enable-admission-plugins=A,B']\n");
    let last = manifest("    args: ['--enable-admission-plugins=A,B,PodSecurityPolicy']\n");
    assert_eq!(set(&on, Psp::Off).unwrap(), off);
    assert_eq!(set(&off, Psp::On).unwrap(), last);
    assert_eq!(set_as_before(&off, Psp::On, &on).unwrap(), on);
    // What was before something else is of no use.
    let changed = off.replace("A,B", "A,B,C");
    assert_eq!(set_as_before(&changed, Psp::On, &on).unwrap(), last.replace("A,B,", "A,B,C,"));
    assert_eq!(set_as_before(&off, Psp::On, "no: [manifest").unwrap(), last);
    assert_eq!(set_as_before(&on, Psp::On, &off).unwrap(), on);
}

#[test]
fn an_anchor_that_is_used_nowhere_else_does_no_harm() {
    check(
        "    command: &c\n    - kube-apiserver\n    - &e --enable-admission-plugins=A\n    - &v --v=2\n    env: [{name: V, value: *v}]\n",
        "    command: &c\n    - kube-apiserver\n    - &e --enable-admission-plugins=A,PodSecurityPolicy\n    - &v --v=2\n    env: [{name: V, value: *v}]\n",
    );
}

#[test]
fn tells_what_the_flags_say() {
    let text = manifest(
        "    args: ['--enable-admission-plugins=\"A\",B', --disable-admission-plugins, 'C,D', '--enable-admission-plugins=E']\n",
    );
    let found = state(&text).unwrap();
    assert_eq!((found.enabled.join(" "), found.disabled.join(" ")), ("A B E".to_owned(), "C D".to_owned()));
    assert_eq!((found.how, found.psp()), (How::Unmentioned, Psp::Off));
}

#[test]
fn tells_the_same_of_a_mirror_pods_container() {
    let how = |args: &[&str]| state_of(&["kube-apiserver"], args).unwrap().how;
    assert_eq!(how(&[]), How::Unmentioned);
    assert_eq!(how(&["--enable-admission-plugins", "A,PodSecurityPolicy"]), How::Enabled);
    assert_eq!(how(&["--disable_admission-plugins=PodSecurityPolicy"]), How::Disabled);
    assert_eq!(how(&["--admission-control=A"]), How::NotInOldList);
    assert_eq!(how(&["--admission-control=A", "--admission-control=PodSecurityPolicy"]), How::InOldList);
    assert_eq!(state_of(&["/hyperkube", "apiserver"], &["--v=2"]).unwrap().how, How::Unmentioned);
}
