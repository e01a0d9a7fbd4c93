//! How many requests are in work at a time, so that too many slow down nobody but themselves.
//!
//! Requests that wait for the same thing (the cores, the store, the gateway) share a room, and a
//! room that is full answers 503 at once: there is no line at its door. So searches never take a
//! place of a booking, and a gateway that hangs holds up payments and nothing else. What watches
//! over the server takes no place.

use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::RETRY_AFTER;
use actix_web::middleware::Next;
use actix_web::web::Data;
use prometheus::proto::MetricFamily;
use tokio::sync::Semaphore;

use crate::metrics::RoomFigures;
use crate::problem::{Kind, Problem};

/// What a client that was turned away is told to wait for.
const SECONDS_WHEN_FULL: u32 = 1;

/// What a request mostly waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// The cores: searches, the timetable, pages.
    Searches,
    /// The store: bookings, and all that belongs to one or to an account.
    Bookings,
    /// The payment gateway, while the client waits.
    Payments,
    /// The store, told by the gateway: money that was taken must not wait behind a crowd.
    Events,
    /// The hashing of passwords, which is slow by design.
    SignIns,
}

impl Room {
    pub(crate) const ALL: [Self; 5] =
        [Self::Searches, Self::Bookings, Self::Payments, Self::Events, Self::SignIns];

    /// Its name in the figures.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Searches => "searches",
            Self::Bookings => "bookings",
            Self::Payments => "payments",
            Self::Events => "events",
            Self::SignIns => "sign_ins",
        }
    }

    /// The room of a request; `None` for what watches over the server.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        let mut parts = [""; 5];
        for (place, part) in parts.iter_mut().zip(path.split('/').skip(1)) {
            *place = part;
        }
        let is_post = method == Method::POST;
        Some(match parts {
            ["healthz" | "readyz" | "metrics", ..] => return None,
            ["v1", "webhooks", ..] => Self::Events,
            ["v1", "users" | "sessions", "", ..]
            | ["v1", "sessions", "refresh", ..]
            | ["v1", "users", "me", "erase", ..]
            | ["v1", "password-resets", "confirm", ..]
            | ["account", "password", ..]
            | ["login" | "signup", ..]
            | ["v1", "admin", "users", "", ..]
                if is_post =>
            {
                Self::SignIns
            }
            ["v1", "users", "me", "password", ..] => Self::SignIns,
            ["v1", "bookings", _, "payments", ""]
            | ["v1", "changes", _, "confirm", ""]
            | ["v1", "admin", "changes", _, "confirm"]
            | ["payments", "return", ..]
            | ["trips", _, "pay", ..]
                if is_post =>
            {
                Self::Payments
            }
            [
                "v1",
                "offers" | "fare-calendar" | "destinations" | "airports" | "airlines" | "flights",
                ..,
            ] => Self::Searches,
            ["v1" | "payments" | "book" | "trips" | "find" | "forgot" | "logout", ..]
            | ["sandbox", "clock", ..] => Self::Bookings,
            _ => Self::Searches,
        })
    }
}

/// How many requests may be in work at a time, room by room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    pub searches: usize,
    pub bookings: usize,
    pub payments: usize,
    pub events: usize,
    pub sign_ins: usize,
}

impl Places {
    /// As many as this machine works through in a moment: one more would only be a longer wait.
    pub fn of_this_machine() -> Self {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            searches: 32 * cores,
            bookings: 64 * cores,
            payments: 128 * cores,
            events: 64 * cores,
            sign_ins: 16 * cores,
        }
    }

    fn of(self, room: Room) -> usize {
        let places = match room {
            Room::Searches => self.searches,
            Room::Bookings => self.bookings,
            Room::Payments => self.payments,
            Room::Events => self.events,
            Room::SignIns => self.sign_ins,
        };
        places.min(Semaphore::MAX_PERMITS)
    }
}

/// The rooms of one server, shared by its threads.
pub struct House {
    places: Places,
    /// In the order of [`Room::ALL`].
    free: [Semaphore; Room::ALL.len()],
    /// No answer takes longer.
    longest: Duration,
    figures: RoomFigures,
}

