//! Bodies written for reading: a line for each field and each thing in a list,
//! and what is inside of that on one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Deeper than this, nothing is broken into lines.
const DEEPEST: usize = 2;
/// A body as short as this is one line.
const SHORT: usize = 60;

/// The value as JSON.
pub(super) fn written(value: &impl Serialize) -> anyhow::Result<String> {
    let lines = with(value, Lines::default())?;
    let is_short = lines.len() <= SHORT;
    // Below the deepest level from the start, all is on one line.
    if is_short { with(value, Lines { depth: DEEPEST, ..Lines::default() }) } else { Ok(lines) }
}

fn with(value: &impl Serialize, formatter: Lines) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter))?;
    Ok(String::from_utf8(bytes)?)
}

#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether the list or object just ended had anything in it.
    has_value: bool,
}

impl Lines {
    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        writer.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let was_broken = self.depth <= DEEPEST && self.has_value;
        self.depth -= 1;
        if was_broken {
            self.new_line(writer)?;
        }
        writer.write_all(bracket)
    }

    fn next<W: Write + ?Sized>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= DEEPEST {
            self.new_line(writer)
        } else if first {
            Ok(())
        } else {
            writer.write_all(b" ")
        }
    }

    fn new_line<W: Write + ?Sized>(&self, writer: &mut W) -> io::Result<()> {
        write!(writer, "\n{}", "  ".repeat(self.depth))
    }
}

impl Formatter for Lines {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_list_of_objects_has_one_on_each_line() {
        let people = json!({"passengers": [
            {"name": "Zoë", "seats": ["12A", null]},
            {"name": "José Ángel Núñez", "seats": []},
        ], "promo": "WELCOME10"});
        assert_eq!(
            written(&people).unwrap(),
            r#"{
  "passengers": [
    {"name": "Zoë", "seats": ["12A", null]},
    {"name": "José Ángel Núñez", "seats": []}
  ],
  "promo": "WELCOME10"
}"#
        );
    }

    #[test]
    fn a_short_body_is_one_line() {
        assert_eq!(written(&json!({})).unwrap(), "{}");
        assert_eq!(written(&json!({"journeys": "BOTH"})).unwrap(), r#"{"journeys": "BOTH"}"#);
    }

    #[test]
    fn what_is_written_is_the_same_value() {
        let value = json!({"a": [[1, {"b": []}], {"c": {"d": {}}}], "e": "long ".repeat(30)});
        assert_eq!(serde_json::from_str::<Value>(&written(&value).unwrap()).unwrap(), value);
    }
}
