//! The pages, one file each.

mod cluster;
mod clusters;
mod code;
#[cfg(debug_assertions)]
mod gallery;
mod not_found;
mod pages;
mod psps;

#[cfg(debug_assertions)]
use gallery::Gallery;
use not_found::NotFound;

pub(crate) use code::{Loaded, shortcuts};
pub(crate) use pages::Pages;
#[cfg(feature = "hydrate")]
pub(crate) use pages::load_what_is_shown;
