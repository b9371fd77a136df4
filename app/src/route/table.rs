//! How a table is shown, as a URL's query holds it: sorted and grouped by what, which rows, which columns, which page of them.

use leptos_router::params::ParamsMap;

/// The order of a table's rows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sort {
    /// The column's id.
    pub column: String,
    pub descending: bool,
}

/// How a table is shown. The default: all of it, in the order in which it came.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableView {
    pub sort: Option<Sort>,
    /// Words that a row must hold.
    pub filter: String,
    /// Which kind of rows, where a table tells kinds apart; empty says all.
    pub only: String,
    /// By what the rows are grouped, where a table groups them; empty leaves it to the table.
    pub group: String,
    /// The ids of the columns that are shown; none says all.
    pub columns: Vec<String>,
    /// Which page of the rows, from 0: for browsers that cannot scroll through all of them.
    pub page: usize,
}

impl TableView {
    /// Reads a URL's query. Ids of columns that a table does not have do nothing.
    pub fn from_query(query: &ParamsMap) -> Self {
        let sort = query.get_str("sort").filter(|column| !column.is_empty()).map(|column| {
            let ascending = column.trim_start_matches('-');
            Sort { column: ascending.to_owned(), descending: ascending != column }
        });
        let page = query.get_str("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        Self {
            sort,
            filter: query.get("q").unwrap_or_default(),
            only: query.get("only").unwrap_or_default(),
            group: query.get("group").unwrap_or_default(),
            columns: query.get_all("column").unwrap_or_default(),
            page: page.saturating_sub(1),
        }
    }

    pub(super) fn query(&self) -> Vec<(&'static str, Option<String>)> {
        let sort = self.sort.as_ref().map(
            |Sort { column, descending }| {
                if *descending { format!("-{column}") } else { column.clone() }
            },
        );
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let page = (self.page > 0).then(|| (self.page + 1).to_string());
        let mut query = vec![
            ("sort", sort),
            ("q", given(&self.filter)),
            ("only", given(&self.only)),
            ("group", given(&self.group)),
            ("page", page),
        ];
        query.extend(self.columns.iter().map(|column| ("column", Some(column.clone()))));
        query
    }

    /// What of it says which rows are shown, and in which order.
    #[must_use]
    pub fn arrangement(&self) -> Self {
        Self { columns: Vec::new(), ..self.clone() }
    }

    /// What of it is not as by default, as the fields of a form.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        self.query().into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// After a click on a column's header: by it, then the other way round, then in the order in which the rows came.
    #[must_use]
    pub fn sorted_by(&self, column: &str) -> Self {
        let sort = match self.direction(column) {
            None => Some(Sort { column: column.to_owned(), descending: false }),
            Some(false) => Some(Sort { column: column.to_owned(), descending: true }),
            Some(true) => None,
        };
        Self { sort, page: 0, ..self.clone() }
    }

    /// With only the rows that hold these words.
    #[must_use]
    pub fn filtered(&self, filter: &str) -> Self {
        Self { filter: filter.to_owned(), page: 0, ..self.clone() }
    }

    /// With only the rows of this kind, or of every kind where it is empty.
    #[must_use]
    pub fn only(&self, only: &str) -> Self {
        Self { only: only.to_owned(), page: 0, ..self.clone() }
    }

    /// With all rows.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        self.filtered("").only("")
    }

    /// Its rows in these groups.
    #[must_use]
    pub fn grouped(&self, group: &str) -> Self {
        Self { group: group.to_owned(), page: 0, ..self.clone() }
    }

    /// This page of the rows.
    #[must_use]
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// With these columns only, or all where `columns` is empty.
    #[must_use]
    pub fn with_columns(&self, columns: Vec<String>) -> Self {
        Self { columns, ..self.clone() }
    }

    /// Is the column shown?
    pub fn shows(&self, column: &str) -> bool {
        self.columns.is_empty() || self.columns.iter().any(|each| each == column)
    }

    /// Are the rows sorted by this column, and if so, descending?
    pub fn direction(&self, column: &str) -> Option<bool> {
        self.sort.as_ref().filter(|sort| sort.column == column).map(|sort| sort.descending)
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, TableView};

    fn view(query: &[(&'static str, &str)]) -> TableView {
        TableView::from_query(&query.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn survives_its_query() {
        let view = TableView {
            sort: Some(Sort { column: "age".into(), descending: true }),
            filter: "run as & any".into(),
            only: "wide".into(),
            group: "policy".into(),
            columns: vec!["name".into(), "age".into()],
            page: 2,
        };
        assert_eq!(TableView::from_query(&view.fields().into_iter().collect()), view);
    }

    #[test]
    fn what_is_as_by_default_is_not_in_the_query() {
        assert_eq!(TableView::default().fields(), []);
    }

    #[test]
    fn empty_fields_of_a_form_and_nonsense_say_nothing() {
        assert_eq!(view(&[("sort", ""), ("q", ""), ("page", "0")]), TableView::default());
        assert_eq!(view(&[("page", "-3")]), TableView::default());
    }

    #[test]
    fn a_header_sorts_then_turns_round_then_lets_go() {
        let first = TableView { page: 3, ..TableView::default() }.sorted_by("age");
        assert_eq!((first.direction("age"), first.page), (Some(false), 0));
        let second = first.sorted_by("age");
        assert_eq!(second.direction("age"), Some(true));
        assert_eq!(second.sorted_by("age"), TableView::default());
        assert_eq!(second.sorted_by("name").direction("name"), Some(false));
    }

    #[test]
    fn without_a_choice_every_column_is_shown() {
        assert!(TableView::default().shows("caps"));
        assert!(!view(&[("column", "name")]).shows("caps"));
    }
}
