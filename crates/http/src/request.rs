//! How a whole request is read: its fields one by one, its shape, and what its words mean.
//!
//! Nothing stops at the first fault. A field that cannot be read has the default of its
//! type from there on, and is not blamed again; nobody sees such a value, for a request
//! with a fault is refused.

use std::fmt::Display;
use std::ops::RangeInclusive;

use validator::Validate;

use crate::faults::Faults;
use crate::pointer::inside;
use crate::problem::Problem;
use crate::read::{Read, whole};
use crate::tree::Tree;
use crate::valid;

/// A body or the parameters of a query.
pub(crate) trait Request: Read {
    /// What the request says, in types that can say nothing wrong.
    type Checked: 'static;

    /// Finds out what its words mean and whether they fit together. `None` is never without
    /// a fault.
    fn check(self, faults: &mut Faults) -> Option<Self::Checked>;
}

/// Reads and checks a request; 422 with every fault it has.
pub(crate) fn read<R: Request>(tree: Tree) -> Result<R::Checked, Problem> {
    let mut faults = Faults::default();
    let checked = R::read(tree, "", &mut faults).and_then(|read| read.check(&mut faults));
    faults.accept(checked)
}

/// The fields of an object that nobody has taken yet.
pub(crate) struct Fields<'a> {
    left: Vec<(String, Tree)>,
    at: &'a str,
    faults: &'a mut Faults,
}

impl<'a> Fields<'a> {
    /// The fields of what must be an object: a list of the values alone is none.
    pub(crate) fn of(tree: Tree, at: &'a str, faults: &'a mut Faults) -> Option<Self> {
        match tree {
            Tree::Object(left) => Some(Self { left, at, faults }),
            other => faults.must_be(at, "an object", &other),
        }
    }

    /// What a field says, or stands for when it is left out.
    pub(crate) fn take<T: Read + Default>(&mut self, name: &str) -> T {
        let at = inside(self.at, name);
        let mut said = self.left.extract_if(.., |(it, _)| it == name).map(|(_, tree)| tree);
        let read = match (said.next(), said.next()) {
            (None, _) => T::left_out().or_else(|| self.faults.refuse(&at, "is required")),
            (Some(tree), None) => T::read(tree, &at, self.faults),
            (Some(_), Some(_)) => self.faults.refuse(&at, "is there more than once"),
        };
        read.unwrap_or_default()
    }

    /// A whole number between two others, both included; nothing when it is left out.
    pub(crate) fn number<N: TryFrom<i128> + PartialOrd + Display>(
        &mut self,
        name: &str,
        range: RangeInclusive<N>,
    ) -> Option<N> {
        let said = self.take::<Option<Tree>>(name)?;
        whole(&said, &inside(self.at, name), self.faults, range.into_inner())
    }

    /// Blames what is left, and what breaks the rules of the struct that was read.
    pub(crate) fn finish(&mut self, read: &impl Validate) {
        for (name, _) in &self.left {
            self.faults.add(&inside(self.at, name), "is not known here");
        }
        valid::check(read, self.at, self.faults);
    }
}

/// The name of a field as clients write it: `type` is a word of the language, and `r#type` here.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Makes structs readable, from an object with these fields and no other. A number has its range
/// beside it: `adults in 0..=10`.
///
/// Their `Debug` shows nothing of what a client sent, for people, cards and passwords are in
/// it; a derived one beside it does not compile.
macro_rules! fields {
    (@take $fields:ident $field:ident) => {
        $fields.take($crate::request::plain(stringify!($field)))
    };
    (@take $fields:ident $field:ident $range:expr) => {
        $fields.number($crate::request::plain(stringify!($field)), $range)
    };
    ($($name:ident { $($field:ident $(in $range:expr)?),* })+) => {
        $(impl $crate::read::Read for $name {
            fn read(
                tree: $crate::tree::Tree,
                at: &str,
                faults: &mut $crate::faults::Faults,
            ) -> Option<Self> {
                let mut fields = $crate::request::Fields::of(tree, at, faults)?;
                let read =
                    Self { $($field: $crate::request::fields!(@take fields $field $($range)?)),* };
                fields.finish(&read);
                Some(read)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })+
    };
}

/// Makes structs requests that say themselves what they mean.
macro_rules! plain_requests {
    ($($name:ident { $($field:ident $(in $range:expr)?),* })+) => {
        $crate::request::fields!($($name { $($field $(in $range)?),* })+);

        $(impl $crate::request::Request for $name {
            type Checked = Self;

            fn check(self, _faults: &mut $crate::faults::Faults) -> Option<Self> {
                Some(self)
            }
        })+
    };
}

pub(crate) use {fields, plain_requests};
