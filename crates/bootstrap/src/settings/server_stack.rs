//! The settings of the server stack together: all of them there, and which make sense.

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

    pub(super) fn check_server_stack(&self) -> Result<(), SettingsError> {
        match self.stack {
            StackKind::Embedded => return Ok(()),
            StackKind::Server => {}
        }
        let ServerStack { keys, postgres, rabbitmq, redis, s3, .. } = self.server_stack()?;
        if keys.secret.len() < LEAST_SECRET {
            let detail =
                format!("must have {LEAST_SECRET} characters or more, the same on each node");
            return Err(SettingsError::wrong("keys.secret", detail));
        }
        for (name, url, schemes) in [
            ("postgres.url", &postgres.url, ["postgres://", "postgresql://"]),
            ("rabbitmq.url", &rabbitmq.url, ["amqp://", "amqps://"]),
            ("redis.url", &redis.url, ["redis://", "rediss://"]),
            ("s3.endpoint", &s3.endpoint, ["http://", "https://"]),
        ] {
            // Not shown: an address may hold a password.
            if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
                let detail = format!("must begin with {}", schemes.join(" or "));
                return Err(SettingsError::wrong(name, detail));
            }
        }
        let connections = u32::try_from(postgres.connections).unwrap_or(u32::MAX);
        for (name, value, most) in [
            ("postgres.connections", connections, 1_000),
            ("postgres.statement_timeout_ms", postgres.statement_timeout_ms, 600_000),
            ("postgres.lock_timeout_ms", postgres.lock_timeout_ms, 600_000),
            ("rabbitmq.prefetch", rabbitmq.prefetch.get().into(), 1_000),
            ("redis.timeout_ms", redis.timeout_ms, 60_000),
        ] {
            if !(1..=most).contains(&value) {
                let detail = format!("must be 1 to {most}, but is {value}");
                return Err(SettingsError::wrong(name, detail));
            }
        }
        Ok(())
    }
}

fn there<'a, T>(name: &'static str, part: Option<&'a T>) -> Result<&'a T, SettingsError> {
    let missing = || SettingsError::wrong(name, "is missing: config/server.toml has the defaults");
    part.ok_or_else(missing)
}
