//! `airside backup`, as a shell runs it, while a server sells.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use airside_api::Server;
use airside_bootstrap::Settings;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use time::OffsetDateTime;

const LONG: Duration = Duration::from_mins(1);

/// Whether it went well, and what it said.
fn run(data: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_airside"))
        .args(arguments)
        // No setting of the shell that runs the tests.
        .env_clear()
        .env("AIRSIDE_DATA_DIR", data)
        .env("AIRSIDE_WORLD__DEMO", "small")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

async fn start(data: &Path) -> Server {
    let variables = [
        ("AIRSIDE_DATA_DIR", data.to_str().unwrap()),
        ("AIRSIDE_SERVER__PORT", "0"),
        ("AIRSIDE_WORLD__DEMO", "small"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Server::start(&Settings::from_variables(variables.to_vec()).unwrap()).await.unwrap()
}

/// Somebody who books.
struct Traveller {
    client: Client,
    key: String,
    calls: u32,
}

impl Traveller {
    async fn new(server: &Server) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        let mut traveller = Self { client, key: String::new(), calls: 0 };
        let asha = json!({
            "email": "asha@example.com",
            "password": "correct horse battery",
            "given_name": "Asha",
            "family_name": "Rao",
        });
        let account = traveller.call(server, Method::POST, "/v1/users", Some(asha)).await;
        account["api_key"]["key"].as_str().unwrap().clone_into(&mut traveller.key);
        traveller
    }

    async fn call(
        &mut self,
        server: &Server,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Value {
        self.calls += 1;
        let call = self
            .client
            .request(method, format!("http://{}{path}", server.address()))
            .bearer_auth(&self.key)
            .header("Idempotency-Key", format!("call-{}", self.calls));
        let call = match &body {
            Some(body) => call.json(body),
            None => call,
        };
        let answer = call.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    /// Books and pays; the reference.
    async fn travel(&mut self, server: &Server) -> String {
        let day = today() + time::Duration::days(30);
        let search = format!(
            "/v1/offers?origin=DEL&destination=BOM&departure_date={day}&max_stops=0&limit=1"
        );
        let found = self.call(server, Method::GET, &search, None).await;
        let trip = json!({
            "offers": [found["departing"][0]["id"]],
            "passengers": [{
                "given_name": "Asha", "family_name": "Rao", "gender": "FEMALE",
                "date_of_birth": "1990-05-01",
            }],
            "contact": {"email": "asha@example.com"},
        });
        let booking = self.call(server, Method::POST, "/v1/bookings", Some(trip)).await;
        let reference = booking["booking_ref"].as_str().unwrap().to_owned();
        let card = json!({"payment_method": "pm_card_visa"});
        let path = format!("/v1/bookings/{reference}/payments");
        self.call(server, Method::POST, &path, Some(card)).await;
        reference
    }

    /// The ticket, once it is there.
    async fn ticket(&mut self, server: &Server, reference: &str) -> Vec<u8> {
        let began = Instant::now();
        loop {
            let path = format!("/v1/bookings/{reference}/documents");
            let list = self.call(server, Method::GET, &path, None).await;
            if let Some(url) = list["data"][0]["url"].as_str() {
                let file = self.client.get(url).send().await.unwrap();
                return file.bytes().await.unwrap().to_vec();
            }
            assert!(began.elapsed() < LONG, "{list}");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "what is sold is sold from today")]
fn today() -> time::Date {
    OffsetDateTime::now_utc().date()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_made_while_a_server_sells_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy"));
    let server = start(&data).await;
    let mut asha = Traveller::new(&server).await;
    let reference = asha.travel(&server).await;
    let ticket = asha.ticket(&server, &reference).await;

    let making = tokio::task::spawn_blocking({
        let (data, copy) = (data.clone(), copy.clone());
        move || run(&data, &["backup", copy.to_str().unwrap()])
    });
    for _ in 0..5 {
        asha.travel(&server).await;
    }
    let (made, said) = making.await.unwrap();
    assert!(made && said.contains("is whole"), "{said}");
    let (again, said) = run(&data, &["backup", copy.to_str().unwrap()]);
    assert!(!again && said.contains("is not empty"), "{said}");
    server.stop().await.unwrap();

    let (agrees, said) = run(&copy, &["audit"]);
    assert!(agrees, "{said}");
    let server = start(&copy).await;
    assert_eq!(asha.ticket(&server, &reference).await, ticket);
    asha.travel(&server).await;
    server.stop().await.unwrap();
    let (agrees, said) = run(&copy, &["audit"]);
    assert!(agrees, "{said}");
}

#[test]
fn what_is_no_data_folder_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    let (made, said) = run(folder.path(), &["backup", copy.to_str().unwrap()]);
    assert!(!made && said.contains("AIRSIDE_DATA_DIR"), "{said}");
    assert!(!copy.exists());
}
