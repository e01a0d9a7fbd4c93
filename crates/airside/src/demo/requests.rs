//! What the story sends. The people are invented.

use serde::Serialize;
use time::Date;

#[derive(Serialize)]
pub(super) struct NewUser<'a> {
    pub(super) email: &'a str,
    pub(super) password: &'a str,
    pub(super) given_name: &'a str,
    pub(super) family_name: &'a str,
}

#[derive(Serialize)]
pub(super) struct NewBooking<'a> {
    pub(super) offers: [&'a str; 2],
    pub(super) passengers: Vec<Passenger>,
    pub(super) contact: Contact<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) promo_code: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Contact<'a> {
    pub(super) email: &'a str,
}

#[derive(Serialize)]
pub(super) struct Passenger {
    given_name: &'static str,
    family_name: &'static str,
    gender: &'static str,
    date_of_birth: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat_preference: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra_baggage_kg: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    infant_of: Option<u8>,
}

/// Two adults, and an infant who is eight months old today.
pub(super) fn family(today: Date) -> Vec<Passenger> {
    let born = today - time::Duration::days(243);
    vec![
        Passenger {
            given_name: "Zoë",
            family_name: "Müller-Ruiz",
            gender: "FEMALE",
            date_of_birth: "1988-03-14".to_owned(),
            seat_preference: Some("WINDOW"),
            extra_baggage_kg: Some(5),
            infant_of: None,
        },
        Passenger {
            given_name: "José Ángel",
            family_name: "Núñez",
            gender: "MALE",
            date_of_birth: "1985-11-02".to_owned(),
            seat_preference: Some("AISLE"),
            extra_baggage_kg: None,
            infant_of: None,
        },
        Passenger {
            given_name: "Anaïs",
            family_name: "Núñez",
            gender: "FEMALE",
            date_of_birth: born.to_string(),
            seat_preference: None,
            extra_baggage_kg: None,
            infant_of: Some(1),
        },
    ]
}

/// One adult.
pub(super) fn alone() -> Vec<Passenger> {
    vec![Passenger {
        given_name: "Łukasz",
        family_name: "Wiśniewski",
        gender: "MALE",
        date_of_birth: "1979-06-21".to_owned(),
        seat_preference: Some("AISLE"),
        extra_baggage_kg: None,
        infant_of: None,
    }]
}

#[derive(Serialize)]
pub(super) struct NewPayment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) payment_method: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct NewCancellation {
    pub(super) journeys: &'static str,
}
