//! What is sent to endpoints, for the part `webhooks` of the description.

use airside_app::webhooks::EventKind;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::Utc;
use crate::words;

/// Makes the schema of an event for each kind of data that it may have.
macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:ident $data:ty;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(ToSchema)]
            #[expect(dead_code, reason = "what is described here is written by the use cases")]
            pub(crate) struct $name {
                /// The same in each try: it is also the header `webhook-id`.
                #[schema(value_type = words::Id)]
                id: String,
                #[schema(value_type = words::AnyEventType)]
                r#type: String,
                created_at: Utc,
                data: $data,
            }
        )+
    };
}

events! {
    /// What happened to a booking.
    BookingEvent BookingEventData;
    /// Journeys of a booking were cancelled.
    BookingCancelledEvent BookingCancelledData;
    /// Flights of a booking fly otherwise than it was told.
    ScheduleChangedEvent ScheduleChangedData;
    /// A file can be fetched.
    DocumentReadyEvent DocumentReadyData;
    /// What became of a refund.
    RefundEvent RefundEventData;
    /// A departure was cancelled.
    FlightCancelledEvent FlightCancelledData;
    /// Nothing happened: an endpoint is tried.
    PingEvent PingData;
}

/// Makes structs that are described and never made.
macro_rules! described {
    ($($(#[doc = $doc:literal])+ $name:ident {
        $($(#[$attribute:meta])* $field:ident: $type:ty,)+
    })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(ToSchema)]
            #[expect(dead_code, reason = "what is described here is written by the use cases")]
            pub(crate) struct $name {
                $($(#[$attribute])* $field: $type,)+
            }
        )+
    };
}

described! {
    /// The booking, as it stands then.
    BookingEventData {
        #[schema(value_type = words::BookingRef)]
        booking_ref: String,
        #[schema(value_type = words::BookingStatus)]
        status: String,
    }

    /// A journey that some left while others still travel it.
    LeftJourney {
        #[schema(value_type = words::Direction)]
        journey: String,
        #[schema(value_type = Vec<words::Id>)]
        passengers: Vec<String>,
    }

    /// The booking, and which of its journeys ended, for all who travelled on them or for some.
    BookingCancelledData {
        #[schema(value_type = words::BookingRef)]
        booking_ref: String,
        #[schema(value_type = words::BookingStatus)]
        status: String,
        #[schema(value_type = words::Id)]
        cancellation_id: String,
        /// Those that ended.
        #[schema(value_type = Vec<words::Direction>)]
        journeys: Vec<String>,
        /// Those that go on without some.
        left: Vec<LeftJourney>,
    }

    /// The booking, and what changed for it.
    ScheduleChangedData {
        #[schema(value_type = words::BookingRef)]
        booking_ref: String,
        #[schema(value_type = words::BookingStatus)]
        status: String,
        schedule_changes: Vec<ScheduleChangedJourney>,
    }

    /// What changed for one journey.
    ScheduleChangedJourney {
        #[schema(value_type = words::Id)]
        id: String,
        #[schema(value_type = words::Direction)]
        journey: String,
        #[schema(value_type = words::ScheduleChangeKind)]
        kind: String,
        /// Whether the traveller is asked.
        is_major: bool,
        #[schema(value_type = words::ScheduleChangeStatus)]
        status: String,
    }

    /// The booking, and its document.
    DocumentReadyData {
        #[schema(value_type = words::BookingRef)]
        booking_ref: String,
        #[schema(value_type = words::BookingStatus)]
        status: String,
        #[schema(value_type = words::Id)]
        document_id: String,
        #[schema(value_type = words::DocumentKind)]
        kind: String,
        #[schema(value_type = Option<words::Id>, required)]
        ticket_id: Option<String>,
        #[schema(value_type = Option<words::Id>, required)]
        cancellation_id: Option<String>,
    }

    /// The booking, and money on its way back.
    RefundEventData {
        #[schema(value_type = words::BookingRef)]
        booking_ref: String,
        #[schema(value_type = words::BookingStatus)]
        status: String,
        #[schema(value_type = words::Id)]
        refund_id: String,
        /// Null when the payment bought nothing and goes back by itself.
        #[schema(value_type = Option<words::Id>, required)]
        cancellation_id: Option<String>,
        amount: MoneyView,
    }

    /// The departure.
    FlightCancelledData {
        #[schema(value_type = words::Id)]
        flight_id: String,
        #[schema(value_type = words::FlightNumber)]
        flight_number: String,
        /// At its origin.
        #[schema(format = Date, example = "2026-12-01")]
        departure_date: String,
    }

    /// The endpoint that is tried.
    PingData {
        #[schema(value_type = words::Id)]
        endpoint_id: String,
    }
}

/// What a kind tells, and the schema of it.
const fn meaning(kind: EventKind) -> (&'static str, &'static str) {
    match kind {
        EventKind::BookingCreated => {
            ("A booking was placed and waits for its payment", "BookingEvent")
        }
        EventKind::BookingConfirmed => {
            ("A booking was paid: it has its seats and ticket numbers", "BookingEvent")
        }
        EventKind::BookingExpired => ("A hold ended unpaid", "BookingEvent"),
        EventKind::BookingCancelled => (
            "Some or all journeys of a booking were cancelled, or left by some travellers",
            "BookingCancelledEvent",
        ),
        EventKind::BookingScheduleChanged => {
            ("Flights of a booking fly otherwise than it was told", "ScheduleChangedEvent")
        }
        EventKind::BookingChanged => ("A booking was changed", "BookingEvent"),
        EventKind::BookingSplit => {
            ("Some passengers have a booking of their own now", "BookingEvent")
        }
        EventKind::ExtrasConfirmed => ("Extras of a booking were paid", "BookingEvent"),
        EventKind::DocumentReady => ("A ticket or receipt can be fetched", "DocumentReadyEvent"),
        EventKind::RefundSucceeded => ("Money is on its way back to the payer", "RefundEvent"),
        EventKind::RefundFailed => {
            ("The gateway failed a refund for the first time; it is tried on", "RefundEvent")
        }
        EventKind::FlightCancelled => {
            ("A departure was cancelled; everybody who asks is told", "FlightCancelledEvent")
        }
        EventKind::Ping => ("An endpoint is tried", "PingEvent"),
    }
}

/// The part `webhooks` of the description: one for each kind.
pub(crate) fn webhooks() -> Value {
    let webhook = |kind: EventKind| {
        let (summary, schema) = meaning(kind);
        let header = |name: &str, description: &str| {
            json!({
                "name": name, "in": "header", "required": true, "description": description,
                "schema": {"type": "string"},
            })
        };
        let told = json!({
            "post": {
                "operationId": format!("on{}", sayable(kind)),
                "summary": summary,
                "tags": ["Events"],
                "security": [],
                "parameters": [
                    header("webhook-id", "The id of the event: the same in each try."),
                    header("webhook-timestamp", "When it was signed, in Unix seconds."),
                    header("webhook-signature", "`v1,` and base64, for each secret; spaces between."),
                ],
                "requestBody": {
                    "required": true,
                    "content": {"application/json": {
                        "schema": {"$ref": format!("#/components/schemas/{schema}")},
                    }},
                },
                "responses": {
                    "2XX": {"description": "It has arrived"},
                    "410": {"description": "Nothing more is to come: the endpoint is disabled"},
                    "default": {"description": "It is sent again later"},
                },
            },
        });
        (kind.code().to_owned(), told)
    };
    Value::Object(EventKind::ALL.into_iter().map(webhook).collect())
}

/// `booking.schedule_changed` as `BookingScheduleChanged`.
fn sayable(kind: EventKind) -> String {
    let words = kind.code().split(['.', '_']);
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    words.map(capital).collect()
}
