//! What a person reads on a page.

use std::time::Duration;

use serde_json::{Value, json};

use super::Page;
use crate::fault::Fault;

/// Of what a page says instead, this much is told.
const MOST_TOLD: usize = 200;

/// For what scripts bring.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

impl Page {
    /// The text must be in the first of what is selected.
    pub(crate) async fn expect(&self, selector: &str, wanted: &str) -> Result<(), Fault> {
        let found = if self.has(selector).await? {
            self.text(selector).await?
        } else {
            "(nothing)".to_owned()
        };
        if found.contains(wanted) {
            return Ok(());
        }
        let found: String = found.chars().take(MOST_TOLD).collect();
        Err(self.fault(format!("{selector} says \"{found}\", not \"{wanted}\"")))
    }

    /// A field must hold this.
    pub(crate) async fn expect_value(&self, selector: &str, wanted: &str) -> Result<(), Fault> {
        let found = self.with(selector, "return it.value;", Value::Null).await?;
        if found == wanted {
            return Ok(());
        }
        Err(self.fault(format!("{selector} holds {found}, not \"{wanted}\"")))
    }

    pub(crate) async fn has(&self, selector: &str) -> Result<bool, Fault> {
        let found =
            self.run("return !!document.querySelector(arguments[0])", vec![json!(selector)]);
        Ok(found.await? == true)
    }

    pub(crate) async fn text(&self, selector: &str) -> Result<String, Fault> {
        let text = self.with(selector, "return it.textContent;", Value::Null).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The texts of all that is selected, or where they lead.
    pub(crate) async fn all(&self, selector: &str, property: &str) -> Result<Vec<String>, Fault> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map((it) => it[arguments[1]])";
        let found = self.run(script, vec![json!(selector), json!(property)]).await?;
        serde_json::from_value(found).map_err(|it| self.fault(it))
    }

    pub(crate) async fn wait_for(&self, selector: &str) -> Result<(), Fault> {
        self.wait_longer_for(selector, LONGEST_WAIT).await
    }

    pub(crate) async fn wait_longer_for(
        &self,
        selector: &str,
        longest: Duration,
    ) -> Result<(), Fault> {
        let script = "return !!document.querySelector(arguments[0])";
        self.until(script, vec![json!(selector)], longest, &format!("there is no {selector}")).await
    }

    /// Waits until the first of what is selected says this.
    pub(crate) async fn wait_for_text(&self, selector: &str, wanted: &str) -> Result<(), Fault> {
        let script =
            "return !!document.querySelector(arguments[0])?.textContent.includes(arguments[1])";
        let missing = format!("{selector} does not come to say \"{wanted}\"");
        let arguments = vec![json!(selector), json!(wanted)];
        self.until(script, arguments, LONGEST_WAIT, &missing).await
    }

    /// Waits until the first of what is selected says something else.
    pub(crate) async fn wait_for_other_text(&self, selector: &str, was: &str) -> Result<(), Fault> {
        let script = "return document.querySelector(arguments[0])?.textContent !== arguments[1]";
        let arguments = vec![json!(selector), json!(was)];
        self.until(script, arguments, LONGEST_WAIT, &format!("{selector} stays as it was")).await
    }

    /// Waits for what a page asks for of itself: a part of its address.
    pub(crate) async fn wait_for_query(&mut self, part: &str) -> Result<(), Fault> {
        let script = "return location.search.includes(arguments[0]) \
                      && document.readyState === 'complete'";
        let missing = format!("is not asked for {part}");
        self.until(script, vec![json!(part)], LONGEST_WAIT, &missing).await?;
        self.arrive().await
    }
}
