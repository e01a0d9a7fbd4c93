//! One commit is one value: everything a use case wants to be true afterwards.
//!
//! Each write carries its own condition. Contended counters change by condition
//! (`TakeInventory`), everything else is replaced at the version it was read at.

mod order;

use airside_booking::booking::Inventory;
use airside_booking::{Booking, SalesLine, ServiceAt, TicketNumber};
use airside_fares::{PromoCode, PromoName};
use airside_primitives::{
    AirportCode, ApiKeyId, BookingId, EndpointId, FlightId, HappeningId, SeatNumber, SessionId,
    UserId,
};
use airside_records::{Kept, Row};
use airside_timetable::{Airline, Airport};
use thiserror::Error;
use time::{Date, Duration, OffsetDateTime};

use crate::account::{ApiKey, MailedToken, RefreshToken, Role, SecretHash, Session, User};
use crate::history::{HistoryEntry, Subject};
use crate::mail::Mail;
use crate::ports::bus::Message;
use crate::ports::payments::{GatewayEvent, GatewayEventId};
use crate::ports::store::{StoreError, WorldVersion};
use crate::webhooks::{Event, EventKind, Tries};

/// A value and the version it was read at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    pub value: T,
    pub version: Version,
}

/// Counts the writes to one record, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

/// Everything one use case wants to be true afterwards.
///
/// A `Conflict` of a record that was read wins over every other refusal.
#[derive(Debug, Default)]
#[must_use = "nothing happens until the changes are committed"]
pub struct Changes {
    pub writes: Vec<Write>,
    /// For the outbox: visible to the relay together with the writes.
    pub messages: Vec<Message>,
    /// The trace that the messages belong to, see [`crate::traces`].
    pub trace: Option<String>,
}

/// One change to a record.
#[derive(Debug)]
pub enum Write {
    /// Refused with `EmailTaken` when another account has the address, whatever its case.
    AddUser(User),
    AddApiKey(ApiKey),
    /// Revokes a key of this user; revoked before is fine, unknown is a `Conflict`.
    RevokeApiKey {
        id: ApiKeyId,
        user: UserId,
        at: OffsetDateTime,
    },
    /// Begins to erase an account: its row keeps the id and nothing of the person, its address is
    /// free for another account, and none of its keys and logins opens anything. Begun before is
    /// fine; unknown is a `Conflict`.
    LeaveAccount {
        user: UserId,
        at: OffsetDateTime,
    },
    /// Refused with `Leaving` while this account is being erased: nothing new is to be known of it.
    Stays(UserId),
    /// Changes one thing of an account. Unknown or being erased is a `Conflict`.
    ChangeUser {
        user: UserId,
        change: UserChange,
    },
    /// Refused with `LastAdmin` unless somebody but this user is an administrator and not blocked.
    KeepsAnAdmin {
        but: UserId,
    },
    /// The account is gone, if it was leaving and has no keys and logins any more.
    RemoveAccount(UserId),
    AddSession(Session),
    /// Ends a session, with all its refresh tokens. Ended before is fine.
    RevokeSession {
        id: SessionId,
        at: OffsetDateTime,
    },
    /// Ends every session of a user.
    EndSessions {
        user: UserId,
        at: OffsetDateTime,
    },
    AddRefreshToken(RefreshToken),
    /// Refused with `Conflict` when it was used before.
    UseRefreshToken {
        hash: SecretHash,
        at: OffsetDateTime,
    },
    AddMailedToken(MailedToken),
    /// Uses up this token and all of its user with the same purpose. Refused with `Conflict` when
    /// it was used before or has expired.
    UseMailedToken {
        hash: SecretHash,
        at: OffsetDateTime,
    },

