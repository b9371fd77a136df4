//! Texts that were sent without JavaScript and refused: kept for a while, so that the form that comes back still holds
//! them. A text is too long for a URL.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::wire::Wire;

/// A text, and why it was refused.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Draft {
    /// What was written.
    pub yaml: String,
    /// The resource version that it was written for.
    pub version: String,
    /// Why it was refused.
    pub error: ApiError,
}

/// The draft of this id; the console forgets old ones.
#[server(output = Wire)]
#[allow(clippy::unused_async)] // every server function is
pub async fn read_draft(draft: String) -> Result<Option<Draft>, ApiError> {
    Ok(super::context::clusters().drafts.get(&draft))
}

#[cfg(feature = "ssr")]
pub use store::Drafts;

#[cfg(feature = "ssr")]
mod store {
    use std::collections::VecDeque;
    use std::sync::{Arc, Mutex, PoisonError};

    use super::Draft;

    /// How many are kept. Each is at most as long as a request may be.
    const KEPT: usize = 32;

    /// The latest drafts, by random ids.
    #[derive(Clone, Default)]
    pub struct Drafts(Arc<Mutex<VecDeque<(String, Draft)>>>);

    impl Drafts {
        /// Keeps it, and says under which id.
        pub fn keep(&self, draft: Draft) -> String {
            let id = leptos::nonce::Nonce::new().to_string();
            let mut drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            drafts.truncate(KEPT - 1);
            drafts.push_front((id.clone(), draft));
            id
        }

        pub(in crate::api) fn get(&self, id: &str) -> Option<Draft> {
            let drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            drafts.iter().find(|(each, _)| each == id).map(|(_, draft)| draft.clone())
        }
    }
}
