//! Rules about the code itself: the invariants of ARCHITECTURE.md.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file of ours, by its path from the root.
fn sources() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root().join("app"), root().join("server"), root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                files.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

fn is_test(name: &str) -> bool {
    name.contains("/tests/") || name.ends_with("/tests.rs")
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What each of our crates needs, tests aside.
fn dependencies(metadata: &Value) -> BTreeMap<&str, Vec<&str>> {
    let text = |value: &'static str| move |it: &'_ Value| it[value].as_str().map(str::to_owned);
    let members: Vec<String> = metadata["workspace_members"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    let packages = metadata["packages"].as_array().unwrap();
    let ours = packages.iter().filter(|package| text("id")(package).is_some_and(|id| members.contains(&id)));
    ours.map(|package| {
        let needs = package["dependencies"].as_array().unwrap().iter();
        let needs = needs.filter(|it| it["kind"].as_str() != Some("dev"));
        (package["name"].as_str().unwrap(), needs.filter_map(|it| it["name"].as_str()).collect())
    })
    .collect()
}

#[test]
fn crates_depend_on_each_other_only_as_architecture_says() {
    let metadata = metadata();
    let found = dependencies(&metadata);
    let allowed: [(&str, &[&str]); 9] = [
        ("psp", &[]),
        ("access", &[]),
        ("manifest", &[]),
        ("agent", &["manifest"]),
        ("cluster", &["access", "manifest", "psp"]),
        ("embedded", &["access", "psp"]),
        ("app", &["access", "cluster", "psp"]),
        ("hydrate", &["app"]),
        ("server", &["access", "agent", "app", "cluster", "embedded", "psp"]),
    ];
    let allowed = BTreeMap::from(allowed);
    assert!(found.keys().eq(allowed.keys()), "a crate that this rule does not know: {:?}", found.keys());
    for (name, needs) in &found {
        for ours in needs.iter().filter(|need| found.contains_key(*need)) {
            assert!(allowed[name].contains(ours), "{name} depends on {ours}");
        }
    }
}

#[test]
fn the_browser_gets_no_client_and_no_server() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package=hydrate", "--target=wasm32-unknown-unknown", "--edges=normal"])
        .args(["--prefix=none", "--offline", "--locked", "--format={p}"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let crates: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains("leptos") && crates.contains("psp"), "{crates:?}");
    for server_only in
        ["kube-client", "kube", "tokio", "axum", "hyper", "rustls", "cluster", "embedded", "server"]
    {
        assert!(!crates.contains(server_only), "{server_only} would be downloaded by every browser");
    }
}

#[test]
fn no_source_file_is_too_long() {
    for (name, text) in sources() {
        let most = if is_test(&name) { 500 } else { 300 };
        let lines = text.lines().count();
        assert!(lines <= most, "{name} has {lines} lines; {most} are allowed");
    }
}

#[test]
fn every_source_file_belongs_to_a_module_and_says_what_it_is() {
    let sources = sources();
    for (name, text) in &sources {
        let is_root = ["/lib.rs", "/main.rs", "/build.rs"].iter().any(|end| name.ends_with(end));
        let is_program = name.contains("/tests/") && !name.contains("/tests/support/")
            || name.contains("/examples/")
            || name.contains("/benches/")
            || name.contains("/fuzz_targets/");
        if !name.ends_with("/tests.rs") {
            assert!(text.starts_with("//!"), "{name} does not say what it is");
        }
        for line in text.lines().map(str::trim_start) {
            assert!(
                !(line.starts_with("pub use") && line.ends_with("::*;")),
                "{name} re-exports everything: {line}"
            );
        }
        if is_root || is_program || name.contains("/tests/support/") {
            continue;
        }
        assert!(!name.ends_with("/mod.rs"), "{name}: name the file after its module");
        let (folder, file) = name.rsplit_once('/').unwrap();
        let module = file.trim_end_matches(".rs");
        let parents = [format!("{folder}.rs"), format!("{folder}/lib.rs"), format!("{folder}/main.rs")];
        let declared = parents.iter().filter_map(|parent| sources.get(parent)).any(|parent| {
            parent.lines().any(|line| {
                let line =
                    line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
                line.trim_start_matches("pub ") == format!("mod {module};")
            })
        });
        assert!(declared, "{name} is in no module: it is never compiled");
    }
}

#[test]
fn the_app_names_no_kube_types() {
    for (name, text) in sources().iter().filter(|(name, _)| name.starts_with("app/")) {
        for word in ["kube::", "k8s_openapi::"] {
            assert!(!text.contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn the_app_has_one_type_of_what_leptos_has_many_of() {
    let theirs =
        ["Resource::new(", "ServerAction::", "<ActionForm", "Suspend::new(", "#[server]", "#[server("];
    let own = ["app/src/part/reading.rs", "app/src/part/load.rs", "app/src/view.rs", "app/src/text.rs"];
    for (name, text) in sources().iter().filter(|(name, _)| name.starts_with("app/src/")) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let is_ours = line.contains("output = Wire") || line.contains("#[server(default)]");
            let found = theirs.iter().find(|theirs| line.contains(**theirs) && !is_ours);
            assert!(own.contains(&name.as_str()) || found.is_none(), "{name}: {line}");
        }
        let makes_views = text.contains("view! {") && !own.contains(&name.as_str());
        assert!(!makes_views || text.contains("crate::view::"), "{name} uses the view! of leptos");
    }
}

#[test]
fn what_travels_to_the_browser_is_written_whole() {
    // postcard says nothing of a value's shape: what is left out, or decided by what is found, cannot be read again.
    let unreadable = ["skip_serializing", "serde(flatten", "serde(untagged", "serde(tag", ", tag ="];
    let travels = |name: &str| name.starts_with("app/src/api") || name.starts_with("crates/access/src");
    for (name, text) in sources().iter().filter(|(name, _)| travels(name)) {
        let found = unreadable.iter().find(|each| text.contains(**each));
        assert!(found.is_none(), "{name}: {found:?}");
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let forbids = |text: &str| text.contains("unsafe_code = \"forbid\"");
    assert!(forbids(&fs::read_to_string(root().join("Cargo.toml")).unwrap()));
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.extend([root().join("app"), root().join("server")]);
    for folder in folders {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let inherits = manifest.contains("[lints]\nworkspace = true");
        assert!(inherits || forbids(&manifest), "{} does not forbid unsafe code", folder.display());
    }
}

#[test]
fn every_invariant_names_a_test() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let sources = sources();
    let mut count = 0;
    for invariant in architecture.split("- **Invariant:**").skip(1) {
        let test =
            invariant.rsplit_once("(`").and_then(|(_, rest)| rest.split_once("`)")).map(|(name, _)| name);
        let test = test.unwrap_or_else(|| panic!("an invariant without a test: {invariant}"));
        let is_there = sources.values().any(|text| text.contains(&format!("fn {test}()")));
        assert!(is_there, "no test {test}");
        count += 1;
    }
    assert!(count >= 8);
}
