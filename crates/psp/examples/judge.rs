//! Judges a pod as kube-apiserver would, and says what would have to change: `judge POD.yaml POLICY.yaml...`
//!
//! ```sh
//! cargo run -p psp --example judge -- pod.yaml crates/psp/src/template/privileged-restricted.yaml
//! ```

use std::error::Error;
use std::process::ExitCode;

use k8s_openapi::api::core::v1::Pod;
use psp::violation::{Action, Change};
use psp::{Forbidden, Mode, PodSecurityPolicy, Policies, Verdict};

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [pod, policies @ ..] = files.as_slice() else {
        eprintln!("usage: judge POD.yaml POLICY.yaml...");
        return ExitCode::from(2);
    };
    match judge(pod, policies) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Is the pod admitted?
fn judge(pod: &str, policies: &[String]) -> Result<bool, Box<dyn Error>> {
    let documents =
        psp::yaml::to_value(&std::fs::read_to_string(pod)?).map_err(|errors| located(pod, &errors))?;
    let pod: Pod = serde_json::from_value(documents.into_iter().next().ok_or("the pod's file is empty")?)?;
    let mut objects = Vec::new();
    for file in policies {
        let mut policy =
            psp::yaml::parse(&std::fs::read_to_string(file)?).map_err(|errors| located(file, &errors))?;
        psp::set_defaults(&mut policy);
        objects.push(policy);
    }

    let policies = Policies::prepare(&objects);
    for dead in policies.dead() {
        let reasons: Vec<String> = dead.reasons.iter().map(ToString::to_string).collect();
        println!("{} can admit no pod at all: {}", dead.name, reasons.join(", "));
    }
    match psp::admit(&policies, |_| true, &pod, Mode::Create) {
        Verdict::Admitted(admitted) => {
            let how = if admitted.is_mutated() { "after it has filled something in:" } else { "as it is:" };
            println!("{} admits the pod {how}", admitted.policy);
            let mut stored = pod.clone();
            admitted.apply(&mut stored);
            println!("{}", serde_json::to_string_pretty(&stored)?);
            Ok(true)
        }
        Verdict::Forbidden(forbidden) => {
            println!("{}", forbidden.message(&pod));
            explain(&forbidden, &objects, &pod);
            Ok(false)
        }
    }
}

/// Each violation with the smallest changes that end it, one to the pod and one to the policy.
fn explain(forbidden: &Forbidden, policies: &[PodSecurityPolicy], pod: &Pod) {
    for violation in &forbidden.violations {
        let container = violation.container.as_ref().map(|it| format!(", container {}", it.name));
        println!(
            "\n{} ({}{}): {}",
            violation.policy,
            violation.check,
            container.unwrap_or_default(),
            violation.error().path
        );
        println!("  found:   {}", violation.found().unwrap_or_else(|| "nothing".to_owned()));
        println!("  allowed: {}", violation.allowed());
        let policy = policies.iter().find(|policy| policy.name() == violation.policy);
        let of_policy = policy.and_then(|policy| violation.policy_changes(policy));
        for (what, changes) in [("pod", violation.pod_changes(pod)), ("policy", of_policy)] {
            match changes {
                Some(changes) => changes.iter().for_each(|change| println!("  {what}: {}", told(change))),
                None => println!("  {what}: no change of it alone helps"),
            }
        }
    }
}

fn told(Change { path, action }: &Change) -> String {
    match action {
        Action::Set(value) => format!("set {path} to {value}"),
        Action::Add(value) => format!("add {value} to {path}"),
        Action::Remove => format!("remove {path}"),
    }
}

fn located(file: &str, errors: &[psp::yaml::YamlError]) -> String {
    errors.iter().map(|error| format!("{file}: {error}")).collect::<Vec<_>>().join("\n")
}
