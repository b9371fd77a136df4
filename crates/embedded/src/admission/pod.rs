//! Pods: defaults, their account, the policies, and the few rules of validation that matter to pod security.

mod container;
mod validation;

use std::sync::Arc;

use ::access::Identity;
use k8s_openapi::api::core::v1::Pod;
use psp::{Mode, Policies, Verdict};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{account, defaults, metadata, plugins, policy};
use crate::authz;
use crate::cluster::Inner;
use crate::empties;
use crate::object::{as_map, items, name, namespace, set};
use crate::resource::Resource;
use crate::status::{Cause, Failure};

pub(super) use validation::causes;

/// In the order of the API server: defaults, account, the mutating pass, other plugins, registry, validation, the
/// validating pass.
pub(super) fn create(
    cluster: &Inner,
    who: &Identity,
    place: &str,
    mut object: Value,
) -> Result<Value, Failure> {
    let resource = Resource::find("", "v1", "pods").ok_or_else(Failure::no_such_path)?;
    defaults::fill_in(&mut object);
    account::mount(cluster, place, &mut object)?;
    let mut pod = read(&object)?;
    judge(cluster, who, place, &mut pod, Mode::Create)?;
    psp::registry::prepare_for_create(&mut pod);
    let mut object = write(&pod)?;
    plugins::priority(resource, &mut object)?;
    plugins::tolerations(&mut object);
    let mut causes = metadata::causes(resource, &mut object);
    let quality = quality(&object);
    set(as_map(&mut object), "status", json!({ "phase": "Pending", "qosClass": quality }));
    causes.extend(validation::causes(object.get("spec").unwrap_or(&Value::Null), "spec"));
    if !causes.is_empty() {
        return Err(Failure::invalid("Pod", "", name(&object), &causes));
    }
    judge(cluster, who, place, &mut read(&object)?, Mode::Validate)?;
    Ok(object)
}

pub(super) fn update(cluster: &Inner, who: &Identity, old: &Value, mut new: Value) -> Result<Value, Failure> {
    defaults::fill_in(&mut new);
    plugins::tolerations(&mut new);
    for list in ["containers", "initContainers"] {
        let count = |pod: &Value| items(pod, &format!("/spec/{list}")).count();
        if count(old) != count(&new) {
            let why = "pod updates may not add or remove containers";
            let cause = Cause::forbidden(&format!("spec.{list}"), why);
            return Err(Failure::invalid("Pod", "", name(old), &[cause]));
        }
    }
    if without_changeable(old) != without_changeable(&new) {
        let why = "pod updates may not change fields other than `spec.containers[*].image`, \
                   `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only \
                   additions to existing tolerations)";
        return Err(Failure::invalid("Pod", "", name(old), &[Cause::forbidden("spec", why)]));
    }
    let (before, mut after) = (read(old)?, read(&new)?);
    if psp::update::is_judged(&before, &after) {
        judge(cluster, who, namespace(old), &mut after, Mode::Validate)?;
    }
    Ok(new)
}

/// How well the pod is served when its node runs short: the best when every container's limits are its requests.
fn quality(pod: &Value) -> &'static str {
    let containers = || items(pod, "/spec/initContainers").chain(items(pod, "/spec/containers"));
    let amount = |container: &Value, kind: &str, of: &str| {
        container.pointer(&format!("/resources/{kind}/{of}")).filter(|amount| **amount != json!("0")).cloned()
    };
    let both = ["cpu", "memory"];
    let none = |container: &Value| {
        both.iter().all(|of| ["limits", "requests"].iter().all(|kind| amount(container, kind, of).is_none()))
    };
    let all = |container: &Value| {
        both.iter().all(|of| {
            let limit = amount(container, "limits", of);
            limit.is_some() && amount(container, "requests", of) == limit
        })
    };
    if containers().all(none) {
        "BestEffort"
    } else if containers().all(all) {
        "Guaranteed"
    } else {
        "Burstable"
    }
}

fn read(object: &Value) -> Result<Pod, Failure> {
    Pod::deserialize(object).map_err(|error| Failure::bad_request(error.to_string()))
}

fn write(pod: &Pod) -> Result<Value, Failure> {
    serde_json::to_value(pod).map_err(|error| Failure::bad_request(error.to_string()))
}

/// Asks the policies, if they are enforced.
fn judge(cluster: &Inner, who: &Identity, place: &str, pod: &mut Pod, mode: Mode) -> Result<(), Failure> {
    if !cluster.apiserver.enforces_policies() {
        return Ok(());
    }
    let rbac = authz::rbac(cluster);
    let account = pod.spec.as_ref().and_then(|spec| spec.service_account_name.as_deref());
    let account = account.map(|name| Identity::service_account(place, name));
    let may_use =
        |name: &str| account.iter().chain([who]).any(|who| rbac.use_of(who, name, place).is_allowed());
    let policies: Arc<Policies> = policy::prepared(cluster);
    match psp::admit(&policies, may_use, pod, mode) {
        Verdict::Admitted(admitted) => {
            if mode == Mode::Create {
                admitted.apply(pod);
            }
            Ok(())
        }
        Verdict::Forbidden(forbidden) => {
            let mut failure = Failure::forbidden_text(forbidden.message(pod));
            failure.details = json!({ "name": psp::admission::name_in_messages(pod), "kind": "pods" });
            Err(failure)
        }
    }
}

/// A condition of a pod's status that says no times says that there are none.
pub(super) fn complete_status(pod: &mut Value) {
    let conditions = pod.pointer_mut("/status/conditions").and_then(Value::as_array_mut);
    for condition in conditions.into_iter().flatten().filter_map(Value::as_object_mut) {
        for time in ["lastProbeTime", "lastTransitionTime"] {
            condition.entry(time).or_insert(Value::Null);
        }
    }
}

/// The specification without what may be changed in a pod that runs.
fn without_changeable(pod: &Value) -> Value {
    let mut spec = pod.get("spec").cloned().unwrap_or_default();
    let fields = as_map(&mut spec);
    // What is stored has nothing empty; what is sent may have.
    empties::leave_out_of(fields);
    for field in ["activeDeadlineSeconds", "tolerations", "nodeName"] {
        fields.remove(field);
    }
    for list in ["initContainers", "containers"] {
        for container in fields.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            as_map(container).remove("image");
        }
    }
    spec
}
