//! A good client of two nodes: what is not answered, or not now, is asked again at the other
//! node, under the same idempotency key.
//!
//! The API's own client asks one server only, so its repeating is switched off.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::time::{Duration, Instant};

use airside_client::accounts::NewUser;
use airside_client::documents::File;
use airside_client::{Client, Error, InvalidIdempotencyKey, Retry, Secret};
use anyhow::{Context, bail};
use thiserror::Error;
use tokio::time::sleep;

/// Longer than any part may be away.
const PATIENCE: Duration = Duration::from_mins(2);
const TIME_FOR_ONE: Duration = Duration::from_secs(20);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Both nodes.
pub(super) struct Api {
    http: reqwest::Client,
    nodes: [Client; 2],
    /// Why calls were repeated, and how often.
    repeated: RefCell<BTreeMap<String, u32>>,
}

/// One account.
pub(super) struct Caller<'a> {
    pub(super) api: &'a Api,
    /// With its key.
    nodes: [Client; 2],
}

/// Why a call came to nothing.
#[derive(Debug, Error)]
pub(super) enum Fault {
    #[error("{call}: {error}")]
    Call { call: &'static str, error: Error },
    #[error(transparent)]
    Key(#[from] InvalidIdempotencyKey),
    #[error("{0}")]
    Unexpected(String),
}

impl Fault {
    /// Whether the API refused with this code.
    pub(super) fn is(&self, code: &str) -> bool {
        match self {
            Self::Call { error, .. } => error.is(code),
            Self::Key(_) | Self::Unexpected(_) => false,
        }
    }
}

impl Api {
    pub(super) fn new(nodes: &[String; 2]) -> anyhow::Result<Self> {
        let http = http()?;
        let node = |url: &str| {
            let node = Client::new(url)?.with_http(http.clone());
            anyhow::Ok(node.with_retry(Retry::NEVER))
        };
        let nodes = [node(&nodes[0])?, node(&nodes[1])?];
        Ok(Self { http, nodes, repeated: RefCell::default() })
    }

    /// A new account.
    pub(super) async fn sign_up(&self, number: u32) -> Result<Caller<'_>, Fault> {
        let nobody = Caller { api: self, nodes: self.nodes.clone() };
        let email = format!("client-{number}@example.com");
        let user = NewUser::new(&email, "correct horse battery", "Asha", "Rao");
        let call = async |node: &Client| node.accounts().sign_up(&user).await;
        let key = nobody.ask(number as usize, "signing up", call).await?.api_key.key;
        let nodes = self.nodes.clone().map(|node| node.with_key(key.clone()));
        Ok(Caller { api: self, nodes })
    }

    pub(super) fn repeated(&self) -> BTreeMap<String, u32> {
        self.repeated.borrow().clone()
    }

    /// Fetches a file by a link that was given out.
    pub(super) async fn download(&self, link: &Secret) -> anyhow::Result<Vec<u8>> {
        match self.nodes[0].documents().open(link).await? {
            File::Ready(bytes) => Ok(bytes),
            File::BeingMade(_) => bail!("a file is not there, though its document is ready"),
        }
    }

    /// Presses a button of the gateway's page, again when the page does not answer: pressing twice
    /// does no more than once.
    pub(super) async fn press(&self, page: &str, button: &str) -> Result<(), Fault> {
        let url = format!("{page}/{button}");
        let began = Instant::now();
        loop {
            let (fault, passes) = match self.http.post(&url).send().await {
                Ok(answer) if answer.status().is_success() => return Ok(()),
                Ok(answer) => (answer.status().to_string(), answer.status().is_server_error()),
                Err(_) => ("no answer".to_owned(), true),
            };
            if !passes || began.elapsed() > PATIENCE {
                return Err(Fault::Unexpected(format!("POST {url}: {fault}")));
            }
            *self.repeated.borrow_mut().entry(format!("page: {fault}")).or_default() += 1;
            sleep(LONGEST_PAUSE).await;
        }
    }
}

impl Caller<'_> {
    /// Makes a call at this node, and at either in turn until one answers for good.
    pub(super) async fn ask<T>(
        &self,
        node: usize,
        name: &'static str,
        call: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Result<T, Fault> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut attempt = node;
        loop {
            let error = match call(&self.nodes[attempt % 2]).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let why = if began.elapsed() > PATIENCE { None } else { passing(&error) };
            let Some(why) = why else { return Err(Fault::Call { call: name, error }) };
            *self.api.repeated.borrow_mut().entry(why).or_default() += 1;
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            attempt += 1;
        }
    }

    /// Looks until it is as wanted, less and less often.
    pub(super) async fn wait<T: Debug>(
        &self,
        node: usize,
        name: &'static str,
        look: impl AsyncFn(&Client) -> Result<T, Error>,
        wanted: impl Fn(&T) -> bool,
    ) -> Result<T, Fault> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let seen = self.ask(node, name, &look).await?;
            if wanted(&seen) {
                return Ok(seen);
            }
            if began.elapsed() > PATIENCE {
                return Err(Fault::Unexpected(format!("{name}: in vain, it still is {seen:?}")));
            }
            sleep(pause).await;
            pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        }
    }
}

/// Why the same call may be answered better in a moment; `None` when it may not.
fn passing(error: &Error) -> Option<String> {
    let (status, code) = match error {
        Error::Problem(problem) => (problem.status, problem.code.as_str()),
        Error::Unreadable { status, .. } => (*status, ""),
        Error::Transport(_) => return Some("no answer".to_owned()),
        Error::Unsendable(_) => return None,
    };
    let passes = matches!(status, 408 | 429 | 500..)
        || matches!(code, "idempotency_key_in_use" | "conflict");
    passes.then(|| format!("{status} {code}").trim_end().to_owned())
}

/// An HTTP client for servers on this machine.
pub(super) fn http() -> anyhow::Result<reqwest::Client> {
    let client = reqwest::Client::builder().no_proxy().timeout(TIME_FOR_ONE).build();
    client.context("cannot make an HTTP client")
}
