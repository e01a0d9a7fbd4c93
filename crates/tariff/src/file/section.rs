//! A table of the file.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::DeTable;

use super::{Entry, File};

/// A table, where it stands, and the names in it that were asked for.
pub(crate) struct Section<'f> {
    file: &'f File<'f>,
    path: String,
    at: Range<usize>,
    table: &'f DeTable<'f>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'f> Section<'f> {
    pub(super) fn new(
        file: &'f File<'f>,
        path: String,
        at: Range<usize>,
        table: &'f DeTable<'f>,
    ) -> Self {
        Self { file, path, at, table, asked: RefCell::default() }
    }

    /// The file as a whole.
    pub(crate) fn root(file: &'f File<'f>, table: &'f DeTable<'f>) -> Self {
        Self::new(file, String::new(), 0..0, table)
    }

    /// The entry under a name, if there is one.
    pub(crate) fn may(&self, name: &'static str) -> Option<Entry<'f>> {
        self.asked.borrow_mut().push(name);
        let value = self.table.get(name)?;
        Some(Entry::new(self.file, self.path_of(name), value))
    }

    /// The entry under a name; a fault when there is none.
    pub(crate) fn need(&self, name: &'static str) -> Option<Entry<'f>> {
        let found = self.may(name);
        if found.is_none() {
            self.file.fault(&self.at, &self.path_of(name), "is missing");
        }
        found
    }

    /// Every name with what stands under it: for tables whose names the operator chooses.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&'f str, Entry<'f>)> {
        self.table.iter().map(|(name, value)| {
            let name: &str = name.get_ref();
            (name, Entry::new(self.file, self.path_of(name), value))
        })
    }

    /// Reports names that were not asked for: a misspelt name would else leave a rule out.
    pub(crate) fn close(self) {
        let asked = self.asked.borrow();
        for (name, value) in self.table {
            if !asked.contains(&name.get_ref().as_ref()) {
                let known = asked.join(", ");
                let detail = format!("is not known; what may stand here: {known}");
                let name_only = name.span();
                let at = if name_only.is_empty() { value.span() } else { name_only };
                self.file.fault(&at, &self.path_of(name.get_ref()), detail);
            }
        }
    }

    pub(crate) fn fault(&self, detail: impl Into<String>) {
        self.file.fault(&self.at, &self.path, detail);
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}
