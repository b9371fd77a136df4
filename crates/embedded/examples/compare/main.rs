//! The embedded cluster and a real Kubernetes 1.20.2, measured side by side in one run: `scripts/bench` calls it.
//!
//! `compare SCRIPT FOLDER [PODS]` starts both, each as processes of its own (`SCRIPT` is `scripts/kubernetes`, which
//! keeps the real one's state in `FOLDER`), puts the same requests to both over TLS, and prints a table.
//! `compare serve FILE` is the embedded one's process: it writes its kubeconfig into `FILE` and serves until its input
//! ends.
//!
//! The client runs on the same machine, and takes its share of it: rates are those of client and server together. What
//! a request costs the server alone is its processor time.

#![allow(clippy::unwrap_used)]

mod process;
mod report;
mod requests;
mod side;
mod watchers;

use std::path::PathBuf;

use report::{Better, Report};
use side::{Kind, Side};

const STARTS: usize = 3;
const REPETITIONS: usize = 5;
const PODS: usize = 10_000;
/// One pod of so many is in another namespace, to be listed alone.
const FEW: usize = 10;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = PathBuf::from(arguments.next().unwrap());
    let second = PathBuf::from(arguments.next().unwrap());
    if first.as_os_str() == "serve" {
        return side::serve(&second).await;
    }
    let pods = arguments.next().map_or(PODS, |number| number.parse().unwrap());
    let mut report = Report::default();
    let sides = start(&first, &second, &mut report).await;
    for side in &sides {
        requests::prepare(side).await;
        memory(side, "nothing in it", &mut report);
    }
    rates(&sides, &mut report).await;
    fill(&sides, pods, &mut report).await;
    lists(&sides, pods, &mut report).await;
    for side in &sides {
        report.add("memory, its peak, MiB", Better::Less, side, side.peak());
    }
    println!("{report}");
}

/// Starts both some times; the last ones stay.
async fn start(script: &std::path::Path, folder: &std::path::Path, report: &mut Report) -> [Side; 2] {
    let mut number = 0;
    loop {
        let folder = folder.join(number.to_string());
        let sides = [Side::embedded(&folder).await, Side::real(script, &folder).await];
        for side in &sides {
            report.add("from start to ready, ms", Better::Less, side, side.ready.as_secs_f64() * 1000.0);
        }
        number += 1;
        if number == STARTS {
            return sides;
        }
    }
}

/// What does not depend on how much there is.
async fn rates(sides: &[Side; 2], report: &mut Report) {
    for clients in [1, 16] {
        let who = if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") };
        for _ in 0..REPETITIONS {
            for side in sides {
                let (rate, cost) = requests::dry_runs(side, clients).await;
                report.add(&format!("dry-run creates a second, {who}"), Better::More, side, rate);
                report.add(&format!("processor time of one, {who}, µs"), Better::Less, side, cost);
            }
        }
    }
    for _ in 0..REPETITIONS {
        for side in sides {
            let what = format!("events told to {} watchers, a second", watchers::WATCHERS);
            report.add(&what, Better::More, side, watchers::fan_out(side).await);
        }
    }
}

async fn fill(sides: &[Side; 2], pods: usize, report: &mut Report) {
    let few = pods / FEW;
    for side in sides {
        requests::create(side, "few", few).await;
        let rate = requests::create(side, "many", pods - few).await;
        report.add("creates a second, 16 clients", Better::More, side, rate);
        memory(side, &format!("{pods} pods"), report);
    }
}

async fn lists(sides: &[Side; 2], pods: usize, report: &mut Report) {
    for (path, expected) in [("/api/v1/namespaces/few/pods", pods / FEW), ("/api/v1/pods", pods)] {
        for _ in 0..REPETITIONS {
            for side in sides {
                let took = requests::list(side, path, expected).await;
                report.add(&format!("list of {expected} pods, ms"), Better::Less, side, took);
            }
        }
    }
}

fn memory(side: &Side, when: &str, report: &mut Report) {
    report.add(&format!("memory, {when}, MiB"), Better::Less, side, side.memory());
    if let (Kind::Real, Some(manager)) = (side.kind, side.manager) {
        report.note(format!("its controller manager, {when}: {:.0} MiB", process::memory(manager, "VmRSS")));
    }
}
