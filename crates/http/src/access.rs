//! Who may make which call: one row for each call of the description.
//!
//! Every call is checked here as soon as its caller is known, the description says it of each
//! call, and `docs/reference/access.md` shows it. A call without a row is answered to nobody.

use actix_web::HttpRequest;
use actix_web::http::Method;
use airside_app::account::{Role, Scope};
use airside_app::accounts::Caller;

use crate::problem::{Kind, Problem};

/// Who a call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Needs no key and no token.
    Anybody,
    /// Whoever has one of these scopes; what they see is the same for all, or their own by itself.
    Known(&'static [Scope]),
    /// Whoever has one of these scopes, if what the path names is theirs: for everybody else it
    /// does not exist.
    Owner(&'static [Scope]),
    /// Operators of this role or a higher one, with the scope `admin`.
    Staff(Role),
}

use Access::{Anybody, Known, Owner, Staff};

/// Every scope that a customer's key may have.
const ANY: &[Scope] = &[Scope::Search, Scope::Book, Scope::Pay, Scope::Cancel, Scope::Account];
const SEARCH: &[Scope] = &[Scope::Search];
const BOOK: &[Scope] = &[Scope::Book];
const PAY: &[Scope] = &[Scope::Pay];
const CANCEL: &[Scope] = &[Scope::Cancel];
const ACCOUNT: &[Scope] = &[Scope::Account];
/// Whoever pays for a booking or cancels it has to look at it.
const BOOKING: &[Scope] = &[Scope::Book, Scope::Pay, Scope::Cancel];

/// All calls, in the order in which people meet them.
pub(crate) const CALLS: &[(&str, &str, Access)] = &[
    ("get", "/healthz", Anybody),
    ("get", "/readyz", Anybody),
    ("get", "/metrics", Anybody),
    // Accounts
    ("post", "/v1/users", Anybody),
    ("post", "/v1/sessions", Anybody),
    ("post", "/v1/sessions/refresh", Anybody),
    ("get", "/v1/sessions", Known(ACCOUNT)),
    ("delete", "/v1/sessions", Known(ANY)),
    ("delete", "/v1/sessions/{id}", Owner(ACCOUNT)),
    ("post", "/v1/password-resets", Anybody),
    ("post", "/v1/password-resets/confirm", Anybody),
    ("post", "/v1/email-proofs", Known(ACCOUNT)),
    ("post", "/v1/email-proofs/confirm", Anybody),
    ("get", "/v1/users/me", Known(ANY)),
    ("patch", "/v1/users/me", Known(ACCOUNT)),
    ("put", "/v1/users/me/password", Known(ACCOUNT)),
    ("get", "/v1/users/me/export", Known(ACCOUNT)),
    ("post", "/v1/users/me/erase", Known(ACCOUNT)),
    ("get", "/v1/api-keys", Known(ACCOUNT)),
    ("post", "/v1/api-keys", Known(ACCOUNT)),
    ("delete", "/v1/api-keys/{id}", Owner(ACCOUNT)),
    // Reference data
    ("get", "/v1/airports", Known(ANY)),
    ("get", "/v1/airports/{iata}", Known(ANY)),
    ("get", "/v1/airlines", Known(ANY)),
    ("get", "/v1/airlines/{code}", Known(ANY)),
    ("get", "/v1/flights", Known(ANY)),
    ("get", "/v1/flights/{id}", Known(ANY)),
    // Search
    ("get", "/v1/offers", Known(SEARCH)),
    ("post", "/v1/offers/search", Known(SEARCH)),
    ("get", "/v1/offers/{id}", Known(SEARCH)),
    ("get", "/v1/offers/{id}/seat-map", Known(SEARCH)),
    ("get", "/v1/fare-calendar", Known(SEARCH)),
    ("get", "/v1/destinations", Known(SEARCH)),
    // Bookings
    ("get", "/v1/bookings", Known(BOOKING)),
    ("post", "/v1/bookings", Known(BOOK)),
    ("get", "/v1/bookings/{booking_ref}", Owner(BOOKING)),
    ("delete", "/v1/bookings/{booking_ref}", Owner(BOOK)),
    ("patch", "/v1/bookings/{booking_ref}/passengers/{id}", Owner(BOOK)),
    ("put", "/v1/bookings/{booking_ref}/passengers/{id}/travel-document", Owner(BOOK)),
    ("delete", "/v1/bookings/{booking_ref}/passengers/{id}/travel-document", Owner(BOOK)),
    ("put", "/v1/bookings/{booking_ref}/passengers/{id}/special-services", Owner(BOOK)),
    ("post", "/v1/bookings/{booking_ref}/split", Owner(BOOK)),
    ("get", "/v1/bookings/{booking_ref}/change-offers", Owner(BOOK)),
    ("put", "/v1/bookings/{booking_ref}/seats", Owner(BOOK)),
    ("get", "/v1/bookings/{booking_ref}/seat-maps", Owner(BOOK)),
    ("get", "/v1/bookings/{booking_ref}/payments", Owner(BOOKING)),
    ("post", "/v1/bookings/{booking_ref}/payments", Owner(PAY)),
    ("get", "/v1/bookings/{booking_ref}/documents", Owner(BOOKING)),
    ("get", "/v1/documents/{id}", Owner(BOOKING)),
    ("post", "/v1/bookings/{booking_ref}/cancellations", Owner(CANCEL)),
    ("get", "/v1/cancellations/{id}", Owner(BOOKING)),
    ("post", "/v1/cancellations/{id}/confirm", Owner(CANCEL)),
    ("post", "/v1/bookings/{booking_ref}/changes", Owner(BOOK)),
    ("get", "/v1/changes/{id}", Owner(BOOKING)),
    ("delete", "/v1/changes/{id}", Owner(BOOK)),
    ("post", "/v1/changes/{id}/confirm", Owner(PAY)),
    ("post", "/v1/bookings/{booking_ref}/schedule-changes/{id}/accept", Owner(BOOK)),
    ("post", "/v1/bookings/{booking_ref}/schedule-changes/{id}/refund", Owner(CANCEL)),
    // Events
    ("get", "/v1/webhook-endpoints", Known(ACCOUNT)),
    ("post", "/v1/webhook-endpoints", Known(ACCOUNT)),
    ("get", "/v1/webhook-endpoints/{id}", Owner(ACCOUNT)),
    ("patch", "/v1/webhook-endpoints/{id}", Owner(ACCOUNT)),
    ("delete", "/v1/webhook-endpoints/{id}", Owner(ACCOUNT)),
    ("post", "/v1/webhook-endpoints/{id}/rotate-secret", Owner(ACCOUNT)),
    ("post", "/v1/webhook-endpoints/{id}/ping", Owner(ACCOUNT)),
    ("get", "/v1/webhook-endpoints/{id}/deliveries", Owner(ACCOUNT)),
    ("get", "/v1/events", Known(BOOKING)),
    ("post", "/v1/events/{id}/redeliver", Owner(ACCOUNT)),
    // Operators
    ("get", "/v1/admin/users", Staff(Role::Admin)),
    ("post", "/v1/admin/users", Staff(Role::Admin)),
    ("patch", "/v1/admin/users/{id}", Staff(Role::Admin)),
    // There only beside the sandbox, with a token of its own.
    ("post", "/sandbox/clock/advance", Anybody),
    // What is sold, and what was sold
    ("post", "/v1/admin/timetable", Staff(Role::Admin)),
    ("put", "/v1/admin/airports/{iata}", Staff(Role::Admin)),
    ("delete", "/v1/admin/airports/{iata}", Staff(Role::Admin)),
    ("put", "/v1/admin/airlines/{code}", Staff(Role::Admin)),
    ("get", "/v1/admin/tariff", Staff(Role::Admin)),
    ("put", "/v1/admin/tariff", Staff(Role::Admin)),
    ("get", "/v1/admin/promo-codes", Staff(Role::Admin)),
    ("post", "/v1/admin/promo-codes", Staff(Role::Admin)),
    ("delete", "/v1/admin/promo-codes/{code}", Staff(Role::Admin)),
    ("get", "/v1/admin/reports/sales", Staff(Role::Admin)),
    ("get", "/v1/admin/history", Staff(Role::Admin)),
    // Departures
    ("get", "/v1/admin/bookings", Staff(Role::Agent)),
    ("get", "/v1/admin/bookings/{booking_ref}", Staff(Role::Agent)),
    ("get", "/v1/admin/bookings/{booking_ref}/history", Staff(Role::Agent)),
    ("post", "/v1/admin/bookings/{booking_ref}/notes", Staff(Role::Agent)),
    ("post", "/v1/admin/bookings/{booking_ref}/cancellations", Staff(Role::Agent)),
    ("post", "/v1/admin/bookings/{booking_ref}/changes", Staff(Role::Agent)),
    ("post", "/v1/admin/changes/{id}/confirm", Staff(Role::Agent)),
    ("patch", "/v1/admin/bookings/{booking_ref}/passengers/{id}", Staff(Role::Agent)),
    ("put", "/v1/admin/bookings/{booking_ref}/seats", Staff(Role::Agent)),
    (
        "put",
        "/v1/admin/bookings/{booking_ref}/passengers/{id}/special-services",
        Staff(Role::Agent),
    ),
    ("post", "/v1/admin/bookings/{booking_ref}/split", Staff(Role::Agent)),
    ("post", "/v1/admin/bookings/{booking_ref}/documents/resend", Staff(Role::Agent)),
    ("get", "/v1/admin/queues", Staff(Role::Agent)),
    ("get", "/v1/admin/queues/{name}", Staff(Role::Agent)),
    ("get", "/v1/admin/departures", Staff(Role::Agent)),
    ("get", "/v1/admin/departures/{flight_id}/{date}", Staff(Role::Agent)),
    ("patch", "/v1/admin/departures/{flight_id}/{date}", Staff(Role::Admin)),
    ("post", "/v1/admin/departures/{flight_id}/{date}/cancel", Staff(Role::Admin)),
    ("get", "/v1/admin/departures/{flight_id}/{date}/cancel", Staff(Role::Agent)),
    ("get", "/v1/admin/departures/{flight_id}/{date}/passengers", Staff(Role::Agent)),
    ("get", "/v1/admin/departures/{flight_id}/{date}/apis", Staff(Role::Agent)),
    // Signed by the gateway, not by a caller.
    ("post", "/v1/webhooks/stripe", Anybody),
];

/// Refuses a call that this caller may not make: the one place where roles and scopes are looked
/// at. What belongs to another is not found later, by whoever looks for it.
pub(crate) fn check(request: &HttpRequest, caller: &Caller) -> Result<(), Problem> {
    let method = match *request.method() {
        Method::HEAD => &Method::GET,
        ref other => other,
    };
    let path = request.match_pattern().unwrap_or_default();
    may(caller, method.as_str(), &path)
}

/// The same for a call by its name, as `GET /v1/bookings/{booking_ref}`.
pub(crate) fn may(caller: &Caller, method: &str, path: &str) -> Result<(), Problem> {
    let Some(access) = of(method, path) else {
        tracing::error!(method, path, "this call has no row in crates/http/src/access.rs");
        return Err(Problem::from(Kind::Forbidden));
    };
    if caller.role < access.role() {
        let detail = format!("this call needs the role {}", access.role().code());
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    let scopes = access.scopes();
    if scopes.is_empty() || scopes.iter().any(|scope| caller.scopes.has(*scope)) {
        return Ok(());
    }
    let names: Vec<_> = scopes.iter().map(|scope| format!("`{}`", scope.code())).collect();
    let detail = format!("this call needs a key with the scope {}", names.join(" or "));
    Err(Problem::new(Kind::InsufficientScope, detail))
}

/// The row of a call.
pub(crate) fn of(method: &str, path: &str) -> Option<Access> {
    let is_it = |its: &str, its_path| its_path == path && its.eq_ignore_ascii_case(method);
    CALLS.iter().find(|(its, its_path, _)| is_it(its, *its_path)).map(|(_, _, access)| *access)
}

impl Access {
    /// The least role that is answered.
    pub(crate) const fn role(self) -> Role {
        match self {
            Anybody | Known(_) | Owner(_) => Role::Customer,
            Staff(role) => role,
        }
    }

    /// One of them is needed; none where anybody is answered.
    pub(crate) const fn scopes(self) -> &'static [Scope] {
        match self {
            Anybody => &[],
            Known(scopes) | Owner(scopes) => scopes,
            Staff(_) => &[Scope::Admin],
        }
    }
}
