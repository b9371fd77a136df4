//! The value of a flag: plugins with commas between them, a line of CSV as pflag has it.

use super::Plugin;
use crate::error::Problem;

/// The list without the line end that a block of YAML leaves behind it.
pub(super) fn trimmed(value: &str) -> &str {
    value.trim_end_matches(['\r', '\n'])
}

/// The plugins of a value that begins at this byte of its argument.
pub(super) fn plugins(value: &str, start: usize) -> Result<Vec<Plugin>, Problem> {
    let list = trimmed(value);
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let mut at = start;
    list.split(',')
        .map(|text| {
            let range = at..at + text.len();
            at = range.end + 1;
            let name = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
            if name.contains(['"', '\n', '\r']) {
                return Err(Problem::NoList { value: value.to_owned() });
            }
            Ok(Plugin { name: name.to_owned(), range })
        })
        .collect()
}
