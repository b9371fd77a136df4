//! What `measure.mjs` measures in a browser's engine: a pod judged against a hundred policies.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, missing_docs)]

#[path = "../support/sample.rs"]
mod sample;

use k8s_openapi::api::core::v1::Pod;
use psp::{Mode, Policies, Verdict};
use wasm_bindgen::prelude::wasm_bindgen;

const POLICIES: usize = 100;

/// A pod, and policies of which the last one admits it, or none does.
#[wasm_bindgen]
pub struct Judge {
    pod: Pod,
    policies: Policies,
}

#[wasm_bindgen]
impl Judge {
    /// The last of the hundred policies admits the pod.
    pub fn last_allows() -> Self {
        Self { pod: serde_json::from_slice(&sample::pod()).unwrap(), policies: sample::last_allows(POLICIES) }
    }

    /// A privileged pod, which none of them admits.
    pub fn none_allows() -> Self {
        let mut judge = Self::last_allows();
        for container in &mut judge.pod.spec.as_mut().unwrap().containers {
            container.security_context.get_or_insert_default().privileged = Some(true);
        }
        judge
    }

    /// How many violations there are; all of them are found and told.
    pub fn judge(&self) -> usize {
        match psp::admit(&self.policies, |_| true, &self.pod, Mode::Create) {
            Verdict::Admitted(admitted) => usize::from(admitted.policy != "zz-last"),
            Verdict::Forbidden(forbidden) => {
                assert!(!forbidden.message(&self.pod).is_empty());
                forbidden.violations.len()
            }
        }
    }
}
