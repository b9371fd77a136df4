//! The pages that take any text. They are one part of the program (`page/code.rs`).

use leptos::prelude::*;

use super::try_pod::TryPod;
use super::upload::Upload;
use crate::view::view;

/// Which of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Texts {
    Upload,
    TryPod,
}

impl Texts {
    /// The page.
    pub(crate) fn view(self) -> AnyView {
        match self {
            Self::Upload => view! { <Upload /> },
            Self::TryPod => view! { <TryPod /> },
        }
    }
}
