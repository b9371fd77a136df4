//! As much of kubelet as static pods need, for tests: it runs every manifest of a folder, again when it changes or its
//! program ends, and shows kube-apiserver's as a mirror pod. It ends, and its programs with it, when its standard input
//! does.
//!
//! What it copies of kubelet 1.20: files with a dot in front are no manifests; a file that cannot be read as a pod is
//! as good as gone; what is run again is what the pod says, so a comment does not restart anything.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::{Value, json};

const LOOK: Duration = Duration::from_millis(50);
/// kubelet's are ten seconds and thirty; tests have less time.
const BACK_OFF: Duration = Duration::from_millis(500);
const GRACE: Duration = Duration::from_secs(10);

#[derive(Parser)]
struct Options {
    /// The folder of manifests.
    #[arg(long)]
    manifests: PathBuf,
    /// FROM TO: in arguments, FROM is replaced by TO. A container has its files elsewhere than a test.
    #[arg(long, num_args = 2, allow_hyphen_values = true)]
    map: Vec<String>,
    /// PROGRAM PATH: what is run for a program of a container.
    #[arg(long, num_args = 2)]
    program: Vec<String>,
    /// A file that, as long as it is there, makes a server fail: if an argument contains its first line, its second
    /// line becomes another argument.
    #[arg(long)]
    fault: Option<PathBuf>,
    /// Where the mirror pods go; without it there are none.
    #[arg(long)]
    kubeconfig: Option<PathBuf>,
    /// This node's name.
    #[arg(long, default_value = "master-1")]
    node: String,
    /// Where the programs' output goes.
    #[arg(long)]
    logs: PathBuf,
}

struct Running {
    pod: Value,
    child: Child,
    /// A program that ended is not run again before that.
    again: Instant,
    is_mirrored: bool,
}

fn main() {
    let options = Options::parse();
    let end = thread::spawn(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
    let mut running: BTreeMap<PathBuf, Running> = BTreeMap::new();
    let mut agents = Agents::default();
    while !end.is_finished() {
        let wanted = manifests(&options.manifests);
        running.retain(|path, run| {
            let stays = wanted.get(path) == Some(&run.pod);
            if !stays {
                stop(&mut run.child);
            }
            stays
        });
        for (path, pod) in wanted {
            match running.get_mut(&path) {
                None => {
                    let child = start(&options, &pod);
                    running.insert(
                        path,
                        Running { pod, child, again: Instant::now() + BACK_OFF, is_mirrored: false },
                    );
                }
                Some(run) => look_after(&options, run),
            }
        }
        if let Some(kubeconfig) = &options.kubeconfig {
            agents.look(&options, kubeconfig);
        }
        thread::sleep(LOOK);
    }
    for child in agents.running.values_mut() {
        stop(&mut child.child);
    }
    for run in running.values_mut() {
        stop(&mut run.child);
    }
}

fn manifests(folder: &Path) -> BTreeMap<PathBuf, Value> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let visible = files.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    visible
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let pod = psp::yaml::to_value(&text).ok()?.into_iter().next()?;
            pod["spec"]["containers"].is_array().then_some((path, pod))
        })
        .collect()
}

fn look_after(options: &Options, run: &mut Running) {
    if run.child.try_wait().unwrap().is_some() {
        if Instant::now() >= run.again {
            run.child = start(options, &run.pod);
            run.again = Instant::now() + BACK_OFF;
        }
    } else if !run.is_mirrored && Instant::now() >= run.again {
        run.is_mirrored =
            options.kubeconfig.as_ref().is_none_or(|path| mirror(options, path, &run.pod).is_some());
        run.again = Instant::now() + BACK_OFF;
    }
}

fn pairs(list: &[String]) -> impl Iterator<Item = (&str, &str)> {
    list.chunks(2).map(|pair| (pair[0].as_str(), pair[1].as_str()))
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}

