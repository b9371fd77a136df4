//! Quantities by value: `1`, `1000m` and `1e0` are the same.

/// The value in billionths; `None` for what is no quantity, or too large to be one that matters.
pub(super) fn value(text: &str) -> Option<i128> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c))).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let power = |base: i128, exponent: u32| base.checked_pow(exponent);
    let factor = match suffix {
        "n" => 1,
        "u" => power(10, 3)?,
        "m" => power(10, 6)?,
        "" => power(10, 9)?,
        "k" => power(10, 12)?,
        "M" => power(10, 15)?,
        "G" => power(10, 18)?,
        "T" => power(10, 21)?,
        "P" => power(10, 24)?,
        "E" => power(10, 27)?,
        "Ki" => power(10, 9)? * power(2, 10)?,
        "Mi" => power(10, 9)? * power(2, 20)?,
        "Gi" => power(10, 9)? * power(2, 30)?,
        "Ti" => power(10, 9)? * power(2, 40)?,
        "Pi" => power(10, 9)? * power(2, 50)?,
        "Ei" => power(10, 9)? * power(2, 60)?,
        exponent => {
            let exponent: i32 = exponent.strip_prefix(['e', 'E'])?.parse().ok()?;
            power(10, u32::try_from(exponent.checked_add(9)?).ok()?)?
        }
    };
    digits.checked_mul(factor)?.checked_div(power(10, u32::try_from(fraction.len()).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn quantities_are_equal_by_value() {
        for (a, b) in [
            ("1", "1000m"),
            ("1Gi", "1024Mi"),
            ("1.5k", "1500"),
            ("1e3", "1k"),
            ("0.1", "100m"),
            ("-1", "-1000m"),
        ] {
            assert_eq!(value(a), value(b), "{a} {b}");
            assert!(value(a).is_some());
        }
        assert_ne!(value("1M"), value("1Mi"));
        for text in ["", "x", "1x", "1.2.3"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
