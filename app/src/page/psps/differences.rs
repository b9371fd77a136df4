//! What an editor shows only when texts are compared: a review's answer, and what somebody else has changed meanwhile. Their
//! code is a part of the program of its own (`page/code.rs`).

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos_router::params::ParamsMap;

use super::super::code::{Code, Loaded, differences};
use super::{conflict, review};
use crate::api::ClusterId;
use crate::api::review::Review;
use crate::part::Edited;
use crate::text::texts;
use crate::ui::SkeletonLines;
use crate::view::view;

/// What is compared.
#[derive(Clone)]
pub(crate) enum Differences {
    /// What *OK* would change.
    Review(Review),
    /// What is there now, and what is in the editor. Read again at each attempt.
    Conflict { cluster: ClusterId, policy: String, edited: Edited, attempt: usize },
}

impl Differences {
    /// Shows it, as soon as its code is there.
    pub(super) fn shown(self) -> AnyView {
        let waiting = || view! { <SkeletonLines what=texts().review_diff() /> }.into_any();
        Loaded::of_page().view(Code::Differences, move || differences(self.clone()), waiting)
    }

    pub(crate) fn view(self) -> AnyView {
        match self {
            Self::Review(review) => view! { <review::Accepted review /> },
            Self::Conflict { cluster, policy, edited, attempt } => {
                view! { <conflict::Conflict cluster policy edited attempt /> }
            }
        }
    }
}

/// Has the server rendered some? Only a form that was refused without JavaScript and came back.
#[cfg(feature = "hydrate")]
pub(crate) fn asks_for_differences(query: &ParamsMap) -> bool {
    query.get_str("draft").is_some()
}
