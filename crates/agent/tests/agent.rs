//! The agent, from its command line, on a node with a toy of a server.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use support::{Node, Program, finish, pki};

fn node(pki: &tempfile::TempDir) -> Node {
    Node::start(&Program::Toy, "master-1", pki.path())
}

#[test]
fn turns_it_on_and_off_to_the_first_byte() {
    let pki = pki::make();
    let node = node(&pki);
    let first = node.manifest();
    let on = node.set("on", &[]);
    assert_eq!(on.steps(), ["backed-up", "replaced", "server-ready", "ended"], "{}", on.words);
    assert_eq!(node.manifest(), first.replace("=NodeRestriction ", "=NodeRestriction,PodSecurityPolicy "));
    let off = node.set("off", &[]);
    assert_eq!((off.code, node.manifest()), (0, first), "{}", off.words);
}

#[test]
fn a_second_time_it_does_nothing() {
    let pki = pki::make();
    let node = node(&pki);
    assert_eq!(node.set("on", &[]).code, 0);
    let before = fs::metadata(node.manifest_path()).unwrap().modified().unwrap();
    let again = node.set("on", &[]);
    assert_eq!((again.code, again.steps()), (0, vec!["ended"]));
    assert_eq!(again.steps[0]["outcome"], "unchanged");
    assert_eq!(fs::metadata(node.manifest_path()).unwrap().modified().unwrap(), before);
}

#[test]
fn keeps_the_manifests_mode_and_the_backup_to_itself() {
    let pki = pki::make();
    let node = node(&pki);
    let first = node.manifest();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    fs::set_permissions(node.manifest_path(), fs::Permissions::from_mode(0o604)).unwrap();
    assert_eq!(node.set("on", &[]).code, 0);
    assert_eq!(mode(&node.manifest_path()), 0o604);
    let backups = node.path().join("psp-console");
    assert_eq!(mode(&backups), 0o700);
    let backup = backups.join("kube-apiserver.yaml.before");
    assert_eq!((mode(&backup), fs::read_to_string(&backup).unwrap()), (0o600, first));
    assert_eq!(
        fs::read_dir(node.path().join("manifests")).unwrap().count(),
        1,
        "kubelet runs every file there"
    );
}

#[test]
fn a_server_that_does_not_come_is_taken_back() {
    let pki = pki::make();
    let node = node(&pki);
    let first = node.manifest();
    node.break_policies();
    let on = node.set("on", &["--timeout", "2"]);
    assert_eq!((on.code, node.manifest()), (3, first.clone()), "{}", on.words);
    assert_eq!(on.steps(), ["backed-up", "replaced", "rolling-back", "server-ready", "ended"]);
    assert!(on.words.contains("after 2 s no server answers"), "{}", on.words);
    fs::remove_file(node.path().join("fault")).unwrap();
    assert_eq!(node.set("on", &[]).code, 0);
    assert_eq!(node.set("off", &[]).code, 0);
    assert_eq!(node.manifest(), first);
}

#[test]
fn a_server_that_comes_but_is_never_ready_is_taken_back() {
    let pki = pki::make();
    let node = node(&pki);
    let first = node.manifest();
    node.fault("PodSecurityPolicy\n--never-ready=etcd\n");
    let on = node.set("on", &["--timeout", "2"]);
    assert_eq!((on.code, node.manifest()), (3, first), "{}", on.words);
    assert!(on.words.contains("500 Internal Server Error: [-]etcd failed: no"), "{}", on.words);
}

#[test]
fn a_server_that_kubelet_does_not_restart_is_not_taken_for_the_new_one() {
    let pki = pki::make();
    let mut node = node(&pki);
    let first = node.manifest();
    assert_eq!(node.set("on", &[]).code, 0);
    assert_eq!(node.set("off", &[]).code, 0);
    node.pause_kubelet();
    let on = node.set("on", &["--timeout", "2"]);
    assert_eq!((on.code, node.manifest()), (3, first), "{}", on.words);
    assert!(on.words.contains("kubelet did not stop the server before"), "{}", on.words);
}

