//! The same steps on a real API server and on the embedded one: what both answer must be the same, word for word.
//!
//! The steps are in `scripts/`: one line for each (`script` says how they read), each performed on both sides at the
//! same time. Times, uids, versions and generated names are no answers (`normalise`). What differs knowingly has a
//! name in `docs/embedded-differences.md` and a step that still differs: a difference that is gone fails as well.
//!
//! `PSP_TEST_SCRIPT=verbs` performs only the scripts with `verbs` in their name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod http;
mod known;
mod normalise;
mod report;
mod script;
mod shell;
mod side;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use report::Report;
use script::{Action, Expect, Script, Step};
use side::{Answer, Side};

/// The real server sees changes of policies and rights through watches, some milliseconds later.
const PATIENCE: [u64; 4] = [30, 100, 400, 1500];
const AT_LEAST: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_embedded_cluster_answers_as_a_real_one_does() {
    let wanted = std::env::var("PSP_TEST_SCRIPT").unwrap_or_default();
    let scripts = Script::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/scripts"));
    side::clear_real().await;
    let mut report = Report::default();
    for script in scripts.iter().filter(|script| script.name.contains(&wanted)) {
        let (real, ours) = (Side::real(&script.name).await, Side::embedded(&script.name, script.nodes).await);
        let began = std::time::Instant::now();
        perform(script, real, ours, &mut report).await;
        println!("     {}: {:.1} s", script.name, began.elapsed().as_secs_f32());
    }
    println!("{}", report.summary());
    assert!(report.failures.is_empty(), "see what FAILED above: {:#?}", names(&report.failures));
    if wanted.is_empty() {
        assert!(report.compared >= AT_LEAST, "only {} comparisons", report.compared);
        let listed = known::differences();
        let shown: BTreeSet<String> = report.differences;
        assert_eq!(shown, listed, "left: steps that differ knowingly; right: what the document lists");
    }
}

async fn perform(script: &Script, mut real: Side, mut ours: Side, report: &mut Report) {
    for step in &script.steps {
        let name = format!("{}:{} {}", script.name, step.line, step.text);
        match &step.expect {
            Expect::Same | Expect::Pending | Expect::Differs(_) => {
                compare(step, &name, &mut real, &mut ours, report).await;
            }
            Expect::Ours(parts) => {
                let answer = ours.perform(step).await;
                report.contains(&name, &answer.text, parts);
            }
            Expect::Done => {
                let (first, second) = tokio::join!(real.perform(step), ours.perform(step));
                for (side, answer) in [("real", first), ("embedded", second)] {
                    if !answer.ok {
                        report.fail(format!("{name}\nfailed on the {side} one:\n{}", answer.text));
                    }
                }
            }
            Expect::Until(ok) => {
                let (first, second) = tokio::join!(real.wait(step, *ok), ours.wait(step, *ok));
                for (side, answer) in [("real", first), ("embedded", second)] {
                    if let Err(last) = answer {
                        report.fail(format!("{name}\nnever happened on the {side} one:\n{last}"));
                    }
                }
            }
        }
    }
}

fn names(failures: &[String]) -> Vec<&str> {
    failures.iter().filter_map(|failure| failure.lines().next()).collect()
}

async fn compare(step: &Step, name: &str, real: &mut Side, ours: &mut Side, report: &mut Report) {
    let (mut first, mut second) = tokio::join!(real.perform(step), ours.perform(step));
    for wait in PATIENCE {
        if step.expect != Expect::Same || first.text == second.text || !may_repeat(step, &first) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(wait)).await;
        (first, second) = tokio::join!(real.perform(step), ours.perform(step));
    }
    report.same_or_known(name, &step.expect, &first.text, &second.text);
}

/// Does it leave everything as it was?
fn may_repeat(step: &Step, real: &Answer) -> bool {
    match &step.action {
        Action::Ask(ask) => {
            ask.method == "GET" || ask.path.contains("dryRun=All") || real.text.starts_with("403")
        }
        Action::Shell(command) => {
            let reads = ["get", "auth", "describe", "diff", "explain", "rollout status"];
            reads.iter().any(|verb| command.starts_with(&format!("kubectl {verb} ")))
        }
        Action::Let { .. } | Action::File(_) => false,
    }
}
