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
