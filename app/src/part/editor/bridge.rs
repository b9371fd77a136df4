//! Between the page's program and `CodeMirror`: loads the bundle, hands it the language service, and keeps both texts the
//! same. Everything goes through the element `<yaml-editor>` (`app/editor/src/main.ts`), which is there before the bundle
//! is; calls to it before that do nothing.

use leptos::prelude::*;
use psp::language::{Cursor, Note};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;
use web_sys::js_sys::{Array, Function, Object, Reflect};

use super::{Editor, answers};

/// Where the bundle is; without one the text field stays.
const BUNDLE: &str = env!("YAML_EDITOR");
/// The id of the script element that loads it.
const BUNDLE_ID: &str = "yaml-editor-bundle";
/// What the window is told when the bundle has arrived.
const ARRIVED: &str = "yaml-editor";

type Ask = Closure<dyn Fn(String, u32, u32) -> String>;
type Told = Closure<dyn Fn(u32, u32)>;

/// What `CodeMirror` calls. As long as this lives, it may.
struct Service {
    complete: Ask,
    explain: Ask,
    moved: Told,
}

impl Service {
    fn of(editor: Editor) -> Self {
        Self {
            complete: Closure::new(|text: String, line, column| {
                answers::completion(&text, cursor(line, column))
            }),
            explain: Closure::new(|text: String, line, column| {
                answers::explanation(&text, cursor(line, column))
            }),
            moved: Closure::new(move |line, column| editor.cursor.set(Some(cursor(line, column)))),
        }
    }

    fn as_object(&self) -> Object {
        let object = Object::new();
        let parts: [(&str, &JsValue); 3] = [
            ("complete", self.complete.as_ref()),
            ("explain", self.explain.as_ref()),
            ("moved", self.moved.as_ref()),
        ];
        for (name, part) in parts {
            // A plain object takes every property.
            let _ = Reflect::set(&object, &name.into(), part);
        }
        object
    }
}

/// Connects the field with `CodeMirror` as soon as both are there.
pub(super) fn connect(editor: Editor, notes: Signal<Vec<Note>>) {
    let service = StoredValue::new_local(Service::of(editor));
    let ready = RwSignal::new(false);
    let first = editor.text.get_untracked();
    Effect::new(move |_| {
        if let Some(field) = editor.node.get() {
            // What was typed before the page's program ran, unless a kept text has come back.
            let typed = field.value();
            if typed != first && editor.text.with_untracked(|text| *text == first) {
                editor.text.set(typed);
            }
            load();
            ready.set(true);
        }
    });
    let take_over = move || {
        if let (true, Some(host)) = (ready.get_untracked(), host(editor)) {
            service.with_value(|service| call(&host, "connect", &[&service.as_object()]));
            notes.with_untracked(|notes| show(&host, notes));
        }
    };
    Effect::new(move |_| {
        if ready.get() {
            take_over();
        }
    });
    let arrived = window_event_listener_untyped(ARRIVED, move |_| take_over());
    Effect::new(move |_| {
        let text = editor.text.get();
        if let Some(host) = host(editor) {
            call(&host, "showText", &[&text.into()]);
        }
    });
    Effect::new(move |_| {
        let notes = notes.get();
        if let Some(host) = host(editor) {
            show(&host, &notes);
        }
    });
    on_cleanup(move || arrived.remove());
}

/// Puts the cursor there.
pub(super) fn go_to(editor: Editor, at: Cursor) {
    let Some(field) = editor.node.get_untracked() else { return };
    let number = |number: usize| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    if let Some(host) = host(editor).filter(|host| host.has_attribute("data-ready")) {
        call(&host, "goTo", &[&number(at.line), &number(at.column)]);
        return;
    }
    let text = field.value();
    let before: usize = text.split('\n').take(at.line - 1).map(|line| line.encode_utf16().count() + 1).sum();
    let position = u32::try_from(before + at.column - 1).unwrap_or_default();
    // Both fail only for a field that has left the page.
    let _ = field.focus();
    let _ = field.set_selection_range(position, position);
}

/// While `CodeMirror` is not there, the cursor is the field's.
pub(super) fn follow_field(editor: Editor) {
    let Some(field) = editor.node.get_untracked() else { return };
    let end = field.selection_start().ok().flatten().unwrap_or_default();
    let before: Vec<u16> = field.value().encode_utf16().take(end as usize).collect();
    let before = String::from_utf16_lossy(&before);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    editor.cursor.set(Some(Cursor { line: before.split('\n').count(), column }));
}

/// Loads the bundle, unless that was done before.
fn load() {
    let document = document();
    if BUNDLE.is_empty() || document.get_element_by_id(BUNDLE_ID).is_some() {
        return;
    }
    let Ok(script) = document.create_element("script") else { return };
    for (name, value) in [("id", BUNDLE_ID), ("type", "module"), ("src", &format!("/editor/{BUNDLE}"))] {
        // Each is a name that an element may have.
        let _ = script.set_attribute(name, value);
    }
    if let Some(head) = document.head() {
        let _ = head.append_child(&script);
    }
}

fn host(editor: Editor) -> Option<HtmlElement> {
    let field = editor.node.get_untracked()?;
    field.closest("yaml-editor").ok().flatten()?.dyn_into().ok()
}

fn show(host: &HtmlElement, notes: &[Note]) {
    call(host, "showNotes", &[&serde_json::to_string(notes).unwrap_or_default().into()]);
}

/// Calls a method of the element, if the bundle has given it one. What goes wrong inside is `CodeMirror`'s to report.
fn call(host: &HtmlElement, method: &str, arguments: &[&JsValue]) {
    let method =
        Reflect::get(host, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    if let Some(method) = method {
        let _ = method.apply(host, &arguments.iter().copied().collect::<Array>());
    }
}

fn cursor(line: u32, column: u32) -> Cursor {
    Cursor { line: line as usize, column: column as usize }
}
