//! Judging a page where it stands.

use super::Page;
use crate::browser::allow_scripts;
use crate::fault::Fault;

/// By day and by night.
const SCHEMES: &[&str] = &["light", "dark"];

impl Page {
    /// Judges the page, by day and by night.
    pub(crate) async fn look(&mut self, name: &str) -> Result<(), Fault> {
        let found = self.judged(name).await.map_err(|it| self.fault(format!("{it:#}")))?;
        self.looks += SCHEMES.len();
        self.keep(found);
        self.read_logs().await
    }

    async fn judged(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let (client, judge) = (&self.client, &self.judge);
        let mut found = Vec::new();
        // axe waits for timers. Scripts of the page were left out when it was read, and stay so.
        allow_scripts(client, true).await?;
        for scheme in SCHEMES {
            found.extend(judge.findings(client, scheme).await?);
            judge.picture(client, &self.picture_name(name, scheme)).await?;
        }
        found.extend(judge.edges(client).await?);
        allow_scripts(client, self.scripts).await?;
        Ok(found)
    }

    fn picture_name(&self, name: &str, scheme: &str) -> String {
        let without = if self.scripts { "" } else { "-without-scripts" };
        format!("{name}-{}-{scheme}{without}", self.screen.width)
    }

    /// Keeps what ended the walk, and a picture of where.
    pub(crate) async fn fail(&mut self, fault: Fault) {
        self.faults.push(fault);
        let name = self.picture_name("failed", "light");
        let _ = self.judge.picture(&self.client, &name).await;
    }
}
