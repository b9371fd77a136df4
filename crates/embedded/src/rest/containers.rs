//! What only a node could answer: there are no containers, so there is nothing to read from them or to run in them.

use crate::attributes::Asked;
use crate::cluster::Inner;
use crate::resource::Resource;
use crate::status::Failure;
use crate::store::Key;

/// The refusal of a request for the inside of a pod; `None` for any other.
pub(crate) fn refusal(cluster: &Inner, asked: &Asked) -> Option<Failure> {
    let what = match (asked.resource.as_str(), asked.subresource.as_str()) {
        ("pods", "log") => "pods have no logs",
        ("pods", "exec") => "no commands are executed in pods",
        ("pods", "attach") => "pods cannot be attached to",
        ("pods", "portforward") => "pods have no ports to forward to",
        _ => return None,
    };
    let pods = Resource::find("", "v1", "pods")?;
    Some(match cluster.store.get(&Key::new(pods, &asked.namespace, &asked.name)) {
        Some(_) => Failure::bad_request(format!("the embedded cluster runs no containers: {what}")),
        None => Failure::not_found(pods, &asked.name),
    })
}
