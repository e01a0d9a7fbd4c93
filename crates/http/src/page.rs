//! Lists, a page at a time.
//!
//! A cursor is opaque to clients and may change its meaning from one release to the
//! next; one that we did not make for the same list is 422, whatever is in it.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use validator::Validate;

use crate::faults::Faults;
use crate::problem::{FieldError, Kind, Problem};
use crate::read::{Read, whole};
use crate::request::plain_requests;
use crate::tree::Tree;

/// The largest page.
pub(crate) const MOST: u16 = 200;
/// The size of a page where it is not said.
pub(crate) const DEFAULT_LIMIT: u16 = 50;

/// How many items a page has: 1 to 200, 50 where it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageSize(u16);

impl Default for PageSize {
    fn default() -> Self {
        Self(DEFAULT_LIMIT)
    }
}

impl PageSize {
    pub(crate) const fn get(self) -> u16 {
        self.0
    }

    /// One more than is shown: whoever reads so many knows whether there is a next page.
    pub(crate) const fn with_one_more(self) -> u16 {
        self.0 + 1
    }
}

impl Read for PageSize {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        whole(&tree, at, faults, (1, MOST)).map(Self)
    }

    fn left_out() -> Option<Self> {
        Some(Self::default())
    }
}

/// So many bytes of a cursor say which list it is of.
const LIST_BYTES: usize = 9;

/// The cursors of one list: a list with other filters, or of somebody else, is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursors {
    list: [u8; LIST_BYTES],
}

impl Cursors {
    /// Of the list with this name and these filters, whose sizes of pages are no matter.
    pub(crate) fn of(name: &str, filters: &impl Debug) -> Self {
        let digest: [u8; 32] = Sha256::digest(format!("{name} {filters:?}")).into();
        let mut list = [0; LIST_BYTES];
        list.copy_from_slice(&digest[..LIST_BYTES]);
        Self { list }
    }

    /// A cursor that stands for `key`: the last item shown, or a position.
    pub(crate) fn cursor(&self, key: impl Display) -> String {
        BASE64_URL_SAFE_NO_PAD.encode([&self.list[..], key.to_string().as_bytes()].concat())
    }

    /// The key that a cursor stands for, if there is a cursor; 422 `invalid_cursor` when it is
    /// none of these.
    ///
    /// Keys have many spellings (`+7`, a UUID in capitals), and ours has one.
    pub(crate) fn key<K: FromStr + Display>(
        &self,
        cursor: Option<&str>,
    ) -> Result<Option<K>, Problem> {
        let key = |cursor| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
            let text = str::from_utf8(bytes.strip_prefix(&self.list)?).ok()?;
            text.parse().ok().filter(|key: &K| key.to_string() == text)
        };
        cursor.map(|cursor| key(cursor).ok_or_else(invalid_cursor)).transpose()
    }
}

/// 422 for a cursor that no answer of ours had.
pub(crate) fn invalid_cursor() -> Problem {
    let error = FieldError::new("/cursor", "must be the next_cursor of the same list");
    Problem::at(Kind::InvalidCursor, vec![error])
}

/// Which page of a list that has no filters.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    #[param(required = false)]
    pub limit: PageSize,
    /// From the page before.
    pub cursor: Option<String>,
}

plain_requests! {
    PageParams { limit, cursor }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    pub data: Vec<T>,
    /// For `?cursor=`; null on the last page.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> List<T> {
    /// A page of `items`, of which there is one too many if a page follows.
    ///
    /// `key` is what the next page starts after.
    pub(crate) fn page<I, K: Display>(
        items: impl IntoIterator<Item = I>,
        size: PageSize,
        cursors: Cursors,
        key: impl Fn(&I) -> K,
        view: impl Fn(I) -> T,
    ) -> Self {
        let mut items: Vec<I> = items.into_iter().take(size.with_one_more().into()).collect();
        let has_next = items.len() > usize::from(size.get());
        items.truncate(size.get().into());
        let next_cursor = items.last().filter(|_| has_next).map(|item| cursors.cursor(key(item)));
        Self { data: items.into_iter().map(view).collect(), next_cursor }
    }

    /// A page of a list that is in memory; its cursors are positions.
    pub(crate) fn page_of_all<I>(
        items: impl IntoIterator<Item = I>,
        size: PageSize,
        (cursors, cursor): (Cursors, Option<&str>),
        view: impl Fn(I) -> T,
    ) -> Result<Self, Problem> {
        let start = cursors.key::<usize>(cursor)?.unwrap_or(0);
        let rest = items.into_iter().enumerate().skip(start);
        Ok(Self::page(rest, size, cursors, |(at, _)| at + 1, |(_, item)| view(item)))
    }
}

impl PartialSchema for PageSize {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(MOST))
            .default(Some(DEFAULT_LIMIT.into()))
            .into()
    }
}

impl ToSchema for PageSize {}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn cursors() -> Cursors {
        Cursors::of("numbers", &("even", 7))
    }

    fn page(cursor: Option<&str>) -> List<u8> {
        List::page_of_all(1..=5, PageSize(2), (cursors(), cursor), |it| it).unwrap()
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let first = page(None);
        let second = page(first.next_cursor.as_deref());
        let last = page(second.next_cursor.as_deref());
        assert_eq!([first.data, second.data, last.data].concat(), [1, 2, 3, 4, 5]);
        assert_eq!(last.next_cursor, None);
    }

    #[test]
    fn a_full_last_page_has_no_next() {
        let page = List::page_of_all(1..=2, PageSize(2), (cursors(), None), |it| it).unwrap();
        assert_eq!((page.data, page.next_cursor), (vec![1, 2], None));
    }

    #[test]
    fn a_cursor_that_is_none_of_ours_is_refused() {
        let otherwise_spelled = ["+7", "07", " 7", "x", "-1", ""].map(|key| cursors().cursor(key));
        let spelled = otherwise_spelled.iter().map(String::as_str);
        let ours = cursors().cursor(7);
        let padded = format!("{ours}=");
        for cursor in
            ["", "%", "!!!", "MQ", "MQ==", "_w", &ours[1..], &padded].into_iter().chain(spelled)
        {
            let problem = cursors().key::<usize>(Some(cursor)).unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidCursor, "{cursor}");
        }
        assert_eq!(cursors().key::<usize>(Some(&ours)).unwrap(), Some(7));
        assert_eq!(cursors().key::<usize>(None).unwrap(), None);
    }

    #[test]
    fn a_cursor_of_another_list_or_with_other_filters_is_refused() {
        let cursor = cursors().cursor(7);
        for other in [
            Cursors::of("number", &("even", 7)),
            Cursors::of("numbers", &("odd", 7)),
            Cursors::of("numbers", &("even", 8)),
            Cursors::of("numbers", &("even", Some(7))),
        ] {
            let problem = other.key::<usize>(Some(&cursor)).unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidCursor);
        }
    }

    #[test]
    fn an_id_in_another_spelling_is_none_of_our_cursors() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        let key = |spelled: &str| cursors().key::<Uuid>(Some(&cursors().cursor(spelled)));
        assert!(key(id).is_ok());
        for other in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}")] {
            assert!(key(&other).is_err(), "{other}");
        }
    }
}
