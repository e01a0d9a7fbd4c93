//! What the programs share: a port to listen on, the log, being told to stop, and asking
//! another process of the same program how it is.

use std::io::IsTerminal as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::{Context, ensure};
use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::settings::{LogFormat, Settings};
use crate::traces::Traces;

/// How long a process may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many connections the system keeps until we take them: a crowd comes at once, and who finds
/// no room here waits a second to try again.
const BACKLOG: i32 = 4_096;

/// Takes a port of the host that the settings name.
pub fn listen(settings: &Settings, port: u16, setting: &str) -> anyhow::Result<TcpListener> {
    let host = settings.server.host.as_str();
    let listener = TcpListener::bind((host, port)).with_context(|| {
        format!("cannot listen on {host}:{port}; is another server there? (server.host, {setting})")
    })?;
    // The standard library asks for 128.
    SockRef::from(&listener).listen(BACKLOG)?;
    Ok(listener)
}

/// Writes the log of this process to its standard error, as the settings say, and sends its traces
/// while what this returns is there.
pub fn start_log(settings: &Settings) -> anyhow::Result<Traces> {
    let filter = EnvFilter::try_new(&settings.log.filter)?;
    // At debug it writes what statements are given: names, addresses, hashes of passwords.
    let filter = filter.add_directive("tokio_postgres=info".parse()?);
    // What is no HTTP at all is answered and no error of ours: strangers would ring our alarms.
    let filter = filter.add_directive("actix_http::h1::dispatcher=off".parse()?);
    // Colours are for people who look, and no part of a file.
    let has_colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let log = tracing_subscriber::fmt::layer().with_ansi(has_colours).with_writer(std::io::stderr);
    let log = match settings.log.format {
        LogFormat::Text => log.boxed(),
        // The innermost span is in the list of all of them.
        LogFormat::Json => log.json().with_current_span(false).boxed(),
    };
    let traces = Traces::start(settings)?;
    let spans = traces.tracer().map(|tracer| {
        let ours = Targets::new().with_target("airside", Level::INFO);
        tracing_opentelemetry::layer().with_tracer(tracer).with_filter(ours)
    });
    tracing_subscriber::registry().with(spans).with(log.with_filter(filter)).init();
    let of_host: Vec<_> = settings.host.variables.iter().copied().collect();
    if !of_host.is_empty() {
        let variables = of_host.join(", ");
        tracing::info!(variables, "settings were taken from variables of the host");
    }
    Ok(traces)
}

/// Returns on SIGTERM and on Ctrl-C.
pub async fn until_told_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => (),
        _ = interrupt.recv() => (),
    }
    Ok(())
}

/// Asks the process on this port of the settings' host whether it is ready: for images
/// that hold no other program to ask with.
pub async fn check_health(settings: &Settings, port: u16) -> anyhow::Result<()> {
    let host = match settings.server.host.parse::<IpAddr>() {
        Ok(address) if !address.is_unspecified() => address,
        Ok(_) | Err(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let address = SocketAddr::new(host, port);
    let answer = tokio::time::timeout(PATIENCE, readyz(address))
        .await
        .with_context(|| format!("{address} does not answer"))?
        .with_context(|| format!("{address} cannot be asked"))?;
    let status = answer.lines().next().unwrap_or_default();
    ensure!(status.contains(" 200 "), "{address} is not ready: {status}");
    Ok(())
}

async fn readyz(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
