//! The program in a process of its own, and a client for it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

const PURCHASE: &str = "amount=458900&currency=inr&confirm=true&payment_method=pm_card_visa";

/// A running program; killed when the test is over.
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
}

impl Program {
    pub(crate) fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_airside-stripe-sandbox"))
            .args(["--port", "0", "--data"])
            .arg(data)
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let ready = log.lines().map(Result::unwrap).find(|line| line.contains("ready on "));
        let ready = ready.expect("the program says where it answers");
        let (_, address) = ready.split_once("ready on ").unwrap();
        let url = address.split(';').next().unwrap().to_owned();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { child, url, client }
    }

    pub(crate) async fn charge(&self, key: &str) -> (u16, bool, Value) {
        let charged = self
            .client
            .post(format!("{}/sandbox/stripe/v1/payment_intents", self.url))
            .bearer_auth("sk_test_any")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", key)
            .body(PURCHASE)
            .send()
            .await
            .unwrap();
        let is_replay = charged.headers().contains_key("Idempotent-Replayed");
        (charged.status().as_u16(), is_replay, charged.json().await.unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
