//! `volumes`: which types of volumes may pods use?
//!
//! Fields: `spec.volumes[*]`.
//! Allowed: the types in the list, all if it has `*`. With `secret`, the projected volume that carries a service
//! account's token is allowed too.

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use super::{Check, OnVolume, token_volume};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::Problem;
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
    });
    ControlFlow::Break(())
}
