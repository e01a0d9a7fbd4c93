//! A special service as plain data. It tells of somebody's health or faith: stores that seal keep it
//! with what is private.

use airside_booking::SpecialService;
use serde::{Deserialize, Serialize};

use crate::BadRecord;
use crate::trip::DirectionRecord;

/// A [`SpecialService`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRecord {
    pub code: String,
    pub journeys: Vec<DirectionRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

airside_primitives::hide_in_debug!(ServiceRecord);

impl From<&SpecialService> for ServiceRecord {
    fn from(service: &SpecialService) -> Self {
        Self {
            code: service.code.to_string(),
            journeys: service.journeys.iter().copied().map(Into::into).collect(),
            text: service.text.clone(),
        }
    }
}

impl TryFrom<ServiceRecord> for SpecialService {
    type Error = BadRecord;

    fn try_from(record: ServiceRecord) -> Result<Self, BadRecord> {
        Ok(Self {
            code: record.code.parse().map_err(|_| BadRecord::new("service", "code"))?,
            journeys: record.journeys.into_iter().map(Into::into).collect(),
            text: record.text,
        })
    }
}
