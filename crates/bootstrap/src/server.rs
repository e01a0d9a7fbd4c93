//! The server stack: PostgreSQL, RabbitMQ, Redis and S3, and nothing on this disk.

use std::sync::Arc;
use std::time::Duration;

use airside_app::Ports;
use airside_app::ports::{Clock, Limits, Store};
use airside_blobs_s3::{self as s3, S3Blobs};
use airside_bus_rabbitmq::{self as rabbitmq, RabbitBus};
use airside_documents_pdf::PdfDocuments;
use airside_limits_redis::{self as redis, RedisLimits};
use airside_local::SystemEntropy;
use airside_store_postgres::{self as postgres, PostgresStore};
use anyhow::{Context, bail};

use crate::addresses::Addresses;
use crate::deliverer::deliverer;
use crate::else_here::ElseHere;
use crate::gateway::{self, Outside};
use crate::keys;
use crate::mailer::mailer;
use crate::settings::{self, Certificate, ServerStack, Settings, WhenAway};
use crate::wiring::{ServerSide, Untold};

/// How long the object store may take to answer one attempt.
const BLOBS_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens the store in PostgreSQL; its migrations are run if the settings want that.
pub(crate) async fn open_store(settings: &Settings) -> anyhow::Result<Arc<dyn Store>> {
    let ServerStack { postgres, .. } = settings.server_stack()?;
    let store = connect(postgres).await?.sealed_with(settings.personal_data.sealing_keys()?);
    if postgres.migrate {
        told_of_migrations(&store).await?;
    }
    Ok(Arc::new(store))
}

/// Brings the tables in PostgreSQL up to date.
pub(crate) async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    told_of_migrations(&connect(settings.server_stack()?.postgres).await?).await
}

async fn told_of_migrations(store: &PostgresStore) -> anyhow::Result<()> {
    let run = store.migrate().await.context("cannot bring the tables of PostgreSQL up to date")?;
    for name in run {
        tracing::info!(migration = %name, "the tables were brought up to date");
    }
    Ok(())
}

async fn connect(told: &settings::Postgres) -> anyhow::Result<PostgresStore> {
    let settings = postgres::Settings {
        url: told.url.clone(),
        connections: told.connections,
        statement_timeout: Duration::from_millis(told.statement_timeout_ms.into()),
        lock_timeout: Duration::from_millis(told.lock_timeout_ms.into()),
        schema: None,
    };
    PostgresStore::connect(&settings).await.context("cannot reach PostgreSQL (postgres.url)")
}

async fn bus(told: &settings::RabbitMq) -> anyhow::Result<RabbitBus> {
    let settings = rabbitmq::Settings {
        prefetch: told.prefetch,
        ..rabbitmq::Settings::new(&told.url, &told.prefix)
    };
    RabbitBus::connect(settings).await.context("cannot reach RabbitMQ (rabbitmq.url)")
}

fn limits(told: &settings::Redis) -> anyhow::Result<Arc<dyn Limits>> {
    let limits = RedisLimits::connect(redis::Settings {
        url: told.url.clone(),
        certificate: match told.certificate {
            Certificate::Checked => redis::Certificate::Checked,
            Certificate::Any => redis::Certificate::Any,
        },
        prefix: told.prefix.clone(),
        timeout: Duration::from_millis(told.timeout_ms.into()),
    });
    let limits = limits.context("the address of Redis cannot be used (redis.url)")?;
    Ok(match told.when_away {
        WhenAway::Allow => Arc::new(ElseHere::of(limits)),
        WhenAway::Refuse => Arc::new(limits),
    })
}

/// The bucket is made if it is not there; if the key may not make it, `readyz` says so.
pub(crate) async fn blobs(told: &settings::S3) -> anyhow::Result<S3Blobs> {
    let blobs = S3Blobs::new(&s3::Settings {
        endpoint: told.endpoint.clone(),
        region: told.region.clone(),
        bucket: told.bucket.clone(),
        access_key: told.access_key.clone(),
        secret_key: told.secret_key.clone(),
        path_style: told.path_style,
        public_endpoint: Some(told.public_endpoint.clone()).filter(|url| !url.is_empty()),
        timeout: BLOBS_TIMEOUT,
    });
    let blobs = blobs.context("the address of the object store cannot be used (s3.endpoint)")?;
    if let Err(error) = blobs.ensure_bucket().await {
        tracing::warn!(error = %airside_app::chain(&error), "the bucket of documents is not there");
    }
    Ok(blobs)
}

/// Connects to everything. Redis and S3 may be away for now; the rest may not.
pub(crate) async fn wire(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    addresses: &Addresses,
) -> anyhow::Result<ServerSide> {
    let ServerStack { keys, rabbitmq, redis, s3, .. } = settings.server_stack()?;
    let Some(Outside { payments, webhook }) = gateway::outside(settings, addresses)? else {
        bail!("the server stack needs a payment gateway outside this process");
    };
    let untold = webhook.map(|webhook| Untold { payments: payments.clone(), webhook });
    let ports = Ports {
        store: open_store(settings).await?,
        bus: Arc::new(bus(rabbitmq).await?),
        limits: limits(redis)?,
        blobs: Arc::new(blobs(s3).await?),
        payments,
        documents: Arc::new(PdfDocuments::new()?),
        mailer: mailer(settings)?,
        deliverer: deliverer(settings)?,
        entropy: Arc::new(SystemEntropy::new(clock.clone())),
        clock,
    };
    Ok(ServerSide { ports, secrets: keys::from_secret(&keys.secret), untold })
}
