//! Amounts of resources (`500m`, `1Gi`), written in the one way in which the API server stores them.

use serde_json::{Map, Value};

/// Fields whose values are amounts.
const AMOUNTS: [&str; 5] = ["allocatable", "capacity", "limits", "overhead", "requests"];
/// Amounts are counted in these: nothing smaller is kept of what a container wants.
const MILLI: i128 = 1000;
const NANOS: i128 = 1_000_000_000;
const DECIMAL: [&str; 8] = ["m", "", "k", "M", "G", "T", "P", "E"];
const BINARY: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Decimal,
    Binary,
    Exponent,
}

/// The amount, never less than it was; `None` for what is no amount, or one that is too large to count.
pub(crate) fn canonical(text: &str) -> Option<String> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let (format, times, by) = scale(suffix)?;
    let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
    let parts = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?.checked_mul(by)?;
    let millis = digits.checked_mul(times)?.checked_mul(MILLI)?;
    let millis = millis / parts + i128::from(millis % parts != 0);
    let is_binary = format == Format::Binary && millis % MILLI == 0 && millis >= 1024 * MILLI;
    let (mut amount, base, names): (_, _, &[&str]) =
        if is_binary { (millis / MILLI, 1024, &BINARY) } else { (millis, 1000, &DECIMAL) };
    if amount == 0 {
        return Some("0".to_owned());
    }
    let mut step = 0;
    while amount % base == 0 && step + 1 < names.len() {
        amount /= base;
        step += 1;
    }
    match (format, step) {
        (Format::Exponent, 0) => Some(format!("{amount}e-3")),
        (Format::Exponent, 1) => Some(amount.to_string()),
        (Format::Exponent, _) => Some(format!("{amount}e{}", (step - 1) * 3)),
        _ => names.get(step).map(|name| format!("{amount}{name}")),
    }
}

/// What a suffix says: times one number, by another.
fn scale(suffix: &str) -> Option<(Format, i128, i128)> {
    let power = |base: i128, exponent: usize| base.checked_pow(u32::try_from(exponent).ok()?);
    if let Some(step) = BINARY.iter().skip(1).position(|name| *name == suffix) {
        return Some((Format::Binary, power(1024, step + 1)?, 1));
    }
    if let Some(step) = DECIMAL.iter().skip(1).position(|name| *name == suffix) {
        return Some((Format::Decimal, power(1000, step)?, 1));
    }
    match suffix {
        "m" => return Some((Format::Decimal, 1, MILLI)),
        "u" => return Some((Format::Decimal, 1, 1_000_000)),
        "n" => return Some((Format::Decimal, 1, NANOS)),
        _ => {}
    }
    let exponent: i32 = suffix.strip_prefix(['e', 'E'])?.parse().ok()?;
    let size = power(10, usize::try_from(exponent.unsigned_abs()).ok()?)?;
    Some(if exponent < 0 { (Format::Exponent, 1, size) } else { (Format::Exponent, size, 1) })
}

/// Writes every amount in the map canonically; what is none stays as it is.
pub(crate) fn canonicalise(amounts: &mut Map<String, Value>) {
    for amount in amounts.values_mut() {
        if let Some(text) = amount.as_str().and_then(canonical) {
            *amount = text.into();
        }
    }
}

/// An amount may be given as a number (`cpu: 1`); it is read as text.
pub(crate) fn as_text(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(as_text),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Object(amounts) if AMOUNTS.contains(&name.as_str()) => {
                        for amount in amounts.values_mut().filter(|amount| amount.is_number()) {
                            *amount = amount.to_string().into();
                        }
                    }
                    Value::Number(amount) if name == "sizeLimit" => *value = amount.to_string().into(),
                    other => as_text(other),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{as_text, canonical};

    #[test]
    fn amounts_are_written_as_the_api_server_stores_them() {
        for (given, stored) in [
            ("1.5", "1500m"),
            ("1000m", "1"),
            ("100u", "1m"),
            ("1.0001", "1001m"),
            ("1024Mi", "1Gi"),
            ("0.5Gi", "512Mi"),
            ("1000Ki", "1000Ki"),
            ("1024", "1024"),
            ("1.5Ki", "1536"),
            ("0.3Ki", "307200m"),
            ("1000000", "1M"),
            ("00.50", "500m"),
            (".5", "500m"),
            ("0", "0"),
            ("12E", "12E"),
            ("1e3", "1e3"),
            ("1e4", "10e3"),
            ("1.5e3", "1500"),
            ("1e-3", "1e-3"),
        ] {
            assert_eq!(canonical(given).as_deref(), Some(stored), "{given}");
        }
        for none in ["", "abc", "-1", "1.2.3", "1Mi2", "."] {
            assert_eq!(canonical(none), None, "{none}");
        }
    }

    #[test]
    fn a_number_is_an_amount_as_well() {
        let mut pod = json!({"containers": [{"resources": {"limits": {"cpu": 1.5}}}], "replicas": 1});
        as_text(&mut pod);
        assert_eq!(pod, json!({"containers": [{"resources": {"limits": {"cpu": "1.5"}}}], "replicas": 1}));
    }
}