impl House {
    /// Rooms with so many places, whose requests are given up after `longest`.
    pub fn new(places: Places, longest: Duration) -> Self {
        let free = Room::ALL.map(|room| Semaphore::new(places.of(room)));
        Self { places, free, longest, figures: RoomFigures::new() }
    }

    fn free(&self, room: Room) -> &Semaphore {
        &self.free[room as usize]
    }

    /// What the rooms look like now, for Prometheus.
    pub(crate) fn figures(&self) -> Vec<MetricFamily> {
        for room in Room::ALL {
            let places = self.places.of(room);
            let in_work = places - self.free(room).available_permits();
            self.figures.set(room.name(), places, in_work);
        }
        self.figures.gather()
    }
}

/// The middleware: a place for the time of the request, or 503.
pub(crate) async fn admit(
    house: Data<House>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // As the router reads it, for a path can be spelled in many ways.
    let path = request.match_info().as_str();
    let Some(room) = Room::of(request.method(), path) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let Ok(_place) = house.free(room).try_acquire() else {
        house.figures.turned_away(room.name());
        let detail = format!(
            "there are too many requests at the moment; try again in {SECONDS_WHEN_FULL} s"
        );
        let full = Problem::new(Kind::Unavailable, detail);
        return Ok(request.error_response(full.with_header(RETRY_AFTER, SECONDS_WHEN_FULL)));
    };
    let answering = tokio::time::timeout(house.longest, next.call(request));
    let Ok(answer) = answering.await else {
        // What it was committing goes on, as when a client hangs up.
        tracing::warn!(room = room.name(), "a request was given up after {:?}", house.longest);
        let detail = "this took too long, and may have been done: repeat it as it was";
        let slow = Problem::new(Kind::Unavailable, detail);
        return Err(slow.with_header(RETRY_AFTER, SECONDS_WHEN_FULL).into());
    };
    Ok(answer?.map_into_boxed_body())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use actix_web::test::TestRequest;

    /// Every call of the API has been given a room by somebody who thought about it.
    const ROOMS: &[(&str, Option<Room>)] = &[
        ("get /healthz", None),
        ("get /metrics", None),
        ("get /readyz", None),
        ("post /sandbox/clock/advance", Some(Room::Bookings)),
        ("get /v1/admin/bookings", Some(Room::Bookings)),
        ("get /v1/admin/bookings/{booking_ref}", Some(Room::Bookings)),
        ("get /v1/admin/bookings/{booking_ref}/history", Some(Room::Bookings)),
        ("post /v1/admin/bookings/{booking_ref}/notes", Some(Room::Bookings)),
        ("post /v1/admin/bookings/{booking_ref}/cancellations", Some(Room::Bookings)),
        ("post /v1/admin/bookings/{booking_ref}/changes", Some(Room::Bookings)),
        ("post /v1/admin/changes/{id}/confirm", Some(Room::Payments)),
        ("patch /v1/admin/bookings/{booking_ref}/passengers/{id}", Some(Room::Bookings)),
        ("put /v1/admin/bookings/{booking_ref}/seats", Some(Room::Bookings)),
        (
            "put /v1/admin/bookings/{booking_ref}/passengers/{id}/special-services",
            Some(Room::Bookings),
        ),
        ("post /v1/admin/bookings/{booking_ref}/split", Some(Room::Bookings)),
        ("post /v1/admin/bookings/{booking_ref}/documents/resend", Some(Room::Bookings)),
        ("get /v1/admin/queues", Some(Room::Bookings)),
        ("get /v1/admin/queues/{name}", Some(Room::Bookings)),
        ("get /v1/admin/users", Some(Room::Bookings)),
        ("post /v1/admin/users", Some(Room::SignIns)),
        ("patch /v1/admin/users/{id}", Some(Room::Bookings)),
        ("put /v1/admin/airlines/{code}", Some(Room::Bookings)),
        ("delete /v1/admin/airports/{iata}", Some(Room::Bookings)),
        ("put /v1/admin/airports/{iata}", Some(Room::Bookings)),
        ("get /v1/admin/departures", Some(Room::Bookings)),
        ("get /v1/admin/departures/{flight_id}/{date}", Some(Room::Bookings)),
        ("patch /v1/admin/departures/{flight_id}/{date}", Some(Room::Bookings)),
        ("get /v1/admin/departures/{flight_id}/{date}/cancel", Some(Room::Bookings)),
        ("post /v1/admin/departures/{flight_id}/{date}/cancel", Some(Room::Bookings)),
        ("get /v1/admin/departures/{flight_id}/{date}/passengers", Some(Room::Bookings)),
        ("get /v1/admin/departures/{flight_id}/{date}/apis", Some(Room::Bookings)),
        ("get /v1/admin/promo-codes", Some(Room::Bookings)),
        ("post /v1/admin/promo-codes", Some(Room::Bookings)),
        ("delete /v1/admin/promo-codes/{code}", Some(Room::Bookings)),
        ("get /v1/admin/reports/sales", Some(Room::Bookings)),
        ("get /v1/admin/history", Some(Room::Bookings)),
        ("get /v1/admin/tariff", Some(Room::Bookings)),
        ("put /v1/admin/tariff", Some(Room::Bookings)),
        ("post /v1/admin/timetable", Some(Room::Bookings)),
        ("get /v1/airlines", Some(Room::Searches)),
        ("get /v1/airlines/{code}", Some(Room::Searches)),
        ("get /v1/airports", Some(Room::Searches)),
        ("get /v1/airports/{iata}", Some(Room::Searches)),
        ("get /v1/api-keys", Some(Room::Bookings)),
        ("post /v1/api-keys", Some(Room::Bookings)),
        ("delete /v1/api-keys/{id}", Some(Room::Bookings)),
        ("get /v1/bookings", Some(Room::Bookings)),
        ("post /v1/bookings", Some(Room::Bookings)),
        ("get /v1/bookings/{booking_ref}", Some(Room::Bookings)),
        ("delete /v1/bookings/{booking_ref}", Some(Room::Bookings)),
        ("post /v1/bookings/{booking_ref}/cancellations", Some(Room::Bookings)),
        ("put /v1/bookings/{booking_ref}/passengers/{id}/travel-document", Some(Room::Bookings)),
        ("delete /v1/bookings/{booking_ref}/passengers/{id}/travel-document", Some(Room::Bookings)),
        ("get /v1/bookings/{booking_ref}/documents", Some(Room::Bookings)),
        ("put /v1/bookings/{booking_ref}/seats", Some(Room::Bookings)),
        ("get /v1/bookings/{booking_ref}/seat-maps", Some(Room::Bookings)),
        ("get /v1/bookings/{booking_ref}/payments", Some(Room::Bookings)),
        ("post /v1/bookings/{booking_ref}/payments", Some(Room::Payments)),
        ("patch /v1/bookings/{booking_ref}/passengers/{id}", Some(Room::Bookings)),
        ("put /v1/bookings/{booking_ref}/passengers/{id}/special-services", Some(Room::Bookings)),
        ("post /v1/bookings/{booking_ref}/split", Some(Room::Bookings)),
        ("get /v1/bookings/{booking_ref}/change-offers", Some(Room::Bookings)),
        ("post /v1/bookings/{booking_ref}/changes", Some(Room::Bookings)),
        ("get /v1/changes/{id}", Some(Room::Bookings)),
        ("delete /v1/changes/{id}", Some(Room::Bookings)),
        ("post /v1/changes/{id}/confirm", Some(Room::Payments)),
        ("post /v1/bookings/{booking_ref}/schedule-changes/{id}/accept", Some(Room::Bookings)),
        ("post /v1/bookings/{booking_ref}/schedule-changes/{id}/refund", Some(Room::Bookings)),
        ("get /v1/cancellations/{id}", Some(Room::Bookings)),
        ("post /v1/cancellations/{id}/confirm", Some(Room::Bookings)),
        ("get /v1/destinations", Some(Room::Searches)),
        ("get /v1/documents/{id}", Some(Room::Bookings)),
        ("get /v1/events", Some(Room::Bookings)),
        ("post /v1/events/{id}/redeliver", Some(Room::Bookings)),
        ("get /v1/fare-calendar", Some(Room::Searches)),
        ("get /v1/flights", Some(Room::Searches)),
        ("get /v1/flights/{id}", Some(Room::Searches)),
        ("get /v1/offers", Some(Room::Searches)),
        ("post /v1/offers/search", Some(Room::Searches)),
        ("get /v1/offers/{id}", Some(Room::Searches)),
        ("get /v1/offers/{id}/seat-map", Some(Room::Searches)),
        ("get /v1/sessions", Some(Room::Bookings)),
        ("delete /v1/sessions", Some(Room::Bookings)),
        ("post /v1/sessions", Some(Room::SignIns)),
        ("delete /v1/sessions/{id}", Some(Room::Bookings)),
        ("post /v1/sessions/refresh", Some(Room::SignIns)),
        ("post /v1/password-resets", Some(Room::Bookings)),
        ("post /v1/password-resets/confirm", Some(Room::SignIns)),
        ("post /v1/email-proofs", Some(Room::Bookings)),
        ("post /v1/email-proofs/confirm", Some(Room::Bookings)),
        ("post /v1/users", Some(Room::SignIns)),
        ("get /v1/users/me", Some(Room::Bookings)),
        ("patch /v1/users/me", Some(Room::Bookings)),
        ("put /v1/users/me/password", Some(Room::SignIns)),
        ("post /v1/users/me/erase", Some(Room::SignIns)),
        ("get /v1/users/me/export", Some(Room::Bookings)),
        ("get /v1/webhook-endpoints", Some(Room::Bookings)),
        ("post /v1/webhook-endpoints", Some(Room::Bookings)),
        ("get /v1/webhook-endpoints/{id}", Some(Room::Bookings)),
        ("patch /v1/webhook-endpoints/{id}", Some(Room::Bookings)),
        ("delete /v1/webhook-endpoints/{id}", Some(Room::Bookings)),
        ("get /v1/webhook-endpoints/{id}/deliveries", Some(Room::Bookings)),
        ("post /v1/webhook-endpoints/{id}/ping", Some(Room::Bookings)),
        ("post /v1/webhook-endpoints/{id}/rotate-secret", Some(Room::Bookings)),
        ("post /v1/webhooks/stripe", Some(Room::Events)),
    ];

    #[test]
    fn every_call_waits_with_those_that_wait_for_the_same() {
        let description = crate::description().unwrap();
        let paths = description["paths"].as_object().unwrap();
        let calls = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (method, path))
        });
        let rooms: BTreeMap<_, _> = calls
            .map(|(method, path)| {
                let room = Room::of(&method.to_uppercase().parse().unwrap(), path);
                (format!("{method} {path}"), room)
            })
            .collect();
        let expected: BTreeMap<_, _> =
            ROOMS.iter().map(|(call, room)| ((*call).to_owned(), *room)).collect();
        assert_eq!(rooms, expected);
    }

    #[test]
    fn a_path_is_read_as_the_router_reads_it() {
        for (path, room) in [
            ("/v1/%6fffers", Room::Searches),
            ("/v1/%73essions", Room::SignIns),
            ("/%761/bookings/AAAAAA/%70ayments", Room::Payments),
        ] {
            let request = TestRequest::post().uri(path).to_srv_request();
            let read = request.match_info().as_str();
            assert_eq!(Room::of(&Method::POST, read), Some(room), "{path}");
        }
    }

    #[test]
    fn pages_and_nonsense_take_no_place_of_a_booking() {
        for path in ["/", "", "/docs", "/assets/1/a.css", "/openapi.json", "/v2/bookings", "//"] {
            assert_eq!(Room::of(&Method::GET, path), Some(Room::Searches), "{path}");
        }
        let back = Room::of(&Method::GET, "/payments/return");
        assert_eq!(back, Some(Room::Bookings));
        let again = Room::of(&Method::POST, "/payments/return");
        assert_eq!(again, Some(Room::Payments));
    }
}
