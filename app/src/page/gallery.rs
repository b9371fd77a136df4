//! `/ui`: every primitive in every state, to be looked at. In debug builds only; its words are nobody's but ours, so
//! they are not in the catalogue.

mod colours;
mod controls;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::ui::{
    Badge, Callout, Cell, CellWidth, Code, CodeBlock, Column, Dialog, DialogActions, EmptyState, IconName,
    Key, LinkButton, PageHeader, Row, RowAction, RowHeader, Section, SkeletonLines, SkeletonTable, TabLink,
    TabPanel, Table, Tabs, Tone,
};
use crate::view::view;
use colours::{Colours, Icons, Types};
use controls::{Buttons, Fields};

const TONES: [(Tone, &str); 5] = [
    (Tone::Neutral, "Neutral"),
    (Tone::Accent, "Accent"),
    (Tone::Ok, "Ok"),
    (Tone::Warning, "Warning"),
    (Tone::Danger, "Danger"),
];

/// The page.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    let query = use_query_map();
    let asks = Memo::new(move |_| query.with(|query| query.get("dialog").is_some()));
    view! {
        <Title text="Primitives" />
        <main id="content" class="mx-auto max-w-6xl space-y-5 px-4 py-6">
            <PageHeader title="Primitives" subtitle="What every page is made of, in every state.">
                <LinkButton label="Open a dialog" href="/ui?dialog=open" />
            </PageHeader>
            <Section id="types" title="Type"><Types /></Section>
            <Section id="colours" title="Colours"><Colours /></Section>
            <Section id="icons" title="Icons"><Icons /></Section>
            <Section id="buttons" title="Buttons and links"><Buttons /></Section>
            <Section id="fields" title="Fields and switches"><Fields /></Section>
            <Section id="badges" title="Badges, names, keys"><Small /></Section>
            <Section id="callouts" title="Callouts"><Callouts /></Section>
            <Section id="tabs" title="Tabs and tables"><Lists /></Section>
            <Section id="waiting" title="Waiting, and nothing"><Waiting /></Section>
        </main>
        {move || asks.get().then(|| view! {
            <Dialog title="A dialog" close="/ui">
                <p>"Escape closes it, and the focus goes back to where it came from."</p>
                <DialogActions>
                    <LinkButton label="Cancel" href="/ui" />
                </DialogActions>
            </Dialog>
        })}
    }
}

#[component]
fn Small() -> impl IntoView {
    view! {
        <div class="flex flex-wrap items-center gap-3">
            {TONES.map(|(tone, label)| view! { <Badge label tone /> }).into_iter().collect_view()}
            <Code text="privileged-restricted" />
            <Key name="?" />
            <Key name="Esc" />
        </div>
        <div class="mt-4">
            <CodeBlock label="A text of several lines" text="spec:\n  privileged: false\n  hostNetwork: false" />
        </div>
    }
}

#[component]
fn Callouts() -> impl IntoView {
    let callouts = TONES.map(|(tone, title)| {
        view! {
            <Callout title tone>
                <p>"What happened, and what to do about it."</p>
            </Callout>
        }
    });
    view! { <div class="space-y-3">{callouts.into_iter().collect_view()}</div> }
}

#[component]
fn Lists() -> impl IntoView {
    let columns = vec![
        Column::new("Name"),
        Column::titled("Volumes", "Which types of volumes pods may use"),
        Column::at_end("Actions"),
    ];
    let row = |name: &'static str, volumes: &'static str| {
        view! {
            <Row>
                <RowHeader>{name}</RowHeader>
                <Cell label="Volumes" width=CellWidth::Wrapping>{volumes}</Cell>
                <Cell label="Actions" width=CellWidth::AtEnd>
                    <RowAction label="Delete" about=name href="/ui" />
                </Cell>
            </Row>
        }
    };
    view! {
        <Tabs label="Two tabs">
            <TabLink id="first" label="First" href="/ui" selected=true />
            <TabLink id="second" label="Second" href="/ui?tab=second" selected=false />
        </Tabs>
        <TabPanel id="first">
            <Table caption="Policies" columns>
                {row("privileged-restricted", "configMap, emptyDir, projected, secret, downwardAPI, persistentVolumeClaim")}
                {row("ack.privileged", "*")}
            </Table>
        </TabPanel>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="space-y-5">
            <SkeletonLines what="a few lines" />
            <SkeletonTable what="a table" rows=2 />
            <EmptyState icon=IconName::Shield title="Nothing here yet" text="What would stand here, and the first step.">
                <LinkButton label="First step" href="/ui" icon=IconName::Plus />
            </EmptyState>
        </div>
    }
}
