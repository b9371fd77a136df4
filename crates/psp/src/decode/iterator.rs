//! The server's second reading, by json-iterator: its primitives.
//!
//! After an error that library reads on, no longer able to put back a byte that it has looked at. What it makes of the
//! rest shows in the message, so the same is done here.

/// Reads JSON that is known to be valid.
pub(super) struct Iterator<'a> {
    body: &'a [u8],
    head: usize,
    at_end: bool,
    error: Option<String>,
}

impl<'a> Iterator<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { body, head: 0, at_end: false, error: None }
    }

    pub(super) fn into_error(self) -> Option<String> {
        self.error
    }

    /// Puts something before the error, if there is one.
    pub(super) fn prefix(&mut self, prefix: impl FnOnce() -> String) {
        if let Some(error) = &mut self.error {
            error.insert_str(0, &prefix());
        }
    }

    /// Only the first error counts.
    pub(super) fn report(&mut self, operation: &str, message: &str) {
        if self.error.is_some() {
            return;
        }
        let start = self.head.saturating_sub(10);
        let near = self.text(start, self.head + 10);
        let around = self.text(self.head.saturating_sub(50), self.head + 50);
        self.error = Some(format!(
            "{operation}: {message}, error found in #{} byte of ...|{near}|..., bigger context ...|{around}|...",
            self.head - start
        ));
    }

    fn text(&self, from: usize, to: usize) -> String {
        let bytes = self.body.get(from..to.min(self.body.len())).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    pub(super) fn found(&mut self, operation: &str, expected: &str, byte: u8) {
        let byte = String::from_utf8_lossy(&[byte]).into_owned();
        self.report(operation, &format!("{expected}, but found {byte}"));
    }

    fn read_byte(&mut self) -> u8 {
        let Some(byte) = self.body.get(self.head).copied() else {
            self.at_end = true;
            return 0;
        };
        self.head += 1;
        byte
    }

    pub(super) fn next_token(&mut self) -> u8 {
        loop {
            match self.read_byte() {
                b' ' | b'\n' | b'\t' | b'\r' => {}
                byte => return byte,
            }
        }
    }

    pub(super) fn unread(&mut self) {
        if self.error.is_none() && !self.at_end {
            self.head -= 1;
        }
    }

    pub(super) fn skip_bytes(&mut self, expected: &str) {
        for byte in expected.bytes() {
            if self.read_byte() != byte {
                return self.report("skipBytes", "expect another literal");
            }
        }
    }

    pub(super) fn read_nil(&mut self) -> bool {
        if self.next_token() == b'n' {
            self.skip_bytes("ull");
            return true;
        }
        self.unread();
        false
    }

    pub(super) fn read_bool(&mut self) {
        if self.read_nil() {
            return;
        }
        match self.next_token() {
            b't' => self.skip_bytes("rue"),
            b'f' => self.skip_bytes("alse"),
            other => self.found("ReadBool", "expect t or f", other),
        }
    }

    /// Reads a text; what it says matters only for names of fields.
    pub(super) fn read_string(&mut self) -> &'a [u8] {
        match self.next_token() {
            b'"' => self.rest_of_string(),
            b'n' => {
                self.skip_bytes("ull");
                b""
            }
            other => {
                self.found("ReadString", "expects \" or n", other);
                b""
            }
        }
    }

    fn rest_of_string(&mut self) -> &'a [u8] {
        let start = self.head;
        loop {
            match self.read_byte() {
                b'"' => return self.body.get(start..self.head - 1).unwrap_or_default(),
                b'\\' => {
                    self.read_byte();
                }
                _ if self.at_end => return b"",
                _ => {}
            }
        }
    }

    /// The name of a field and the colon behind it.
    pub(super) fn read_field_name(&mut self) -> &'a [u8] {
        let byte = self.next_token();
        if byte != b'"' {
            self.found("readFieldHash", "expect \"", byte);
            return b"";
        }
        let name = self.rest_of_string();
        let byte = self.next_token();
        if byte != b':' {
            self.found("readFieldHash", "expect :", byte);
            return b"";
        }
        name
    }

    /// Reads up to the first field. False if there is none.
    pub(super) fn read_object_start(&mut self) -> bool {
        match self.next_token() {
            b'{' => {
                if self.next_token() == b'}' {
                    return false;
                }
                self.unread();
                true
            }
            b'n' => {
                self.skip_bytes("ull");
                false
            }
            other => {
                self.found("readObjectStart", "expect { or n", other);
                false
            }
        }
    }

    pub(super) fn is_object_end(&mut self) -> bool {
        match self.next_token() {
            b',' => false,
            b'}' => true,
            other => {
                let byte = String::from_utf8_lossy(&[other]).into_owned();
                self.report("isObjectEnd", &format!("object ended prematurely, unexpected char {byte}"));
                true
            }
        }
    }

    /// Skips a value and returns its text.
    pub(super) fn skip(&mut self) -> &'a [u8] {
        let byte = self.next_token();
        let start = self.head.saturating_sub(1);
        match byte {
            b'"' => {
                self.rest_of_string();
            }
            b'n' => self.skip_bytes("ull"),
            b't' => self.skip_bytes("rue"),
            b'f' => self.skip_bytes("alse"),
            b'0' => {
                // The library steps back to read it as a number, which it cannot behind an error: it reads on.
                if self.error.is_some() {
                    self.next_token();
                }
                self.rest_of_number();
            }
            b'-' | b'1'..=b'9' => self.rest_of_number(),
            b'[' | b'{' if self.error.is_none() => self.skip_nested(),
            b'[' => self.skip_list_behind_error(),
            b'{' => drop(self.next_token()),
            _ => self.report("Skip", &format!("do not know how to skip: {byte}")),
        }
        self.body.get(start..self.head).unwrap_or_default()
    }

    fn rest_of_number(&mut self) {
        while self.body.get(self.head).is_some_and(|byte| b"+-.eE0123456789".contains(byte)) {
            self.head += 1;
        }
    }

    /// As above, it cannot step back: what follows the bracket is taken for it.
    fn skip_list_behind_error(&mut self) {
        match self.next_token() {
            b'[' if self.next_token() != b']' => {
                self.skip();
                while self.next_token() == b',' {
                    self.skip();
                }
            }
            b'n' => self.skip_bytes("ull"),
            _ => {}
        }
    }

    fn skip_nested(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 && !self.at_end {
            match self.read_byte() {
                b'"' => {
                    self.rest_of_string();
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
        }
    }

    pub(super) fn read_int32(&mut self) {
        self.read_int("32", u64::from(u32::MAX), u64::from(i32::MAX.unsigned_abs()));
    }

    pub(super) fn read_int64(&mut self) {
        self.read_int("64", u64::MAX, i64::MAX.unsigned_abs());
    }

    fn read_int(&mut self, bits: &str, unsigned_max: u64, max: u64) {
        if self.read_nil() {
            return;
        }
        let byte = self.next_token();
        let (first, max) = if byte == b'-' { (self.read_byte(), max + 1) } else { (byte, max) };
        if let Some(value) = self.read_unsigned(bits, first, unsigned_max).filter(|value| *value > max) {
            self.report(&format!("ReadInt{bits}"), &format!("overflow: {value}"));
        }
    }

    fn read_unsigned(&mut self, bits: &str, first: u8, max: u64) -> Option<u64> {
        let operation = format!("readUint{bits}");
        if !first.is_ascii_digit() {
            // The library shows a byte that is none: the mark for a character that is no digit.
            self.report(&operation, "unexpected character: \u{fffd}");
            return None;
        }
        let mut value = u64::from(first - b'0');
        let start = self.head;
        let digits = self.body.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
        for (index, digit) in
            self.body.iter().skip(start).take(if value == 0 { 0 } else { digits }).enumerate()
        {
            let next = value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit - b'0')));
            let Some(next) = next.filter(|next| *next <= max) else {
                // The first eight digits are read at once.
                self.head = if index >= 7 && self.body.len() - start > 10 { start + 7 } else { start };
                self.report(&operation, "overflow");
                return None;
            };
            value = next;
        }
        self.head = if value == 0 { start } else { start + digits };
        if self.body.get(self.head) == Some(&b'.') {
            self.report("assertInteger", "can not decode float as int");
        }
        Some(value)
    }
}
