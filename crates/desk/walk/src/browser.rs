//! A browser of its own for each walk: with no cookie yet, and a log of what pages do.

use anyhow::Context;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::vendor::Vendor;

/// In CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Starts Chromium by its driver.
pub(crate) async fn open(chromium: &str, driver: &str) -> anyhow::Result<Client> {
    let wanted = json!({
        "goog:chromeOptions": {
            "binary": chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--hide-scrollbars", "--accept-lang=en",
            ],
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "timeouts": { "pageLoad": 30_000, "script": 30_000 },
    });
    let wanted: Capabilities = wanted.as_object().cloned().unwrap_or_default();
    ClientBuilder::new(HttpConnector::new())
        .capabilities(wanted)
        .connect(driver)
        .await
        .with_context(|| format!("{chromium} does not start"))
}

/// Makes the tab that is shown as wide as a screen, and runs scripts in it or not.
pub(crate) async fn emulate(
    client: &Client,
    screen: Screen,
    scripts: bool,
) -> Result<(), CmdError> {
    let Screen { width, height } = screen;
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    tools(client, "Emulation.setDeviceMetricsOverride", &metrics).await?;
    allow_scripts(client, scripts).await
}

/// Whether a page may run scripts. What a driver has the browser run is run all the same, but for
/// what it leaves to timers.
pub(crate) async fn allow_scripts(client: &Client, allowed: bool) -> Result<(), CmdError> {
    let disabled = json!({ "value": !allowed });
    tools(client, "Emulation.setScriptExecutionDisabled", &disabled).await.map(drop)
}

/// A command of the developer tools, for the tab that is shown.
pub(crate) async fn tools(
    client: &Client,
    command: &str,
    parameters: &Value,
) -> Result<Value, CmdError> {
    client.issue_cmd(Vendor::tools(command, parameters)).await
}
