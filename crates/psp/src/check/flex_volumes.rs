//! `allowedFlexVolumes`: which drivers may `flexVolume` volumes use?
//!
//! Fields: `spec.volumes[*].flexVolume.driver`.
//! Allowed: without the list: all. Else the drivers in it.

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use super::{Check, OnVolume};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnVolume> =
    Check { name: "flex_volumes", owns: &["allowedFlexVolumes"], run: OnVolume { validate } };

fn validate(
    view: &PodView<'_, '_>,
    index: usize,
    volume: &Volume,
    report: &mut Report<'_>,
) -> ControlFlow<()> {
    let allowed = &view.policy.spec.allowed_flex_volumes;
    // A volume with several sources is judged by the first.
    let source = volume.flex_volume.as_ref().filter(|_| crate::volume::type_of(volume) == Some("flexVolume"));
    if let Some(source) = source.filter(|_| !allowed.is_empty())
        && allowed.iter().all(|allowed| allowed.driver != source.driver)
    {
        report.refuse(|| Problem::FlexDriver {
            index,
            volume: volume.name.clone(),
            driver: source.driver.clone(),
            allowed: allowed.iter().map(|allowed| allowed.driver.clone()).collect(),
        });
    }
    ControlFlow::Continue(())
}
