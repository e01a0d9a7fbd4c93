//! Lists and searches, page by page.

use airside_client::Paging;
use airside_client::bookings::{BookingFilter, BookingStatus};
use airside_client::offers::Search;
use futures::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use time::macros::date;

use crate::samples::booking;
use crate::server::{Server, Step, answer, refusal};

fn page(references: &[&str], next_cursor: Option<&str>) -> Step {
    let data: Vec<Value> = references.iter().map(|it| booking(it)).collect();
    answer(200, &json!({ "data": data, "next_cursor": next_cursor }))
}

fn confirmed() -> BookingFilter {
    BookingFilter { status: Some(BookingStatus::Confirmed) }
}

#[tokio::test]
async fn pages_follow_each_other_to_the_end() {
    let pages = [page(&["A", "B"], Some("c=1")), page(&[], Some("c2")), page(&["C"], None)];
    let server = Server::start(pages).await;

    let bookings = server.client().bookings().list(&confirmed());
    let references = bookings.map_ok(|it| it.booking_ref).try_collect::<Vec<_>>().await.unwrap();

    assert_eq!(references, ["A", "B", "C"]);
    let lines: Vec<_> = server.requests().into_iter().map(|it| it.line).collect();
    assert_eq!(
        lines,
        [
            "GET /v1/bookings?status=CONFIRMED",
            "GET /v1/bookings?status=CONFIRMED&cursor=c%3D1",
            "GET /v1/bookings?status=CONFIRMED&cursor=c2",
        ]
    );
}

#[tokio::test]
async fn the_next_page_is_fetched_when_it_is_needed() {
    let server = Server::start([page(&["A", "B"], Some("c1")), page(&["C"], None)]).await;
    let mut bookings = server.client().bookings().list(&confirmed());
    assert!(server.requests().is_empty());
    bookings.next().await.unwrap().unwrap();
    bookings.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 1);
    bookings.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_list_ends_after_an_error() {
    let server = Server::start([page(&["A"], Some("c1")), refusal(422, "invalid_cursor")]).await;
    let mut bookings = server.client().bookings().list(&confirmed());
    assert!(bookings.next().await.unwrap().is_ok());
    assert!(bookings.next().await.unwrap().unwrap_err().is("invalid_cursor"));
    assert!(bookings.next().await.is_none());
}

#[tokio::test]
async fn one_page_can_be_asked_for() {
    let server = Server::start([page(&["A"], Some("c9"))]).await;
    let paging = Paging { limit: Some(1), cursor: Some("c8".to_owned()) };

    let page = server.client().bookings().list(&confirmed()).page(&paging).await.unwrap();

    assert_eq!((page.data.len(), page.next_cursor.as_deref()), (1, Some("c9")));
    let line = server.only_request().line;
    assert_eq!(line, "GET /v1/bookings?status=CONFIRMED&limit=1&cursor=c8");
}

#[tokio::test]
async fn a_search_goes_on_where_it_ended() {
    let found = |next: Value| {
        answer(200, &json!({ "trip_type": "ONE_WAY", "departing": [], "next_cursor": next }))
    };
    let server = Server::start([found("c1".into()), found(Value::Null)]).await;

    let search = Search::one_way("DEL", "BOM", date!(2026 - 12 - 01));
    let pages = server.client().offers().search_all(search).try_collect::<Vec<_>>().await.unwrap();

    assert_eq!(pages.len(), 2);
    let cursors = server.requests().into_iter().map(|it| it.json()["cursor"].clone());
    assert_eq!(cursors.collect::<Vec<_>>(), [Value::Null, "c1".into()]);
}
