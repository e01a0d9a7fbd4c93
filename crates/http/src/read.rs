//! How a value is read from a request: what is wrong is told, and reading goes on.

use std::fmt::Display;

use crate::faults::Faults;
use crate::pointer::inside;
use crate::tree::Tree;

/// What a client may say in one field.
pub(crate) trait Read: Sized {
    /// What is said at a pointer. `None` is never without a fault there or further in.
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self>;

    /// What it means when it is left out; `None` where it must be there.
    fn left_out() -> Option<Self> {
        None
    }
}

/// As it came, whatever it is.
impl Read for Tree {
    fn read(tree: Tree, _at: &str, _faults: &mut Faults) -> Option<Self> {
        Some(tree)
    }
}

impl Read for String {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        match tree {
            Tree::Text(text) | Tree::Written(text) => Some(text),
            other => faults.must_be(at, "text", &other),
        }
    }
}

/// A flag that is left out is down.
impl Read for bool {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let flag = match &tree {
            Tree::Bool(flag) => Some(*flag),
            Tree::Written(text) => text.parse().ok(),
            other => return faults.must_be(at, "true or false", other),
        };
        flag.or_else(|| faults.must_be(at, "true or false", &tree))
    }

    fn left_out() -> Option<Self> {
        Some(false)
    }
}

/// A whole number between two others, both included. There is no other way to read one, so that
/// every number has the ends that it has for clients, and not those of a type.
pub(crate) fn whole<N: TryFrom<i128> + PartialOrd + Display>(
    tree: &Tree,
    at: &str,
    faults: &mut Faults,
    (least, most): (N, N),
) -> Option<N> {
    let number: Option<i128> = match tree {
        Tree::Integer(number) => Some(*number),
        Tree::Written(text) => text.parse().ok(),
        _ => None,
    };
    let read = number.and_then(|number| N::try_from(number).ok());
    let read = read.filter(|number| (&least..=&most).contains(&number));
    read.or_else(|| faults.refuse(at, format!("must be a whole number from {least} to {most}")))
}

/// Null says the same as nothing.
impl<T: Read> Read for Option<T> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        match tree {
            Tree::Null => Some(None),
            some => T::read(some, at, faults).map(Some),
        }
    }

    fn left_out() -> Option<Self> {
        Some(None)
    }
}

/// An item that is wrong keeps its place, so that those behind it keep theirs.
impl<T: Read + Default> Read for Vec<T> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        match tree {
            Tree::List(items) => {
                let items = items.into_iter().enumerate();
                let read = items.map(|(index, item)| T::read(item, &inside(at, index), faults));
                Some(read.map(Option::unwrap_or_default).collect())
            }
            Tree::Written(text) => {
                let items = text.split(',').map(|item| Tree::Written(item.to_owned()));
                Some(items.map(|item| T::read(item, at, faults).unwrap_or_default()).collect())
            }
            other => faults.must_be(at, "a list", &other),
        }
    }
}
