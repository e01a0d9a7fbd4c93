//! Tables in which each row names something, once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::{Columns, Reported, Row};
use crate::{RowErrors, Table};

/// Reads rows that each have a key of their own: an exact repeat is counted and passed over,
/// two rows that say different things of one `what` are a fault that names both.
pub(crate) fn distinct<T: PartialEq, K: Eq + Hash>(
    file: &[u8],
    columns: &Columns,
    what: &str,
    mut read: impl FnMut(&mut Row) -> Result<T, Reported>,
    key: impl Fn(&T) -> K,
) -> Result<Table<T>, RowErrors> {
    let sheet = super::read(file, columns, |row| Ok((row.line, read(row)?)))?;
    let (count, notes, mut errors) = (sheet.read, sheet.notes, sheet.errors);
    let mut lines: HashMap<K, (u64, usize)> = HashMap::new();
    let (mut rows, mut repeated): (Vec<T>, usize) = (Vec::new(), 0);
    for (line, row) in sheet.rows {
        match lines.entry(key(&row)) {
            Entry::Vacant(entry) => {
                entry.insert((line, rows.len()));
                rows.push(row);
            }
            Entry::Occupied(entry) => {
                let (earlier, at) = *entry.get();
                if rows[at] == row {
                    repeated += 1;
                } else {
                    let detail = format!("lines {earlier} and {line} are about the same {what}");
                    errors.add(line, "", detail);
                }
            }
        }
    }
    errors.sort();
    if errors.is_empty() { Ok(Table { rows, read: count, repeated, notes }) } else { Err(errors) }
}
