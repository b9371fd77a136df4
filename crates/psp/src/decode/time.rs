//! Instants, as Go reads them.

use crate::field::GoQuoted;

const LAYOUT: &str = "2006-01-02T15:04:05Z07:00";
/// The parts of the layout, and how many digits each has; none is a character to be found as it is.
const PARTS: [(&str, usize); 11] = [
    ("2006", 4),
    ("-", 0),
    ("01", 2),
    ("-", 0),
    ("02", 2),
    ("T", 0),
    ("15", 2),
    (":", 0),
    ("04", 2),
    (":", 0),
    ("05", 2),
];

/// Is the JSON text null or an instant? What Go says if not.
pub(super) fn check(json: &[u8]) -> Result<(), String> {
    let kind = match json.first() {
        Some(b'n') => return Ok(()),
        Some(b'"') => return check_text(&serde_json::from_slice::<String>(json).unwrap_or_default()),
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b't' | b'f') => "bool",
        _ => "number",
    };
    Err(format!("json: cannot unmarshal {kind} into Go value of type string"))
}

fn check_text(text: &str) -> Result<(), String> {
    let cannot = |rest: &str, part: &str| {
        let (text, layout) = (GoQuoted(text), GoQuoted(LAYOUT));
        Err(format!("parsing time {text} as {layout}: cannot parse {} as {}", GoQuoted(rest), GoQuoted(part)))
    };
    let mut rest = text;
    for (part, digits) in PARTS {
        let fits = if digits == 0 {
            rest.starts_with(part)
        } else {
            rest.get(..digits).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if !fits {
            return cannot(rest, part);
        }
        rest = rest.get(part.len()..).unwrap_or_default();
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    let is_offset = rest.starts_with(['+', '-']) && rest.len() == "+00:00".len();
    if rest == "Z" || is_offset { Ok(()) } else { cannot(rest, "Z07:00") }
}
