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
    let value = if cfg!(target_arch = "wasm32") { nearly } else { exactly };
    is_float.then(|| value(digits).and_then(Number::from_f64)).flatten()
}

fn exactly(digits: &str) -> Option<f64> {
    digits.parse().ok()
}

/// What is exact for numbers of up to fifteen digits, and nearly so for others, which no field of a policy may have: exact
/// ones take a table as large as a tenth of the program that an editor's page loads.
fn nearly(digits: &str) -> Option<f64> {
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut value = 0.0;
    for digit in whole.chars().chain(fraction.chars()) {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let scale = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let size = if scale < 0 { value / 10_f64.powi(-scale) } else { value * 10_f64.powi(scale) };
    Some(if mantissa.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::{Data, exactly, is_plain, nearly, resolve};

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
    fn a_browser_reads_the_numbers_that_people_write_as_the_server_does() {
        for text in [
            "1.5",
            "-0.25",
            "+1e3",
            "08",
            "1.",
            ".5",
            "3.141592653589793e-7",
            "123456789012345e7",
            "1e-22",
            "0e9",
        ] {
            assert_eq!(nearly(text), exactly(text), "{text}");
        }
    }

    #[test]
    fn a_browser_takes_for_a_number_what_the_server_takes_for_one() {
        for text in [".", "-", "+", "e5", "1e", "1e+", "1.2.3", "1-2", "--1", "1e5.5", "+-1", ".e1", "1e1e1"]
        {
            assert_eq!((nearly(text), exactly(text)), (None, None), "{text}");
        }
        for text in ["1e400", "-1e400", "1e-400", "99999999999999999999", "0.1e-5", "1234567890123456789e30"]
        {
            let (near, exact) = (nearly(text).unwrap(), exactly(text).unwrap());
            let is_same = near.to_bits() == exact.to_bits();
            assert!(is_same || (near - exact).abs() <= exact.abs() * 1e-14, "{text}: {near} {exact}");
        }
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
