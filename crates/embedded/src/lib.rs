//! A Kubernetes API in memory: what the demo runs on and the tests stand on.
//!
//! It is one [`axum::Router`]. The console talks to it in process, `kubectl` over TLS ([`EmbeddedCluster::serve`]);
//! both see the same cluster, which authenticates, authorizes (`crates/access`), admits (`crates/psp`), versions and
//! watches. What it knowingly lacks is in `docs/embedded-differences.md`.
//!
//! A request passes `api` (who asks, may they), `rest` (the verb), `admission` (defaults and refusals) and ends in
//! `store`. What happens afterwards (`default` accounts, a namespace's end, pods that start) is in `controllers` and
//! `kubelet`.

mod admission;
mod api;
mod apiserver;
mod attributes;
mod authn;
mod authz;
mod cluster;
mod connection;
mod content;
mod controllers;
mod data;
mod deletion;
mod discovery;
mod edit;
mod empties;
mod event;
mod follow;
mod impersonation;
mod journal;
mod keys;
mod kubelet;
mod labels;
mod limits;
mod object;
mod openapi;
mod patch;
mod protobuf;
mod quantity;
mod resource;
mod rest;
mod review;
mod scheduler;
mod seed;
mod selector;
mod serve;
mod status;
mod store;
mod table;
mod target;
mod token;
mod watch;

pub use cluster::{Contents, EmbeddedCluster, Options};
pub use connection::Connection;
pub use data::DataError;
pub use limits::Limits;
pub use serve::{Serving, ServingError};
