//! The events of a watch, each a line of JSON.

use serde_json::{Value, json};

use crate::content::View;
use crate::object::{Object, metadata, set};
use crate::resource::Resource;
use crate::rest::partial;
use crate::selector::Selector;
use crate::status::Failure;
use crate::store::Change;
use crate::table::{self, Frame};

/// Writes events as one client wants them.
pub(super) struct Writer {
    resource: &'static Resource,
    view: View,
    selector: Selector,
    /// Has it told a table's columns? They are told once.
    columns_told: bool,
}

impl Writer {
    pub(super) fn new(resource: &'static Resource, view: View, selector: Selector) -> Self {
        Self { resource, view, selector, columns_told: false }
    }

    /// An object that is there when the watch begins.
    pub(super) fn there(&mut self, object: &Object) -> Option<String> {
        self.selector.matches(object).then(|| self.event("ADDED", object))
    }

    /// A change as this watch sees it: an object that begins to be selected is new to it, one that no longer is, gone.
    pub(super) fn change(&mut self, change: &Change, place: Option<&str>) -> Option<String> {
        if !change.key.is_in(self.resource, place) {
            return None;
        }
        let before = change.before.as_ref().is_some_and(|object| self.selector.matches(object));
        let after = !change.gone && self.selector.matches(&change.after);
        let kind = match (before, after) {
            (false, false) => return None,
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
        };
        if let (false, false, Some(before)) = (after, change.gone, &change.before) {
            let mut last = Value::clone(before);
            set(metadata(&mut last), "resourceVersion", change.revision.to_string());
            return Some(self.event(kind, &last));
        }
        Some(match self.view {
            View::Whole => line(kind, change.json()),
            _ => self.event(kind, &change.after),
        })
    }

    /// How far the client has come.
    pub(super) fn bookmark(&mut self, revision: u64) -> String {
        let object = json!({
            "kind": self.resource.kind,
            "apiVersion": self.resource.api_version(),
            "metadata": { "resourceVersion": revision.to_string(), "creationTimestamp": null },
        });
        match self.view {
            View::Table(meta, include) => {
                let metadata = json!({ "resourceVersion": revision.to_string() });
                let frame = Frame { meta, include, metadata, columns: !self.columns_told };
                self.columns_told = true;
                line("BOOKMARK", &table::of(self.resource, std::iter::empty(), &frame).to_string())
            }
            _ => self.event("BOOKMARK", &object),
        }
    }

    fn event(&mut self, kind: &str, object: &Value) -> String {
        let shown = match self.view {
            View::Whole => return line(kind, &object.to_string()),
            View::Metadata(meta) | View::MetadataList(meta) => partial(object, meta),
            View::Table(meta, include) => {
                let metadata = json!({ "resourceVersion": crate::object::version(object) });
                let frame = Frame { meta, include, metadata, columns: !self.columns_told };
                self.columns_told = true;
                table::of(self.resource, std::iter::once(object), &frame)
            }
        };
        line(kind, &shown.to_string())
    }
}

/// What ends a watch that cannot go on.
pub(super) fn error(failure: &Failure) -> String {
    line("ERROR", &failure.to_json().to_string())
}

fn line(kind: &str, object: &str) -> String {
    format!("{{\"type\":\"{kind}\",\"object\":{object}}}\n")
}
