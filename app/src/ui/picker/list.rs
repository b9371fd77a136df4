//! The line that one types in, and the list beneath it.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::{Choice, Picks, label_of};
use crate::text::{grouped, texts};
use crate::ui::field::CONTROL;
use crate::ui::icon::{Icon, IconName};
use crate::view::view;

/// More entries than these are not shown at once: one types to find the others.
const SHOWN: usize = 100;

/// Which entries hold every word of what was typed, and how many more there are than are shown.
fn matching(choices: &[Choice], typed: &str) -> (Vec<Choice>, usize) {
    let words: Vec<_> = typed.split_whitespace().map(str::to_lowercase).collect();
    let holds = |choice: &&Choice| {
        let text = format!("{}\n{}", choice.label, choice.note).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<_> = choices.iter().filter(holds).cloned().collect();
    let more = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    (found, more)
}

/// What the line and the list share.
#[derive(Clone, Copy)]
struct State {
    picks: Picks,
    chosen: RwSignal<Vec<String>>,
    typed: RwSignal<String>,
    open: RwSignal<bool>,
    /// Which of the entries that are found the keys are at.
    active: RwSignal<usize>,
    found: Memo<(Vec<Choice>, usize)>,
    on_choose: Option<Callback<()>>,
}

impl State {
    fn shut(self) {
        self.open.set(false);
        self.typed.set(String::new());
    }

    fn unfold(self) {
        let first =
            |value: &String| self.found.with(|(found, _)| found.iter().position(|each| each.value == *value));
        self.active.set(self.chosen.with(|chosen| chosen.first().and_then(first)).unwrap_or_default());
        self.open.set(true);
    }

    fn write(self, typed: String) {
        self.typed.set(typed);
        self.active.set(0);
        self.open.set(true);
    }

    fn pick(self, value: String) {
        if self.picks == Picks::Several {
            self.chosen.update(|values| match values.iter().position(|each| *each == value) {
                Some(place) => drop(values.remove(place)),
                None => values.push(value),
            });
        } else {
            self.chosen.set(Vec::from_iter(Some(value).filter(|value| !value.is_empty())));
            self.shut();
        }
        if let Some(on_choose) = self.on_choose {
            on_choose.run(());
        }
    }

    /// Is the key one of the list's?
    fn key(self, key: &str) -> bool {
        let (open, active) = (self.open.get_untracked(), self.active.get_untracked());
        let last = self.found.with(|(found, _)| found.len()).saturating_sub(1);
        match key {
            "ArrowDown" | "ArrowUp" if !open => self.unfold(),
            "ArrowDown" => self.active.set(if active < last { active + 1 } else { 0 }),
            "ArrowUp" => self.active.set(active.checked_sub(1).unwrap_or(last)),
            "Enter" if open => {
                let value = self.found.with(|(found, _)| found.get(active).map(|it| it.value.clone()));
                if let Some(value) = value {
                    self.pick(value);
                }
            }
            // The first Escape is the list's, the second the dialog's.
            "Escape" if open => self.shut(),
            "Backspace" if self.picks == Picks::Several && self.typed.with_untracked(String::is_empty) => {
                self.chosen.update(|values| drop(values.pop()));
            }
            _ => return false,
        }
        true
    }

    /// What stands in the line: what is chosen, unless one is typing.
    fn line(self, choices: Signal<Vec<Choice>>) -> String {
        if self.picks != Picks::Several && !self.open.get() {
            let chosen = self.chosen.with(|chosen| chosen.first().cloned());
            chosen.map(|value| label_of(choices, &value)).unwrap_or_default()
        } else {
            self.typed.get()
        }
    }
}

/// The line, and its list.
#[component]
pub(super) fn Combobox(
    id: &'static str,
    label: String,
    placeholder: &'static str,
    choices: Signal<Vec<Choice>>,
    chosen: RwSignal<Vec<String>>,
    picks: Picks,
    described: Signal<Option<String>>,
    invalid: Signal<bool>,
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let (typed, open, active) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(0));
    let found = Memo::new(move |_| {
        let (mut found, more) = choices.with(|choices| typed.with(|typed| matching(choices, typed)));
        if picks == Picks::OneOrNone && typed.with(String::is_empty) {
            found.insert(0, Choice::new("", placeholder));
        }
        (found, more)
    });
    let state = State { picks, chosen, typed, open, active, found, on_choose };
    let keys = move |event: ev::KeyboardEvent| {
        if state.key(&event.key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let count = move || open.get().then(|| texts().entries(found.with(|(found, more)| found.len() + more)));
    view! {
        <div class="relative">
            <input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id(id)
                aria-activedescendant=move || open.get().then(|| option_id(id, active.get()))
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=described
                placeholder=placeholder
                prop:value=move || state.line(choices)
                on:input=move |event| state.write(event_target_value(&event))
                on:click=move |_| state.unfold()
                on:keydown=keys
                on:blur=move |_| state.shut()
                class=format!("{CONTROL} pr-8")
            />
            <span aria-hidden="true" class="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-muted">
                <Icon name=IconName::ChevronDown class="size-4" />
            </span>
        </div>
        <p role="status" class="sr-only">{count}</p>
        <List id label state />
    }
}

#[component]
fn List(id: &'static str, label: String, state: State) -> impl IntoView {
    let State { picks, chosen, open, active, found, .. } = state;
    let frame = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        let place = active.get();
        if open.get() {
            bring_in_sight(frame, &option_id(id, place));
        }
    });
    let option = move |(place, choice): (usize, Choice)| {
        let Choice { value, label, note } = choice;
        let is_chosen = {
            let value = value.clone();
            Memo::new(move |_| chosen.with(|chosen| chosen.contains(&value)))
        };
        view! {
            <li
                id=option_id(id, place)
                role="option"
                aria-selected=move || is_chosen.get().to_string()
                data-active=move || (active.get() == place).then_some("")
                // Else the line would lose the focus, and the list be shut, before the click.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| state.pick(value.clone())
                class="flex cursor-pointer items-start gap-2 px-3 py-1.5 hover:bg-hover data-active:bg-accent-soft pointer-coarse:py-3"
            >
                <span class="mt-0.5 size-4 shrink-0">
                    {move || is_chosen.get().then(|| view! { <Icon name=IconName::CheckCircle class="size-4 text-accent-text" /> })}
                </span>
                <span class="min-w-0 wrap-anywhere">
                    <span class="block">{label}</span>
                    {(!note.is_empty()).then(|| view! { <span class="block text-sm text-ink-muted">{note}</span> })}
                </span>
            </li>
        }
    };
    let entries = move || {
        let shown = if open.get() { found.get().0 } else { Vec::new() };
        shown.into_iter().enumerate().map(option).collect_view()
    };
    let rest = move || match found.get() {
        _ if !open.get() => None,
        (found, _) if found.is_empty() => Some(texts().no_row_holds().to_owned()),
        (_, 0) => None,
        (_, more) => Some(texts().more_entries(&grouped(more))),
    };
    view! {
        <ul
            node_ref=frame
            id=list_id(id)
            role="listbox"
            aria-label=label
            aria-multiselectable=(picks == Picks::Several).then_some("true")
            class:hidden=move || !open.get() || found.with(|(found, _)| found.is_empty())
            class="relative max-h-56 overflow-y-auto rounded-md border border-line bg-surface py-1 shadow-card"
        >
            {entries}
        </ul>
        {move || rest().map(|text| view! { <p class="text-sm text-ink-muted">{text}</p> })}
    }
}

