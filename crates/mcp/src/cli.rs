//! The command line: over stdio by default, over HTTP where `--http` says so.

use std::net::SocketAddr;

use airside_client::{Client, Retry};
use anyhow::{Context, bail};
use clap::Parser;
use rmcp::ServiceExt;
use rmcp::transport::io::stdio;
use std::time::Duration;

use crate::caller::Callers;
use crate::http;
use crate::server::Server;

/// After so long a model is told that no answer came; it may ask again.
const PATIENCE: Duration = Duration::from_secs(20);

/// Airside for assistants, by the Model Context Protocol
///
/// Searches flights, and holds, pays and cancels bookings by propose and confirm. Which tools there
/// are follows from the scopes of the API key.
#[derive(Debug, Parser)]
#[command(name = "airside-mcp", version, after_help = EXAMPLES)]
struct Arguments {
    /// Where Airside is.
    #[arg(long, env = "AIRSIDE_URL", default_value = "http://127.0.0.1:8080")]
    url: String,
    /// The API key, over stdio. Over HTTP each client sends its own.
    #[arg(long, env = "AIRSIDE_API_KEY", hide_env_values = true)]
    api_key: Option<String>,
    /// Serve streamable HTTP at this address, under /mcp, instead of stdio.
    #[arg(long, value_name = "ADDRESS")]
    http: Option<SocketAddr>,
    /// Over HTTP: a host that this server is called by, beside loopback. May be repeated.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// Over HTTP: an origin whose pages may call, as `https://chat.example.com`. May be repeated.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
}

const EXAMPLES: &str = "Examples:
  AIRSIDE_API_KEY=air_test_… airside-mcp
  AIRSIDE_URL=https://air.example.com AIRSIDE_API_KEY=air_live_… airside-mcp
  airside-mcp --http 127.0.0.1:8090
  airside-mcp --http 0.0.0.0:8090 --allow-host mcp.example.com

A key for a model that may look and hold, but not pay:
  curl $AIRSIDE_URL/v1/api-keys -H \"Authorization: Bearer $KEY\" -H 'Content-Type: application/json' \\
    -d '{\"name\": \"model\", \"scopes\": [\"search\", \"book\"]}'";

/// Runs the program until its client leaves, or it is told to stop.
pub fn run() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let airside = client(&arguments.url)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        if let Some(address) = arguments.http {
            let (hosts, origins) = (arguments.allow_host, arguments.allow_origin);
            return http::serve(address, Callers::each_by_its_own_key(airside), hosts, origins)
                .await;
        }
        let key = arguments.api_key.filter(|key| !key.trim().is_empty());
        let key = key.context("AIRSIDE_API_KEY is not set: over stdio a key is needed")?;
        let server = Server::new(Callers::all_by_one_key(airside, key.trim()));
        server.serve(stdio()).await?.waiting().await?;
        Ok(())
    })
}

fn client(url: &str) -> anyhow::Result<Client> {
    trust()?;
    if url.starts_with("https:") && !cfg!(feature = "tls") {
        bail!("{url}: this build speaks http only; build airside-mcp with --features tls");
    }
    let client = Client::new(url).with_context(|| format!("AIRSIDE_URL: {url}"))?;
    Ok(client.with_retry(Retry { longest: PATIENCE, ..Retry::default() }))
}

#[cfg(feature = "tls")]
fn trust() -> anyhow::Result<()> {
    let provider = rustls::crypto::ring::default_provider();
    provider.install_default().map_err(|_| anyhow::anyhow!("TLS was set up already"))
}

#[cfg(not(feature = "tls"))]
#[expect(clippy::unnecessary_wraps, reason = "so that both builds are called alike")]
const fn trust() -> anyhow::Result<()> {
    Ok(())
}
