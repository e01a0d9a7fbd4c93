//! Lists, a page at a time.
//!
//! A cursor is opaque to clients and may change its meaning from one release to the
//! next; one that we did not make is 422, whatever is in it.

use std::fmt::Display;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
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

/// A cursor that stands for `key`: the last item shown, or a position.
pub(crate) fn encode_cursor(key: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(key)
}

/// The key that a cursor stands for; 422 `invalid_cursor` when it stands for none.
pub(crate) fn decode_cursor(cursor: &str) -> Result<String, Problem> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(invalid_cursor)
}

/// The key of a cursor, if there is one, as what it must be.
///
/// Keys have many spellings (`+7`, a UUID in capitals), and ours has one.
pub(crate) fn key_of<K: FromStr + Display>(cursor: Option<&str>) -> Result<Option<K>, Problem> {
    let key = |cursor| {
        let text = decode_cursor(cursor)?;
        let key = text.parse().ok().filter(|key: &K| key.to_string() == text);
        key.ok_or_else(invalid_cursor)
    };
    cursor.map(key).transpose()
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
    pub next_cursor: Option<String>,
}

impl<T> List<T> {
    /// A page of `items`, of which there is one too many if a page follows.
    ///
    /// `key` is what the next page starts after.
    pub(crate) fn page<I, K: Display>(
        items: impl IntoIterator<Item = I>,
        size: PageSize,
        key: impl Fn(&I) -> K,
        view: impl Fn(I) -> T,
    ) -> Self {
        let mut items: Vec<I> = items.into_iter().take(size.with_one_more().into()).collect();
        let has_next = items.len() > usize::from(size.get());
        items.truncate(size.get().into());
        let next_cursor =
            items.last().filter(|_| has_next).map(|item| encode_cursor(&key(item).to_string()));
        Self { data: items.into_iter().map(view).collect(), next_cursor }
    }

    /// A page of a list that is in memory; its cursors are positions.
    pub(crate) fn page_of_all<I>(
        items: impl IntoIterator<Item = I>,
        size: PageSize,
        cursor: Option<&str>,
        view: impl Fn(I) -> T,
    ) -> Result<Self, Problem> {
        let start = key_of::<usize>(cursor)?.unwrap_or(0);
        let rest = items.into_iter().enumerate().skip(start);
        Ok(Self::page(rest, size, |(at, _)| at + 1, |(_, item)| view(item)))
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

    fn page(cursor: Option<&str>) -> List<u8> {
        List::page_of_all(1..=5, PageSize(2), cursor, |it| it).unwrap()
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
        let page = List::page_of_all(1..=2, PageSize(2), None, |it| it).unwrap();
        assert_eq!((page.data, page.next_cursor), (vec![1, 2], None));
    }

    #[test]
    fn a_cursor_that_is_none_of_ours_is_refused() {
        let not_a_number = encode_cursor("x");
        let negative = encode_cursor("-1");
        let otherwise_spelled = ["+7", "07", " 7"].map(encode_cursor);
        let [signed, padded, spaced] = &otherwise_spelled;
        let spellings = [signed, padded, spaced, &not_a_number, &negative].map(String::as_str);
        for cursor in ["", "%", "!!!", "MQ==", "_w"].into_iter().chain(spellings) {
            let problem = key_of::<usize>(Some(cursor)).unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidCursor, "{cursor}");
        }
        assert_eq!(key_of::<usize>(Some(&encode_cursor("7"))).unwrap(), Some(7));
    }

    #[test]
    fn an_id_in_another_spelling_is_none_of_our_cursors() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        assert!(key_of::<Uuid>(Some(&encode_cursor(id))).is_ok());
        for other in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}")] {
            assert!(key_of::<Uuid>(Some(&encode_cursor(&other))).is_err(), "{other}");
        }
    }
}
