//! Where in a request something is wrong, as a JSON pointer (RFC 6901).
//!
//! serde tells a missing or unknown field by name only in its message, so the name is
//! read from there.

use serde_path_to_error::{Path, Segment};

use crate::problem::FieldError;

/// The longest message that is passed on; serde quotes what the client sent.
const LONGEST: usize = 200;

/// The pointer of a path, and the message without its line and column.
pub(crate) fn fault(path: &Path, message: &str) -> FieldError {
    let message = message.rsplit_once(" at line ").map_or(message, |(text, _)| text);
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push(&mut pointer, &index.to_string()),
            Segment::Map { key } => push(&mut pointer, key),
            Segment::Enum { variant } => push(&mut pointer, variant),
            Segment::Unknown => {}
        }
    }
    if let Some(field) = field_of(message) {
        let ends_with_it = pointer.rsplit('/').next() == Some(&escaped(field));
        if !ends_with_it {
            push(&mut pointer, field);
        }
    }
    FieldError { pointer, detail: shortened(message) }
}

/// The field that a message of serde names: missing, unknown or there twice.
fn field_of(message: &str) -> Option<&str> {
    ["missing field `", "unknown field `", "duplicate field `"]
        .iter()
        .find_map(|start| message.strip_prefix(start))
        .and_then(|rest| rest.split_once('`'))
        .map(|(field, _)| field)
}

fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    pointer.push_str(&escaped(segment));
}

fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

fn shortened(message: &str) -> String {
    match message.char_indices().nth(LONGEST) {
        None => message.to_owned(),
        Some((end, _)) => format!("{}…", &message[..end]),
    }
}
