//! The real kube-apiserver and etcd.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{Program, free_port};

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
    let folder =
        std::env::var_os("PSP_TEST_KUBERNETES").expect("PSP_TEST_KUBERNETES: where kube-apiserver is");
    PathBuf::from(folder).join("kube-apiserver")
}
