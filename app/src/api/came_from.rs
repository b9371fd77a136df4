//! From which page a form was sent, so that what it showed stays as it was. Nothing of the header is repeated: it is read
//! as the URL of a page of ours, or not at all.

use axum::http::header::REFERER;
use axum::http::request::Parts;
use leptos::prelude::use_context;
use leptos_router::location::RequestUrl;

use super::ClusterId;
use crate::route::{Page, Place, PspsView, Tab, TableView};

/// How the table of this tab was shown on the page that the request comes from; as by default, if that was another page.
pub(super) fn table(cluster: &ClusterId, tab: Tab) -> TableView {
    let parts = use_context::<Parts>();
    let page = parts.and_then(|parts| parts.headers.get(REFERER)?.to_str().ok().map(str::to_owned));
    page.and_then(|page| shown_at(&page, cluster, tab)).unwrap_or_default()
}

fn shown_at(page: &str, cluster: &ClusterId, tab: Tab) -> Option<TableView> {
    let url = RequestUrl::new(page).parse().ok()?;
    let place = Place::at(url.path());
    let view = PspsView::from_query(url.search_params());
    let is_it = place.page == Page::Psps && place.cluster.as_ref() == Some(cluster) && view.tab == tab;
    is_it.then_some(view.table)
}

#[cfg(test)]
mod tests {
    use super::shown_at;
    use crate::api::ClusterId;
    use crate::route::{Dialog, PspsView, Route, Tab, TableView};

    fn cluster() -> ClusterId {
        ClusterId::new("arn:aws:eks/prod")
    }

    fn shown(path: &str, tab: Tab) -> Option<TableView> {
        shown_at(&format!("http://127.0.0.1:3000{path}"), &cluster(), tab)
    }

    #[test]
    fn the_table_under_a_dialog_is_found_with_all_that_was_chosen() {
        let columns = vec!["caps".to_owned(), "age".to_owned()];
        let table =
            TableView::default().sorted_by("age").filtered("a&b c").grouped("policy").with_columns(columns);
        let view = PspsView::tab(Tab::AssociationRules).with_table(table.clone());
        let asking = view.with_dialog(Dialog::RemoveRules { rules: vec!["a b".to_owned(), "c".to_owned()] });
        let path = Route::Psps(cluster(), asking).path();
        assert_eq!(shown(&path, Tab::AssociationRules), Some(table));
        assert_eq!(shown(&path, Tab::Policies), None);
    }

    #[test]
    fn what_is_no_page_of_this_cluster_says_nothing() {
        let other = Route::Psps(ClusterId::new("other"), PspsView::default()).path();
        let editor = Route::Upload(cluster()).path();
        for path in ["/", "//evil.example/", &other, &editor] {
            assert_eq!(shown(path, Tab::Policies), None, "{path}");
        }
        assert_eq!(shown_at("no url at all", &cluster(), Tab::Policies), None);
    }
}
