//! A process that keeps a cluster in a folder is killed in the middle of its writes, again and again: what it had
//! acknowledged is there.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use embedded::{Contents, EmbeddedCluster, Options};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::api::{DeleteParams, ListParams, Patch, PatchParams, PostParams};
use kube::{Api, Client};
use serde_json::json;
use support::Temporary;

/// Tells the child which folder is its.
const FOLDER: &str = "PSP_CONSOLE_TEST_FOLDER";
const ROUNDS: u128 = 25;
const WRITERS: usize = 4;

fn options() -> Options {
    Options { kubelet: Duration::ZERO, contents: Contents::Demo, ..Options::default() }
}

/// The value of an object's only field, and the object's version; neither when there is no object.
type State = Option<(String, String)>;

/// Not a test of its own: the process that is killed. Each writer makes, changes and deletes an object of its own, and
/// says so before it tries and when it is done.
#[tokio::test(flavor = "multi_thread")]
async fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let cluster = EmbeddedCluster::open(&options(), &PathBuf::from(folder)).unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let maps = Api::<ConfigMap>::namespaced(Client::new(cluster.connect(), "default"), "default");
        tokio::spawn(write(maps, format!("of-writer-{writer}")))
    });
    futures::future::join_all(writers).await;
}

async fn write(maps: Api<ConfigMap>, name: String) {
    let mut there = maps.get_opt(&name).await.unwrap().is_some();
    for number in std::process::id() * 10_000.. {
        let value = if number % 5 == 0 { "-".to_owned() } else { number.to_string() };
        println!("\ntry {name} {value} ");
        let body = json!({"metadata": {"name": name}, "data": {"value": value}});
        let made = match (value.as_str(), there) {
            ("-", false) => None,
            ("-", true) => {
                maps.delete(&name, &DeleteParams::default()).await.unwrap();
                None
            }
            (_, false) => {
                let map = serde_json::from_value(body).unwrap();
                Some(maps.create(&PostParams::default(), &map).await.unwrap())
            }
            (_, true) => {
                Some(maps.patch(&name, &PatchParams::default(), &Patch::Merge(&body)).await.unwrap())
            }
        };
        there = made.is_some();
        let version = made.map(|map| map.metadata.resource_version.unwrap()).unwrap_or_default();
        println!("\ndone {name} {value} {version}");
    }
}

#[test]
fn no_acknowledged_write_is_lost_when_the_process_is_killed() {
    let folder = Temporary::new("killed");
    let mut known = BTreeMap::<String, State>::new();
    let mut newest = 0;
    for round in 0..ROUNDS {
        let (mut child, mut lines) = start(&folder.0);
        let mut open = BTreeMap::new();
        // Some die while they start, the others after a while.
        let lifetime = random() % (1 + 12 * round);
        let mut follow = |line: String| match line.split(' ').collect::<Vec<_>>()[..] {
            ["try", name, value, ""] => drop(open.insert(name.to_owned(), value.to_owned())),
            ["done", name, value, version] => {
                open.remove(name);
                newest = newest.max(version.parse().unwrap_or_default());
                known.insert(name.to_owned(), state(value, version));
            }
            _ => {}
        };
        for _ in 0..lifetime {
            follow(lines.next().unwrap().unwrap());
        }
        std::thread::sleep(Duration::from_micros(u64::try_from(random() % 3_000).unwrap()));
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(follow);
        verify(&folder.0, &mut known, &open, newest, round);
    }
}

/// Each object is what was acknowledged last, or what was being tried when the process died.
fn verify(
    folder: &Path,
    known: &mut BTreeMap<String, State>,
    open: &BTreeMap<String, String>,
    newest: u64,
    round: u128,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let cluster = EmbeddedCluster::open(&options(), folder).unwrap();
        let client = Client::new(cluster.connect(), "default");
        let maps = Api::<ConfigMap>::namespaced(client, "default");
        for writer in 0..WRITERS {
            let name = format!("of-writer-{writer}");
            let found = maps
                .get_opt(&name)
                .await
                .unwrap()
                .map(|map| (map.data.unwrap()["value"].clone(), map.metadata.resource_version.unwrap()));
            let expected = known.get(&name).cloned().flatten();
            if found != expected {
                let tried = open.get(&name).map(String::as_str);
                let value = found.as_ref().map_or("-", |(value, _)| value.as_str());
                assert_eq!(tried, Some(value), "round {round}: {name} was {expected:?}, is {found:?}");
            }
            known.insert(name, found);
        }
        let revision = maps.list(&ListParams::default()).await.unwrap().metadata.resource_version.unwrap();
        assert!(revision.parse::<u64>().unwrap() >= newest, "round {round}");
    });
}

fn state(value: &str, version: &str) -> State {
    (value != "-").then(|| (value.to_owned(), version.to_owned()))
}

fn start(folder: &Path) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writes_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

fn random() -> u128 {
    uuid::Uuid::new_v4().as_u128() >> 70
}
