//! `hostPorts`: which ports of the node may containers use?
//!
//! Fields: `ports[*].hostPort` of each container. (On the node's network, the API server sets it for every port.)
//! Allowed: unset, 0, and the ports in the ranges.

use super::{Check, OnContainer};
use crate::draft::ContainerView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "host_ports",
    owns: &["hostPorts"],
    run: OnContainer { default: OnContainer::no_default, validate },
};

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let ranges = &view.pod.policy.spec.host_ports;
    for (index, port) in view.container.ports.iter().enumerate() {
        let Some(port) = port.host_port.filter(|port| *port > 0) else { continue };
        if !ranges.iter().any(|range| (range.min..=range.max).contains(&port)) {
            let ranges = || ranges.iter().map(|range| (range.min, range.max)).collect();
            report.refuse(|| Problem::HostPort { index, port, ranges: ranges() });
        }
    }
}
