//! Times as kubectl writes them: how long ago.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::object::text;

/// How old the object is.
pub(super) fn age(object: &Value, now: Timestamp) -> Value {
    since(text(object, "/metadata/creationTimestamp"), now)
}

/// How long ago this was.
pub(super) fn since(time: &str, now: Timestamp) -> Value {
    json!(time.parse::<Timestamp>().map_or("<unknown>".to_owned(), |time| duration(time, now)))
}

/// From one time to another: `12s`, `5m3s`, `3h`, `2d4h`. The longer it is, the less exactly it is told.
pub(super) fn duration(from: Timestamp, to: Timestamp) -> String {
    let seconds = (to.as_second() - from.as_second()).max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let two = |whole: i64, unit: char, rest: i64, part: char| match rest {
        0 => format!("{whole}{unit}"),
        rest => format!("{whole}{unit}{rest}{part}"),
    };
    match seconds {
        ..120 => format!("{seconds}s"),
        120..600 => two(minutes, 'm', seconds % 60, 's'),
        600..10_800 => format!("{minutes}m"),
        10_800..28_800 => two(hours, 'h', minutes % 60, 'm'),
        28_800..172_800 => format!("{hours}h"),
        172_800..691_200 => two(days, 'd', hours % 24, 'h'),
        691_200..63_072_000 => format!("{days}d"),
        63_072_000..252_288_000 => two(days / 365, 'y', days % 365, 'd'),
        _ => format!("{}y", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::duration;

    #[test]
    fn a_longer_time_is_told_less_exactly() {
        let check = |seconds: i64, expected: &str| {
            let from = Timestamp::UNIX_EPOCH;
            assert_eq!(duration(from, Timestamp::from_second(seconds).unwrap()), expected);
        };
        check(-5, "0s");
        check(119, "119s");
        check(120, "2m");
        check(303, "5m3s");
        check(10_799, "179m");
        check(4 * 3600 + 60, "4h1m");
        check(47 * 3600, "47h");
        check(50 * 3600, "2d2h");
        check(100 * 86_400, "100d");
        check(3 * 365 * 86_400, "3y");
        check(9 * 365 * 86_400 + 86_400, "9y");
    }
}
