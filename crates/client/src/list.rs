//! Lists: item by item as a stream, or one page.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures::stream::{self, BoxStream};
use futures::{Stream, StreamExt, TryStreamExt};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;

/// One page of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Page<T> {
    /// Its items.
    pub data: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next_cursor: Option<String>,
}

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// How many items, 1 to 200; 50 by default.
    pub limit: Option<u16>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A list: a stream of all its items, which fetches a page when it is needed and ends after an
/// error.
pub struct List<T> {
    client: Client,
    call: Call,
    items: BoxStream<'static, Result<T, Error>>,
}

/// What a stream has to fetch.
enum Next {
    First,
    After(String),
    Nothing,
}

impl<T: DeserializeOwned + Send + 'static> List<T> {
    pub(crate) fn new(client: &Client, call: Call) -> Self {
        let fetch = {
            let (client, call) = (client.clone(), call.clone());
            move |cursor: Option<String>| {
                let (client, call) = (client.clone(), call.clone().query("cursor", cursor));
                async move { client.ask(&call).await }
            }
        };
        let pages = pages(fetch, |page: &Page<T>| page.next_cursor.clone());
        let items = pages.map_ok(|page| stream::iter(page.data).map(Ok)).try_flatten().boxed();
        Self { client: client.clone(), call, items }
    }

    /// One page, wherever the stream is.
    pub fn page(
        &self,
        paging: &Paging,
    ) -> impl Future<Output = Result<Page<T>, Error>> + Send + use<T> {
        // Not of the stream itself, which threads cannot share.
        let (client, call) = (self.client.clone(), self.call.clone());
        let call = call.query("limit", paging.limit).query("cursor", paging.cursor.as_ref());
        async move { client.ask(&call).await }
    }
}

/// Page after page, each fetched when it is asked for.
pub(crate) fn pages<P, F>(
    fetch: impl Fn(Option<String>) -> F + Send + 'static,
    next_cursor: fn(&P) -> Option<String>,
) -> BoxStream<'static, Result<P, Error>>
where
    P: Send + 'static,
    F: Future<Output = Result<P, Error>> + Send + 'static,
{
    let fetched = stream::try_unfold(Next::First, move |next| {
        let fetching = match next {
            Next::First => Some(fetch(None)),
            Next::After(cursor) => Some(fetch(Some(cursor))),
            Next::Nothing => None,
        };
        async move {
            let Some(fetching) = fetching else { return Ok(None) };
            let page = fetching.await?;
            let next = next_cursor(&page).map_or(Next::Nothing, Next::After);
            Ok(Some((page, next)))
        }
    });
    fetched.boxed()
}

impl<T> Stream for List<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.poll_next_unpin(context)
    }
}
