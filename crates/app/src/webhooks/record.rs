//! An endpoint as stores keep it: its address and secrets apart, so that they can be sealed.

use airside_primitives::{EndpointId, UserId};
use airside_records::{Column, Kept, Row, Unreadable};
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use super::endpoint::{DisabledBecause, Endpoint, EndpointState, HearsOf};
use super::event::EventKind;
use super::secret::EndpointSecret;

/// An [`Endpoint`] as plain data.
#[derive(Clone, Serialize, Deserialize)]
pub struct EndpointRecord {
    pub id: Uuid,
    owner: Uuid,
    kinds: Vec<String>,
    description: Option<String>,
    hears_of_all: bool,
    disabled: Option<DisabledRecord>,
    #[serde(with = "rfc3339")]
    created_at: OffsetDateTime,
    /// What nobody else may read; absent once it is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private: Option<PrivateEndpointRecord>,
    /// The private part as a store seals it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

/// What of an endpoint its owner alone may read.
#[derive(Clone, Serialize, Deserialize)]
pub struct PrivateEndpointRecord {
    url: String,
    secret: String,
    old_secret: Option<OldSecretRecord>,
}

#[derive(Clone, Serialize, Deserialize)]
struct OldSecretRecord {
    secret: String,
    #[serde(with = "rfc3339")]
    until: OffsetDateTime,
}

#[derive(Clone, Serialize, Deserialize)]
struct DisabledRecord {
    #[serde(with = "rfc3339")]
    at: OffsetDateTime,
    because: String,
}

airside_primitives::hide_in_debug!(EndpointRecord { id }, PrivateEndpointRecord);

impl Kept for Endpoint {
    const TABLE: &'static str = "webhook_endpoints";

    fn row(&self) -> Row {
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::id("owner", self.owner.0)],
            columns: vec![
                Column::flag("is_enabled", self.is_enabled()),
                Column::flag("of_all", self.hears_of == HearsOf::AllBookings),
                Column::text("kinds", words(&self.kinds)),
            ],
            body: airside_records::body(&EndpointRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        let record: EndpointRecord = serde_json::from_str(body)?;
        let nonsense = |what| Unreadable::from(serde_json::Error::custom(what));
        record.endpoint().ok_or_else(|| nonsense("an endpoint without address or secret"))
    }
}

/// Each kind between two spaces, so that one is found whatever stands beside it.
fn words(kinds: &[EventKind]) -> String {
    let words = kinds.iter().map(|kind| format!("{} ", kind.code()));
    std::iter::once(" ".to_owned()).chain(words).collect()
}

impl From<&Endpoint> for EndpointRecord {
    fn from(endpoint: &Endpoint) -> Self {
        let disabled = match endpoint.state {
            EndpointState::Enabled => None,
            EndpointState::Disabled { at, because } => {
                Some(DisabledRecord { at, because: because.code().to_owned() })
            }
        };
        let old_secret = endpoint
            .old_secret
            .map(|(secret, until)| OldSecretRecord { secret: secret.text(), until });
        Self {
            id: endpoint.id.0,
            owner: endpoint.owner.0,
            kinds: endpoint.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            description: endpoint.description.clone(),
            hears_of_all: endpoint.hears_of == HearsOf::AllBookings,
            disabled,
            created_at: endpoint.created_at,
            private: Some(PrivateEndpointRecord {
                url: endpoint.url.clone(),
                secret: endpoint.secret.text(),
                old_secret,
            }),
            sealed: None,
        }
    }
}

impl EndpointRecord {
    /// `None` when it makes no sense. A kind that only a later release knows is left out.
    fn endpoint(self) -> Option<Endpoint> {
        let PrivateEndpointRecord { url, secret, old_secret } = self.private?;
        let state = match self.disabled {
            None => EndpointState::Enabled,
            Some(DisabledRecord { at, because }) => {
                let because = DisabledBecause::ALL.into_iter().find(|it| it.code() == because)?;
                EndpointState::Disabled { at, because }
            }
        };
        let old_secret = match old_secret {
            None => None,
            Some(OldSecretRecord { secret, until }) => {
                Some((EndpointSecret::read(&secret)?, until))
            }
        };
        Some(Endpoint {
            id: EndpointId(self.id),
            owner: UserId(self.owner),
            url,
            kinds: self.kinds.iter().filter_map(|code| EventKind::of_code(code)).collect(),
            description: self.description,
            hears_of: if self.hears_of_all { HearsOf::AllBookings } else { HearsOf::OwnBookings },
            state,
            secret: EndpointSecret::read(&secret)?,
            old_secret,
            created_at: self.created_at,
        })
    }
}
