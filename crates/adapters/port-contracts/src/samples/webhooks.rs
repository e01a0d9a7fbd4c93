//! Events, and endpoints that hear of them.

use airside_app::ports::Entropy;
use airside_app::webhooks::{
    Answered, Attempt, ClaimedDelivery, Endpoint, EndpointSecret, EndpointState, Event, EventKind,
    HearsOf, NoAnswer,
};
use airside_primitives::{BookingId, EndpointId, HappeningId, UserId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{NOW, id};

/// Makes the same secret for the same number.
struct Numbered(u8);

impl Entropy for Numbered {
    fn id(&self) -> Uuid {
        Uuid::nil()
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}

pub fn endpoint_secret(number: u8) -> EndpointSecret {
    EndpointSecret::new(&Numbered(number))
}

/// An endpoint that asked for these kinds, and hears of its owner's bookings.
pub fn endpoint(number: u8, owner: UserId, kinds: &[EventKind]) -> Endpoint {
    Endpoint {
        id: EndpointId(id(number.into())),
        owner,
        url: format!("https://shop-{number}.example/webhooks"),
        kinds: kinds.to_vec(),
        description: Some(format!("shop {number}")),
        hears_of: HearsOf::OwnBookings,
        state: EndpointState::Enabled,
        secret: endpoint_secret(number),
        old_secret: None,
        created_at: NOW,
    }
}

/// Something that happened to a booking of this user; without one, to everybody.
pub fn event(number: u128, kind: EventKind, owner: Option<UserId>) -> Event {
    Event {
        id: HappeningId(id(number)),
        kind,
        at: NOW,
        owner,
        booking: owner.map(|_| BookingId(id(number))),
        data: format!(r#"{{"booking_ref":"K7Q2M{number}"}}"#),
    }
}

/// A try of a delivery that was answered with this status, or not at all.
pub fn attempt(of: &ClaimedDelivery, at: OffsetDateTime, status: Option<u16>) -> Attempt {
    let answered = |status| Answered::With { status, beginning: format!("status {status}") };
    Attempt {
        number: of.attempts + 1,
        at,
        took: Duration::milliseconds(20),
        outcome: status.map_or(Answered::Not(NoAnswer::TimedOut), answered),
    }
}
