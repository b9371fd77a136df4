//! What a plain scalar means, as YAML 1.1 and so kubectl read it: `yes` is true, `0x10` and `1_6` are 16.

use serde_json::Number;

use super::node::Data;

/// The meaning of a scalar without quotes.
pub(super) fn resolve(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Data::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Data::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Data::Bool(false)
        }
        _ => number(text).map_or_else(|| Data::Text(text.to_owned()), Data::Number),
    }
}

/// May a text stand without quotes and still be read as that text, by any YAML reader?
pub(super) fn is_plain(text: &str) -> bool {
    let starts_as_text = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '_');
    starts_as_text
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && matches!(resolve(text), Data::Text(_))
}

fn number(text: &str) -> Option<Number> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return None;
    }
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    integer(&digits).or_else(|| float(&digits))
}

fn integer(digits: &str) -> Option<Number> {
    let (negative, unsigned) = match digits.strip_prefix(['-', '+']) {
        Some(rest) => (digits.starts_with('-'), rest),
        None => (false, digits),
    };
    let radix = |prefix: &str, radix| unsigned.strip_prefix(prefix).map(|rest| (rest, radix));
    let (rest, radix) = radix("0x", 16)
        .or_else(|| radix("0o", 8))
        .or_else(|| radix("0b", 2))
        .or_else(|| (unsigned.len() > 1).then(|| radix("0", 8)).flatten())
        .unwrap_or((unsigned, 10));
    if rest.starts_with(['-', '+']) {
        return None;
    }
    let value = i128::from_str_radix(rest, radix).ok()?;
    let value = if negative { -value } else { value };
    i64::try_from(value).map(Number::from).or_else(|_| u64::try_from(value).map(Number::from)).ok()
}

fn float(digits: &str) -> Option<Number> {
    // Not `inf`, `nan`, which Rust would read and JSON cannot hold.
    let is_float = digits.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    is_float.then(|| digits.parse().ok().and_then(Number::from_f64)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Data, is_plain, resolve};

    #[test]
    fn reads_scalars_as_kubectl_does() {
        let check = |text: &str, expected: &str| {
            let found = match resolve(text) {
                Data::Null => "null".to_owned(),
                Data::Bool(value) => value.to_string(),
                Data::Number(value) => format!("number {value}"),
                Data::Text(value) => value,
                other => panic!("{other:?}"),
            };
            assert_eq!(found, expected, "{text}");
        };
        check("", "null");
        check("~", "null");
        check("yes", "true");
        check("Off", "false");
        check("yEs", "yEs");
        check("12", "number 12");
        check("-1", "number -1");
        check("0x1F", "number 31");
        check("010", "number 8");
        check("0", "number 0");
        check("1_000", "number 1000");
        check("1.5", "number 1.5");
        check("1e3", "number 1000.0");
        check("08", "number 8.0");
        check("1.2.3", "1.2.3");
        check("-", "-");
        check(".", ".");
        check("--1", "--1");
        check(".inf", ".inf");
        check("s0:c1", "s0:c1");
        check("99999999999999999999", "number 1e+20");
    }

    #[test]
    fn quotes_what_would_be_read_as_something_else() {
        for text in ["a", "/var/log", "runtime/default", "docker/default,runtime/default", "s0:c1", "a b"] {
            assert!(is_plain(text), "{text}");
        }
        for text in
            ["", "*", "yes", "null", "12", "2021-01-01", "a: b", "a #b", "a:", "a ", " a", "- a", "é", "a\nb"]
        {
            assert!(!is_plain(text), "{text}");
        }
    }
}
