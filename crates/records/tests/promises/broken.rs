//! A stored record, broken in places.

use std::fs;
use std::path::{Path, PathBuf};

use airside_records::{BadRecord, Kept, Unreadable};
use serde_json::Value;

/// A record of the newest release.
pub(crate) struct Record {
    name: &'static str,
    value: Value,
}

impl Record {
    pub(crate) fn of(name: &'static str) -> Self {
        let text = fs::read_to_string(newest().join(format!("{name}.json"))).unwrap();
        Self { name, value: serde_json::from_str(&text).unwrap() }
    }

    /// With another value at a JSON pointer; the last of a list for an index that it has not.
    pub(crate) fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        let parent = self.value.pointer_mut(parent).unwrap_or_else(|| panic!("no {pointer}"));
        match parent {
            Value::Object(fields) => {
                let known = fields.insert(last.to_owned(), value.into());
                assert!(known.is_some(), "{} has no {pointer}", self.name);
            }
            Value::Array(items) => match last.parse::<usize>().unwrap() {
                at if at < items.len() => items[at] = value.into(),
                _ => items.push(value.into()),
            },
            other => panic!("{other} has no {last}"),
        }
        self
    }

    /// What is at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Value {
        self.value.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}")).clone()
    }

    /// Without an item of a list.
    pub(crate) fn without(mut self, list: &str, at: usize) -> Self {
        let items = self.value.pointer_mut(list).and_then(Value::as_array_mut).unwrap();
        items.remove(at);
        self
    }

    /// It is what it was: the test breaks what it means to.
    pub(crate) fn is_read<T: Kept>(&self) {
        assert!(T::read(&self.value.to_string()).is_ok(), "{}", self.name);
    }

    /// It is refused, and this field of this record named.
    #[track_caller]
    pub(crate) fn is_refused<T: Kept>(&self, record: &'static str, field: &'static str) {
        match T::read(&self.value.to_string()) {
            Err(Unreadable::Nonsense(bad)) => assert_eq!(bad, BadRecord { record, field }),
            Err(Unreadable::Malformed(error)) => panic!("{} is malformed: {error}", self.name),
            Ok(_) => panic!("{} is read, though its {field} makes no sense", self.name),
        }
    }
}

/// The folder of the release to come, else of the last one.
pub(crate) fn newest() -> PathBuf {
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored");
    let next = stored.join("next");
    if next.exists() { next } else { stored.join(env!("CARGO_PKG_VERSION")) }
}
