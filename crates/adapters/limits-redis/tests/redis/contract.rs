//! The promises of the Limits port, kept by Redis.
//!
//! Redis tells the time, so a test moves the counts back instead of the clock on.

use std::time::Duration;

use airside_app::ports::Limits;
use airside_limits_redis::RedisLimits;
use airside_port_contracts::limits::LimitsSubject;
use deadpool_redis::redis::{Commands, ExistenceCheck, SetExpiry, SetOptions};

use crate::service::{Database, database};

struct Subject {
    limits: RedisLimits,
    database: Database,
}

impl LimitsSubject for Subject {
    fn limits(&self) -> &dyn Limits {
        &self.limits
    }

    fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_micros()).unwrap();
        let mut redis = self.database.connection();
        for key in self.database.keys() {
            let whole_at: i64 = redis.get(&key).unwrap();
            let options = SetOptions::default()
                .conditional_set(ExistenceCheck::XX)
                .with_expiration(SetExpiry::KEEPTTL);
            let _: () = redis.set_options(&key, whole_at - by, options).unwrap();
        }
    }
}

#[expect(clippy::unused_async, reason = "other adapters take a while to be there")]
async fn subject() -> Subject {
    let database = database();
    Subject { limits: database.limits(), database }
}

airside_port_contracts::limits!(subject());