fn list_id(id: &str) -> String {
    format!("{id}-list")
}

fn option_id(id: &str, place: usize) -> String {
    format!("{id}-option-{place}")
}

/// Scrolls the list, and nothing but the list, so that the entry can be seen.
#[cfg(feature = "hydrate")]
fn bring_in_sight(frame: NodeRef<html::Ul>, option: &str) {
    use wasm_bindgen::JsCast;

    let option = document().get_element_by_id(option);
    let option = option.and_then(|option| option.dyn_into::<web_sys::HtmlElement>().ok());
    let (Some(frame), Some(option)) = (frame.get_untracked(), option) else { return };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if top < frame.scroll_top() {
        frame.set_scroll_top(top);
    } else if bottom > frame.scroll_top() + frame.client_height() {
        frame.set_scroll_top(bottom - frame.client_height());
    }
}

#[cfg(not(feature = "hydrate"))]
fn bring_in_sight(_: NodeRef<html::Ul>, _: &str) {}

#[cfg(test)]
mod tests {
    use super::{Choice, SHOWN, matching};

    #[test]
    fn an_entry_must_hold_every_word_in_its_label_or_its_note() {
        let choices = [Choice::plain("builder").noted("may use Strict"), Choice::plain("deployer")];
        let found =
            |typed: &str| matching(&choices, typed).0.into_iter().map(|it| it.value).collect::<Vec<_>>();
        assert_eq!(found(""), ["builder", "deployer"]);
        assert_eq!(found("BUILD strict"), ["builder"]);
        assert_eq!(found("ploy"), ["deployer"]);
        assert_eq!(found("ploy strict"), [""; 0]);
    }

    #[test]
    fn of_many_the_first_are_shown_and_the_others_counted() {
        let choices: Vec<_> = (0..SHOWN + 7).map(|number| Choice::plain(format!("a-{number}"))).collect();
        let (shown, more) = matching(&choices, "a");
        assert_eq!((shown.len(), more), (SHOWN, 7));
    }
}