#[test]
fn what_cannot_be_judged_is_refused_before_anything_is_touched() {
    let pki = pki::make();
    let node = node(&pki);
    assert_eq!(node.set("on", &[]).code, 0);
    let refused = |more: &[&str], words: &str| {
        let before = node.manifest();
        let ended = node.set("off", more);
        assert_eq!(
            (ended.code, ended.steps(), node.manifest()),
            (1, vec!["ended"], before),
            "{}",
            ended.words
        );
        assert!(ended.words.contains(words), "{}", ended.words);
    };
    let manifests = node.path().join("manifests").display().to_string();
    refused(&["--backup-dir", &manifests], "where kubelet runs every file");
    refused(&["--readyz", "https://192.0.2.1:6443/readyz"], "is for loopback only");

    let link = node.path().join("link.yaml");
    std::os::unix::fs::symlink(node.manifest_path(), &link).unwrap();
    refused(&["--manifest", link.to_str().unwrap()], "is not a file of its own");
    let other = node.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::copy(node.manifest_path(), other.join("copy.yaml")).unwrap();
    refused(&["--manifest", other.join("copy.yaml").to_str().unwrap()], "the backup folder belongs to");

    fs::write(node.manifest_path(), node.manifest().replace("- kube-apiserver\n", "- sleep\n")).unwrap();
    refused(&[], "kube-apiserver.yaml: line 16, column 7: this does not run kube-apiserver");
}

#[test]
fn checks_the_servers_certificate_if_it_is_told_how() {
    let pki = pki::make();
    let node = node(&pki);
    let ca = pki.path().join("ca.crt");
    assert_eq!(node.set("on", &["--ca", ca.to_str().unwrap()]).code, 0);
    let other = pki::make();
    let wrong = node.set("off", &["--ca", other.path().join("ca.crt").to_str().unwrap()]);
    assert_eq!(wrong.code, 1, "{}", wrong.words);
    assert!(wrong.words.contains("invalid peer certificate"), "{}", wrong.words);
}

#[test]
fn killed_at_any_moment_it_leaves_one_of_the_two_and_the_next_ends_right() {
    let pki = pki::make();
    support::killed::at_twenty_moments(&node(&pki));
}

#[test]
fn killed_while_it_takes_back_the_next_ends_that_and_does_not_try_again() {
    let pki = pki::make();
    let node = node(&pki);
    let first = node.manifest();
    node.break_policies();
    let mut agent = node.agent("on", &["--timeout", "2"]).spawn().unwrap();
    // Its first attempt may be too early for the server.
    while !support::has_step(&mut agent, "rolling-back") {
        finish(agent);
        agent = node.agent("on", &["--timeout", "2"]).spawn().unwrap();
    }
    agent.kill().unwrap();
    finish(agent);
    let next = node.set("on", &[]);
    assert_eq!((next.code, node.manifest()), (3, first), "{}", next.words);
    assert_eq!(next.steps(), ["resumed", "rolling-back", "server-ready", "ended"]);
}

#[test]
fn killed_and_then_edited_by_somebody_it_leaves_their_text() {
    let pki = pki::make();
    let node = node(&pki);
    assert_eq!(node.set("on", &[]).code, 0);
    let mut agent = node.agent("off", &[]).spawn().unwrap();
    assert!(support::has_step(&mut agent, "replaced"), "{:?}", finish(agent));
    agent.kill().unwrap();
    finish(agent);
    let theirs = node.manifest().replace("#   - --v=4", "    - --v=4");
    fs::write(node.manifest_path(), &theirs).unwrap();
    assert_eq!((node.set("off", &[]).code, node.manifest()), (0, theirs.clone()));
    assert_eq!(node.set("on", &[]).code, 0);
    assert_eq!((node.set("off", &[]).code, node.manifest()), (0, theirs));
}

#[test]
fn two_at_once_do_not_meet() {
    let pki = pki::make();
    let mut node = node(&pki);
    assert_eq!(node.set("on", &[]).code, 0);
    node.pause_kubelet();
    let mut first = node.agent("off", &[]).spawn().unwrap();
    assert!(support::has_step(&mut first, "replaced"));
    let second = node.set("on", &[]);
    assert_eq!(second.code, 5, "{}", second.words);
    node.resume_kubelet();
    assert_eq!(finish(first).code, 0);
}
