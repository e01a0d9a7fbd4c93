//! The guide from nothing to live: each of its commands is run as it is written, and then a
//! server sells what they loaded.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use airside_api::Server;
use airside_bootstrap::{Settings, open_store};
use serde_json::{Value, json};
use time::macros::time;
use time::{Date, Duration, Month, OffsetDateTime, Weekday};

const GUIDE: &str = include_str!("../../../docs/guides/your-own-airline.md");
const FILES: &str = "docs/guides/your-own-airline";
/// The year of the summer season in the sample files.
const SEASON: i32 = 2027;

#[tokio::test]
async fn the_guide_works_as_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let day = copy_files(folder.path());
    let mut variables = BTreeMap::new();
    let mut ran = 0;
    for line in commands() {
        if let Some(export) = line.strip_prefix("export ") {
            let (name, value) = export.split_once('=').unwrap();
            variables.insert(name.to_owned(), value.to_owned());
        } else if let Some(arguments) = line.strip_prefix("cargo xtask ") {
            run(folder.path(), &variables, arguments);
            ran += 1;
        } else {
            assert_eq!(line, "cargo run --bin airside-api", "a command that nobody tries");
        }
    }
    assert!(ran >= 9, "the guide has lost its commands");

    let data = folder.path().join(&variables["AIRSIDE_DATA_DIR"]);
    variables.insert("AIRSIDE_DATA_DIR".to_owned(), data.to_str().unwrap().to_owned());
    variables.insert("AIRSIDE_SERVER__PORT".to_owned(), "0".to_owned());
    let settings = Settings::from_variables(variables.into_iter().collect()).unwrap();
    let store = open_store(&settings).await.unwrap();
    let flights = store.flights().await.unwrap();
    let x9_101 = flights.iter().find(|row| row.number.to_string() == "X9101").unwrap();
    assert_eq!(x9_101.departs, time!(07:05), "it was revised to leave five minutes later");
    drop(store);

    let server = Server::start(&settings).await.unwrap();
    let offers = search(&format!("http://{}", server.address()), day).await;
    assert!(!offers.is_empty(), "nothing is for sale on {day}");
    assert!(offers.iter().all(|offer| offer["price"]["total"]["currency"] == "EUR"), "{offers:?}");
    server.stop().await.unwrap();
}

/// The lines of the guide's shell blocks.
fn commands() -> Vec<&'static str> {
    let blocks = GUIDE.split("```sh\n").skip(1);
    let blocks = blocks.map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(str::lines).filter(|line| !line.is_empty()).collect()
}

fn run(folder: &Path, variables: &BTreeMap<String, String>, arguments: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_airside"))
        .args(arguments.split_whitespace())
        // No setting of the shell that runs the tests.
        .env_clear()
        .envs(variables)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo xtask {arguments}: {said}");
}

/// The files of the guide in a season that is still to come, and a weekday of it.
fn copy_files(folder: &Path) -> Date {
    let today = today();
    let is_over = today > Date::from_calendar_date(today.year(), Month::October, 15).unwrap();
    let year = today.year() + i32::from(is_over);
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FILES);
    let copy = folder.join(FILES);
    fs::create_dir_all(&copy).unwrap();
    for file in fs::read_dir(original).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        let text = text.replace(&format!("{SEASON}-"), &format!("{year}-"));
        fs::write(copy.join(file.file_name()), text).unwrap();
    }
    let first = Date::from_calendar_date(year, Month::April, 5).unwrap();
    let mut day = first.max(today + Duration::days(3));
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day += Duration::DAY;
    }
    day
}

async fn search(server: &str, day: Date) -> Vec<Value> {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asha = json!({
        "email": "asha@example.com",
        "password": "correct horse battery",
        "given_name": "Asha",
        "family_name": "Rao",
    });
    let user = client.post(format!("{server}/v1/users")).json(&asha).send().await.unwrap();
    let user: Value = user.json().await.unwrap();
    let Some(key) = user["api_key"]["key"].as_str() else { panic!("no key: {user}") };
    let address =
        format!("{server}/v1/offers?origin=HAM&destination=GWT&departure_date={day}&adults=1");
    let found = client.get(address).bearer_auth(key).send().await.unwrap();
    let found: Value = found.json().await.unwrap();
    found["departing"].as_array().unwrap_or_else(|| panic!("{found}")).clone()
}

#[expect(clippy::disallowed_methods, reason = "the commands of the guide run today")]
fn today() -> Date {
    OffsetDateTime::now_utc().date()
}
