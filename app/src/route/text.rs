//! Any text as a part of a URL, and back.

use std::fmt::Write;

/// A text as one path segment.
///
/// Context names hold `/`, which proxies and routers decode too early when it comes as `%2F` (or refuse it). So `~`
/// stands where `%` would: `cluster/prod` is `cluster~2Fprod`, and nobody on the way touches it.
pub(super) fn segment(text: &str) -> String {
    escape(text, '~', |byte| byte.is_ascii_alphanumeric() || b"-_.:@".contains(&byte))
}

/// The text of a path segment; as it stands when it is none of ours. Whoever passes a URL on may have escaped more of it,
/// with `%`, which no segment of ours holds.
pub(super) fn from_segment(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.split_at_checked(2).and_then(|(digits, after)| Some((hex(digits)?, after)));
        let (decoded, after) = escaped.filter(|_| matches!(byte, b'~' | b'%')).unwrap_or((byte, after));
        bytes.push(decoded);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| segment.to_owned())
}

/// A query with the values that are there.
pub(super) fn query(pairs: &[(&str, Option<String>)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&escape(value, '%', |byte| byte.is_ascii_alphanumeric() || b"-_.~:@/".contains(&byte)));
    }
    text
}

fn escape(text: &str, mark: char, stands: impl Fn(u8) -> bool) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if stands(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "{mark}{byte:02X}");
        }
        out
    })
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
