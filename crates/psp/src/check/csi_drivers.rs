//! `allowedCSIDrivers`: which drivers may inline `csi` volumes use?
//!
//! Fields: `spec.volumes[*].csi.driver`.
//! Allowed: without the list: all. Else the drivers in it.

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use super::{Check, OnVolume};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnVolume> =
    Check { name: "csi_drivers", owns: &["allowedCSIDrivers"], run: OnVolume { validate } };

fn validate(
    view: &PodView<'_, '_>,
    index: usize,
    volume: &Volume,
    report: &mut Report<'_>,
) -> ControlFlow<()> {
    let allowed = &view.policy.spec.allowed_csi_drivers;
    // A volume with several sources is judged by the first.
    let source = volume.csi.as_ref().filter(|_| crate::volume::type_of(volume) == Some("csi"));
    if let Some(source) = source.filter(|_| !allowed.is_empty())
        && allowed.iter().all(|allowed| allowed.name != source.driver)
    {
        report.refuse(|| Problem::CsiDriver {
            index,
            volume: volume.name.clone(),
            driver: source.driver.clone(),
            allowed: allowed.iter().map(|allowed| allowed.name.clone()).collect(),
        });
    }
    ControlFlow::Continue(())
}
