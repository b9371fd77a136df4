//! The policy's page and the editor's as routes whose code the browser loads when one of them is opened: nobody else pays for the
//! reading and checking of YAML. The server renders them like any other page.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::create_yaml::CreateYaml;
use super::edit_yaml::EditYaml;
use super::policy::PolicyPage;
use super::upload::Upload;

/// *Create YAML*.
pub(crate) struct CreateYamlRoute;

#[lazy_route]
impl LazyRoute for CreateYamlRoute {
    fn data() -> Self {
        Self
    }

    fn view(CreateYamlRoute: Self) -> AnyView {
        view! { <CreateYaml /> }.into_any()
    }
}

/// *YAML* of a policy.
pub(crate) struct EditYamlRoute;

#[lazy_route]
impl LazyRoute for EditYamlRoute {
    fn data() -> Self {
        Self
    }

    fn view(EditYamlRoute: Self) -> AnyView {
        view! { <EditYaml /> }.into_any()
    }
}

/// *Upload file*.
pub(crate) struct UploadRoute;

#[lazy_route]
impl LazyRoute for UploadRoute {
    fn data() -> Self {
        Self
    }

    fn view(UploadRoute: Self) -> AnyView {
        view! { <Upload /> }.into_any()
    }
}

/// A policy, explained.
pub(crate) struct PolicyRoute;

#[lazy_route]
impl LazyRoute for PolicyRoute {
    fn data() -> Self {
        Self
    }

    fn view(PolicyRoute: Self) -> AnyView {
        view! { <PolicyPage /> }.into_any()
    }
}
