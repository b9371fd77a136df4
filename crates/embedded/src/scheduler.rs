//! The scheduler: which node takes a pod.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::labels;
use crate::object::{Object, items, name, text};

const NOT_CHOSEN: &str = "node(s) didn't match Pod's node affinity";
const CLOSED: &str = "node(s) were unschedulable";
const NO_PORTS: &str = "node(s) didn't have free ports for the requested pod ports";
const CLOSED_TAINT: &str = "node.kubernetes.io/unschedulable";

/// The node with the fewest pods of those that may take this one, or why there is none.
pub(crate) fn choose<'a>(
    nodes: &'a [Object],
    pod: &Value,
    pods_on: &BTreeMap<String, usize>,
    port_is_taken: impl Fn(&Value) -> bool,
) -> Result<&'a str, String> {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut best: Option<(usize, &str)> = None;
    for node in nodes {
        let why = refusal(node, pod).or_else(|| port_is_taken(node).then(|| NO_PORTS.to_owned()));
        if let Some(why) = why {
            *reasons.entry(why).or_default() += 1;
            continue;
        }
        let load = (pods_on.get(name(node)).copied().unwrap_or_default(), name(node));
        best = Some(best.map_or(load, |best| best.min(load)));
    }
    best.map(|(_, node)| node).ok_or_else(|| {
        let mut reasons: Vec<String> = reasons.iter().map(|(why, count)| format!("{count} {why}")).collect();
        reasons.sort();
        let all = nodes.len();
        format!("0/{all} nodes are available: {}.", reasons.join(", "))
    })
}

/// Is a pod of a daemon set for this node? Ports do not matter: it waits for them there.
pub(crate) fn takes_daemon(node: &Value, pod: &Value) -> bool {
    refusal(node, pod).is_none()
}

/// The host ports that a pod wants, each with its protocol.
pub(crate) fn host_ports(pod: &Value) -> Vec<(&str, i64)> {
    let ports = items(pod, "/spec/containers").flat_map(|container| items(container, "/ports"));
    let of_host = ports.filter_map(|port| {
        let number = port.get("hostPort")?.as_i64().filter(|number| *number > 0)?;
        Some((text(port, "/protocol"), number))
    });
    of_host.collect()
}

/// Why the node does not take the pod.
fn refusal(node: &Value, pod: &Value) -> Option<String> {
    let tolerated = |taint: &Value| items(pod, "/spec/tolerations").any(|each| tolerates(each, taint));
    let closed = node.pointer("/spec/unschedulable") == Some(&json!(true));
    let closing = json!({ "key": CLOSED_TAINT, "effect": "NoSchedule" });
    if closed && !tolerated(&closing) {
        return Some(CLOSED.to_owned());
    }
    if !is_selected(node, pod) {
        return Some(NOT_CHOSEN.to_owned());
    }
    let mut taints = items(node, "/spec/taints");
    let taint = taints.find(|taint| text(taint, "/effect") != "PreferNoSchedule" && !tolerated(taint))?;
    let (key, value) = (text(taint, "/key"), text(taint, "/value"));
    Some(format!("node(s) had taint {{{key}: {value}}}, that the pod didn't tolerate"))
}

fn tolerates(toleration: &Value, taint: &Value) -> bool {
    let same = |field: &str| text(toleration, field) == text(taint, field);
    let effect = text(toleration, "/effect").is_empty() || same("/effect");
    let key = text(toleration, "/key").is_empty() || same("/key");
    effect && key && (text(toleration, "/operator") == "Exists" || same("/value"))
}

/// By `nodeSelector`, and by the affinity that is required.
fn is_selected(node: &Value, pod: &Value) -> bool {
    let labels = node.pointer("/metadata/labels");
    let label = |key: &str| labels.and_then(|labels| labels.get(key)).and_then(Value::as_str);
    let field = |key: &str| (key == "metadata.name").then(|| name(node));
    let mut wanted = pod.pointer("/spec/nodeSelector").and_then(Value::as_object).into_iter().flatten();
    if !wanted.all(|(key, value)| label(key) == value.as_str()) {
        return false;
    }
    let required = "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution";
    let Some(required) = pod.pointer(required).filter(|required| !required.is_null()) else { return true };
    items(required, "/nodeSelectorTerms").any(|term| {
        items(term, "/matchExpressions").all(|each| labels::holds(each, label))
            && items(term, "/matchFields").all(|each| labels::holds(each, field))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::choose;
    use crate::object::Object;

    fn node(name: &str, spec: &Value) -> Object {
        Arc::new(json!({"metadata": {"name": name, "labels": {"disk": name}}, "spec": spec}))
    }

    #[test]
    fn the_emptiest_node_that_may_take_a_pod_takes_it() {
        let check = |nodes: &[Object], pod: Value, expected: Result<&str, &str>| {
            let pods_on = BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 1)]);
            let chosen = choose(nodes, &json!({"spec": pod}), &pods_on, |_| false);
            assert_eq!(chosen, expected.map_err(str::to_owned));
        };
        let open = [node("a", &json!({})), node("b", &json!({}))];
        check(&open, json!({}), Ok("b"));
        check(&open, json!({"nodeSelector": {"disk": "a"}}), Ok("a"));
        let nowhere = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.";
        check(&open, json!({"nodeSelector": {"disk": "none"}}), Err(nowhere));
        let taints = json!({"taints": [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]});
        let closed = [node("a", &json!({"unschedulable": true})), node("b", &taints)];
        let why = "0/2 nodes are available: 1 node(s) had taint {gpu: yes}, that the pod didn't tolerate, \
                   1 node(s) were unschedulable.";
        check(&closed, json!({}), Err(why));
        check(&closed, json!({"tolerations": [{"key": "gpu", "operator": "Exists"}]}), Ok("b"));
    }
}
