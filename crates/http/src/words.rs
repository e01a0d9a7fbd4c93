//! The words of the API as its description names them: closed sets of codes, and text with a form.
//!
//! What is a set in the domain is read off it, so that a new member is described from then on. The
//! others are written here; answers of the tests are held to them.

use std::borrow::Cow;

use airside_app::account;
use airside_app::departures;
use airside_app::webhooks;
use airside_booking as booking;
use airside_fares as fares;
use airside_primitives as primitives;
use airside_search::Sort;
use utoipa::openapi::schema::{
    ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// Makes a schema of each set of codes.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $codes:expr;)+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .description(Some(concat!($($doc),+).trim()))
                        .enum_values(Some($codes))
                        .into()
                }
            }

            impl ToSchema for $name {
                fn name() -> Cow<'static, str> {
                    stringify!($name).into()
                }
            }
        )+
    };
}

codes! {
    /// How a trip goes.
    TripType: [booking::TripType::OneWay, booking::TripType::RoundTrip, booking::TripType::MultiCity]
        .map(booking::TripType::code);
    /// A trip in one direction.
    OneWay: [booking::TripType::OneWay.code()];
    /// There and back.
    RoundTrip: [booking::TripType::RoundTrip.code()];
    /// A trip of several slices.
    MultiCity: [booking::TripType::MultiCity.code()];
    /// A cabin of an aircraft.
    Cabin: primitives::Cabin::ALL.map(primitives::Cabin::code);
    /// What a fare allows.
    BrandCode: primitives::Brand::ALL.map(primitives::Brand::code);
    /// By the age on the last departure.
    PassengerType: primitives::PassengerType::ALL.map(primitives::PassengerType::code);
    /// As in a passport.
    Gender: primitives::Gender::ALL.map(primitives::Gender::code);
    /// What somebody shows at a border.
    TravelDocumentType: booking::TravelDocumentKind::ALL.map(booking::TravelDocumentKind::code);
    /// What a list for authorities is written as.
    ApisFormat: ["JSON", "CSV", "PAXLST"];
    /// Where somebody likes to sit.
    SeatPreference: primitives::SeatPreference::ALL.map(primitives::SeatPreference::code);
    /// Where a seat is in its row.
    SeatKind: ["WINDOW", "MIDDLE", "AISLE"];
    /// How extra baggage is paid for.
    ExtraBaggageMode: fares::ExtraBaggageMode::ALL.map(fares::ExtraBaggageMode::code);
    /// In which order offers are listed.
    OfferSort: Sort::ALL.map(Sort::code);
    /// Which journey of a trip.
    Direction: ["DEPARTING", "RETURNING", "LEG_1", "LEG_2", "LEG_3", "LEG_4", "LEG_5", "LEG_6"];
    /// The state of a booking.
    BookingStatus: booking::BookingStatus::ALL.map(booking::BookingStatus::code);
    /// Why a booking was not paid.
    ExpiredBecause: booking::ExpiredBecause::ALL.map(booking::ExpiredBecause::code);
    /// What was corrected of a name.
    NameCorrection: booking::CorrectionKind::ALL.map(booking::CorrectionKind::code);
    /// The state of a ticket.
    TicketStatus: ["PENDING", "ISSUED", "PARTIALLY_CANCELLED", "CANCELLED", "EXPIRED"];
    /// The state of a journey.
    JourneyStatus: ["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED"];
    /// The state of an attempt to pay.
    PaymentStatus: ["REQUIRES_ACTION", "PROCESSING", "SUCCEEDED", "FAILED", "CANCELED"];
    /// What a payer has to do.
    NextActionType: ["redirect_to_url"];
    /// How money stands that the gateway moved back without our asking.
    ReversalStatus: [
        "REFUND_PENDING", "REFUNDED", "REFUND_FAILED", "INQUIRY", "DISPUTED", "DISPUTE_WON",
        "DISPUTE_LOST",
    ];
    /// The state of a refund.
    RefundStatus: ["PENDING", "SUCCEEDED", "FAILED"];
    /// The state of a quote.
    CancellationStatus: ["QUOTED", "CONFIRMED", "EXPIRED", "SUPERSEDED"];
    /// The state of a change.
    ChangeStatus: ["QUOTED", "PENDING_PAYMENT", "CONFIRMED", "EXPIRED", "SUPERSEDED"];
    /// What a document is.
    DocumentKind: ["TICKET", "REFUND_RECEIPT", "CHANGE_RECEIPT"];
    /// The state of a document.
    DocumentStatus: ["PENDING", "READY", "FAILED", "ERASED"];
    /// What a timetable did to a journey.
    ScheduleChangeKind: booking::ChangeKind::ALL.map(booking::ChangeKind::code);
    /// Of what there is a history, besides bookings.
    HistorySubject: airside_app::history::Subject::OTHERS;
    /// What waits for a person.
    QueueName: airside_app::queues::Queue::ALL.map(airside_app::queues::Queue::name);
    /// How a schedule change was answered.
    ScheduleChangeStatus: ["OPEN", "ACCEPTED", "REBOOKED", "REFUNDED", "LAPSED"];
    /// Whether a departure is sold, and flies.
    DepartureStatus: airside_timetable::Sales::ALL.map(airside_timetable::Sales::code);
    /// Whether a departure is for sale.
    OpenOrClosed: [airside_timetable::Sales::Open, airside_timetable::Sales::Closed]
        .map(airside_timetable::Sales::code);
    /// How far a cancelled departure is.
    DepartureCancellationStatus: ["RUNNING", "DONE"];
    /// When travellers of a cancelled departure get their money back.
    RefundWhen: departures::RefundWhen::ALL.map(departures::RefundWhen::code);
    /// What a timetable does to a departure.
    DepartureChangeKind: ["ADDED", "WITHDRAWN", "MOVED", "RETIMED", "EQUIPMENT"];
    /// What lines of a report are told apart by.
    SalesBy: airside_app::reports::By::ALL.map(airside_app::reports::By::word);
    /// What an account may do.
    Role: account::Role::ALL.map(account::Role::code);
    /// What a mailed link is good for.
    MailedTokenPurpose: account::Purpose::ALL.map(account::Purpose::code);
    /// What a key may be used for.
    Scope: account::Scope::ALL.map(account::Scope::code);
    /// What an endpoint may be told.
    EventType: webhooks::EventKind::ALL
        .into_iter()
        .filter(|kind| kind.is_asked_for())
        .map(webhooks::EventKind::code)
        .collect::<Vec<_>>();
    /// What happened.
    AnyEventType: webhooks::EventKind::ALL.map(webhooks::EventKind::code);
    /// Whose bookings an endpoint is told of.
    HearsOf: webhooks::HearsOf::ALL.map(webhooks::HearsOf::code);
    /// Why an endpoint is told nothing.
    DisabledBecause: webhooks::DisabledBecause::ALL.map(webhooks::DisabledBecause::code);
    /// Whether an event has arrived.
    DeliveryStatus: webhooks::DeliveryState::ALL.map(webhooks::DeliveryState::code);
    /// Why a receiver did not answer.
    WebhookFailure: webhooks::NoAnswer::ALL.map(webhooks::NoAnswer::code);
    /// How an access token is shown to the server.
    TokenType: ["Bearer"];
}

