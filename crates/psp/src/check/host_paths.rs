//! `allowedHostPaths`: which paths of the node may `hostPath` volumes use?
//!
//! Fields: `spec.volumes[*].hostPath.path`, and `volumeMounts[*].readOnly` of the containers.
//! Allowed: without the list: all paths. Else paths that are or are below one of the prefixes; if all prefixes that
//! fit are `readOnly`, every mount of the volume must be too. A longer prefix has no precedence.

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use super::{Check, OnVolume};
use crate::containers::ContainerKind;
use crate::draft::PodView;
use crate::object::AllowedHostPath;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnVolume> =
    Check { name: "host_paths", owns: &["allowedHostPaths"], run: OnVolume { validate } };

fn validate(
    view: &PodView<'_, '_>,
    index: usize,
    volume: &Volume,
    report: &mut Report<'_>,
) -> ControlFlow<()> {
    let prefixes = &view.policy.spec.allowed_host_paths;
    let Some(source) = volume.host_path.as_ref().filter(|_| is_judged_as(volume) && !prefixes.is_empty())
    else {
        return ControlFlow::Continue(());
    };
    let fitting = || prefixes.iter().filter(|prefix| is_below(&source.path, &prefix.path_prefix));
    let named = |paths: &mut dyn Iterator<Item = &AllowedHostPath>| {
        paths.map(|prefix| prefix.path_prefix.clone()).collect::<Vec<_>>()
    };
    if fitting().next().is_none() {
        report.refuse(|| Problem::HostPath {
            index,
            volume: volume.name.clone(),
            path: source.path.clone(),
            allowed: named(&mut prefixes.iter()),
        });
    } else if fitting().all(|prefix| prefix.read_only) {
        for container in view.pod.containers.iter().filter(|c| c.kind != ContainerKind::Ephemeral) {
            let mounts = container.mounts.iter().enumerate();
            for (mount, _) in mounts.filter(|(_, m)| m.name == volume.name && m.read_only != Some(true)) {
                report.refuse_in(container, || Problem::HostPathWritable {
                    volume: volume.name.clone(),
                    path: source.path.clone(),
                    mount,
                    prefixes: named(&mut fitting()),
                });
            }
        }
    }
    ControlFlow::Continue(())
}

/// A volume with several sources is judged by the first.
fn is_judged_as(volume: &Volume) -> bool {
    crate::volume::type_of(volume) == Some("hostPath")
}

/// One slash at the end is ignored in both. Nothing is resolved: `/foo/../bar` is below `/foo`.
fn is_below(path: &str, prefix: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_prefix_ends_where_a_name_ends() {
        for (path, prefix) in
            [("/foo", "/foo"), ("/foo/", "/foo"), ("/foo/bar", "/foo/"), ("/x", "/"), ("", "/")]
        {
            assert!(is_below(path, prefix), "{path} {prefix}");
        }
        for (path, prefix) in [("/food", "/foo"), ("/", "/foo"), ("foo", "/"), ("/foo", "/foo/bar")] {
            assert!(!is_below(path, prefix), "{path} {prefix}");
        }
    }
}
