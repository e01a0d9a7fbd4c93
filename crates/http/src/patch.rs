//! A field of a change: left out it stays, null takes it away.

use crate::faults::Faults;
use crate::read::Read;
use crate::tree::Tree;

/// What is to become of something that may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Patch<T> {
    /// Nothing.
    #[default]
    Keep,
    /// There is none any more.
    Clear,
    Set(T),
}

impl<T: Read> Read for Patch<T> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        match tree {
            Tree::Null => Some(Self::Clear),
            some => T::read(some, at, faults).map(Self::Set),
        }
    }

    fn left_out() -> Option<Self> {
        Some(Self::Keep)
    }
}

impl<T> Patch<T> {
    /// The change as the use cases know it.
    #[expect(clippy::option_option, reason = "nothing to do, nothing there, something there")]
    pub(crate) fn map<U>(self, of: impl FnOnce(T) -> U) -> Option<Option<U>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(of(value))),
        }
    }
}
