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
        // The code that a part was sold with stays with the booking that it came of.
        let may_be_less = booking.promo_code.is_some() || booking.is_part();
        let most = if may_be_less { journey.offer.price.base() } else { Amount::ZERO };
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
