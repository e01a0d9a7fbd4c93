//! The bar codes of a booking, as its tickets have them. Uses the store.

use airside_booking::{Booking, Document, DocumentKind};

use super::sold_by::SoldBy;
use super::ticket;
use crate::context::App;
use crate::ports::StoreError;

/// For each passenger what their bar codes say (BCBP), of `documents` the tickets that are made.
pub async fn bar_codes(
    app: &App,
    booking: &Booking,
    documents: &[Document],
) -> Result<Vec<Vec<String>>, StoreError> {
    let world = app.world.load();
    let sold_by = SoldBy::read(app, &world, booking).await?;
    let mut all = vec![Vec::new(); booking.passengers.len()];
    for document in documents {
        let DocumentKind::Ticket(id) = document.kind else { continue };
        let content = ticket::content(&world, &sold_by, booking, id, document.created_at);
        let places = booking.ticket(id).map(|ticket| booking.ticketed(ticket)).unwrap_or_default();
        let passengers = content.into_iter().flat_map(|it| it.passengers);
        for (place, passenger) in places.into_iter().zip(passengers) {
            all[place].extend(passenger.bar_codes);
        }
    }
    Ok(all)
}
