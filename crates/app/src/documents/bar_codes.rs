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
        let passengers = content.into_iter().flat_map(|it| it.passengers);
        for (of_passenger, passenger) in all.iter_mut().zip(passengers) {
            of_passenger.extend(passenger.bar_codes);
        }
    }
    Ok(all)
}
