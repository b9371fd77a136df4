//! The server's first reading, by Go's `encoding/json`: is it JSON, and an object with texts for version and kind?

use crate::field::GoQuoted;

const GO_TYPE: &str =
    r#"struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#;

/// What Go says against it.
pub(super) fn check(body: &[u8]) -> Result<(), String> {
    let mut scanner = Scanner { body, at: 0, mistyped: None };
    let kind = scanner.value(0)?;
    if let Some(byte) = scanner.next_token() {
        return Err(invalid(byte, "after top-level value"));
    }
    match (kind, scanner.mistyped) {
        ("object" | "null", None) => Ok(()),
        (_, Some(mistyped)) => Err(mistyped),
        (kind, None) => Err(format!("json: cannot unmarshal {kind} into Go value of type {GO_TYPE}")),
    }
}

fn invalid(byte: u8, context: &str) -> String {
    let shown = match byte {
        b'\'' => r"'\''".to_owned(),
        b'"' => r#"'"'"#.to_owned(),
        _ => {
            let quoted = GoQuoted(char::from(byte).encode_utf8(&mut [0; 4])).to_string();
            format!("'{}'", quoted.trim_start_matches('"').trim_end_matches('"'))
        }
    };
    format!("invalid character {shown} {context}")
}

struct Scanner<'a> {
    body: &'a [u8],
    at: usize,
    /// The first thing that is valid JSON, but not of the type that Go wants.
    mistyped: Option<String>,
}

type Scan<T> = Result<T, String>;

impl Scanner<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.body.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn next_token(&mut self) -> Option<u8> {
        loop {
            match self.next() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => {}
                other => return other,
            }
        }
    }

    fn need(byte: Option<u8>) -> Scan<u8> {
        byte.ok_or_else(|| "unexpected end of JSON input".to_owned())
    }

    /// Reads a value, and says of which type it is.
    fn value(&mut self, depth: usize) -> Scan<&'static str> {
        let byte = Self::need(self.next_token())?;
        self.value_from(byte, depth)
    }

    fn value_from(&mut self, byte: u8, depth: usize) -> Scan<&'static str> {
        if depth > 500 {
            // Go allows ten thousand; nobody sends that.
            return Err("exceeded max depth".to_owned());
        }
        match byte {
            b'{' => self.object(depth).map(|()| "object"),
            b'[' => self.array(depth).map(|()| "array"),
            b'"' => self.string().map(|()| "string"),
            b't' => self.literal("true").map(|()| "bool"),
            b'f' => self.literal("false").map(|()| "bool"),
            b'n' => self.literal("null").map(|()| "null"),
            b'-' | b'0'..=b'9' => self.number(byte).map(|()| "number"),
            other => Err(invalid(other, "looking for beginning of value")),
        }
    }

    fn object(&mut self, depth: usize) -> Scan<()> {
        let mut byte = Self::need(self.next_token())?;
        if byte == b'}' {
            return Ok(());
        }
        loop {
            if byte != b'"' {
                return Err(invalid(byte, "looking for beginning of object key string"));
            }
            let start = self.at;
            self.string()?;
            let key = self.body.get(start..self.at - 1).unwrap_or_default();
            match Self::need(self.next_token())? {
                b':' => {}
                other => return Err(invalid(other, "after object key")),
            }
            let kind = self.value(depth + 1)?;
            if depth == 0 && !matches!(kind, "string" | "null") && self.mistyped.is_none() {
                for field in
                    ["apiVersion", "kind"].iter().filter(|field| field.as_bytes().eq_ignore_ascii_case(key))
                {
                    self.mistyped = Some(format!(
                        "json: cannot unmarshal {kind} into Go struct field .{field} of type string"
                    ));
                }
            }
            match Self::need(self.next_token())? {
                b'}' => return Ok(()),
                b',' => byte = Self::need(self.next_token())?,
                other => return Err(invalid(other, "after object key:value pair")),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Scan<()> {
        let mut byte = Self::need(self.next_token())?;
        if byte == b']' {
            return Ok(());
        }
        loop {
            self.value_from(byte, depth + 1)?;
            match Self::need(self.next_token())? {
                b']' => return Ok(()),
                b',' => byte = Self::need(self.next_token())?,
                other => return Err(invalid(other, "after array element")),
            }
        }
    }

    fn string(&mut self) -> Scan<()> {
        loop {
            match Self::need(self.next())? {
                b'"' => return Ok(()),
                b'\\' => match Self::need(self.next())? {
                    b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"' => {}
                    b'u' => {
                        for _ in 0..4 {
                            let byte = Self::need(self.next())?;
                            if !byte.is_ascii_hexdigit() {
                                return Err(invalid(byte, "in \\u hexadecimal character escape"));
                            }
                        }
                    }
                    other => return Err(invalid(other, "in string escape code")),
                },
                byte @ 0..b' ' => return Err(invalid(byte, "in string literal")),
                _ => {}
            }
        }
    }

    fn literal(&mut self, literal: &str) -> Scan<()> {
        for expected in literal.bytes().skip(1) {
            let byte = Self::need(self.next())?;
            if byte != expected {
                let expected = char::from(expected);
                return Err(invalid(byte, &format!("in literal {literal} (expecting '{expected}')")));
            }
        }
        Ok(())
    }

    fn number(&mut self, first: u8) -> Scan<()> {
        let first = if first == b'-' {
            match Self::need(self.next())? {
                byte if byte.is_ascii_digit() => byte,
                other => return Err(invalid(other, "in numeric literal")),
            }
        } else {
            first
        };
        if first != b'0' {
            self.digits();
        }
        if self.body.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.some_digits("after decimal point in numeric literal")?;
        }
        if let Some(b'e' | b'E') = self.body.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.body.get(self.at) {
                self.at += 1;
            }
            self.some_digits("in exponent of numeric literal")?;
        }
        Ok(())
    }

    fn some_digits(&mut self, context: &str) -> Scan<()> {
        let byte = Self::need(self.next())?;
        if !byte.is_ascii_digit() {
            return Err(invalid(byte, context));
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while self.body.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
    }
}
