//! The agent on real API servers: kube-apiserver 1.20.2 under a stand-in for kubelet, and etcd.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::{Command, Stdio};

use serde_json::json;
use support::real::{Etcd, kube_apiserver, program};
use support::{Node, killed, pki};

/// What kubectl says, of a node's server, with what it is given to read.
fn kubectl(node: &Node, arguments: &[&str], input: &str) -> (bool, String) {
    let mut child = Command::new("kubectl")
        .arg("--kubeconfig")
        .arg(node.path().join("admin.conf"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// Does this node's server let a pod in, in a cluster without a policy?
fn admits_pods(node: &Node) -> bool {
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"generateName": "a-", "namespace": "kube-public"},
        "spec": {"automountServiceAccountToken": false, "containers": [{"name": "a", "image": "a"}]},
    });
    // Service accounts are made by a controller, which does not run here.
    let metadata = json!({"name": "default", "namespace": "kube-public"});
    let account = json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata});
    kubectl(node, &["apply", "-f", "-"], &account.to_string());
    let (admitted, words) = kubectl(node, &["create", "--dry-run=server", "-f", "-"], &pod.to_string());
    assert!(admitted || words.contains("PodSecurityPolicy: no providers available"), "{words}");
    admitted
}

/// What the server says before it ends: it is given plugins that it does not know, and there is no etcd.
fn refusal(flags: &[&str]) -> String {
    let pki = pki::make();
    let file = |name: &str| pki.path().join(name).display().to_string();
    let output = Command::new(kube_apiserver())
        .args(["--etcd-servers=http://127.0.0.1:1", "--service-account-issuer=a", "--cert-dir", &file("")])
        .args([
            "--service-account-key-file",
            &file("sa.pub"),
            "--service-account-signing-key-file",
            &file("sa.key"),
        ])
        .args(["--service-cluster-ip-range=10.0.0.0/24", "--secure-port", &support::free_port().to_string()])
        .args(flags)
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn flags_are_read_as_the_server_reads_them() {
    for flags in [
        &["--enable-admission-plugins=A,B", "--enable-admission-plugins=C"][..],
        &["--enable-admission-plugins", "A", "--v=0", "--enable-admission-plugins=\"B\",C"],
        &["--profiling", "--enable-admission-plugins=A,,B"],
        &["--enable-admission-plugins=A,PodSecurityPolicy , B"],
        &["--enable-admission-plugins=A,B\n"],
        &["--admission-control=A", "--admission-control=B"],
    ] {
        let said = refusal(flags);
        let state = manifest::state_of(&["kube-apiserver"], flags).unwrap();
        let known = |name: &&String| name.as_str() != "PodSecurityPolicy";
        for name in state.enabled.iter().filter(known) {
            assert!(said.contains(&format!("plugin {name:?} is unknown")), "{flags:?} {name:?}: {said}");
        }
        let unknown = said.lines().last().unwrap().matches(" is unknown").count();
        assert_eq!(unknown, state.enabled.iter().filter(known).count(), "{flags:?}: {said}");
    }
    for (flags, words) in [
        (
            ["--enable-admission-plugins=PodSecurityPolicy", "--disable-admission-plugins=PodSecurityPolicy"],
            "overlapped",
        ),
        (["--enable-admission-plugins=", "--admission-control="], "mutually exclusive"),
        (["--enable-admission-plugins=A\"B", "--v=0"], "parse error"),
        (["--v=0", "--enable-admission-plugins"], "flag needs an argument"),
    ] {
        assert!(refusal(&flags).contains(words), "{flags:?}");
        assert!(manifest::state_of(&["kube-apiserver"], &flags).is_err(), "{flags:?}");
    }
}

#[test]
fn the_state_is_what_the_server_does_and_the_manifest_returns_to_the_first_byte() {
    let (etcd, pki) = (Etcd::start(), pki::make());
    let node = Node::start(&program(&etcd), "master-1", pki.path());
    let first = node.manifest();
    let ca = pki.path().join("ca.crt");
    let on = node.set("on", &["--ca", ca.to_str().unwrap()]);
    assert_eq!(on.code, 0, "{}{}", on.words, node.log());
    assert!(!admits_pods(&node));
    let again = node.set("on", &[]);
    assert_eq!((again.code, again.steps()), (0, vec!["ended"]));
    let off = node.set("off", &[]);
    assert_eq!(off.code, 0, "{}", off.words);
    assert!(admits_pods(&node));
    assert_eq!(node.manifest(), first);
}

#[test]
fn the_mirror_pod_tells_what_the_manifest_says() {
    let (etcd, pki) = (Etcd::start(), pki::make());
    let node = Node::start(&program(&etcd), "master-7", pki.path());
    // Once the server is up; until then nothing is there.
    assert_eq!(node.set("on", &[]).code, 0);
    assert_eq!(node.set("off", &[]).code, 0);
    let wait = ["-n", "kube-system", "get", "pod", "kube-apiserver-master-7", "-o"];
    let command = "jsonpath={.spec.containers[0].command[*]}";
    let flags = support::until(|| {
        let (found, words) = kubectl(&node, &[&wait[..], &[command]].concat(), "");
        (found && !words.contains("PodSecurityPolicy")).then_some(words)
    });
    let flags: Vec<&str> = flags.split(' ').collect();
    let state = manifest::state_of(&flags, &[]).unwrap();
    assert_eq!(state, manifest::state(&node.manifest()).unwrap());
}

#[test]
fn a_server_that_does_not_start_is_taken_back() {
    let (etcd, pki) = (Etcd::start(), pki::make());
    let node = Node::start(&program(&etcd), "master-1", pki.path());
    let first = node.manifest();
    node.break_policies();
    let on = node.set("on", &["--timeout", "30"]);
    assert_eq!((on.code, node.manifest()), (3, first), "{}", on.words);
    assert!(node.log().contains("unknown flag: --no-such-flag"), "{}", node.log());
    assert!(admits_pods(&node));
}

#[test]
fn killed_at_any_moment_it_leaves_one_of_the_two_and_the_next_ends_right() {
    let (etcd, pki) = (Etcd::start(), pki::make());
    killed::at_twenty_moments(&Node::start(&program(&etcd), "master-1", pki.path()));
}

#[test]
fn of_three_servers_the_second_fails_and_the_first_is_taken_back() {
    let (etcd, pki) = (Etcd::start(), pki::make());
    let nodes =
        ["master-1", "master-2", "master-3"].map(|name| Node::start(&program(&etcd), name, pki.path()));
    let first = nodes[0].manifest();
    for node in &nodes {
        support::until(|| kubectl(node, &["get", "--raw", "/readyz"], "").0.then_some(()));
    }
    nodes[1].break_policies();
    // One after the other, and no further than the first that fails.
    let mut codes = Vec::new();
    for node in &nodes {
        codes.push(node.set("on", &["--timeout", "30"]).code);
        if codes.last() != Some(&0) {
            break;
        }
    }
    assert_eq!(codes, [0, 3]);
    assert_eq!(nodes.each_ref().map(admits_pods), [false, true, true]);
    for node in &nodes {
        assert_eq!(node.set("off", &[]).code, 0);
        assert_eq!((admits_pods(node), node.manifest()), (true, first.clone()));
    }
}
