//! Writes of what happened.

use airside_app::webhooks::Event;
use diesel::prelude::*;

use super::Part;
use crate::column::Written;
use crate::schema::events;

/// A new event; one that nobody asks for is for nobody else than its writer says.
pub(super) fn add(event: &Event) -> Part {
    Part::added(diesel::insert_into(events::table).values((
        events::id.eq(event.id.0),
        events::kind.eq(event.kind.code()),
        events::at.eq(event.at),
        events::owner.eq(event.owner.map(|id| id.0)),
        events::booking.eq(event.booking.map(|id| id.0)),
        events::data.eq(Written(event.data.clone())),
        events::is_spread.eq(!event.kind.is_asked_for()),
    )))
}
