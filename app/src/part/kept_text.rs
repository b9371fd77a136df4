//! Text that is not sent yet, kept in the browser: it survives a reload, a lost connection, and whoever closes the tab.

use leptos::prelude::*;

use crate::text::texts;
use crate::ui::{Button, Callout};
use crate::view::{changing, view};

/// What is edited, and what it was made from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct KeptText {
    pub text: String,
    /// The resource version that it was made from; empty for a new object.
    pub version: String,
    /// The text of that version.
    pub base: String,
}

/// Stands in no YAML.
const END: char = '\0';

#[cfg_attr(not(feature = "hydrate"), allow(dead_code))] // only a browser keeps it
impl KeptText {
    /// As the browser keeps it. Another build of the console must be able to read it.
    fn written(&self) -> String {
        [self.version.as_str(), &self.base, &self.text].join(END.encode_utf8(&mut [0; 4]))
    }

    fn read(kept: &str) -> Option<Self> {
        let (version, rest) = kept.split_once(END)?;
        let (base, text) = rest.split_once(END)?;
        Some(Self { text: text.to_owned(), version: version.to_owned(), base: base.to_owned() })
    }
}

/// An editor's text, its version and base, each of which may change.
#[derive(Clone, Copy)]
pub struct Edited {
    pub text: RwSignal<String>,
    pub version: RwSignal<String>,
    pub base: RwSignal<String>,
}

impl Edited {
    #[cfg(feature = "hydrate")]
    fn now(self) -> KeptText {
        KeptText {
            text: self.text.get(),
            version: self.version.get_untracked(),
            base: self.base.get_untracked(),
        }
    }

    fn set(self, to: KeptText) {
        self.version.set(to.version);
        self.base.set(to.base);
        self.text.set(to.text);
    }
}

/// Keeps what is edited under this key as long as it differs from `start`, and puts it back when the page comes again. Says
/// so, and offers *Discard*.
#[component]
pub fn KeepText(
    /// What is edited, e.g. cluster and policy.
    #[prop(into)]
    key: String,
    edited: Edited,
    /// What the editor began with.
    start: KeptText,
    /// It has been carried out: there is nothing left to keep.
    #[prop(into)]
    done: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let key = StoredValue::new(format!("psp-console text {key}"));
    let start = StoredValue::new(start);
    let restored = RwSignal::new(false);
    follow(key, edited, start, restored, done);
    let discard = move |_| {
        edited.set(start.get_value());
        restored.set(false);
    };
    changing(move || {
        restored.get().then(|| {
            view! {
                <Callout title=t.text_restored() live=true>
                    <p>{t.text_restored_why()}</p>
                    <Button label=t.discard() on:click=discard />
                </Callout>
            }
        })
    })
}

#[cfg(feature = "hydrate")]
fn follow(
    key: StoredValue<String>,
    edited: Edited,
    start: StoredValue<KeptText>,
    restored: RwSignal<bool>,
    done: Signal<bool>,
) {
    use crate::part::browser;

    Effect::new(move |before: Option<()>| {
        let now = edited.now();
        let changed = now.text != start.with_value(|start| start.text.clone());
        let key = key.get_value();
        if done.get() {
            browser::keep(&key, None);
        } else if before.is_none() && !changed {
            let kept = browser::kept(&key).and_then(|kept| KeptText::read(&kept));
            if let Some(kept) = kept.filter(|kept| kept.text != now.text) {
                edited.set(kept);
                restored.set(true);
            }
        } else {
            browser::keep(&key, changed.then(|| now.written()).as_deref());
        }
    });
}

#[cfg(not(feature = "hydrate"))]
fn follow(_: StoredValue<String>, _: Edited, _: StoredValue<KeptText>, _: RwSignal<bool>, _: Signal<bool>) {}

#[cfg(test)]
mod tests {
    use super::KeptText;

    #[test]
    fn a_text_is_read_as_it_was_kept() {
        let kept = KeptText { text: "a: 1\n".into(), version: "7".into(), base: String::new() };
        assert_eq!(KeptText::read(&kept.written()), Some(kept));
        assert_eq!(KeptText::read("{}"), None);
    }
}
