//! Words of the API in schemas. Another word is passed on, and the API says what it thinks of it.

use schemars::JsonSchema;

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident [$($variant:ident),+],)+) => {
        $($(#[doc = $doc])+
        #[derive(JsonSchema)]
        #[schemars(inline, rename_all = "SCREAMING_SNAKE_CASE")]
        #[expect(dead_code, reason = "only its schema is used")]
        pub(super) enum $name { $($variant),+ })+
    };
}

words! {
    /// A part of the aircraft.
    Cabin [Economy, PremiumEconomy, Business, First],
    /// Which offers come first.
    Sort [Best, Price, Departure, Arrival, Duration],
    /// As in the passport.
    Gender [Male, Female, Unspecified],
    /// Where somebody likes to sit.
    SeatPreference [Window, Middle, Aisle, Any],
    /// When extra baggage is paid.
    ExtraBaggageMode [Prepaid, AtAirport],
    /// What a booking is.
    BookingStatus [PendingPayment, Confirmed, PartiallyCancelled, Cancelled, Expired],
}

#[cfg(test)]
mod tests {
    use schemars::schema_for;
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_those_of_the_api() {
        let words = schema_for!(BookingStatus).to_value();
        let expected =
            ["PENDING_PAYMENT", "CONFIRMED", "PARTIALLY_CANCELLED", "CANCELLED", "EXPIRED"];
        assert_eq!(words["enum"], json!(expected));
    }
}