    /// Takes inventory. Refused with `SoldOut` when sold + count would exceed what the store
    /// knows the cabin to hold. The first sale of a cabin writes `capacity` down.
    ///
    /// Refused with `Outdated` when it was decided on an older world than the departure's, and at
    /// the first sale on any but the current one.
    TakeInventory {
        inventory: Inventory,
        capacity: u16,
        world: WorldVersion,
    },
    /// Refused with `Outdated` when this is not the current world. For bookings that follow the
    /// timetable: a node that missed one must not bring them back to what was flown before.
    InWorld(WorldVersion),
    /// Puts inventory back on sale.
    ReturnInventory(Inventory),
    /// Counts a special service on a departure. Refused with `ServiceFull` when more than `limit`
    /// would have it; never where there is none.
    TakeService {
        at: ServiceAt,
        count: u16,
        limit: Option<u16>,
    },
    /// Counts it off again; what was not counted is not.
    ReturnService {
        at: ServiceAt,
        count: u16,
    },
    /// Takes one seat by number. Refused with `SeatTaken` when another booking has it.
    ClaimSeat(SeatClaim),
    /// Gives up a seat of this booking; not held is fine.
    ReleaseSeat(SeatClaim),

    /// Adds a record at version 1, or replaces the one that was `read_at` this version. Refused
    /// with `Conflict` when it is no longer at that version, and when it is new and shares with
    /// another what only one may have: a record locator, the live payment of a booking.
    Record {
        row: Row,
        read_at: Option<Version>,
        /// What it says in the books; lines that are there stay as they are.
        lines: Vec<SalesLine>,
    },
    /// Makes a booking depend on departures: it follows what becomes of them. Those that it has are
    /// fine.
    AddDepartures {
        booking: BookingId,
        departures: Vec<(FlightId, Date)>,
    },
    /// The bookings of a departure have followed it, unless another world changed it since.
    SettleTouched {
        flight: FlightId,
        date: Date,
        world: WorldVersion,
    },
    /// Each number once, for ever; one in use is a `Conflict`.
    AddTicketNumbers {
        booking: BookingId,
        numbers: Vec<TicketNumber>,
    },

    /// Adds an airport, or replaces it.
    SaveAirport(Airport),
    /// Takes an airport away; not there is fine. Whether anything needs it, its use case finds out
    /// in the world that it was decided in.
    RemoveAirport(AirportCode),
    /// Adds an airline, or replaces it.
    SaveAirline(Airline),

    /// Adds a promo code, or replaces it.
    SavePromoCode(PromoCode),
    /// Counts one use. Refused with `PromoUsedUp` beyond a limit of the code.
    UsePromo {
        code: PromoName,
        user: UserId,
        booking: BookingId,
    },
    /// Takes back the use of this booking; none is fine.
    ReturnPromo {
        booking: BookingId,
    },

    /// Records an event of the gateway. Refused with `Duplicate` when it is known.
    RecordGatewayEvent {
        event: GatewayEvent,
        at: OffsetDateTime,
    },
    /// Marks an event as acted upon.
    SettleGatewayEvent {
        id: GatewayEventId,
        at: OffsetDateTime,
    },

    /// Deletes events about any of these ids of the gateway that were acted on.
    ForgetGatewayEvents {
        about: Vec<String>,
    },

    /// Moves the time of all nodes on, for those who try things out.
    MoveTime(Duration),

    /// Keeps what happened, for those who asked to be told.
    AddEvent(Event),
    /// Sends an event to an endpoint, due then, from the beginning if it was sent before. Refused
    /// with `Conflict` when the endpoint is gone.
    Deliver {
        event: HappeningId,
        endpoint: EndpointId,
        at: OffsetDateTime,
    },
    /// Writes down what was tried with an endpoint, and what becomes of its deliveries.
    RecordTries(Tries),
    /// The endpoint of a user is gone; unknown is a `Conflict`. Its deliveries are deleted before.
    RemoveEndpoint {
        id: EndpointId,
        owner: UserId,
    },

    /// Adds a line to the history.
    AddHistory(HistoryEntry),
    /// What the lines about a subject say is gone; that they were there stays.
    ForgetHistory(Subject),

    /// Adds a mail that waits, unless its cause has had one: [`Changes::mail`].
    AddMail(Row),

    /// Remembers an answer under its idempotency key. Refused with `AlreadyAnswered`
    /// when the key has one that has not expired at `answered_at`.
    Remember(Remembered),
}

/// What becomes of an account.
#[derive(Clone, PartialEq, Eq)]
pub enum UserChange {
    Names {
        given_name: String,
        family_name: String,
        phone: Option<String>,
    },
    PasswordHash(String),
    Role(Role),
    /// Since when it is blocked; not any more.
    Blocked(Option<OffsetDateTime>),
    EmailProved(OffsetDateTime),
}

