//! Reading a workload as somebody has written it, with the place of everything that is wrong.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Kind, Workload};
use crate::yaml::{Problem, Tree, YamlError};

impl Workload {
    /// Reads one object that makes pods, of the pod all fields and their types.
    ///
    /// # Errors
    /// It is no YAML, not one object, of a kind that makes no pods, or the pod has unknown fields (which the API server would
    /// drop without a word) or a value of a wrong type (then the first of them).
    ///
    /// ```
    /// use psp::workload::Workload;
    ///
    /// let text = "apiVersion: v1\nkind: Pod\nspec:\n  hostPid: true\n";
    /// let errors = Workload::read(text).unwrap_err();
    /// assert_eq!(errors[0].to_string(), "line 4, column 3: spec.hostPid: unknown field");
    /// ```
    pub fn read(text: &str) -> Result<Self, Vec<YamlError>> {
        let tree = Tree::read_one(text)?;
        let object = tree.value();
        let of = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let Some(kind) = Kind::of(of("/apiVersion"), of("/kind")) else {
            return Err(vec![tree.error("kind", Problem::MakesNoPods)]);
        };
        Self::of(kind, &object, |pod| typed(&tree, kind, pod), |template| typed(&tree, kind, template))
    }
}

fn typed<T: DeserializeOwned + serde::Serialize>(
    tree: &Tree,
    kind: Kind,
    value: &Value,
) -> Result<T, Vec<YamlError>> {
    let read: T = serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        vec![tree.error(&kind.path(&path), Problem::Refused(error.inner().to_string()))]
    })?;
    let kept = serde_json::to_value(&read).unwrap_or_default();
    let mut dropped = Vec::new();
    unknown(value, &kept, "", &mut dropped);
    if dropped.is_empty() {
        return Ok(read);
    }
    let error = |path: &String| tree.error(&kind.path(path), Problem::UnknownField { nearest: None });
    Err(dropped.iter().map(error).collect())
}

/// Fields that are given and not kept.
fn unknown(given: &Value, kept: &Value, path: &str, dropped: &mut Vec<String>) {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match kept.get(name) {
                    Some(kept) => unknown(value, kept, &path, dropped),
                    None => dropped.push(path),
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            for (index, (given, kept)) in given.iter().zip(kept).enumerate() {
                unknown(given, kept, &format!("{path}[{index}]"), dropped);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Workload;

    #[track_caller]
    fn refused(text: &str) -> Vec<String> {
        Workload::read(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_pod_is_found_in_every_kind_that_makes_some() {
        for (version, kind, template) in [
            ("apps/v1", "Deployment", "{spec: {serviceAccountName: robot}}"),
            ("extensions/v1beta1", "DaemonSet", "{spec: {serviceAccount: robot}}"),
            ("batch/v1", "Job", "{spec: {serviceAccountName: robot}}"),
            ("v1", "ReplicationController", "{spec: {serviceAccountName: robot}}"),
        ] {
            let text = format!(
                "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a, namespace: team}}\nspec: {{template: {template}}}\n"
            );
            let workload = Workload::read(&text).unwrap();
            assert_eq!((workload.kind.name, workload.account()), (kind, "robot"));
            assert_eq!(workload.pod.metadata.generate_name.as_deref(), Some("a-"));
            assert_eq!(workload.namespace, "team");
        }
        let text = "apiVersion: batch/v1beta1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {hostPID: true}}}}}\n";
        assert_eq!(Workload::read(text).unwrap().pod.spec.unwrap().host_pid, Some(true));
        let plain = Workload::read("apiVersion: v1\nkind: Pod\n").unwrap();
        assert_eq!((plain.account(), plain.name.as_str()), ("default", ""));
    }

    #[test]
    fn what_the_api_server_would_drop_without_a_word_is_wrong_at_its_place() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: c\n        securityContext:\n          priviledged: true\n      volumes: null\n";
        assert_eq!(
            refused(text),
            [
                "line 9, column 11: spec.template.spec.containers[0].securityContext.priviledged: unknown field"
            ]
        );
    }

    #[test]
    fn a_value_of_a_wrong_type_is_told_with_its_line() {
        let text = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: c\n    securityContext: {privileged: \"yes\"}\n";
        let [only] = refused(text).try_into().unwrap();
        assert!(
            only.starts_with("line 6, column 35: spec.containers[0].securityContext.privileged: "),
            "{only}"
        );
    }

    #[test]
    fn what_makes_no_pods_is_refused_and_so_is_more_than_one_object() {
        assert_eq!(
            refused("apiVersion: v1\nkind: Service\n"),
            [
                "line 2, column 7: kind: makes no pods: Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob or ReplicationController is expected"
            ]
        );
        assert_eq!(refused("kind: Deployment\n").len(), 1);
        assert_eq!(refused("").len(), 1);
        assert_eq!(refused("a: 1\n---\nb: 1\n"), ["line 3, column 1: only one object can be written here"]);
        assert_eq!(
            refused("[]"),
            [
                "line 1, column 1: kind: makes no pods: Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob or ReplicationController is expected"
            ]
        );
    }
}
