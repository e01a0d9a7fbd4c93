//! What a journey costs beside its offer: a discount on the base, and baggage that was prepaid.

use airside_booking::Booking;
use airside_fares::ExtraBaggageMode;
use airside_primitives::Amount;

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    for journey in &booking.journeys {
        let prepays = match booking.extra_baggage_mode {
            ExtraBaggageMode::Prepaid => {
                booking.travellers(journey).any(|(_, it)| it.extra_baggage_kg > 0)
            }
            ExtraBaggageMode::AtAirport => false,
        };
        let most = match booking.promo_code {
            Some(_) => journey.offer.price.base(),
            None => Amount::ZERO,
        };
        if !(Amount::ZERO..=most).contains(&journey.discount) {
            return Err(BadRecord::new("journey", "discount"));
        }
        let extra = journey.extra_baggage;
        if extra < Amount::ZERO || (!extra.is_zero() && !prepays) {
            return Err(BadRecord::new("journey", "extra_baggage"));
        }
    }
    Ok(())
}
