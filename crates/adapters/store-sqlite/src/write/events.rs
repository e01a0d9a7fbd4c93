//! Writes of what happened.

use airside_app::webhooks::Event;
use diesel::prelude::*;

use crate::column::{Instant, Key};
use crate::failure::Refusal;
use crate::schema::events;

/// A new event; one that nobody asks for is for nobody else than its writer says.
pub(super) fn add(connection: &mut SqliteConnection, event: Event) -> Result<(), Refusal> {
    diesel::insert_into(events::table)
        .values((
            events::id.eq(Key(event.id.0)),
            events::kind.eq(event.kind.code()),
            events::at.eq(Instant(event.at)),
            events::owner.eq(event.owner.map(|id| Key(id.0))),
            events::booking.eq(event.booking.map(|id| Key(id.0))),
            events::data.eq(event.data),
            events::is_spread.eq(!event.kind.is_asked_for()),
        ))
        .execute(connection)?;
    Ok(())
}
