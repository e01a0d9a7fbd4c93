//! The order in which the writes of a commit take their locks and are judged.
//!
//! First come writes decided on a version, so that an old version is refused before anything else;
//! then answers, stock, seats and promo codes, each sorted the same way in every commit: two that
//! want the same two rows cannot hold one each. Then what is only added, kind by kind, before what
//! may refer to it; of tables that refer to each other, `bookings` is the first by its name.

use std::borrow::Borrow;
use std::collections::HashSet;

use airside_booking::ServiceAt;
use airside_primitives::{
    AirlineCode, AirportCode, Cabin, EndpointId, FlightId, HappeningId, SeatNumber,
};
use airside_records::Kept as _;
use time::Date;
use uuid::Uuid;

use super::{AnswerKey, Write};
use crate::ports::payments::GatewayEventId;
use crate::webhooks::{Endpoint, Tries};

/// When a write has its turn; writes of the same turn stay in the order in which they came.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Version(&'static str, Uuid),
    World,
    Account,
    Answer(AnswerKey),
    Stock(FlightId, Date, Cabin),
    Service(ServiceAt),
    ReleasedSeat(FlightId, Date, SeatNumber),
    ClaimedSeat(FlightId, Date, SeatNumber),
    Promo,
    NewRecord(&'static str),
    NewDeparture,
    NewEvent,
    Rest,
}

/// What only one write of a statement may touch: a row, or rows of several tables that look at each
/// other.
#[derive(PartialEq, Eq, Hash)]
enum Touched {
    User(Uuid),
    Admins,
    MailedTokens,
    ApiKey(Uuid),
    Logins,
    Answer(AnswerKey),
    Stock(FlightId, Date, Cabin),
    Service(ServiceAt),
    Seat(FlightId, Date, SeatNumber),
    Promo,
    Record(&'static str, Uuid),
    Departure(FlightId, Date),
    World,
    Time,
    Airport(AirportCode),
    Airline(AirlineCode),
    Event(GatewayEventId),
    Events,
    Delivery(EndpointId, HappeningId),
    History,
}

impl Write {
    /// Sorts writes into the order in which every store makes them.
    pub fn sort<W: Borrow<Self>>(writes: &mut [W]) {
        writes.sort_by_cached_key(|write| turn(write.borrow()));
    }

