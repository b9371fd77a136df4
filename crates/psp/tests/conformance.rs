//! Every recorded case must come out as it did on a real kube-apiserver 1.20.2.
#![allow(clippy::unwrap_used)] // a test's helpers may panic

// `case` refers to its siblings by `super`, as in the example.
#[path = "../examples/replay/case.rs"]
mod case;
#[path = "../examples/replay/pods.rs"]
mod pods;
#[path = "../examples/replay/policies.rs"]
mod policies;
#[path = "../examples/replay/rights.rs"]
mod rights;

use std::path::Path;

fn replay_all(folder: &Path) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Pods that something other than a policy refuses are not replayed.
        let replayed = path.extension().is_some_and(|extension| extension == "jsonl")
            && path.file_name().is_some_and(|name| name != "invalid-pod.jsonl");
        if replayed {
            let (cases, differences) = case::replay(&std::fs::read_to_string(&path).unwrap());
            let shown: Vec<_> = differences.iter().take(5).map(ToString::to_string).collect();
            assert!(differences.is_empty(), "{}: {cases} cases:\n{}", path.display(), shown.join("\n"));
            files += 1;
        }
    }
    files
}

#[test]
fn a_representative_part_comes_out_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    assert_eq!(replay_all(&folder), 5);
}

#[test]
fn all_recorded_cases_come_out_as_recorded_where_they_are_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    if folder.is_dir() {
        assert_eq!(replay_all(&folder), 5);
    }
}
