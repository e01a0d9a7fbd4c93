//! The page that a walk is on: how to come to another one, and what was found on the way.

mod eyes;
mod hands;
mod look;
mod tab;

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use url::Url;

use crate::browser::{Screen, emulate};
use crate::fault::{Fault, Place};
use crate::judge::Judge;
use crate::patience::Patience;
use crate::vendor::Vendor;
use crate::watch::Watch;

/// From one page to another.
const LONGEST_WAY: Duration = Duration::from_secs(10);

pub(crate) struct Page {
    client: Client,
    server: Url,
    judge: Arc<Judge>,
    screen: Screen,
    scripts: bool,
    place: Place,
    watch: Watch,
    looks: usize,
    faults: Vec<Fault>,
}

impl Page {
    pub(crate) async fn open(
        client: Client,
        server: &Url,
        judge: Arc<Judge>,
        screen: Screen,
        scripts: bool,
    ) -> Result<Self, CmdError> {
        emulate(&client, screen, scripts).await?;
        let with = if scripts { "with" } else { "without" };
        let walk = format!("{} px, {with} scripts", screen.width);
        Ok(Self {
            client,
            server: server.clone(),
            judge,
            screen,
            scripts,
            place: Place { walk, step: "begin", page: String::new() },
            watch: Watch::new(server, scripts),
            looks: 0,
            faults: Vec::new(),
        })
    }

    /// Ends the browser, and tells how often was looked and what was found.
    pub(crate) async fn close(mut self) -> Result<(usize, Vec<Fault>), CmdError> {
        let _ = self.read_logs().await;
        self.client.close().await?;
        Ok((self.looks, self.faults))
    }

    pub(crate) fn begin(&mut self, step: &'static str) {
        self.place.step = step;
    }

    pub(crate) fn has_scripts(&self) -> bool {
        self.scripts
    }

    /// What is wrong here, where it ends the walk.
    pub(crate) fn fault(&self, what: impl Display) -> Fault {
        Fault { place: self.place.clone(), what: what.to_string() }
    }

    /// Opens a page of the server by its path.
    pub(crate) async fn go(&mut self, path: &str) -> Result<(), Fault> {
        self.read_logs().await?;
        let url = self.server.join(path).map_err(|it| self.fault(it))?;
        self.client.goto(url.as_str()).await.map_err(|it| self.fault(format!("{url}: {it}")))?;
        self.arrive().await
    }

    /// Runs a script of ours in the page, one that waits for nothing.
    async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        self.client.execute(script, arguments).await.map_err(|it| self.fault(it))
    }

    /// Runs a script on the first of what is selected, which is `it`, with a `value`.
    async fn with(&self, selector: &str, script: &str, value: Value) -> Result<Value, Fault> {
        let script = format!(
            "const [selector, value] = arguments; const it = document.querySelector(selector); \
             if (!it) return {{ isMissing: true }}; \
             return {{ found: (() => {{ {script} }})() ?? null }};"
        );
        let mut answer = self.run(&script, vec![json!(selector), value]).await?;
        if answer["isMissing"] == true {
            return Err(self.fault(format!("there is no {selector}")));
        }
        Ok(answer["found"].take())
    }

    /// Waits until a script says yes, and says what there was not if it does not.
    async fn until(
        &self,
        script: &str,
        arguments: Vec<Value>,
        longest: Duration,
        missing: &str,
    ) -> Result<(), Fault> {
        let patience = Patience::new(longest);
        // While one page goes and another comes, there may be none to ask.
        while !matches!(self.client.execute(script, arguments.clone()).await, Ok(Value::Bool(true)))
        {
            if !patience.lasts().await {
                return Err(self.fault(missing));
            }
        }
        Ok(())
    }

    /// Waits until another page is there than one that `isLeft`, and reads what was logged on the way.
    async fn arrive(&mut self) -> Result<(), Fault> {
        let is_there = "return !document.isLeft && document.readyState === 'complete'";
        self.until(is_there, vec![], LONGEST_WAY, "leads to no other page").await?;
        let url = self.url().await?;
        url.path().clone_into(&mut self.place.page);
        self.read_logs().await
    }

    pub(crate) async fn url(&self) -> Result<Url, Fault> {
        self.client.current_url().await.map_err(|it| self.fault(it))
    }

    /// The cookies of this browser, as a request has them.
    pub(crate) async fn cookies(&self) -> Result<String, Fault> {
        let all = self.client.get_all_cookies().await.map_err(|it| self.fault(it))?;
        let pairs: Vec<_> = all.iter().map(|it| format!("{}={}", it.name(), it.value())).collect();
        Ok(pairs.join("; "))
    }

    /// Keeps what the logs tell since they were read last, as faults of the page that is there.
    async fn read_logs(&mut self) -> Result<(), Fault> {
        let read = async {
            let requests = self.client.issue_cmd(Vendor::log("performance")).await?;
            Ok::<_, CmdError>((requests, self.client.issue_cmd(Vendor::log("browser")).await?))
        };
        let (requests, console) = read.await.map_err(|it| self.fault(it))?;
        let mut found = self.watch.requests(&requests);
        found.extend(self.watch.complaints(&console));
        self.keep(found);
        Ok(())
    }

    fn keep(&mut self, found: Vec<String>) {
        let faults: Vec<_> = found.into_iter().map(|what| self.fault(what)).collect();
        self.faults.extend(faults);
    }
}