    /// Whether one of these has to see what another of them did.
    pub fn meet<W: Borrow<Self>>(writes: &[W]) -> bool {
        let mut all = HashSet::new();
        let mut touched = writes.iter().filter_map(|write| touched(write.borrow()));
        !touched.all(|it| all.insert(it))
    }
}

fn turn(write: &Write) -> Turn {
    match write {
        Write::Record { row, read_at: Some(_), .. } => Turn::Version(row.table, row.id),
        Write::InWorld(_) => Turn::World,
        Write::Stays(_) | Write::KeepsAnAdmin { .. } => Turn::Account,
        Write::Remember(answer) => Turn::Answer(answer.key.clone()),
        Write::TakeInventory { inventory: it, .. } | Write::ReturnInventory(it) => {
            Turn::Stock(it.flight, it.date, it.cabin)
        }
        Write::TakeService { at, .. } | Write::ReturnService { at, .. } => Turn::Service(*at),
        Write::ReleaseSeat(it) => Turn::ReleasedSeat(it.flight, it.date, it.seat),
        Write::ClaimSeat(it) => Turn::ClaimedSeat(it.flight, it.date, it.seat),
        Write::SavePromoCode(_) | Write::UsePromo { .. } | Write::ReturnPromo { .. } => Turn::Promo,
        Write::Record { row, read_at: None, .. } => Turn::NewRecord(row.table),
        Write::AddDepartures { .. } => Turn::NewDeparture,
        Write::AddEvent(_) => Turn::NewEvent,

        Write::AddUser(_)
        | Write::SaveAirport(_)
        | Write::RemoveAirport(_)
        | Write::SaveAirline(_)
        | Write::LeaveAccount { .. }
        | Write::RemoveAccount(_)
        | Write::AddApiKey(_)
        | Write::RevokeApiKey { .. }
        | Write::AddSession(_)
        | Write::ChangeUser { .. }
        | Write::RevokeSession { .. }
        | Write::EndSessions { .. }
        | Write::AddRefreshToken(_)
        | Write::UseRefreshToken { .. }
        | Write::AddMailedToken(_)
        | Write::UseMailedToken { .. }
        | Write::SettleTouched { .. }
        | Write::AddTicketNumbers { .. }
        | Write::RecordGatewayEvent { .. }
        | Write::SettleGatewayEvent { .. }
        | Write::ForgetGatewayEvents { .. }
        | Write::MoveTime(_)
        | Write::AddHistory(_)
        | Write::ForgetHistory(_)
        | Write::Deliver { .. }
        | Write::RecordTries(_)
        | Write::RemoveEndpoint { .. }
        | Write::AddMail(_) => Turn::Rest,
    }
}

fn touched(write: &Write) -> Option<Touched> {
    Some(match write {
        Write::AddUser(user) => Touched::User(user.id.0),
        Write::LeaveAccount { user, .. } | Write::RemoveAccount(user) | Write::Stays(user) => {
            Touched::User(user.0)
        }
        Write::ChangeUser { user, .. } => Touched::User(user.0),
        Write::KeepsAnAdmin { .. } => Touched::Admins,
        Write::AddMailedToken(_) | Write::UseMailedToken { .. } => Touched::MailedTokens,
        Write::AddApiKey(key) => Touched::ApiKey(key.id.0),
        Write::RevokeApiKey { id, .. } => Touched::ApiKey(id.0),
        // A token is as good as its session, which may be of the same commit.
        Write::AddSession(_)
        | Write::RevokeSession { .. }
        | Write::EndSessions { .. }
        | Write::AddRefreshToken(_)
        | Write::UseRefreshToken { .. } => Touched::Logins,
        Write::Remember(answer) => Touched::Answer(answer.key.clone()),

        Write::TakeInventory { inventory: it, .. } | Write::ReturnInventory(it) => {
            Touched::Stock(it.flight, it.date, it.cabin)
        }
        Write::TakeService { at, .. } | Write::ReturnService { at, .. } => Touched::Service(*at),
        Write::ClaimSeat(it) | Write::ReleaseSeat(it) => Touched::Seat(it.flight, it.date, it.seat),
        Write::SavePromoCode(_) | Write::UsePromo { .. } | Write::ReturnPromo { .. } => {
            Touched::Promo
        }

        Write::Record { row, .. } => Touched::Record(row.table, row.id),
        Write::RecordGatewayEvent { event, .. } => Touched::Event(event.id.clone()),
        Write::SettleGatewayEvent { id, .. } => Touched::Event(id.clone()),

        Write::SettleTouched { flight, date, .. } => Touched::Departure(*flight, *date),

        Write::InWorld(_) => Touched::World,
        Write::MoveTime(_) => Touched::Time,

        Write::SaveAirport(airport) => Touched::Airport(airport.iata),
        Write::RemoveAirport(code) => Touched::Airport(*code),
        Write::SaveAirline(airline) => Touched::Airline(airline.code),

        Write::ForgetGatewayEvents { .. } => Touched::Events,
        Write::ForgetHistory(_) => Touched::History,
        Write::Deliver { event, endpoint, .. } => Touched::Delivery(*endpoint, *event),
        Write::RecordTries(Tries { endpoint: id, .. }) | Write::RemoveEndpoint { id, .. } => {
            Touched::Record(Endpoint::TABLE, id.0)
        }

        // Only ever added: two equal ones are refused or count as one, in any order.
        Write::AddTicketNumbers { .. }
        | Write::AddDepartures { .. }
        | Write::AddEvent(_)
        | Write::AddHistory(_)
        | Write::AddMail(_) => return None,
    })
}
