//! Lists that are never empty and never too long, so that nobody has to check.

use std::ops::{Deref, DerefMut};

use thiserror::Error;

/// One to `MOST` values, in an order that counts.
///
/// It reads as a slice: its values can change, their number cannot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OneTo<const MOST: usize, T>(Vec<T>);

impl<const MOST: usize, T> OneTo<MOST, T> {
    /// A single value.
    pub fn one(value: T) -> Self {
        Self(vec![value])
    }

    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "it is never empty")]
    pub fn first(&self) -> &T {
        self.0.first().expect("there is always a first")
    }

    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "it is never empty")]
    pub fn last(&self) -> &T {
        self.0.last().expect("there is always a last")
    }

    /// Converts each value.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> OneTo<MOST, U> {
        OneTo(self.0.into_iter().map(each).collect())
    }

    /// Converts each value, or returns the first error.
    pub fn try_map<U, E>(self, each: impl FnMut(T) -> Result<U, E>) -> Result<OneTo<MOST, U>, E> {
        self.0.into_iter().map(each).collect::<Result<_, E>>().map(OneTo)
    }

    /// References to all of them.
    pub fn each(&self) -> OneTo<MOST, &T> {
        OneTo(self.0.iter().collect())
    }
}

impl<const MOST: usize, T> TryFrom<Vec<T>> for OneTo<MOST, T> {
    type Error = WrongCount;

    fn try_from(values: Vec<T>) -> Result<Self, WrongCount> {
        let found = values.len();
        if (1..=MOST).contains(&found) { Ok(Self(values)) } else { Err(WrongCount { found }) }
    }
}

impl<const MOST: usize, T> Deref for OneTo<MOST, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<const MOST: usize, T> DerefMut for OneTo<MOST, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<const MOST: usize, T> IntoIterator for OneTo<MOST, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, const MOST: usize, T> IntoIterator for &'a OneTo<MOST, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, const MOST: usize, T> IntoIterator for &'a mut OneTo<MOST, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

/// The list is empty or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("there are {found}, which is none or too many")]
pub struct WrongCount {
    pub found: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_one_to_the_most_and_nothing_else() {
        type UpToThree = OneTo<3, u8>;
        assert_eq!(UpToThree::try_from(vec![]), Err(WrongCount { found: 0 }));
        assert_eq!(UpToThree::try_from(vec![1, 2, 3, 4]), Err(WrongCount { found: 4 }));
        let three = UpToThree::try_from(vec![1, 2, 3]).unwrap();
        assert_eq!((three.first(), three.last(), three.len()), (&1, &3, 3));
        assert_eq!(UpToThree::one(7).first(), UpToThree::one(7).last());
    }

    #[test]
    fn as_many_come_out_as_went_in() {
        let three = OneTo::<3, u8>::try_from(vec![1, 2, 3]).unwrap();
        assert_eq!(*three.clone().map(|it| it * 2), [2, 4, 6]);
        let odd = |it: u8| if it % 2 == 1 { Ok(it) } else { Err(it) };
        assert_eq!(three.try_map(odd), Err(2));
    }
}
