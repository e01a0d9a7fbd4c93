//! `airside demo`: a server of its own, and the story of a trip told by the calls it makes.
//!
//! It speaks to the server over HTTP alone, as any client would, so it shows
//! nothing that a reader could not do with the lines it prints.

mod answers;
mod api;
mod call;
mod json;
mod page;
mod requests;
mod server;
mod story;

use std::fs::{self, File, TryLockError};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, anyhow, bail};
use console::style;

use api::Api;
use server::{Server, World};
use story::{PASSWORD, Told};

const USUAL_PORT: u16 = 8080;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where the server listens [8080, or a free port when that is taken]
    #[arg(long)]
    port: Option<u16>,

    /// Stop the server when the story ends, instead of leaving it to play with
    #[arg(long)]
    exit: bool,

    /// Start with a small network instead of the whole world
    #[arg(long)]
    small: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (world, folder) = if arguments.small {
        (World::Small, ".airside/demo-small")
    } else {
        (World::Whole, ".airside/demo")
    };
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let data = here.join(folder);
    fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
    let _only_one = lock(&data)?;
    let port = port(arguments.port)?;

    let began = Instant::now();
    let mut server = Server::start(&data, port, world)?;
    let outcome = server
        .wait_until_ready()
        .and_then(|()| story::tell(Api::new(server.url()), here.join("demo-output")));
    if server.was_told_to_stop() {
        bail!("stopped before the end of the story");
    }
    let told = outcome.map_err(|error| anyhow!("{error:#}\n\n{}", server.where_to_look()))?;
    show_files(&told, &server, &here, began);

    if arguments.exit {
        return server.stop();
    }
    show_what_next(&told, &server)?;
    server.wait_until_stopped()
}

/// Holds the data folder: two servers on one store would undo each other's work.
fn lock(data: &Path) -> anyhow::Result<File> {
    let path = data.join("demo.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another demo is running here: stop it first (Ctrl-C where it runs)")
        }
        Err(TryLockError::Error(error)) => Err(error).context("cannot lock the demo's data"),
    }
}

/// The port that was asked for, or the usual one, or any that is free.
fn port(wanted: Option<u16>) -> anyhow::Result<u16> {
    let free = |port| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.local_addr().map(|address| address.port())
    };
    match wanted {
        Some(port) => free(port).with_context(|| {
            format!("port {port} is not free: name another, or leave --port out to get one that is")
        }),
        None => free(USUAL_PORT).or_else(|_| free(0)).context("no port is free"),
    }
}

fn show_files(told: &Told, server: &Server, here: &Path, began: Instant) {
    page::heading(&format!("Done in {:.1} s", began.elapsed().as_secs_f64()));
    for (what, file) in &told.files {
        let file = file.strip_prefix(here).unwrap_or(file).display();
        page::fact(what, &file.to_string());
    }
    page::fact("Mails", &server.log().with_file_name("mail").display().to_string());
    page::fact("Log of the server", &server.log().display().to_string());
}

/// What to do with a server that goes on.
fn show_what_next(told: &Told, server: &Server) -> anyhow::Result<()> {
    let url = server.url();
    // Each run has people of its own, as its traveller's address tells.
    let staff = told.email.replacen("zoe", "meera", 1);
    server.appoint(&staff, PASSWORD)?;
    page::heading("The server keeps running");
    page::fact("Pages to book on", &format!("{url}/"));
    page::fact("A trip on them", &format!("{url}/trips/{}", told.trip));
    page::fact("Log in as", &format!("{}, with: {PASSWORD}", told.email));
    page::fact("Pages to serve on", &format!("{url}/desk"));
    page::fact("Log in as", &format!("{staff}, with the same"));
    page::fact("API", url);
    page::fact("Its page", &format!("{url}/docs"));
    page::fact("API key", &told.key);
    page::say("\nThe lines above can be pasted, once the shell has their variables:");
    page::shell("source demo-output/variables.sh");
    page::shell(r#"curl -s "$API/v1/airports?q=london" -H "Authorization: Bearer $KEY""#);
    page::say(&format!("\nPress {} to stop it.", style("Ctrl-C").bold()));
    Ok(())
}
