//! `volumes`: which types of volumes may pods use?
//!
//! Fields: `spec.volumes[*]`.
//! Allowed: the types in the list, all if it has `*`. With `secret`, the projected volume that carries a service
//! account's token is allowed too.

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use super::{Check, OnVolume, csi_drivers, flex_volumes, host_paths, token_volume};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::{Problem, Violation};
use crate::volume;

pub(super) const CHECK: Check<OnVolume> =
    Check { name: "volumes", owns: &["volumes"], run: OnVolume { validate } };

fn validate(
    view: &PodView<'_, '_>,
    index: usize,
    volume: &Volume,
    report: &mut Report<'_>,
) -> ControlFlow<()> {
    let allowed = &view.policy.spec.volumes;
    let allows = |kind: &str| allowed.iter().any(|allowed| allowed == kind);
    let found = volume::type_of(volume);
    if let Some(found) = found {
        let is_token_volume = || {
            view.version.allows_token_volumes()
                && allows("secret")
                && volume.projected.as_ref().is_some_and(token_volume::is_token_volume)
        };
        if allows(found) || allows("*") || (found == "projected" && is_token_volume()) {
            return ControlFlow::Continue(());
        }
    }
    report.refuse(|| Problem::VolumeType {
        index,
        volume: volume.name.clone(),
        found: found.unwrap_or_default().to_owned(),
        allowed: allowed.clone(),
        hidden: hidden(view, index, volume),
    });
    ControlFlow::Break(())
}

/// What the checks would say that follow this one if it did not break off.
fn hidden(view: &PodView<'_, '_>, index: usize, volume: &Volume) -> Vec<Violation> {
    let mut report = Report::full(&view.policy.name);
    for check in [host_paths::CHECK, flex_volumes::CHECK, csi_drivers::CHECK] {
        report.begin(check.name, None);
        // None of these breaks off: each judges another type of volume.
        let _ = (check.run.validate)(view, index, volume, &mut report);
    }
    report.into_violations()
}
