//! The Redis that tests use: a prefix for each, removed at the end.

use std::time::Duration;

use airside_limits_redis::{Certificate, RedisLimits, Settings};
use deadpool_redis::redis::{Client, Commands, Connection};

/// Keys of one test.
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) prefix: String,
}

/// A prefix that nobody else has.
pub(crate) fn database() -> Database {
    #[expect(clippy::disallowed_methods, reason = "the test runner says where its Redis is")]
    let url = std::env::var("AIRSIDE_TEST_REDIS_URL")
        .expect("AIRSIDE_TEST_REDIS_URL is not set: `cargo xtask test` starts the services");
    Database { url, prefix: format!("test-{:032x}", rand::random::<u128>()) }
}

impl Database {
    /// A node of its own on these keys.
    pub(crate) fn limits(&self) -> RedisLimits {
        self.limits_at(&self.url)
    }

    /// The same by another way there.
    pub(crate) fn limits_at(&self, url: &str) -> RedisLimits {
        self.limits_showing(Certificate::Checked, url)
    }

    /// The same by a way on which Redis has to show a certificate.
    pub(crate) fn limits_showing(&self, certificate: Certificate, url: &str) -> RedisLimits {
        RedisLimits::connect(Settings {
            url: url.to_owned(),
            certificate,
            prefix: self.prefix.clone(),
            timeout: Duration::from_secs(5),
        })
        .unwrap()
    }

    pub(crate) fn connection(&self) -> Connection {
        Client::open(self.url.as_str()).unwrap().get_connection().unwrap()
    }

    /// The keys that exist now.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut redis = self.connection();
        redis.scan_match(format!("{}:*", self.prefix)).unwrap().map(Result::unwrap).collect()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        for key in self.keys() {
            let _: () = self.connection().del(key).unwrap();
        }
    }
}
