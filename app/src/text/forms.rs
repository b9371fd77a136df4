//! Lists, numbers and times in words, where the two languages write them in different ways or a number is large.

use std::borrow::Borrow;

use super::{Language, Texts, catalogue};

catalogue! {
    two(first: &str, last: &str): "{first} and {last}", "{first} 和 {last}";
    rows(count: &str): "{count} in all", "共 {count} 个";
    rows_of(shown: &str, all: &str): "{shown} of {all}", "{all} 个中的 {shown} 个";
}

impl Texts {
    /// `a, b and c`; nothing of none.
    pub(crate) fn list<S: Borrow<str>>(self, items: &[S]) -> String {
        let comma = match self.language() {
            Language::English => ", ",
            Language::Chinese => "、",
        };
        match items {
            [before @ .., last] if !before.is_empty() => self.two(&before.join(comma), last.borrow()),
            few => few.concat(),
        }
    }
}

/// With a comma between thousands, as both languages have it.
pub(crate) fn grouped(count: usize) -> String {
    let mut text = count.to_string();
    let mut at = text.len();
    while at > 3 {
        at -= 3;
        text.insert(at, ',');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use crate::text::{Language, Texts};

    #[test]
    fn a_list_is_written_as_the_language_writes_it() {
        let list = |language, items: &[&str]| Texts::in_language(language).list(items);
        assert_eq!(list(Language::English, &["a", "b", "c"]), "a, b and c");
        assert_eq!(list(Language::English, &["a", "b"]), "a and b");
        assert_eq!(list(Language::Chinese, &["a", "b", "c"]), "a、b 和 c");
        assert_eq!([list(Language::English, &[]), list(Language::Chinese, &["a"])], ["", "a"]);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
