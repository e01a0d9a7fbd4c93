//! What a person does with a page: types, chooses, presses.

use fantoccini::Locator;
use serde_json::{Value, json};

use super::Page;
use crate::fault::Fault;

impl Page {
    /// Presses what leads to another page, and waits for that. What the browser would refuse to send
    /// is sent: the server has to say what is wrong with it.
    pub(crate) async fn press(&mut self, selector: &str) -> Result<(), Fault> {
        self.wait_for(selector).await?;
        self.read_logs().await?;
        let press = "document.isLeft = true; if (it.form) it.form.noValidate = true; it.click();";
        self.with(selector, press, Value::Null).await?;
        self.arrive().await
    }

    /// Presses what changes this page, or nothing but itself.
    pub(crate) async fn click(&self, selector: &str) -> Result<(), Fault> {
        self.with(selector, "it.click();", Value::Null).await.map(drop)
    }

    /// Opens what is folded up.
    pub(crate) async fn unfold(&self, selector: &str) -> Result<(), Fault> {
        self.with(selector, "it.open = true;", Value::Null).await.map(drop)
    }

    /// Fills in fields by their ids, one after the other.
    pub(crate) async fn fill(&self, fields: &[(&str, &str)]) -> Result<(), Fault> {
        for (id, value) in fields {
            self.set(&format!("[id=\"{id}\"]"), value).await?;
        }
        Ok(())
    }

    /// Fills in one field, and tells the page of it as a browser does.
    pub(crate) async fn set(&self, selector: &str, value: &str) -> Result<(), Fault> {
        let set = "it.value = value; \
                   it.dispatchEvent(new Event('input', { bubbles: true })); \
                   it.dispatchEvent(new Event('change', { bubbles: true }));";
        self.with(selector, set, json!(value)).await.map(drop)
    }

    /// Chooses the last of a list, and says what it is called.
    pub(crate) async fn choose_last(&self, selector: &str) -> Result<String, Fault> {
        let choose = "it.selectedIndex = it.options.length - 1; \
                      return it.selectedOptions[0].textContent;";
        Ok(self.with(selector, choose, Value::Null).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Types with the keyboard; into a field for files, types the path of one.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) -> Result<(), Fault> {
        let typed = async {
            let field = self.client.find(Locator::Css(selector)).await?;
            field.send_keys(text).await
        };
        typed.await.map_err(|it| self.fault(it))
    }
}
