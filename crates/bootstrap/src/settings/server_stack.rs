//! The settings of the server stack together: all of them there, and which make sense.

use super::error::Faults;
use super::servers::{Keys, Postgres, RabbitMq, Redis, S3, Worker};
use super::{Settings, SettingsError, StackKind};

/// The settings of the server stack, all of them there.
#[derive(Clone, Copy)]
pub struct ServerStack<'a> {
    pub keys: &'a Keys,
    pub worker: &'a Worker,
    pub postgres: &'a Postgres,
    pub rabbitmq: &'a RabbitMq,
    pub redis: &'a Redis,
    pub s3: &'a S3,
}

/// A secret shorter than this can be guessed.
const LEAST_SECRET: usize = 32;

impl Settings {
    /// What the server stack is told; an error names the part that is not there.
    pub fn server_stack(&self) -> Result<ServerStack<'_>, SettingsError> {
        Ok(ServerStack {
            keys: there("keys.secret", self.keys.as_ref())?,
            worker: there("worker.port", self.worker.as_ref())?,
            postgres: there("postgres.url", self.postgres.as_ref())?,
            rabbitmq: there("rabbitmq.url", self.rabbitmq.as_ref())?,
            redis: there("redis.url", self.redis.as_ref())?,
            s3: there("s3.endpoint", self.s3.as_ref())?,
        })
    }

    pub(super) fn check_server_stack(&self, faults: &mut Faults) {
        match self.stack {
            StackKind::Embedded => return,
            StackKind::Server => {}
        }
        let Some(stack) = faults.none_in(self.server_stack()) else { return };
        if stack.keys.secret.len() < LEAST_SECRET {
            let detail =
                format!("must have {LEAST_SECRET} characters or more, the same on each node");
            faults.wrong("keys.secret", detail);
        }
        stack.check_addresses(faults);
        stack.check_figures(faults);
        let S3 { access_key, secret_key, .. } = stack.s3;
        // A program that keeps no documents, as `airside migrate`, may have neither.
        let may_have_none = !self.host.is_heroku && access_key.is_empty() && secret_key.is_empty();
        for (name, key) in [("s3.access_key", access_key), ("s3.secret_key", secret_key)] {
            if key.is_empty() && !may_have_none {
                faults.wrong(name, "is missing: a bucket is opened with both of its keys");
            }
        }
    }
}

impl ServerStack<'_> {
    fn check_addresses(&self, faults: &mut Faults) {
        for (name, url, schemes, given) in [
            ("postgres.url", &self.postgres.url, ["postgres://", "postgresql://"], "DATABASE_URL"),
            ("rabbitmq.url", &self.rabbitmq.url, ["amqp://", "amqps://"], "CLOUDAMQP_URL"),
            ("redis.url", &self.redis.url, ["redis://", "rediss://"], "REDIS_URL"),
            ("s3.endpoint", &self.s3.endpoint, ["http://", "https://"], "BUCKETEER_… or AWS_…"),
        ] {
            if url.is_empty() {
                faults.wrong(name, format!("is missing: {given} of a host would do as well"));
            } else if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
                // Not shown: an address may hold a password.
                faults.wrong(name, format!("must begin with {}", schemes.join(" or ")));
            }
        }
    }

    fn check_figures(&self, faults: &mut Faults) {
        let Self { postgres, rabbitmq, redis, .. } = self;
        let connections = u32::try_from(postgres.connections).unwrap_or(u32::MAX);
        for (name, value, most) in [
            ("postgres.connections", connections, 1_000),
            ("postgres.statement_timeout_ms", postgres.statement_timeout_ms, 600_000),
            ("postgres.lock_timeout_ms", postgres.lock_timeout_ms, 600_000),
            ("rabbitmq.prefetch", rabbitmq.prefetch.get().into(), 1_000),
            ("redis.timeout_ms", redis.timeout_ms, 60_000),
        ] {
            if !(1..=most).contains(&value) {
                faults.wrong(name, format!("must be 1 to {most}, but is {value}"));
            }
        }
    }
}

fn there<'a, T>(name: &'static str, part: Option<&'a T>) -> Result<&'a T, SettingsError> {
    let missing = || SettingsError::wrong(name, "is missing: config/server.toml has the defaults");
    part.ok_or_else(missing)
}
