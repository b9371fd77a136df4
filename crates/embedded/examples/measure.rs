//! What clusters cost: `cargo run --release -p embedded --example measure`.
//!
//! Memory and time of seeded clusters, and writes a second in memory and in a folder. The folder is made under the
//! temporary one; name another as the argument to measure another disk.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use embedded::{Contents, EmbeddedCluster, Limits, Options};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::api::PostParams;
use kube::{Api, Client};
use serde_json::json;

const CLUSTERS: usize = 200;
const LONG: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() {
    clusters().await;
    let place = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = place.join(format!("psp-console-measure-{}", std::process::id()));
    for clients in [1, 16, 64] {
        writes("in memory", EmbeddedCluster::new(&options()), clients).await;
        writes("in a folder", EmbeddedCluster::open(&options(), &folder).unwrap(), clients).await;
        std::fs::remove_dir_all(&folder).unwrap();
    }
    commits(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn options() -> Options {
    Options { limits: Limits::VISITOR, contents: Contents::Demo, ..Options::default() }
}

async fn clusters() {
    // The first one fills what all of them share.
    let mut all = vec![EmbeddedCluster::new(&options())];
    let (before, began) = (resident(), Instant::now());
    for _ in 0..CLUSTERS {
        all.push(EmbeddedCluster::new(&options()));
    }
    let took = began.elapsed() / u32::try_from(CLUSTERS).unwrap();
    // Their pods start.
    tokio::time::sleep(LONG).await;
    let each = (resident() - before) / CLUSTERS;
    println!("a seeded cluster: {took:.1?} to make, {each} KiB");
    let (cpu, began) = (processor_time(), Instant::now());
    tokio::time::sleep(LONG).await;
    let used = f64::from(processor_time() - cpu) / began.elapsed().as_secs_f64();
    println!("{} idle ones: {used:.1} % of a core", all.len());
}

async fn writes(what: &str, cluster: EmbeddedCluster, clients: usize) {
    // Events and older objects must not stand in the way.
    let end = Instant::now() + LONG;
    let writers = (0..clients).map(|client| {
        let maps = Api::<ConfigMap>::namespaced(Client::new(cluster.connect(), "default"), "default");
        tokio::spawn(async move {
            let name = format!("map-{client}");
            let map = serde_json::from_value(json!({"metadata": {"name": name}})).unwrap();
            let mut map = maps.create(&PostParams::default(), &map).await.unwrap();
            let mut done = 0_u32;
            while Instant::now() < end {
                map.data = Some([("number".to_owned(), done.to_string())].into());
                map = maps.replace(&name, &PostParams::default(), &map).await.unwrap();
                done += 1;
            }
            done
        })
    });
    let done = futures::future::join_all(writers).await.into_iter().map(Result::unwrap).sum::<u32>();
    println!("{what}, {clients} clients: {:.0} writes a second", f64::from(done) / LONG.as_secs_f64());
}

/// One write, one commit: what it would be without sharing commits.
fn commits(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let database = redb::Database::create(folder.join("commits.redb")).unwrap();
    let table = redb::TableDefinition::<u32, &[u8]>::new("objects");
    let (end, mut done) = (Instant::now() + LONG, 0_u32);
    while Instant::now() < end {
        let transaction = database.begin_write().unwrap();
        transaction.open_table(table).unwrap().insert(done % 64, [b'x'; 300].as_slice()).unwrap();
        transaction.commit().unwrap();
        done += 1;
    }
    println!("commits of redb, one after the other: {:.0} a second", f64::from(done) / LONG.as_secs_f64());
}

/// Of this process, in KiB.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Of this process, in hundredths of a second.
fn processor_time() -> u32 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    fields[11].parse::<u32>().unwrap() + fields[12].parse::<u32>().unwrap()
}
