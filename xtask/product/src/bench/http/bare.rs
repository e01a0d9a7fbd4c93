//! A server that answers everything with the same bytes: what HTTP alone costs on this machine, by
//! the framework that ours is made with. It runs as a process of its own, as ours does.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::http::header::ContentType;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, bail};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::own_server::free_port;

/// No bench takes longer; one that was killed leaves this behind for no longer.
const LIFE: Duration = Duration::from_hours(1);
/// Nothing is loaded first.
const TIME_TO_START: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The answer
    file: PathBuf,
    /// The port to listen on, on this machine alone
    #[arg(long)]
    port: u16,
}

/// Serves until it is ended, or its life is over.
pub(in crate::bench) async fn serve(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { file, port } = arguments;
    let body = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let body = Bytes::from(body);
    let service = move || {
        let body = body.clone();
        let answer = move || {
            let answer = HttpResponse::Ok().content_type(ContentType::json()).body(body.clone());
            std::future::ready(answer)
        };
        App::new().default_service(web::to(answer))
    };
    let workers = available_parallelism().map_or(1, NonZeroUsize::get);
    let server = HttpServer::new(service).workers(workers).bind((Ipv4Addr::LOCALHOST, *port))?;
    timeout(LIFE, server.run()).await.context("nobody ended the bare handler")??;
    Ok(())
}

/// The same as a child of this process, which ends it when it is dropped.
pub(super) struct Bare {
    process: Child,
    pub(super) address: SocketAddr,
}

impl Bare {
    /// Starts it with the bytes to answer, which are kept in the folder.
    pub(super) async fn start(folder: &Path, body: &[u8]) -> anyhow::Result<Self> {
        let file = folder.join("answer.json");
        std::fs::write(&file, body)?;
        let port = free_port()?;
        let process = Command::new(std::env::current_exe()?)
            .args(["bench", "bare-handler", "--port", &port.to_string()])
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the bare handler")?;
        let mut bare = Self { process, address: (Ipv4Addr::LOCALHOST, port).into() };
        bare.wait_until_ready().await?;
        Ok(bare)
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id().unwrap_or_default()
    }

    async fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let until = Instant::now() + TIME_TO_START;
        while TcpStream::connect(self.address).await.is_err() {
            if self.process.try_wait()?.is_some() || Instant::now() > until {
                bail!("the bare handler does not start");
            }
            sleep(PAUSE).await;
        }
        Ok(())
    }
}