/// Makes a schema of each text with a form: its pattern or its format, and an example.
macro_rules! forms {
    ($($(#[doc = $doc:literal])+ $name:ident: $($rule:ident $form:literal)?, $example:literal;)+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .description(Some(concat!($($doc),+).trim()))
                        $(.$rule(Some(forms!(@ $rule $form))))?
                        .examples([$example])
                        .into()
                }
            }

            impl ToSchema for $name {
                fn name() -> Cow<'static, str> {
                    stringify!($name).into()
                }
            }
        )+
    };
    (@ format $form:literal) => { SchemaFormat::Custom($form.to_owned()) };
    (@ pattern $form:literal) => { $form };
}

forms! {
    /// The id of a thing.
    Id: format "uuid", "0198c0de-0000-7000-8000-000000000001";
    /// A clock on the wall, hours and minutes.
    ClockTime: pattern "^([01][0-9]|2[0-3]):[0-5][0-9]$", "08:00";
    /// A date and a time of the clock at an airport.
    LocalTime: pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$", "2026-12-01T09:30";
    /// An airport, IATA.
    AirportCode: pattern "^[A-Z]{3}$", "DEL";
    /// An airline, IATA.
    AirlineCode: pattern "^[A-Z0-9]{2}$", "QZ";
    /// Two airports, from and to.
    Route: pattern "^[A-Z]{3}-[A-Z]{3}$", "DEL-BOM";
    /// A country, ISO 3166-1.
    CountryCode: pattern "^[A-Z]{2}$", "IN";
    /// A currency, ISO 4217.
    CurrencyCode: pattern "^[A-Z]{3}$", "INR";
    /// An airline's code, its number for the flight, and perhaps a letter.
    FlightNumber: pattern "^[A-Z0-9]{2}[1-9][0-9]{0,3}[A-Z]?$", "QZ2045";
    /// A record locator.
    BookingRef: pattern "^[A-Z0-9]{6}$", "K7Q2MZ";
    /// A ticket number: the airline's three digits, and ten of its own.
    TicketNumber: pattern "^[0-9]{3}-[0-9]{10}$", "098-1234567890";
    /// A row and a letter.
    SeatNumber: pattern "^[1-9][0-9]?[A-Z]$", "12A";
    /// Makes a repeated request safe: 1 to 255 visible characters, another for each purpose.
    IdempotencyKey: pattern "^[!-~]{1,255}$", "trip-42-book";
    /// A file in PDF.
    Pdf: format "binary", "%PDF-1.7";
    /// An offer with its price, signed. Bring it back as it is.
    OfferId: pattern "^off_[A-Za-z0-9_-]+$", "off_AAECAwQFBgcICQ";
}

/// One word for all journeys or one, or a list of them.
pub(crate) struct Journeys;

impl PartialSchema for Journeys {
    fn schema() -> RefOr<Schema> {
        let one = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([
            "DEPARTING",
            "RETURNING",
            "BOTH",
        ]));
        let several =
            ArrayBuilder::new().items(Ref::from_schema_name("Direction")).min_items(Some(1));
        OneOfBuilder::new().item(one).item(several).into()
    }
}

impl ToSchema for Journeys {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Direction::name().into_owned(), Direction::schema()));
    }
}
