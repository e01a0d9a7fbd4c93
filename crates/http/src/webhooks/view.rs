//! Endpoints, events and deliveries as clients see them.

use airside_app::webhooks::{
    Answered, Attempt, Delivery, DisabledBecause, Endpoint, EndpointState, Event, Watched,
};
use airside_primitives::EndpointId;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::times::Utc;
use crate::words;

/// An address that is told what happens.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
pub(crate) struct EndpointView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(example = "https://shop.example/webhooks")]
    url: String,
    /// What it is told.
    #[schema(value_type = Vec<words::EventType>)]
    events: Vec<&'static str>,
    #[schema(required)]
    description: Option<String>,
    is_enabled: bool,
    /// Why it is told nothing; null while it is enabled.
    #[schema(required)]
    disabled: Option<DisabledView>,
    /// Whose bookings it is told of.
    #[schema(value_type = words::HearsOf)]
    hears_of: &'static str,
    created_at: Utc,
    /// When something last arrived.
    #[schema(required)]
    last_success_at: Option<Utc>,
    /// Since when nothing has arrived, once something had failed.
    #[schema(required)]
    failing_since: Option<Utc>,
}

/// Since when an endpoint is told nothing, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = DisabledEndpoint)]
pub(crate) struct DisabledView {
    at: Utc,
    /// `ASKED`: its owner wanted it so; `GONE`: it answered 410; `FAILING`: nothing arrived for
    /// days.
    #[schema(value_type = words::DisabledBecause)]
    because: &'static str,
}

/// An endpoint with its secret, which is shown this once.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpointWithSecret)]
pub(crate) struct SecretView {
    #[serde(flatten)]
    endpoint: EndpointView,
    /// What its webhooks are signed with.
    #[schema(
        example = "whsec_ZXhhbXBsZSBvbmx5LCBub3QgYSBzZWNyZXQhIQ==",
        pattern = "^whsec_[A-Za-z0-9+/]+=*$"
    )]
    secret: String,
    /// Until when the secret before signs too.
    #[schema(required)]
    old_secret_signs_until: Option<Utc>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::AnyEventType)]
    r#type: &'static str,
    created_at: Utc,
    /// What to look at: see the webhook of this type.
    #[schema(value_type = Object, example = json!({"booking_ref": "K7Q2MZ", "status": "CONFIRMED"}))]
    data: Value,
}

/// An event on its way to an endpoint.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
pub(crate) struct DeliveryView {
    #[schema(value_type = words::Id)]
    event_id: String,
    #[schema(value_type = words::AnyEventType)]
    event_type: &'static str,
    #[schema(value_type = words::DeliveryStatus)]
    status: &'static str,
    /// When it is tried next, while it is pending.
    #[schema(required)]
    next_attempt_at: Option<Utc>,
    /// Oldest first.
    attempts: Vec<AttemptView>,
}

/// The same in an export, with the endpoint that it goes to.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedDelivery)]
pub(crate) struct WholeDeliveryView {
    #[schema(value_type = words::Id)]
    endpoint_id: String,
    #[serde(flatten)]
    delivery: DeliveryView,
}

/// One try.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookAttempt)]
pub(crate) struct AttemptView {
    /// From 1.
    number: u32,
    at: Utc,
    /// From the look at the address to the end of the answer.
    latency_ms: i64,
    /// Of the answer; null if there was none.
    #[schema(required, example = 204)]
    response_status: Option<u16>,
    /// How the answer begins: its first KiB.
    #[schema(required)]
    response_body: Option<String>,
    /// Why there was no answer.
    #[schema(required, value_type = Option<words::WebhookFailure>)]
    error: Option<&'static str>,
}

/// To which endpoints an event is on its way once more.
#[derive(Serialize, ToSchema)]
#[schema(as = Redelivery)]
pub(crate) struct RedeliveryView {
    #[schema(value_type = words::Id)]
    pub event_id: String,
    /// Yours that ask for its type and are enabled.
    #[schema(value_type = Vec<words::Id>)]
    pub endpoint_ids: Vec<String>,
}

impl EndpointView {
    pub(crate) fn of(Watched { endpoint, health }: Watched) -> Self {
        Self {
            last_success_at: health.succeeded_at.map(Utc),
            failing_since: health.failing_since.map(Utc),
            ..Self::new(&endpoint)
        }
    }

    fn new(endpoint: &Endpoint) -> Self {
        let disabled = match endpoint.state {
            EndpointState::Enabled => None,
            EndpointState::Disabled { at, because } => {
                Some(DisabledView { at: Utc(at), because: DisabledBecause::code(because) })
            }
        };
        Self {
            id: endpoint.id.to_string(),
            url: endpoint.url.clone(),
            events: endpoint.kinds.iter().map(|kind| kind.code()).collect(),
            description: endpoint.description.clone(),
            is_enabled: disabled.is_none(),
            disabled,
            hears_of: endpoint.hears_of.code(),
            created_at: Utc(endpoint.created_at),
            last_success_at: None,
            failing_since: None,
        }
    }
}

impl SecretView {
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        Self {
            secret: endpoint.secret.text(),
            old_secret_signs_until: endpoint.old_secret.as_ref().map(|(_, until)| Utc(*until)),
            endpoint: EndpointView::new(endpoint),
        }
    }
}

impl EventView {
    pub(crate) fn of(event: &Event) -> Result<Self, Problem> {
        Ok(Self {
            id: event.id.to_string(),
            r#type: event.kind.code(),
            created_at: Utc(event.at),
            data: event.data().map_err(|error| Problem::internal(&error))?,
        })
    }
}

impl DeliveryView {
    pub(super) fn of(delivery: Delivery) -> Self {
        Self {
            event_id: delivery.event.to_string(),
            event_type: delivery.kind.code(),
            status: delivery.state.code(),
            next_attempt_at: delivery.next_at.map(Utc),
            attempts: delivery.attempts.into_iter().map(AttemptView::of).collect(),
        }
    }
}

impl WholeDeliveryView {
    pub(crate) fn of(endpoint: EndpointId, delivery: Delivery) -> Self {
        Self { endpoint_id: endpoint.to_string(), delivery: DeliveryView::of(delivery) }
    }
}

impl AttemptView {
    fn of(attempt: Attempt) -> Self {
        let latency_ms = attempt.took_ms();
        let (response_status, response_body, error) = match attempt.outcome {
            Answered::With { status, beginning } => (Some(status), Some(beginning), None),
            Answered::Not(why) => (None, None, Some(why.code())),
        };
        let Attempt { number, at, .. } = attempt;
        Self { number, at: Utc(at), latency_ms, response_status, response_body, error }
    }
}
