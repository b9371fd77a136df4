//! What can be pressed and filled in.

use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, Choice, IconName, LinkButton, Picker, Picks, RowAction, SubmitButton, SwitchLink,
    TextLink,
};
use crate::view::view;

const WHY: &str = "You may not do this here.";

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, "Primary"),
        (ButtonKind::Secondary, "Secondary"),
        (ButtonKind::Danger, "Danger"),
    ];
    let row = |(kind, label): (ButtonKind, &'static str)| {
        view! {
            <div class="flex flex-wrap items-center gap-3">
                <LinkButton label href="/ui" kind />
                <LinkButton label=format!("{label} with an icon") href="/ui" kind icon=IconName::Plus />
                <Button label=format!("{label} button") kind />
                <SubmitButton label=format!("{label} on its way") kind pending=true />
                <LinkButton label=format!("{label} disabled") href="/ui" kind disabled_because=Some(WHY.to_owned()) />
            </div>
        }
    };
    view! {
        <div class="space-y-3">
            {kinds.map(row).into_iter().collect_view()}
            <p class="flex gap-4">
                <RowAction label="Action" about="of a row" href="/ui" />
                <RowAction label="Disabled action" about="of a row" href="/ui" disabled_because=Some(WHY.to_owned()) />
            </p>
            <p>"Text with " <TextLink href="/ui">"a link"</TextLink> " in it."</p>
        </div>
    }
}

#[component]
pub(super) fn Fields() -> impl IntoView {
    let choices = || {
        Signal::stored(vec![
            Choice::plain("default"),
            Choice::plain("kube-system").noted("What else there is."),
        ])
    };
    let chosen = |values: &[&str]| RwSignal::new(values.iter().map(|value| (*value).to_owned()).collect());
    view! {
        <div class="grid gap-3 md:grid-cols-3">
            <Picker name="plain" label="A field" placeholder="Choose" choices=choices() chosen=chosen(&[]) />
            <Picker
                name="hinted"
                label="Several, with a hint"
                placeholder="Choose"
                choices=choices()
                chosen=chosen(&["default", "kube-system"])
                picks=Picks::Several
                hint="What it is for.".to_owned()
            />
            <Picker
                name="wrong"
                label="With an error"
                placeholder="Choose"
                choices=choices()
                chosen=chosen(&["default"])
                error=Some("It is not there any more.".to_owned())
            />
        </div>
        <div class="mt-4 flex flex-wrap gap-6">
            <SwitchLink label="Switched on" checked=true state="On" href="/ui" />
            <SwitchLink label="Switched off" checked=false state="Off" href="/ui" />
            <SwitchLink label="Disabled" checked=true state="On" href="/ui" disabled_because=WHY />
        </div>
    }
}
