//! The server's second reading: every field and its type.

use super::iterator::Iterator;
use super::time;
use crate::schema::{Object, POLICY, Shape};

/// Objects with more fields than this are read in another way, which shows in messages.
const FEW: usize = 10;

/// Fields that are pointers in Go. The library looks for null before it reads them.
const POINTERS: [&str; 10] = [
    "allowPrivilegeEscalation",
    "blockOwnerDeletion",
    "controller",
    "defaultAllowPrivilegeEscalation",
    "defaultRuntimeClassName",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "runAsGroup",
    "runtimeClass",
    "seLinuxOptions",
];

/// What json-iterator says against it.
pub(super) fn check(body: &[u8]) -> Result<(), String> {
    let mut iterator = Iterator::new(body);
    object(&mut iterator, &POLICY);
    iterator.into_error().map_or(Ok(()), Err)
}

fn object(iterator: &mut Iterator<'_>, object: &Object) {
    if !iterator.read_object_start() {
        return;
    }
    if object.field_names().count() > FEW {
        loop {
            let name = iterator.read_string();
            let colon = iterator.next_token();
            if colon != b':' {
                iterator.found("ReadObject", "expect : after object field", colon);
            }
            field(iterator, object, name);
            if iterator.next_token() != b',' {
                break;
            }
        }
    } else {
        loop {
            let name = iterator.read_field_name();
            field(iterator, object, name);
            if iterator.is_object_end() {
                break;
            }
        }
    }
    iterator.prefix(|| format!("{}.", object.go));
}

fn field(iterator: &mut Iterator<'_>, object: &Object, name: &[u8]) {
    let known = std::str::from_utf8(name).ok().and_then(|name| object.field(name));
    let Some(field) = known else {
        iterator.skip();
        return;
    };
    if !(POINTERS.contains(&field.name) && iterator.read_nil()) {
        value(iterator, &field.shape);
    }
    iterator.prefix(|| format!("{}: ", field.go));
}

fn value(iterator: &mut Iterator<'_>, shape: &Shape) {
    match shape {
        Shape::Bool => iterator.read_bool(),
        Shape::Int32 => iterator.read_int32(),
        Shape::Int64 => iterator.read_int64(),
        Shape::Text => {
            iterator.read_string();
        }
        Shape::Any => {
            iterator.skip();
        }
        Shape::Time => {
            if let Err(error) = time::check(iterator.skip()) {
                iterator.report("unmarshalerDecoder", &error);
            }
        }
        Shape::TextMap => map(iterator),
        Shape::List { go, item } => {
            list(iterator, item);
            iterator.prefix(|| format!("{go}: "));
        }
        Shape::Object(fields) => object(iterator, fields),
    }
}

fn list(iterator: &mut Iterator<'_>, item: &Shape) {
    match iterator.next_token() {
        b'n' => iterator.skip_bytes("ull"),
        b'[' => {
            if iterator.next_token() == b']' {
                return;
            }
            iterator.unread();
            value(iterator, item);
            loop {
                match iterator.next_token() {
                    b',' => value(iterator, item),
                    b']' => return,
                    other => return iterator.found("decode slice", "expect ]", other),
                }
            }
        }
        other => iterator.found("decode slice", "expect [ or n", other),
    }
}

fn map(iterator: &mut Iterator<'_>) {
    match iterator.next_token() {
        b'n' => iterator.skip_bytes("ull"),
        b'{' => {
            if iterator.next_token() == b'}' {
                return;
            }
            iterator.unread();
            loop {
                iterator.read_string();
                let colon = iterator.next_token();
                if colon != b':' {
                    return iterator.found("ReadMapCB", "expect : after object field", colon);
                }
                iterator.read_string();
                match iterator.next_token() {
                    b',' => {}
                    b'}' => return,
                    other => return iterator.found("ReadMapCB", "expect }", other),
                }
            }
        }
        other => iterator.found("ReadMapCB", "expect { or n", other),
    }
}
