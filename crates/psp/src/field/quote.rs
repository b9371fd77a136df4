//! Texts in quotes as Go's `strconv.Quote` writes them; Rust's `{:?}` escapes differently.

use std::fmt::{self, Write};

/// Displays a text in quotes, as Go does.
///
/// ```
/// assert_eq!(psp::GoQuoted("/a\"b\u{a0}'é").to_string(), r#""/a\"b\u00a0'é""#);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GoQuoted<'a>(pub &'a str);

impl fmt::Display for GoQuoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.0.chars() {
            match character {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\u{7}' => f.write_str("\\a")?,
                '\u{8}' => f.write_str("\\b")?,
                '\u{c}' => f.write_str("\\f")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '\u{b}' => f.write_str("\\v")?,
                _ if is_printable(character) => f.write_char(character)?,
                '\0'..='\u{7f}' => write!(f, "\\x{:02x}", u32::from(character))?,
                '\u{80}'..='\u{ffff}' => write!(f, "\\u{:04x}", u32::from(character))?,
                _ => write!(f, "\\U{:08x}", u32::from(character))?,
            }
        }
        f.write_char('"')
    }
}

/// Letters, marks, numbers, punctuation, symbols, and of the spaces only the ASCII one.
///
/// The standard library follows the same definition inside a text, so it is asked rather than a table of our own.
/// (At the beginning of a text it also escapes combining marks, hence the letter before.) Its Unicode version is
/// newer than the one of the Go that Kubernetes 1.20 was built with: characters assigned since then are shown, not
/// escaped.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    String::from_iter(['a', character]).escape_debug().nth(2).is_none()
}

#[cfg(test)]
mod tests {
    use super::GoQuoted;

    #[test]
    fn escapes_as_go_does() {
        let check = |text: &str, expected: &str| assert_eq!(GoQuoted(text).to_string(), expected);
        check("", r#""""#);
        check("/a\"b", r#""/a\"b""#);
        check("\u{7}\u{8}\u{c}\n\r\t\u{b}\\", r#""\a\b\f\n\r\t\v\\""#);
        check("/\u{7f}\0", r#""/\x7f\x00""#);
        check("/\u{a0}x\u{200b}", r#""/\u00a0x\u200b""#);
        check("é☃😀", "\"é☃😀\"");
        check("\u{301}", "\"\u{301}\"");
        check("\u{e000}\u{10ffff}\u{feff}", r#""\ue000\U0010ffff\ufeff""#);
        check("it's {x}", r#""it's {x}""#);
    }
}
