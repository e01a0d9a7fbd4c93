//! The services that the server stack runs on, by name.

use clap::ValueEnum;
use nix::sys::signal::Signal;
use serde::{Deserialize, Serialize};

/// One of them. The slowest to start comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Service {
    Rabbitmq,
    Postgres,
    Redis,
    S3,
    Sandbox,
}

impl Service {
    pub(crate) const ALL: [Self; 5] =
        [Self::Rabbitmq, Self::Postgres, Self::Redis, Self::S3, Self::Sandbox];

    /// As commands, folders and logs name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rabbitmq => "rabbitmq",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
            Self::S3 => "s3",
            Self::Sandbox => "sandbox",
        }
    }

    /// As people name it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Rabbitmq => "RabbitMQ",
            Self::Postgres => "PostgreSQL",
            Self::Redis => "Redis",
            Self::S3 => "S3",
            Self::Sandbox => "Stripe sandbox",
        }
    }

    /// The signal that ends it soon and in order.
    pub(super) const fn farewell(self) -> Signal {
        match self {
            // SIGTERM would wait for every client to leave.
            Self::Postgres => Signal::SIGINT,
            Self::Rabbitmq | Self::Redis | Self::S3 | Self::Sandbox => Signal::SIGTERM,
        }
    }
}
