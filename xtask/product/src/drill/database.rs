//! A database of the drill's own, so that it neither meets nor leaves anything in yours.

use airside_bootstrap::Settings;
use anyhow::{Context, anyhow};
use time::macros::format_description;
use tokio_postgres::{Client, NoTls};

use crate::today::now;

pub(super) struct Database {
    /// Of the database that the settings name, from which this one is made.
    beside: String,
    pub(super) url: String,
    pub(super) name: String,
}

impl Database {
    pub(super) async fn create(settings: &Settings) -> anyhow::Result<Self> {
        let beside = settings.server_stack()?.postgres.url.clone();
        let name =
            now().format(format_description!("drill_[year][month][day]_[hour][minute][second]"))?;
        // Not shown on errors: an address may hold a password.
        let mut url =
            reqwest::Url::parse(&beside).map_err(|_| anyhow!("postgres.url is no URL"))?;
        url.set_path(&name);
        let database = Self { beside, url: url.into(), name };
        let client = connect(&database.beside).await?;
        let create = format!("CREATE DATABASE {}", database.name);
        client.batch_execute(&create).await.context("the drill needs a database of its own")?;
        Ok(database)
    }

    /// A new connection: an older one may have died with its server.
    pub(super) async fn connect(&self) -> anyhow::Result<Client> {
        connect(&self.url).await
    }

    /// Drops it, whoever is still connected.
    pub(super) async fn remove(&self) -> anyhow::Result<()> {
        let client = connect(&self.beside).await?;
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        client.batch_execute(&drop).await.context("the drill's database is still there")
    }
}

async fn connect(url: &str) -> anyhow::Result<Client> {
    let (client, connection) =
        tokio_postgres::connect(url, NoTls).await.context("cannot reach PostgreSQL")?;
    // It ends when the client is dropped, and an error comes up at the next query, too.
    tokio::spawn(connection);
    Ok(client)
}
