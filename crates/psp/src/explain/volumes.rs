//! What the fields about volumes say: the types, and of three types which paths or drivers.

use super::{Allowed, HostPath, Statement, set};
use crate::object::PodSecurityPolicySpec;

/// Where volumes of a type are not allowed, no path and no driver is, whatever their own field says.
pub(super) fn statements(spec: &PodSecurityPolicySpec) -> [Statement; 4] {
    let types = Allowed::of(&spec.volumes);
    let drivers = |of_type: &str, named: Vec<&str>| match (types.includes(of_type), named.is_empty()) {
        (true, true) => Allowed::All,
        (true, false) => set(named),
        (false, _) => set::<&str>([]),
    };
    let paths = spec.allowed_host_paths.iter();
    let paths = paths.map(|path| HostPath { prefix: path.path_prefix.clone(), read_only: path.read_only });
    let host_paths = match (types.includes("hostPath"), spec.allowed_host_paths.is_empty()) {
        (true, true) => None,
        (true, false) => Some(paths.collect()),
        (false, _) => Some(Vec::new()),
    };
    let flex_volumes = spec.allowed_flex_volumes.iter().map(|volume| volume.driver.as_str()).collect();
    let csi_drivers = spec.allowed_csi_drivers.iter().map(|driver| driver.name.as_str()).collect();
    let (flex_volumes, csi_drivers) = (drivers("flexVolume", flex_volumes), drivers("csi", csi_drivers));
    [
        Statement::Volumes(types),
        Statement::HostPaths(host_paths),
        Statement::FlexVolumes(flex_volumes),
        Statement::CsiDrivers(csi_drivers),
    ]
}
