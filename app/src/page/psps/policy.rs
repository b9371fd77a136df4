//! One policy: what it means, who may use it, where it stands, its YAML and its events.

mod compared;
mod events;
mod meaning;
mod standards;
mod users;

use leptos::prelude::*;
use leptos_meta::Title;

use super::create_yaml::Way;
use crate::api::meaning::{Meaning, describe_policy_users, explain_policy, list_policy_events};
use crate::part::{CopyButton, Failure, Here, Load, Reading, Refresh, later};
use crate::route::{PspsView, Route};
use crate::text::texts;
use crate::ui::{ButtonKind, CodeBlock, LinkButton, PageHeader, Section, SkeletonLines, TextLink};
use crate::view::view;

/// The page.
#[component]
pub(crate) fn PolicyPage() -> impl IntoView {
    let t = texts();
    let Here { cluster, policy, .. } = Here::of_page();
    let refresh = Refresh::live(Signal::stored(false));
    let source = move || (cluster.get(), policy.get(), refresh.track());
    let meaning = Reading::new(source, |(cluster, policy, _)| explain_policy(cluster, policy));
    let users = Reading::new(source, |(cluster, policy, _)| describe_policy_users(cluster, policy));
    let events = Reading::new(source, |(cluster, policy, _)| list_policy_events(cluster, policy));
    // Outside of what is made anew whenever it is read again: the button goes on saying that it is done.
    let edit = Signal::derive(move || {
        Route::EditYaml { cluster: cluster.get(), policy: policy.get(), draft: None }.path()
    });
    let back = Signal::derive(move || Route::Psps(cluster.get(), PspsView::default()).path());
    let sections = [
        ("meaning", t.meaning()),
        ("users", t.users()),
        ("standards", t.standards()),
        ("templates", t.against_templates()),
        ("yaml-text", t.yaml()),
        ("events", t.events()),
    ];
    let links = move || {
        let links =
            sections.map(|(id, title)| view! { <li><TextLink href=format!("#{id}")>{title}</TextLink></li> });
        view! {
            <nav aria-label=t.on_this_page()>
                <ul class="flex flex-wrap gap-x-4 gap-y-1 text-sm">{links.collect_view()}</ul>
            </nav>
        }
    };
    view! {
        <Title text=move || format!("{} · {}", policy.get(), t.psps()) />
        <div class="space-y-5">
            {move || view! { <Way cluster=cluster.get() here=policy.get() /> }}
            {move || view! {
                <PageHeader title=policy.get()>
                    <Transition>
                        {move || later(async move {
                            meaning.await.is_ok().then(|| {
                                view! { <LinkButton label=t.edit_yaml() href=edit kind=ButtonKind::Primary /> }
                            })
                        })}
                    </Transition>
                </PageHeader>
            }}
            // A policy that is not there has hardly any of them.
            <Transition fallback=links>
                {move || later(async move { meaning.await.is_ok().then(links) })}
            </Transition>
            <Transition fallback=move || view! { <SkeletonLines what=t.meaning_what() /> }>
                {move || later(async move {
                    match meaning.await {
                        Ok(found) => view! {
                            <Section id="meaning" title=t.meaning()>
                                <meaning::Sentences found />
                            </Section>
                        },
                        Err(error) => view! {
                            <Failure error what=t.meaning_what() />
                            <div class="mt-4 flex">
                                <LinkButton label=t.back() href=back />
                            </div>
                        },
                    }
                })}
            </Transition>
            {part(meaning, t.users(), move |_| view! {
                <Section id="users" title=t.users()>
                    <Load reading=users what=t.users_what() fallback=move || view! { <SkeletonLines what=t.users_what() /> } let:rules>
                        <users::Users rules />
                    </Load>
                </Section>
            })}
            {part(meaning, t.standards(), move |found| view! {
                <Section id="standards" title=t.standards()>
                    <standards::Standards found />
                </Section>
            })}
            {part(meaning, t.against_templates(), move |found| view! {
                <Section id="templates" title=t.against_templates()>
                    <compared::Compared found />
                </Section>
            })}
            {part(meaning, t.yaml(), move |found| view! {
                <Section id="yaml-text" title=t.yaml()>
                    <div class="mb-2 flex justify-end">
                        <CopyButton label=t.copy() text=Signal::stored(found.yaml.clone()) />
                    </div>
                    <CodeBlock label=t.yaml_of(&policy.get_untracked()) text=found.yaml />
                </Section>
            })}
            {part(meaning, t.events(), move |_| view! {
                <Section id="events" title=t.events()>
                    <Load reading=events what=t.events_what() fallback=move || view! { <SkeletonLines what=t.events_what() /> } let:found>
                        <events::Events found />
                    </Load>
                </Section>
            })}
        </div>
    }
}

/// A part of the page that only a policy that is there has; why it is not says the first.
fn part<V: IntoView + Send + 'static>(
    meaning: Reading<Meaning>,
    what: &'static str,
    view: impl Fn(Meaning) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <Transition fallback=move || view! { <SkeletonLines what /> }>
            {move || {
                let view = view.clone();
                later(async move { meaning.await.ok().map(view) })
            }}
        </Transition>
    }
}
