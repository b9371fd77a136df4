//! The real kube-apiserver and etcd.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{Node, Program, free_port};

/// An etcd that ends with this.
pub(crate) struct Etcd {
    url: String,
    process: Child,
    _folder: TempDir,
}

impl Etcd {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let urls = [free_port(), free_port()].map(|port| format!("http://127.0.0.1:{port}"));
        let process = Command::new("etcd")
            .arg("--data-dir")
            .arg(folder.path())
            .args(["--listen-client-urls", &urls[0], "--advertise-client-urls", &urls[0]])
            .args(["--listen-peer-urls", &urls[1], "--unsafe-no-fsync"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let [url, _] = urls;
        Self { url, process, _folder: folder }
    }
}

impl Drop for Etcd {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server, on this etcd.
pub(crate) fn program(etcd: &Etcd) -> Program {
    Program::Real { path: kube_apiserver(), etcd: etcd.url.clone() }
}

/// Where it is.
pub(crate) fn kube_apiserver() -> PathBuf {
    kubernetes("kube-apiserver")
}

/// A program of Kubernetes.
fn kubernetes(name: &str) -> PathBuf {
    let folder =
        std::env::var_os("PSP_TEST_KUBERNETES").expect("PSP_TEST_KUBERNETES: where kube-apiserver is");
    PathBuf::from(folder).join(name)
}

/// The controllers without which there are no service accounts; they end with this.
pub(crate) struct Controllers(Child);

impl Controllers {
    pub(crate) fn start(node: &Node, pki: &Path) -> Self {
        let kubeconfig = node.path().join("admin.conf");
        let process = Command::new(kubernetes("kube-controller-manager"))
            .arg("--kubeconfig")
            .arg(kubeconfig)
            .arg("--service-account-private-key-file")
            .arg(pki.join("sa.key"))
            .args(["--controllers=serviceaccount,serviceaccount-token,namespace,garbagecollector,clusterrole-aggregation"])
            .args([
                "--use-service-account-credentials=true",
                "--leader-elect=false",
                "--port=0",
                "--secure-port=0",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(node.path().join("controllers.log")).unwrap())
            .spawn()
            .unwrap();
        Self(process)
    }
}

impl Drop for Controllers {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
