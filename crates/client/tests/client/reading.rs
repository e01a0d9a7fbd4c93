//! Answers of this server, of a later one, and of something that is no server of ours.

use std::time::Duration;

use airside_client::bookings::{BookingStatus, Direction};
use airside_client::documents::File;
use airside_client::health::State;
use airside_client::offers::Cabin;
use airside_client::{Error, FieldError, IdempotencyKey, Money};
use serde_json::json;
use time::macros::{date, datetime};

use crate::samples::{booking, new_booking};
use crate::server::{Server, answer};

#[tokio::test]
async fn a_booking_is_read() {
    let server = Server::start([answer(200, &booking("K7Q2MZ"))]).await;
    let booking = server.client().bookings().get("K7Q2MZ").await.unwrap();
    assert_eq!(server.only_request().line, "GET /v1/bookings/K7Q2MZ");

    assert_eq!(booking.status, BookingStatus::PendingPayment);
    assert_eq!(booking.payment_due_by, Some(datetime!(2026-11-01 10:15 UTC)));
    assert_eq!(booking.price.total, Money { amount: 400_000, currency: "INR".to_owned() });
    assert_eq!(booking.passengers[0].date_of_birth, Some(date!(1990 - 05 - 01)));
    let journey = &booking.journeys[0];
    assert_eq!(journey.direction, Direction::Departing);
    let flight = &journey.segments[0];
    assert_eq!(flight.segment.departure, datetime!(2026-12-01 08:00 +05:30));
    assert_eq!(flight.segment.departure.offset().whole_minutes(), 330);
    assert_eq!(flight.segment.cabin, Cabin::Economy);
    assert_eq!(flight.seats[0].seat.as_deref(), Some("12A"));
}

#[tokio::test]
async fn a_booking_whose_people_were_erased_is_read() {
    let mut erased = booking("K7Q2MZ");
    erased["contact"] = json!(null);
    erased["personal_data_erased_at"] = json!("2028-01-01T00:00:00Z");
    for field in ["given_name", "middle_name", "family_name", "gender", "date_of_birth"] {
        erased["passengers"][0][field] = json!(null);
    }
    let server = Server::start([answer(200, &erased)]).await;
    let booking = server.client().bookings().get("K7Q2MZ").await.unwrap();
    assert_eq!(booking.personal_data_erased_at, Some(datetime!(2028-01-01 00:00 UTC)));
    assert_eq!(booking.passengers[0].date_of_birth, None);
    assert_eq!(booking.contact, None);
}

#[tokio::test]
async fn what_a_later_server_adds_is_no_obstacle() {
    let mut later = booking("K7Q2MZ");
    later["status"] = "WAITLISTED".into();
    later["loyalty"] = json!({ "points": 7 });
    later["journeys"][0]["direction"] = "LEG_7".into();
    later["journeys"][0]["segments"][0]["cabin"] = "SUITE".into();
    later["journeys"][0]["segments"][0]["gate"] = "B7".into();
    let server = Server::start([answer(200, &later)]).await;

    let booking = server.client().bookings().get("K7Q2MZ").await.unwrap();

    assert_eq!(booking.status, BookingStatus::Other("WAITLISTED".to_owned()));
    assert_eq!(booking.status.to_string(), "WAITLISTED");
    assert_eq!(booking.journeys[0].direction.code(), "LEG_7");
    assert_eq!(booking.journeys[0].segments[0].segment.cabin.code(), "SUITE");
}

#[tokio::test]
async fn a_problem_is_told_with_everything_it_says() {
    let problem = json!({
        "type": "urn:airside:problem:invalid_request", "title": "The request is not valid",
        "status": 422, "detail": "must be a date", "code": "invalid_request",
        "request_id": "r1", "balance": 30,
        "errors": [{ "pointer": "/passengers/0/date_of_birth", "detail": "must be a date" }],
    });
    let server = Server::start([answer(422, &problem)]).await;
    let client = server.client();

    let booked = client.bookings().book(&new_booking(), &IdempotencyKey::random()).await;

    let error = booked.unwrap_err();
    assert!(error.is("invalid_request") && !error.is("sold_out"));
    assert_eq!(error.to_string(), "422 invalid_request: must be a date (request r1)");
    let fault = FieldError {
        pointer: "/passengers/0/date_of_birth".to_owned(),
        detail: "must be a date".to_owned(),
    };
    assert_eq!(error.problem().unwrap().errors, [fault]);
}

#[tokio::test]
async fn what_is_no_answer_of_the_api_is_told_apart() {
    let page = answer(404, &json!(null)).body("<h1>Nothing here</h1>");
    let half = answer(200, &json!({ "id": "b1" })).header("x-request-id", "r1");
    let server = Server::start([page, half]).await;
    let client = server.client();

    let error = client.bookings().get("K7Q2MZ").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { status: 404, .. }), "{error}");
    let error = client.bookings().get("K7Q2MZ").await.unwrap_err();
    let Error::Unreadable { status: 200, reason, request_id } = error else { panic!("{error}") };
    assert!(reason.contains("booking_ref"), "{reason}");
    assert_eq!(request_id.as_deref(), Some("r1"));
}

#[tokio::test]
async fn a_file_is_there_or_being_made() {
    let being_made = answer(202, &json!(null)).body("").header("retry-after", "2");
    let server = Server::start([being_made, answer(200, &json!(null)).body("%PDF-1.7")]).await;
    let client = server.client();
    let two_seconds = Duration::from_secs(2);
    assert_eq!(client.documents().file("d1").await.unwrap(), File::BeingMade(two_seconds));
    assert_eq!(client.documents().file("d1").await.unwrap(), File::Ready(b"%PDF-1.7".to_vec()));
}

#[tokio::test]
async fn a_server_that_cannot_work_says_so() {
    let readiness = json!({
        "status": "down", "store": "down", "bus": "up", "limits": "up", "blobs": "slow",
        "payments": "up", "flights": 12,
    });
    let server = Server::start([answer(503, &readiness)]).await;
    let readiness = server.client().health().readiness().await.unwrap();
    assert_eq!((readiness.status, readiness.bus), (State::Down, State::Up));
    assert_eq!(readiness.blobs, State::Other("slow".to_owned()));
    assert_eq!(server.only_request().header("authorization"), None);
}
