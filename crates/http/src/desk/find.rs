//! `GET /v1/admin/bookings`

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::find::{FindBookings, find_bookings};
use airside_app::ports::store::Page;
use airside_booking::TicketNumber;
use airside_primitives::{BookingId, FlightNumber};
use time::{Date, Time};
use utoipa::IntoParams;
use validator::Validate;

use super::view::OwnedBookingView;
use crate::auth::Agent;
use crate::bookings::Status;
use crate::faults::Faults;
use crate::page::{Cursors, List, PageSize};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::text::Text;
use crate::valid::{LONGEST_EMAIL, printable};
use crate::words;

/// What is known of the bookings; all of it holds.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindParams {
    /// The beginning of the reference, or of words of names, as typed or as ticketed; accents and
    /// capitals do not count.
    #[validate(length(min = 1, max = 100), custom(function = printable))]
    #[param(max_length = 100, example = "rao")]
    q: Option<String>,
    /// The number of a flight of the timetable, or that of a codeshare on it.
    #[param(value_type = Option<String>, example = "QZ2045")]
    flight: Option<Text<FlightNumber>>,
    /// Of a departure, local to its origin.
    #[param(value_type = Option<time::Date>)]
    date: Option<String>,
    /// Only bookings in this state.
    #[param(value_type = Option<words::BookingStatus>)]
    status: Option<Text<Status>>,
    #[param(value_type = Option<words::TicketNumber>)]
    ticket_number: Option<Text<Number>>,
    /// Of the contact or of the account, whole.
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[param(format = "email", example = "asha@example.com", max_length = 254)]
    email: Option<String>,
    /// The first day on which it was made, by the seller's clocks.
    #[param(value_type = Option<time::Date>)]
    created_from: Option<String>,
    /// The last one.
    #[param(value_type = Option<time::Date>)]
    created_to: Option<String>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

fields! {
    FindParams {
        q, flight, date, status, ticket_number, email, created_from, created_to, limit, cursor
    }
}

/// A [`TicketNumber`], read.
pub(crate) struct Number(TicketNumber);

impl FromStr for Number {
    type Err = &'static str;

    /// Reads `098-1234567890`, and the 13 digits alone, as callers read them out.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = match text.split_at_checked(3) {
            Some((code, serial)) if !text.contains('-') => format!("{code}-{serial}").parse(),
            Some(_) | None => text.parse(),
        };
        read.map(Self).map_err(|_| "must be a ticket number such as 098-1234567890")
    }
}

/// The same, understood.
pub(crate) struct Wanted {
    command: FindBookings,
    created: (Option<Date>, Option<Date>),
    limit: PageSize,
    cursor: Option<String>,
}

impl Request for FindParams {
    type Checked = Wanted;

    fn check(self, faults: &mut Faults) -> Option<Wanted> {
        let from = faults.date("/created_from", self.created_from.as_deref());
        let until = faults.date("/created_to", self.created_to.as_deref());
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            faults.add("/created_to", "must not be before created_from");
        }
        let command = FindBookings {
            q: self.q,
            flight: self.flight.map(|Text(number)| number),
            date: faults.date("/date", self.date.as_deref()),
            status: self.status.map(|Text(Status(status))| status),
            ticket: self.ticket_number.map(|Text(Number(number))| number),
            email: self.email,
            created_from: None,
            created_before: None,
        };
        let created = (from, until);
        Some(Wanted { command, created, limit: self.limit, cursor: self.cursor })
    }
}

/// Find bookings
///
/// Of everybody, newest first, by what is known of them.
#[utoipa::path(
    operation_id = "findBookings",
    tag = "Operators",
    params(FindParams),
    responses(
        (status = 200, description = "A page of bookings, newest first", body = List<OwnedBookingView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/bookings")]
pub(crate) async fn find(
    _agent: Agent,
    app: Data<App>,
    Params(wanted): Params<FindParams>,
) -> Result<HttpResponse, Problem> {
    let Wanted { mut command, created: (from, until), limit, cursor } = wanted;
    let midnight = |day: Date| app.settings.report_zone.instant_of(day, Time::MIDNIGHT);
    command.created_from = from.map(midnight);
    command.created_before = until.and_then(Date::next_day).map(midnight);
    let FindBookings { q, flight, date, status, ticket, email, .. } = &command;
    let filters = (q, flight, date, status, ticket, email, from, until);
    let cursors = Cursors::of("found bookings", &filters);
    let before = cursors.key::<BookingId>(cursor.as_deref())?;

    let page = Page { limit: limit.with_one_more(), before };
    let found = find_bookings(&app, &command, page).await;
    let found = found.map_err(|error| Problem::internal(&error))?;
    let view = |booking| OwnedBookingView::of(&app, &booking);
    Ok(HttpResponse::Ok().json(List::page(found, limit, cursors, |booking| booking.id, view)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::spelt;

    #[test]
    fn a_ticket_number_is_read_as_it_is_printed_and_as_it_is_read_out() {
        let number = "312-4151461696".parse().ok();
        for text in [
            "312-4151461696",
            "3124151461696",
            "312 4151461696",
            " 312 415 146 1696 ",
            "312 - 4151461696",
        ] {
            let read = spelt::<Number>(text).ok().map(|Number(number)| number);
            assert_eq!(read, number, "{text}");
        }
    }

    #[test]
    fn what_is_no_ticket_number_is_refused() {
        for wrong in [
            "",
            "312",
            "312415146169",
            "31241514616961",
            "3124-151461696",
            "312-",
            "\u{ff13}124151461696",
        ] {
            assert!(spelt::<Number>(wrong).is_err(), "{wrong}");
        }
    }
}