airside_primitives::hide_in_debug!(UserChange);

/// One seat of one flight on one day, for one booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatClaim {
    pub flight: FlightId,
    pub date: Date,
    pub seat: SeatNumber,
    pub booking: BookingId,
}

/// Where a repeated request finds its first answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerKey {
    pub user: UserId,
    /// Method and path, as `POST /v1/bookings`.
    pub operation: String,
    /// The client's own `Idempotency-Key`.
    pub key: String,
}

/// An answer as it was first given.
#[derive(Clone, PartialEq, Eq)]
pub struct Remembered {
    pub key: AnswerKey,
    /// SHA-256 of the request's body: another body under the same key is refused.
    pub fingerprint: [u8; 32],
    pub status: u16,
    pub body: String,
    /// An older answer under the same key gives way if it had expired by now.
    pub answered_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

airside_primitives::hide_in_debug!(Remembered { status });

impl Write {
    pub fn add(new: &impl Kept) -> Self {
        Self::Record { row: new.row(), read_at: None, lines: new.sales_lines() }
    }

    /// Adds a booking, and makes it depend on its departures.
    pub fn add_booking(new: &Booking) -> [Self; 2] {
        let departures = new.departures(&new.directions());
        [Self::add(new), Self::AddDepartures { booking: new.id, departures }]
    }

    /// Replaces a record at the version it was read at.
    pub fn save(changed: &Versioned<impl Kept>) -> Self {
        let Versioned { value, version } = changed;
        Self::Record { row: value.row(), read_at: Some(*version), lines: value.sales_lines() }
    }

    /// What happens by it.
    pub(crate) const fn happening(&self) -> Option<EventKind> {
        match self {
            Self::AddEvent(event) => Some(event.kind),
            _ => None,
        }
    }

    /// Whether there is something for those who deliver events.
    pub(crate) const fn is_to_deliver(&self) -> bool {
        matches!(self, Self::AddEvent(_) | Self::Deliver { .. })
    }
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.messages.is_empty()
    }

    pub fn write(mut self, write: Write) -> Self {
        self.writes.push(write);
        self
    }

    pub fn write_all(mut self, writes: impl IntoIterator<Item = Write>) -> Self {
        self.writes.extend(writes);
        self
    }

    /// Keeps what happened. Whoever commits it rings the bell of those who deliver it.
    pub fn tell(self, events: impl IntoIterator<Item = Event>) -> Self {
        self.write_all(events.into_iter().map(Write::AddEvent))
    }

    /// Adds a mail, and has it sent. Of each cause there is one: of a second one nothing comes.
    pub fn mail(self, mail: &Mail) -> Self {
        self.write(Write::AddMail(mail.row())).send(Message::MailRequested(mail.id))
    }

    /// Adds a message for the outbox.
    pub fn send(mut self, message: Message) -> Self {
        self.messages.push(message);
        self
    }
}

/// Why nothing was committed.
#[derive(Debug, Error)]
pub enum CommitError {
    #[error("flight {} on {} has too few seats left", .0.flight, .0.date)]
    SoldOut(Inventory),
    /// The timetable or the tariff has changed: load it, decide and commit again.
    #[error("the timetable changed since it was read")]
    Outdated,
    #[error("seat {} of flight {} on {} is taken", .0.seat, .0.flight, .0.date)]
    SeatTaken(SeatClaim),
    #[error("service {} is taken as often as flight {} on {} has it", .0.code, .0.flight, .0.date)]
    ServiceFull(ServiceAt),
    #[error("the promo code has been used as often as it may be")]
    PromoUsedUp,
    #[error("another account has this e-mail address")]
    EmailTaken,
    #[error("the account is being erased")]
    Leaving,
    #[error("nobody else is an administrator")]
    LastAdmin,
    /// The idempotency key has an answer by now: look it up.
    #[error("the request was answered before")]
    AlreadyAnswered,
    #[error("the event was recorded before")]
    Duplicate,
    /// A record changed meanwhile. Load, decide and commit again.
    #[error("a record changed since it was read")]
    Conflict,
    #[error(transparent)]
    Store(#[from] StoreError),
}
