//! A real booking, to be written again and again.

use airside_app::ports::store::WorldVersion;
use airside_app::ports::{Message, Store};
use airside_app::wire;
use airside_booking::{Booking, RecordLocator};
use anyhow::Context;
use tokio_postgres::NoTls;

/// What a booking of the API left in the store, as it is written there.
pub(super) struct Sample {
    pub(super) booking: Booking,
    /// The answer that is kept under its key.
    pub(super) answer: String,
    pub(super) document: String,
    /// What the booking is found by.
    pub(super) words: String,
    pub(super) message: String,
    /// The world that sales are decided on.
    pub(super) world: WorldVersion,
}

impl Sample {
    /// Reads the booking back.
    pub(super) async fn read(
        store: &dyn Store,
        url: &str,
        reference: &str,
    ) -> anyhow::Result<Self> {
        let locator: RecordLocator = reference.parse().ok().context("that is no record locator")?;
        let booking = store.booking_by_reference(locator).await?.context("the booking is gone")?;
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let row = client
            .query_one(
                "SELECT document::text, words FROM bookings WHERE reference = $1",
                &[&reference],
            )
            .await?;
        let answer = client
            .query_one("SELECT body FROM answers ORDER BY answered_at DESC LIMIT 1", &[])
            .await?;
        let departures = booking.value.departures(&booking.value.directions());
        let message = wire::encode(&Message::InventoryChanged(departures))?;
        let world = store.world_version().await?;
        let (document, words) = (row.get(0), row.get(1));
        let answer = answer.get(0);
        Ok(Self { booking: booking.value, answer, document, words, message, world })
    }
}
