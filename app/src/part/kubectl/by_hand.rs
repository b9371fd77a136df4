//! What an admin would do on control-plane nodes where no command of kubectl changes PSP Status, for root's shell.

use access::switch::{ByHand, FlagChange, NodeByHand};

use super::command::{Command, quoted};
use crate::text::texts;

impl Command {
    /// Changes the manifest of the API server on each node.
    pub fn by_hand(steps: &ByHand) -> String {
        let nodes = steps.nodes.iter().map(|node| on_node(steps, node));
        std::iter::once(comment(texts().by_hand())).chain(nodes).collect::<Vec<_>>().join("\n\n")
    }
}

fn on_node(steps: &ByHand, NodeByHand { node, port, flags }: &NodeByHand) -> String {
    let t = texts();
    let flags = match flags {
        Ok(flags) if flags.is_empty() => return comment(&format!("{node}: {}", t.by_hand_nothing())),
        Ok(flags) => flags.iter().flat_map(words).collect::<Vec<_>>().join("\n"),
        Err(why) => comment(&t.flags_not_understood(node, why)),
    };
    let (folder, name) = steps.manifest.rsplit_once('/').unwrap_or((".", &steps.manifest));
    let file = |folder: &str, name: &str| quoted(&format!("{folder}/{name}"));
    let (manifest, hidden) = (file(folder, name), file(folder, &format!(".{name}")));
    let kept = |kind: &str| file(&steps.backups, &format!("{name}.{kind}"));
    let (before, edited) = (kept("before"), kept("edited"));
    let is_ready = format!("curl -fsko /dev/null https://127.0.0.1:{port}{}", steps.readyz);
    [
        comment(&format!("{node}: {}", t.by_hand_copies())),
        format!("install -d -m 700 {}", quoted(&steps.backups)),
        format!("cp -p {manifest} {before}"),
        format!("cp -p {manifest} {edited}"),
        flags,
        format!("${{EDITOR:-vi}} {edited}"),
        comment(t.by_hand_place()),
        format!("cp -p {edited} {hidden} && mv {hidden} {manifest}"),
        comment(t.by_hand_wait()),
        format!("while {is_ready}; do sleep 1; done; until {is_ready}; do sleep 1; done"),
        comment(t.by_hand_back()),
        comment(&format!("cp -p {before} {hidden} && mv {hidden} {manifest}")),
    ]
    .join("\n")
}

/// The flag's line in the manifest as it is, and as it becomes.
fn words(FlagChange { before, after }: &FlagChange) -> Vec<String> {
    let t = texts();
    let line = |words: &str, flag: &String| comment(&format!("  {words} {flag}"));
    match (before, after) {
        (Some(before), Some(after)) => vec![line(t.by_hand_is(), before), line(t.by_hand_becomes(), after)],
        (Some(before), None) => vec![line(t.by_hand_goes(), before)],
        (None, after) => after.iter().map(|after| line(t.by_hand_comes(), after)).collect(),
    }
}

/// Of a text with a line's end in it nothing may be taken for a command.
fn comment(text: &str) -> String {
    format!("# {}", text.replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use access::switch::{ByHand, FlagChange, NodeByHand};

    use super::Command;

    fn node(name: &str, flags: Result<Vec<FlagChange>, String>) -> NodeByHand {
        NodeByHand { node: name.to_owned(), port: "6443".to_owned(), flags }
    }

    fn steps(nodes: Vec<NodeByHand>) -> String {
        leptos::prelude::Owner::new().with(|| {
            leptos::prelude::provide_context(crate::text::Language::English);
            Command::by_hand(&ByHand {
                manifest: "/etc/kubernetes/manifests/kube-apiserver.yaml".to_owned(),
                backups: "/etc/kubernetes/psp-console".to_owned(),
                readyz: "/readyz".to_owned(),
                nodes,
            })
        })
    }

    #[test]
    fn each_node_is_told_its_own_flag_and_one_that_is_so_already_that_there_is_nothing_to_do() {
        let flag = |before: Option<&str>, after: Option<&str>| FlagChange {
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let text = steps(vec![
            node("m-1", Ok(vec![flag(Some("--enable=A"), Some("--enable=A,P"))])),
            node("m-2", Ok(Vec::new())),
            node("m-3", Ok(vec![flag(None, Some("--enable=P"))])),
            node("m-4", Ok(vec![flag(Some("--enable=P"), None)])),
            node("m-5", Err("no way\nrm -rf /".to_owned())),
        ]);
        for line in [
            "#   it is: --enable=A\n#   it becomes: --enable=A,P\n",
            "# m-2: nothing to do, it is so already.\n",
            "#   a new one, before the other flags: --enable=P\n",
            "#   it goes: --enable=P\n",
            "are not understood: no way rm -rf /.\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(text.matches("vi}").count(), 4, "{text}");
    }

    #[test]
    fn nothing_is_written_into_the_manifests_folder_that_kubelet_would_run_half() {
        let text =
            steps(vec![node("m-1", Ok(vec![FlagChange { before: None, after: Some("-x".to_owned()) }]))]);
        let writing = text.lines().filter(|line| line.contains(" && mv ")).collect::<Vec<_>>();
        let place = "/etc/kubernetes/manifests/.kube-apiserver.yaml && mv /etc/kubernetes/manifests/.kube-apiserver.yaml \
                     /etc/kubernetes/manifests/kube-apiserver.yaml";
        assert_eq!(writing.len(), 2, "{text}");
        assert!(writing.iter().all(|line| line.ends_with(place)), "{text}");
        assert!(
            text.contains("cp -p /etc/kubernetes/manifests/kube-apiserver.yaml /etc/kubernetes/psp-console/")
        );
    }
}
