//! What only a browser can do: its clipboard, its storage, its downloads.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;
use web_sys::js_sys::{Array, Function, Promise, Reflect, encode_uri_component};

/// Puts a text into the clipboard. `false` where the page may not, as on a page without TLS on another host.
pub(crate) async fn copy(text: &str) -> bool {
    // By name: the typed interface would need two more features of web-sys for this one call.
    let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let clipboard = property(&property(&window(), "navigator"), "clipboard");
    let write =
        Reflect::get(&clipboard, &"writeText".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let promise = write.and_then(|write| write.call1(&clipboard, &text.into()).ok());
    match promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// Saves a text as a file of this name.
pub(crate) fn download(name: &str, text: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let url = format!("data:application/yaml;charset=utf-8,{}", encode_uri_component(text));
    for (attribute, value) in [("href", url.as_str()), ("download", name)] {
        // Each is a name that an element may have.
        let _ = link.set_attribute(attribute, value);
    }
    if let Ok(link) = link.dyn_into::<HtmlElement>() {
        link.click();
    }
}

/// What was kept under this key; nothing where the browser keeps nothing.
pub(crate) fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps this, or with `None` forgets it. A browser that keeps nothing, or has no room, goes on without.
pub(crate) fn keep(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// Reads the files that were chosen, one behind the other as documents of one text.
pub(crate) fn read_files(event: &leptos::ev::Event, then: impl Fn(String) + 'static) {
    let files = event.target().and_then(|input| Reflect::get(&input, &"files".into()).ok());
    let files: Vec<JsValue> = files.iter().flat_map(|files| Array::from(files).to_vec()).collect();
    leptos::task::spawn_local(async move {
        let mut texts = Vec::new();
        for file in files {
            let read = Reflect::get(&file, &"text".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
            let promise =
                read.and_then(|read| read.call0(&file).ok()).and_then(|it| it.dyn_into::<Promise>().ok());
            if let Some(promise) = promise {
                let text = JsFuture::from(promise).await.ok().and_then(|text| text.as_string());
                texts.extend(text.map(|text| text.trim_end().to_owned()));
            }
        }
        then(texts.join("\n---\n") + "\n");
    });
}
