//! The rows of a table: which are shown, and in which order. The same on the server and in the browser.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::route::TableView;

/// A row, as far as it is sorted and searched.
pub trait Arranged {
    /// The ids of the columns.
    const COLUMNS: &'static [&'static str];

    /// What the column says, for the filter.
    fn text(&self, column: &str) -> Cow<'_, str>;

    /// By what the column is sorted: what it says, if nothing else.
    fn rank(&self, column: &str) -> Rank {
        Rank::Text(self.text(column).to_lowercase())
    }
}

/// By what a row is sorted.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Rank {
    Number(i64),
    Text(String),
}

/// The rows of a table; clones of them are the same.
#[derive(Clone, Debug)]
pub struct Rows<R>(Arc<Kept<R>>);

#[derive(Debug)]
struct Kept<R> {
    rows: Vec<R>,
    /// What each of them says in lower case, for the filter.
    texts: OnceLock<Vec<String>>,
}

impl<R> From<Vec<R>> for Rows<R> {
    /// These, in the order in which they came.
    fn from(rows: Vec<R>) -> Self {
        Self(Arc::new(Kept { rows, texts: OnceLock::new() }))
    }
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<R> Deref for Rows<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.0.rows
    }
}

impl<R: PartialEq> PartialEq for Rows<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0.rows == other.0.rows
    }
}

impl<R: Serialize> Serialize for Rows<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.rows.serialize(serializer)
    }
}

impl<'de, R: Deserialize<'de>> Deserialize<'de> for Rows<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

impl<R: Arranged> Rows<R> {
    /// The places of the rows to be shown.
    ///
    /// A row is shown if it holds every word of the filter, in whatever column and case. Rows that are equal stay in the
    /// order in which they came.
    pub fn arrange(&self, view: &TableView) -> Vec<usize> {
        let words: Vec<String> = view.filter.split_whitespace().map(str::to_lowercase).collect();
        let found: Vec<usize> = if words.is_empty() {
            (0..self.len()).collect()
        } else {
            let texts = self.0.texts.get_or_init(|| self.iter().map(text_of).collect()).iter().enumerate();
            let holding = texts.filter(|(_, text)| words.iter().all(|word| text.contains(word)));
            holding.map(|(place, _)| place).collect()
        };
        match &view.sort {
            Some(sort) if R::COLUMNS.contains(&sort.column.as_str()) => {
                let rank = |place: usize| Some((self.get(place)?.rank(&sort.column), place));
                order(found.into_iter().filter_map(rank).collect(), sort.descending)
            }
            _ => found,
        }
    }
}

/// Each column in a line of its own, which no word spans.
fn text_of<R: Arranged>(row: &R) -> String {
    let texts: Vec<_> = R::COLUMNS.iter().map(|column| row.text(column).to_lowercase()).collect();
    texts.join("\n")
}

/// Apart from the rows' type, so that the browser's program holds one sort.
fn order(mut ranks: Vec<(Rank, usize)>, descending: bool) -> Vec<usize> {
    ranks.sort_by(|(one, _), (other, _)| if descending { other.cmp(one) } else { one.cmp(other) });
    ranks.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Arranged, Rank, Rows};
    use crate::route::TableView;

    struct Fruit(&'static str, i64);

    impl Arranged for Fruit {
        const COLUMNS: &'static [&'static str] = &["name", "age"];

        fn text(&self, column: &str) -> Cow<'_, str> {
            if column == "age" { self.1.to_string().into() } else { self.0.into() }
        }

        fn rank(&self, column: &str) -> Rank {
            if column == "age" { Rank::Number(self.1) } else { Rank::Text(self.0.to_lowercase()) }
        }
    }

    fn arrange(view: &TableView) -> Vec<usize> {
        let fruits = vec![Fruit("Pear", 9), Fruit("apple", 10), Fruit("Plum", 9), Fruit("Äpfel", 2)];
        Rows::from(fruits).arrange(view)
    }

    #[test]
    fn as_they_come_without_a_wish() {
        assert_eq!(arrange(&TableView::default()), [0, 1, 2, 3]);
    }

    #[test]
    fn numbers_by_size_and_names_by_letters_whatever_their_case() {
        assert_eq!(arrange(&TableView::default().sorted_by("age")), [3, 0, 2, 1]);
        assert_eq!(arrange(&TableView::default().sorted_by("name")), [1, 0, 2, 3]);
    }

    #[test]
    fn equal_ones_stay_in_their_order_the_other_way_round_too() {
        let descending = TableView::default().sorted_by("age").sorted_by("age");
        assert_eq!(arrange(&descending), [1, 0, 2, 3]);
    }

    #[test]
    fn a_row_must_hold_every_word_in_some_column() {
        let found = |filter: &str| arrange(&TableView::default().filtered(filter));
        assert_eq!(found("P"), [0, 1, 2, 3]);
        assert_eq!(found("p 9"), [0, 2]);
        assert_eq!(found("äp"), [3]);
        assert_eq!(found("kiwi"), [0usize; 0]);
    }

    #[test]
    fn a_column_that_there_is_not_sorts_nothing() {
        assert_eq!(arrange(&TableView::default().sorted_by("colour")), [0, 1, 2, 3]);
    }
}
