//! A control-plane node in a folder: its manifests, its keys, something that does what kubelet does, and an agent.

// Each test file uses its own part of this one; the lint only excepts the tests themselves.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

pub(crate) mod killed;
pub(crate) mod pki;
#[cfg(feature = "real-cluster")]
pub(crate) mod real;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const MANIFEST: &str = include_str!("../data/kube-apiserver.yaml");

/// What a node's server is.
pub(crate) enum Program {
    /// What the agent sees of one.
    Toy,
    /// The real one, on this etcd.
    Real { path: PathBuf, etcd: String },
}

/// The node. Its processes end with it.
pub(crate) struct Node {
    folder: TempDir,
    pub(crate) port: u16,
    kubelet: Child,
}

/// How an agent ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) steps: Vec<Value>,
    pub(crate) words: String,
}

impl Ended {
    /// The names of its steps, without the ones that depend on how fast the server is.
    pub(crate) fn steps(&self) -> Vec<&str> {
        let names = self.steps.iter().map(|step| step["step"].as_str().unwrap());
        names.filter(|name| *name != "server-starting" && *name != "server-gone").collect()
    }
}

/// A program of the folder `examples`. Cargo may keep what it builds on the way, the tests among it, elsewhere
/// (`build.build-dir`); programs are always in the target folder.
fn example(name: &str) -> Command {
    let tests = std::env::current_exe().unwrap();
    let profile = tests.ancestors().nth(2).unwrap();
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    let folders = [profile.to_owned(), target.join(profile.file_name().unwrap())];
    let path = folders.iter().map(|folder| folder.join("examples").join(name)).find(|path| path.exists());
    Command::new(path.unwrap_or_else(|| panic!("{name} is missing: cargo build -p agent --examples")))
}

/// A port that nothing listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Node {
    pub(crate) fn start(program: &Program, name: &str, pki: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (manifests, port) = (folder.path().join("manifests"), free_port());
        fs::create_dir(&manifests).unwrap();
        fs::write(manifests.join("kube-apiserver.yaml"), MANIFEST).unwrap();
        let mut kubelet = example("kubelet");
        kubelet.arg("--manifests").arg(&manifests).arg("--logs").arg(folder.path()).args(["--node", name]);
        kubelet.arg("--fault").arg(folder.path().join("fault"));
        let secure_port = format!("--secure-port={port}");
        let mut map = |from: &str, to: &str| {
            kubelet.args(["--map", from, to]);
        };
        map("/etc/kubernetes/pki", pki.to_str().unwrap());
        map("--secure-port=6443", &secure_port);
        map("192.168.56.11:6443", &format!("127.0.0.1:{port}"));
        map("/etc/kubernetes/manifests", manifests.to_str().unwrap());
        map("/etc/kubernetes/psp-console", folder.path().join("psp-console").to_str().unwrap());
        match program {
            Program::Toy => {
                let path = example("toy_apiserver").get_program().to_owned();
                kubelet.args(["--program", "kube-apiserver"]).arg(path);
            }
            Program::Real { path, etcd } => {
                map("https://127.0.0.1:2379", etcd);
                map("--advertise-address=192.168.56.11", "--bind-address=127.0.0.1");
                kubelet.args(["--program", "kube-apiserver"]).arg(path);
                kubelet.arg("--kubeconfig").arg(pki::kubeconfig(pki, folder.path(), port));
            }
        }
        // What an agent's image holds.
        if let Some(console) = std::env::var_os("PSP_TEST_CONSOLE") {
            kubelet.args(["--program", "psp-console"]).arg(console);
        }
        let kubelet = kubelet.stdin(Stdio::piped()).spawn().unwrap();
        Self { folder, port, kubelet }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn manifest_path(&self) -> PathBuf {
        self.folder.path().join("manifests/kube-apiserver.yaml")
    }

    pub(crate) fn manifest(&self) -> String {
        fs::read_to_string(self.manifest_path()).unwrap()
    }

    /// Makes every server fail that is to enforce policies.
    pub(crate) fn break_policies(&self) {
        self.fault("PodSecurityPolicy\n--no-such-flag\n");
    }

    pub(crate) fn fault(&self, fault: &str) {
        fs::write(self.folder.path().join("fault"), fault).unwrap();
    }

    /// As if kubelet had stopped working; what it runs goes on.
    pub(crate) fn pause_kubelet(&mut self) {
        signal(&self.kubelet, "-STOP");
    }

    pub(crate) fn resume_kubelet(&mut self) {
        signal(&self.kubelet, "-CONT");
    }

    /// An agent that is to set this state.
    pub(crate) fn agent(&self, state: &str, more: &[&str]) -> Command {
        let mut agent = example("set_psp");
        agent.args(["set-psp", "--state", state]).args(more);
        let manifest = self.manifest_path().display().to_string();
        let readyz = format!("https://127.0.0.1:{}/readyz", self.port);
        for (flag, value) in [("--timeout", "60"), ("--manifest", &manifest), ("--readyz", &readyz)] {
            if !more.contains(&flag) {
                agent.args([flag, value]);
            }
        }
        if !more.contains(&"--ca") {
            agent.arg("--insecure-skip-tls-verify");
        }
        agent.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        agent
    }

    /// Runs an agent to its end; again as long as the node's server is only starting.
    pub(crate) fn set(&self, state: &str, more: &[&str]) -> Ended {
        let end = Instant::now() + Duration::from_mins(1);
        loop {
            let ended = finish(self.agent(state, more).spawn().unwrap());
            let is_early = ended.code == 1 && ended.words.contains("before the change");
            if !is_early || ended.words.contains("certificate") || Instant::now() > end {
                return ended;
            }
            sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("kube-apiserver.log")).unwrap_or_default()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Its standard input ends, so it stops its programs and itself.
        self.resume_kubelet();
        drop(self.kubelet.stdin.take());
        let _ = self.kubelet.wait();
    }
}

fn signal(process: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap().success());
}

/// Reads what an agent says until it has come so far; false if it ends before.
pub(crate) fn has_step(agent: &mut Child, step: &str) -> bool {
    let mut lines = BufReader::new(agent.stdout.as_mut().unwrap()).lines();
    lines.any(|line| line.unwrap().contains(&format!("\"step\":\"{step}\"")))
}

/// Asks until there is an answer.
pub(crate) fn until<T>(ask: impl Fn() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_mins(1);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "it does not come");
        sleep(Duration::from_millis(100));
    }
}

/// Waits for the end of an agent.
pub(crate) fn finish(child: Child) -> Ended {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Ended {
        // Killed by a signal.
        code: output.status.code().unwrap_or(-1),
        steps: text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        words: String::from_utf8(output.stderr).unwrap(),
    }
}
