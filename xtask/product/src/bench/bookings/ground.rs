//! What the bench stands on: a database of its own, and a server in this process.

use airside_api::Server;
use airside_bootstrap::Settings;
use airside_bootstrap::settings::{DemoWorld, StackKind};
use airside_pdf_worker::Worker;
use anyhow::{Context, bail};
use tokio_postgres::NoTls;

/// More than the bench can ask for.
const PLENTY: u32 = 1_000_000;

/// A database of its own on the server of the settings; it goes with [`Ground::clear`].
pub(super) struct Ground {
    pub(super) settings: Settings,
    admin_url: String,
    name: String,
}

impl Ground {
    /// Makes the database, and settings that name it.
    pub(super) async fn prepare() -> anyhow::Result<Self> {
        let mut settings = Settings::load()?;
        let name = format!("bench_{}", std::process::id());
        settings.world.demo = DemoWorld::World;
        settings.booking.max_unpaid_seats = 0;
        settings.server.port = 0;
        settings.server.public_url = String::new();
        for limit in [
            &mut settings.limits.api_per_second,
            &mut settings.limits.api_burst,
            &mut settings.limits.sign_up_per_minute_address,
        ] {
            *limit = PLENTY;
        }
        let (StackKind::Server, Some(worker), Some(postgres), Some(rabbitmq), Some(redis)) = (
            settings.stack,
            &mut settings.worker,
            &mut settings.postgres,
            &mut settings.rabbitmq,
            &mut settings.redis,
        ) else {
            bail!(
                "this measures the server stack: `cargo xtask services up`, then \
                 `source <(cargo xtask services env)` in this shell"
            );
        };
        worker.port = 0;
        rabbitmq.prefix.clone_from(&name);
        redis.prefix.clone_from(&name);
        let admin_url = postgres.url.clone();
        postgres.url = with_database(&admin_url, &name)?;
        let ground = Self { settings, admin_url, name };
        // One of a process of the same number that was killed.
        ground.ask(&format!("DROP DATABASE IF EXISTS {}", ground.name)).await?;
        ground.ask(&format!("CREATE DATABASE {}", ground.name)).await?;
        Ok(ground)
    }

    /// The address of the database.
    pub(super) fn url(&self) -> anyhow::Result<&str> {
        Ok(&self.settings.server_stack()?.postgres.url)
    }

    /// Loads the world and answers.
    pub(super) async fn start(&self) -> anyhow::Result<(Server, Worker)> {
        let server = Server::start(&self.settings).await?;
        let worker = Worker::start(&self.settings).await?;
        Ok((server, worker))
    }

    /// Takes the database away.
    pub(super) async fn clear(&self) -> anyhow::Result<()> {
        self.ask(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await
    }

    async fn ask(&self, statement: &str) -> anyhow::Result<()> {
        let (client, connection) = tokio_postgres::connect(&self.admin_url, NoTls)
            .await
            .context("cannot reach PostgreSQL (postgres.url)")?;
        let connection = tokio::spawn(connection);
        client.batch_execute(statement).await?;
        drop(client);
        connection.await??;
        Ok(())
    }
}

/// The same address with another database.
fn with_database(url: &str, name: &str) -> anyhow::Result<String> {
    let (address, options) = match url.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (url, String::new()),
    };
    let (server, _database) = address.rsplit_once('/').context("postgres.url names no database")?;
    Ok(format!("{server}/{name}{options}"))
}
