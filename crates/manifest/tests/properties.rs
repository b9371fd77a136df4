//! For every manifest: a change says only what it should, and can be taken back to the byte.

#![allow(clippy::unwrap_used)]

mod support;

use manifest::{Psp, changes, set, set_as_before, state};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;
use support::{Flag, Manifest, Quotes, SHAPES, Shape, manifests};

/// The document as another parser reads it, without the flags about admission plugins, and those flags' lists.
fn rest_and_plugins(text: &str) -> (Value, Vec<(String, String)>) {
    let mut document = psp::yaml::to_value(text).unwrap().remove(0);
    let mut lists = Vec::new();
    for container in document["spec"]["containers"].as_array_mut().unwrap() {
        if container["name"] != "kube-apiserver" {
            continue;
        }
        for field in ["command", "args"] {
            let Some(items) = container.get_mut(field).and_then(Value::as_array_mut) else { continue };
            let mut kept = Vec::new();
            let mut items_left = items.drain(..);
            while let Some(item) = items_left.next() {
                let Some(text) = item.as_str() else {
                    kept.push(item);
                    continue;
                };
                let (name, value) =
                    text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
                let name = name.replace('_', "-");
                if !name.contains("admission") {
                    kept.push(item);
                    continue;
                }
                let value = value
                    .map_or_else(|| items_left.next().unwrap().as_str().unwrap().to_owned(), str::to_owned);
                let plugins = value.trim_end().split(',').filter(|plugin| !plugin.is_empty());
                lists.extend(plugins.map(|plugin| (name.clone(), plugin.to_owned())));
            }
            drop(items_left);
            *items = kept;
        }
    }
    (document, lists)
}

fn others(lists: Vec<(String, String)>) -> Vec<(String, String)> {
    lists.into_iter().filter(|(_, plugin)| plugin != "PodSecurityPolicy").collect()
}

fn names_psp(flag: &Flag) -> bool {
    flag.value.split(',').any(|plugin| plugin == "PodSecurityPolicy")
}

/// The two exceptions that the library names.
fn is_disabled_so_that_it_is_forgotten(manifest: &Manifest) -> bool {
    let disables = |flag: &Flag| flag.name.starts_with("--disable") && names_psp(flag);
    let among_others = |flag: &Flag| disables(flag) && flag.value.contains(',');
    manifest.flags.iter().any(among_others) || manifest.flags.first().is_some_and(disables)
}

/// Does the plugin stand where it would be appended, or alone, once?
fn stands_last(manifest: &Manifest) -> bool {
    let naming: Vec<_> = manifest.flags.iter().filter(|flag| names_psp(flag)).collect();
    let [flag] = naming.as_slice() else { return false };
    let last = manifest.flags.iter().rev().find(|it| {
        let names = [flag.name.replace('_', "-"), it.name.replace('_', "-")];
        names[0] == names[1] && !it.value.is_empty()
    });
    let is_old = flag.name == "--admission-control";
    match flag.value.as_str() {
        "PodSecurityPolicy" => !is_old,
        // A line that was begun for it is not begun again.
        _ if flag.quotes == Quotes::Continued => false,
        _ => last.is_some_and(|last| std::ptr::eq(last, *flag)) && flag.value.ends_with(",PodSecurityPolicy"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_can_be_taken_back_and_changes_only_the_flag(manifest in manifests()) {
        let text = manifest.text();
        let begin = state(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let wanted = begin.psp().opposite();
        let changed = set(&text, wanted).unwrap_or_else(|error| panic!("{error}\n{text}"));

        prop_assert_eq!(state(&changed).unwrap().psp(), wanted);
        prop_assert_eq!(&set(&changed, wanted).unwrap(), &changed, "a second time changes nothing");
        prop_assert_eq!(&set(&text, begin.psp()).unwrap(), &text, "what is so already stays");

        let (rest_before, lists_before) = rest_and_plugins(&text);
        let (rest_after, lists_after) = rest_and_plugins(&changed);
        prop_assert_eq!(rest_before, rest_after);
        prop_assert_eq!(others(lists_before), others(lists_after));

        prop_assert_eq!(&set_as_before(&changed, begin.psp(), &text).unwrap(), &text);
        let back = set(&changed, begin.psp()).unwrap();
        prop_assert_eq!(state(&back).unwrap().psp(), begin.psp());
        let returns = match wanted {
            Psp::On => !is_disabled_so_that_it_is_forgotten(&manifest),
            Psp::Off => stands_last(&manifest),
        };
        if returns {
            prop_assert_eq!(&back, &text, "by way of\n{}", changed);
        }
        prop_assert!(text.contains("\r\n") == changed.contains("\r\n"));
    }
}

/// The server's command and arguments, as another parser reads them.
fn arguments(text: &str) -> [Vec<String>; 2] {
    let document = psp::yaml::to_value(text).unwrap().remove(0);
    let containers = document["spec"]["containers"].as_array().unwrap();
    let server = containers.iter().find(|container| container["name"] == "kube-apiserver").unwrap();
    ["command", "args"].map(|field| {
        let items = server[field].as_array().into_iter().flatten();
        // A number is a text to this crate.
        items.map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
    })
}

/// As kubeadm lays it out. Other layouts may leave only another way to the same, which the arguments alone do not tell.
fn laid_out_plainly(mut manifest: Manifest) -> Manifest {
    if !matches!(manifest.shape, Shape::Compact | Shape::Args) {
        manifest.shape = Shape::Block;
    }
    manifest.flags.iter_mut().for_each(|flag| flag.quotes = Quotes::Plain);
    manifest
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_of_the_arguments_is_what_is_written(
        manifest in manifests().prop_map(laid_out_plainly)
    ) {
        let text = manifest.text();
        let wanted = state(&text).unwrap().psp().opposite();
        let [command, args] = arguments(&text);
        let mut expected = [command.clone(), args.clone()].concat();
        for change in changes(&command, &args, wanted).unwrap() {
            match change.before {
                Some(gone) => {
                    let at = expected.iter().position(|argument| *argument == gone).unwrap();
                    expected.splice(at..=at, change.after);
                }
                None => expected.extend(change.after),
            }
        }
        let sorted = |mut arguments: Vec<String>| {
            arguments.sort();
            arguments
        };
        let written = arguments(&set(&text, wanted).unwrap()).concat();
        prop_assert_eq!(sorted(expected), sorted(written), "{}", text);
    }
}

#[test]
fn there_are_at_least_ten_shapes() {
    assert!(SHAPES.len() >= 10);
}
