//! Judges a page: axe by day and by night, whether it fits its window, and pictures for people.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::browser::tools;

/// Runs axe where it is already, and tells each place that breaks a rule.
const RUN_AXE: &str = r#"
    const done = arguments[0];
    axe.run(document, { resultTypes: ["violations"] }).then(
      ({ violations }) => done(violations.flatMap(({ id, impact, nodes }) =>
        nodes.map((it) => `${id} (${impact}): ${it.target} ${it.failureSummary}`))),
      (error) => done(`axe fails: ${error}`));
"#;

/// A page is as wide as its window, and leaves a little on both sides.
const EDGES: &str = r#"
    const said = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const wide = [...document.querySelectorAll("body *")]
        .find((it) => it.getBoundingClientRect().right > clientWidth + 1);
      said.push(`is ${scrollWidth} px wide in a window of ${clientWidth} px, by `
        + wide?.outerHTML.slice(0, 120));
    }
    const { left, right } = document.querySelector("main").getBoundingClientRect();
    if (left < 12 || right > clientWidth - 12) said.push(`touches an edge: ${left} to ${right}`);
    return said;
"#;

/// What pages are judged by.
pub(crate) struct Judge {
    /// axe-core, as it is published.
    pub(crate) axe: String,
    pub(crate) pictures: Option<Pictures>,
}

/// Where pictures are kept, and how much is on them.
pub(crate) struct Pictures {
    pub(crate) folder: PathBuf,
    pub(crate) of_first_screen: bool,
}

impl Judge {
    /// What axe finds by day or by night in the tab that is shown, where scripts may run.
    pub(crate) async fn findings(
        &self,
        client: &Client,
        scheme: &str,
    ) -> anyhow::Result<Vec<String>> {
        emulate_scheme(client, scheme).await?;
        if client.execute("return !globalThis.axe", vec![]).await? == true {
            client.execute(&self.axe, vec![]).await?;
        }
        let found = client.execute_async(RUN_AXE, vec![]).await?;
        Ok(sentences(&found)?.into_iter().map(|it| format!("{scheme}: {it}")).collect())
    }

    /// Whether it fits its window.
    pub(crate) async fn edges(&self, client: &Client) -> anyhow::Result<Vec<String>> {
        sentences(&client.execute(EDGES, vec![]).await?)
    }

    /// Keeps a picture, if there is a folder for it.
    pub(crate) async fn picture(&self, client: &Client, name: &str) -> anyhow::Result<()> {
        let Some(Pictures { folder, of_first_screen }) = &self.pictures else { return Ok(()) };
        let wanted = if *of_first_screen { json!({}) } else { whole_page(client).await? };
        let taken = tools(client, "Page.captureScreenshot", &wanted).await?;
        let picture = STANDARD.decode(taken["data"].as_str().context("no picture")?)?;
        Ok(fs::write(folder.join(format!("{name}.png")), picture)?)
    }
}

async fn emulate_scheme(client: &Client, scheme: &str) -> Result<(), CmdError> {
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    tools(client, "Emulation.setEmulatedMedia", &json!({ "features": features })).await.map(drop)
}

async fn whole_page(client: &Client) -> Result<Value, CmdError> {
    let size = tools(client, "Page.getLayoutMetrics", &json!({})).await?["cssContentSize"].take();
    let clip =
        json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
    Ok(json!({ "captureBeyondViewport": true, "clip": clip }))
}

fn sentences(found: &Value) -> anyhow::Result<Vec<String>> {
    ensure!(found.is_array(), "{found}");
    Ok(serde_json::from_value(found.clone())?)
}
