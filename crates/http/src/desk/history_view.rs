//! How a line of a booking's history is shown.

use airside_app::bookings::happened::Happened;
use airside_app::history::Actor;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::times::Utc;
use crate::words;

/// One thing that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = HistoryLine)]
pub(super) struct HistoryView {
    at: Utc,
    /// As `BOOKING_CONFIRMED`; there will be more.
    what: &'static str,
    /// Null where nobody of the house did it; the name of a traveller says who corrected it.
    #[schema(required)]
    by: Option<ActorView>,
    /// Why; a note's text.
    #[schema(required)]
    reason: Option<String>,
    /// How it was.
    #[schema(required, value_type = Option<Object>)]
    before: Option<Value>,
    /// How it is since, or what it is about.
    #[schema(required, value_type = Option<Object>)]
    after: Option<Value>,
}

/// Who did it. The id is null where it was done with a shell.
#[derive(Serialize, ToSchema)]
#[schema(as = Actor)]
struct ActorView {
    #[schema(value_type = Option<words::Id>, required)]
    user_id: Option<String>,
    #[schema(value_type = Option<words::Role>, required)]
    role: Option<&'static str>,
}

impl HistoryView {
    pub(super) fn of(happened: Happened) -> Self {
        let json = |text: Option<String>| text.and_then(|it| serde_json::from_str(&it).ok());
        let by = |actor: Actor| ActorView {
            user_id: actor.user().map(|id| id.to_string()),
            role: actor.role().map(airside_app::account::Role::code),
        };
        Self {
            at: Utc(happened.at),
            what: happened.what,
            by: happened.by.map(by),
            reason: happened.said.reason,
            before: json(happened.said.before),
            after: json(happened.said.after),
        }
    }
}
