//! Settings of webhooks out.

use airside_app::webhooks::Rules;
use serde::Deserialize;
use time::Duration;

use super::StackKind;

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    pub max_endpoints: u16,
    pub events_days: u16,
}

impl Webhooks {
    pub(crate) fn rules(self, stack: StackKind) -> Rules {
        Rules {
            most_endpoints: self.max_endpoints,
            events_kept: Duration::days(self.events_days.into()),
            left_to_workers: match stack {
                StackKind::Embedded => Duration::seconds(5),
                // In a rush they may wait a while.
                StackKind::Server => Duration::minutes(2),
            },
        }
    }
}
