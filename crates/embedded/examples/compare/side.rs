//! One of the two that are compared: its processes, and how it is asked.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use embedded::{EmbeddedCluster, Options};
use http::Request;
use kube::Client;
use kube::config::{Config, KubeConfigOptions, Kubeconfig, KubeconfigError};

use crate::process;

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    Embedded,
    Real,
}

/// A cluster that runs until this is dropped.
pub(crate) struct Side {
    pub(crate) kind: Kind,
    /// How long it took from the start of the first process until `/readyz` was answered well.
    pub(crate) ready: Duration,
    /// The processes that make the API: one, or etcd and kube-apiserver.
    servers: Vec<u32>,
    /// The controller manager, where that is a process of its own.
    pub(crate) manager: Option<u32>,
    config: Config,
    _life: Life,
}

/// What ends a cluster.
enum Life {
    Child(Child),
    Script { script: PathBuf, folder: PathBuf },
}

impl Drop for Life {
    fn drop(&mut self) {
        match self {
            Self::Child(child) => {
                child.kill().unwrap();
                child.wait().unwrap();
            }
            Self::Script { script, folder } => {
                Command::new(script).arg("stop").arg(folder).status().unwrap();
            }
        }
    }
}

impl Side {
    pub(crate) async fn embedded(folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        let file = folder.join("embedded.kubeconfig");
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("serve").arg(&file).stdin(Stdio::piped());
        let began = Instant::now();
        let child = command.spawn().unwrap();
        let servers = vec![child.id()];
        let life = Life::Child(child);
        let config = loop {
            if let Ok(config) = read(&file).await {
                break config;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        let ready = Request::get("/readyz").body(Vec::new()).unwrap();
        client(&config).request_text(ready).await.unwrap();
        let ready = began.elapsed();
        Self { kind: Kind::Embedded, ready, servers, manager: None, config, _life: life }
    }

    pub(crate) async fn real(script: &Path, folder: &Path) -> Self {
        let folder = folder.join("real");
        let life = Life::Script { script: script.to_owned(), folder: folder.clone() };
        let started = Command::new(script).arg("start").arg(&folder).stdout(Stdio::null()).status().unwrap();
        assert!(started.success(), "the real one did not start");
        let file = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let ready = Duration::from_millis(file("ready-ms").trim().parse().unwrap());
        let mut servers: Vec<u32> = file("pids").lines().map(|line| line.parse().unwrap()).collect();
        let manager = servers.pop();
        let config = read(&folder.join("kubeconfig")).await.unwrap();
        Self { kind: Kind::Real, ready, servers, manager, config, _life: life }
    }

    /// A client with connections of its own.
    pub(crate) fn client(&self) -> Client {
        client(&self.config)
    }

    /// The memory that its servers have now, in MiB.
    pub(crate) fn memory(&self) -> f64 {
        self.servers.iter().map(|id| process::memory(*id, "VmRSS")).sum()
    }

    /// The most memory that its servers have had, in MiB.
    pub(crate) fn peak(&self) -> f64 {
        self.servers.iter().map(|id| process::memory(*id, "VmHWM")).sum()
    }

    /// The processor time that its servers have used, in seconds.
    pub(crate) fn time(&self) -> f64 {
        self.servers.iter().map(|id| process::time(*id)).sum()
    }
}

async fn read(file: &Path) -> Result<Config, KubeconfigError> {
    let config = Kubeconfig::read_from(file)?;
    Config::from_custom_kubeconfig(config, &KubeConfigOptions::default()).await
}

fn client(config: &Config) -> Client {
    Client::try_from(config.clone()).unwrap()
}

/// The embedded one's process.
pub(crate) async fn serve(file: &Path) {
    let cluster = EmbeddedCluster::new(&Options::default());
    let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
    // All of it is there when it is there.
    let unfinished = file.with_extension("unfinished");
    fs::write(&unfinished, serving.kubeconfig()).unwrap();
    fs::rename(unfinished, file).unwrap();
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await.unwrap().unwrap();
}
