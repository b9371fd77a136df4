//! `runtimeClass`: which runtime classes may pods name?
//!
//! Fields: `spec.runtimeClassName`.
//! Allowed: without it: all. Else none named, or one in the list; all if it has `*`. The default is filled in.

use super::{Check, OnPod};
use crate::draft::{PodDraft, PodView};
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnPod> =
    Check { name: "runtime_class", owns: &["runtimeClass"], run: OnPod { default, validate } };

fn default<'p>(view: &PodView<'_, 'p>, draft: &mut PodDraft<'p>) {
    // An empty name counts as given.
    if let (Some(class), None) = (&view.policy.spec.runtime_class, &view.pod.spec.runtime_class_name) {
        draft.runtime_class = class.default_runtime_class_name.as_deref();
    }
}

fn validate(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let (Some(class), Some(name)) = (&view.policy.spec.runtime_class, view.runtime_class()) else { return };
    let allowed = class.allowed_runtime_class_names.as_deref().unwrap_or_default();
    if !allowed.iter().any(|allowed| allowed == "*" || allowed == name) {
        report.refuse(|| Problem::RuntimeClass { name: name.to_owned(), allowed: allowed.to_vec() });
    }
}