/// As the test wants it: a container has its files elsewhere.
fn mapped(options: &Options, text: &str) -> String {
    pairs(&options.map).fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Runs the first container, which is the only one in the tests.
fn start(options: &Options, pod: &Value) -> Child {
    let container = &pod["spec"]["containers"][0];
    let arguments = [texts(&container["command"]), texts(&container["args"])].concat();
    let mut arguments: Vec<String> = arguments.iter().map(|each| mapped(options, each)).collect();
    let fault = options.fault.as_ref().and_then(|path| fs::read_to_string(path).ok());
    if let Some((trigger, flag)) = fault.as_deref().and_then(|fault| fault.trim().split_once('\n'))
        && arguments.iter().any(|argument| argument.contains(trigger))
    {
        arguments.push(flag.to_owned());
    }
    let program = arguments.remove(0);
    let program =
        pairs(&options.program).find(|(name, _)| *name == program).map_or(program.as_str(), |(_, path)| path);
    let log = File::options().append(true).create(true).open(log_of(options, pod)).unwrap();
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

fn log_of(options: &Options, pod: &Value) -> PathBuf {
    let uid = pod["metadata"]["uid"].as_str().map(|uid| format!("-{uid}")).unwrap_or_default();
    options.logs.join(format!("{}{uid}.log", pod["metadata"]["name"].as_str().unwrap()))
}

/// The console's agents: pods of this node that the API server knows of, run once.
#[derive(Default)]
struct Agents {
    running: BTreeMap<String, Agent>,
    seen: BTreeSet<String>,
}

struct Agent {
    pod: Value,
    child: Child,
}

impl Agents {
    fn look(&mut self, options: &Options, kubeconfig: &Path) {
        let mine = format!("spec.nodeName={}", options.node);
        let asked = [
            "-n",
            "kube-system",
            "get",
            "pods",
            "-l",
            "psp-console/change",
            "--field-selector",
            &mine,
            "-o",
            "json",
        ];
        let found =
            kubectl(kubeconfig, &asked, "").and_then(|text| serde_json::from_str::<Value>(&text).ok());
        for pod in found.iter().flat_map(|list| list["items"].as_array().into_iter().flatten()) {
            let uid = pod["metadata"]["uid"].as_str().unwrap().to_owned();
            if self.seen.insert(uid.clone()) {
                fs::create_dir_all(mapped(options, "/etc/kubernetes/psp-console")).unwrap();
                self.running.insert(uid, Agent { child: start(options, pod), pod: pod.clone() });
            }
        }
        self.running.retain(|_, agent| match agent.child.try_wait().unwrap() {
            Some(status) => tell(options, kubeconfig, &agent.pod, status.code()).is_none(),
            None => true,
        });
    }
}

/// Writes down how a pod ended, with the end of its log if it failed. `None` if the API server does not answer.
fn tell(options: &Options, kubeconfig: &Path, pod: &Value, code: Option<i32>) -> Option<()> {
    // Killed by a signal.
    let code = code.unwrap_or(137);
    let log = fs::read_to_string(log_of(options, pod)).unwrap_or_default();
    let end = log.len().saturating_sub(2048);
    let message = if code == 0 { "" } else { log.get(end..).unwrap_or(&log) };
    let status = json!({"status": {"phase": if code == 0 { "Succeeded" } else { "Failed" }, "containerStatuses": [{
        "name": "agent", "image": "a", "imageID": "a", "ready": false, "restartCount": 0,
        "state": {"terminated": {"exitCode": code, "message": message}},
    }]}});
    let name = pod["metadata"]["name"].as_str()?;
    kubectl(kubeconfig, &["get", "--raw", "/readyz"], "")?;
    // Gone already: nobody wants to know.
    let patch = status.to_string();
    kubectl(
        kubeconfig,
        &["-n", "kube-system", "patch", "pod", name, "--subresource=status", "-p", &patch],
        "",
    );
    Some(())
}

/// Asks the program to end, and makes it.
fn stop(child: &mut Child) {
    let _ = Command::new("kill").arg(child.id().to_string()).stderr(Stdio::null()).status();
    let end = Instant::now() + GRACE;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
        }
        thread::sleep(LOOK);
    }
}

/// Shows the pod on the API server, in place of the one before. `None` if that is not ready yet.
fn mirror(options: &Options, kubeconfig: &Path, pod: &Value) -> Option<()> {
    let mut pod = pod.clone();
    let name = format!("{}-{}", pod["metadata"]["name"].as_str()?, options.node);
    pod["metadata"]["name"] = json!(name);
    pod["metadata"]["annotations"]["kubernetes.io/config.source"] = json!("file");
    pod["metadata"]["annotations"]["kubernetes.io/config.mirror"] = json!(psp_hash(&pod));
    pod["spec"]["nodeName"] = json!(options.node);
    for value in pod["metadata"]["annotations"].as_object_mut().into_iter().flatten().map(|(_, value)| value)
    {
        *value = json!(mapped(options, value.as_str().unwrap_or_default()));
    }
    kubectl(kubeconfig, &["get", "--raw", "/readyz"], "")?;
    kubectl(
        kubeconfig,
        &["-n", "kube-system", "delete", "pod", &name, "--ignore-not-found", "--force", "--grace-period=0"],
        "",
    )?;
    kubectl(kubeconfig, &["-n", "kube-system", "create", "-f", "-"], &pod.to_string()).map(drop)
}

/// Two pods that differ have different ones; kubelet's has no more to say.
fn psp_hash(pod: &Value) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    pod.to_string().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn kubectl(kubeconfig: &Path, arguments: &[&str], input: &str) -> Option<String> {
    let mut child = Command::new("kubectl")
        .arg("--kubeconfig")
        .arg(kubeconfig)
        .arg("--request-timeout=5s")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
