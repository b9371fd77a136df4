//! A control plane for tests: etcd, controllers, and as many nodes as asked for, each with a kube-apiserver in a static pod.
//!
//! `control_plane COUNT` says where everything is, as one line of JSON, once every server answers. It ends, and everything
//! with it, when its standard input does.

#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::process::{Command, Stdio};

use serde_json::json;
use support::real::{Controllers, Etcd, program};
use support::{Node, pki};

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1);
    let (etcd, pki) = (Etcd::start(), pki::make());
    let nodes: Vec<Node> = (1..=count)
        .map(|number| Node::start(&program(&etcd), &format!("master-{number}"), pki.path()))
        .collect();
    for node in &nodes {
        support::until(|| kubectl(node, &["get", "--raw", "/readyz"]));
    }
    let _controllers = Controllers::start(&nodes[0], pki.path());
    for namespace in ["default", "kube-system"] {
        let secrets =
            ["-n", namespace, "get", "serviceaccount", "default", "-o", "jsonpath={.secrets[0].name}"];
        support::until(|| kubectl(&nodes[0], &secrets).filter(|name| !name.is_empty()));
    }
    for (node, number) in nodes.iter().zip(1..) {
        let pod = format!("kube-apiserver-master-{number}");
        support::until(|| kubectl(node, &["-n", "kube-system", "get", "pod", &pod]));
    }
    let told = nodes.iter().map(|node| {
        json!({
            "kubeconfig": node.path().join("admin.conf"),
            "manifest": node.manifest_path(),
            "readyz": format!("https://127.0.0.1:{}/readyz", node.port),
            "fault": node.path().join("fault"),
            "log": node.path().join("kube-apiserver.log"),
        })
    });
    println!("{}", json!({"nodes": told.collect::<Vec<_>>()}));
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
}

/// What kubectl says, if it succeeds.
fn kubectl(node: &Node, arguments: &[&str]) -> Option<String> {
    let mut kubectl = Command::new("kubectl");
    kubectl.arg("--kubeconfig").arg(node.path().join("admin.conf")).args(arguments).stderr(Stdio::null());
    let output = kubectl.output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}
