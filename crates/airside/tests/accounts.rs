//! `airside admin` and `airside user`, as a shell runs them, and a server beside them.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use airside_api::Server;
use airside_bootstrap::Settings;
use serde_json::{Value, json};

const OPS: &str = "ops@example.com";

fn run(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_airside"));
    // No setting of the shell that runs the tests.
    command
        .args(arguments)
        .env_clear()
        .env("AIRSIDE_DATA_DIR", folder)
        .env("AIRSIDE_WORLD__DEMO", "none");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// What it prints when all is well.
fn said(folder: &Path, arguments: &[&str], typed: &str) -> String {
    let output = run(folder, arguments, typed);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// What it says when something is wrong.
fn refused(folder: &Path, arguments: &[&str], typed: &str) -> String {
    let output = run(folder, arguments, typed);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn whoever_has_a_shell_makes_the_first_operator() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert!(said(data, &["admin", "list"], "").contains("There is no operator yet"));
    assert!(refused(data, &["admin", "create", OPS], "short\n").contains("8 to 128"));
    let created = said(data, &["admin", "create", OPS], "correct horse\n");
    let key = created.lines().last().unwrap().to_owned();
    assert!(key.starts_with("air_test_"), "{created}");
    let again = refused(data, &["admin", "create", OPS], "correct horse\n");
    assert!(again.contains("has an account"), "{again}");
    for last in [&["admin", "revoke", OPS][..], &["user", "block", OPS]] {
        assert!(refused(data, last, "").contains("last administrator"));
    }

    let variables = [
        ("AIRSIDE_DATA_DIR", data.to_str().unwrap()),
        ("AIRSIDE_WORLD__DEMO", "none"),
        ("AIRSIDE_SERVER__PORT", "0"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let settings = Settings::from_variables(variables.into_iter().collect()).unwrap();
    let server = Server::start(&settings).await.unwrap();
    let client = reqwest::Client::new();
    let at = |path: &str| format!("http://{}{path}", server.address());
    let users = async |key: &str| {
        let answer = client.get(at("/v1/admin/users")).bearer_auth(key).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let (status, listed) = users(&key).await;
    assert_eq!((status, &listed["data"][0]["role"]), (200, &json!("ADMIN")));
    let login = json!({"email": OPS, "password": "correct horse"});
    let login = client.post(at("/v1/sessions")).json(&login).send().await.unwrap();
    assert_eq!(login.status(), 201);
    let asha = json!({
        "email": "asha@example.com", "password": "correct horse", "given_name": "Asha",
        "family_name": "Rao",
    });
    let asha = client.post(at("/v1/users")).json(&asha).send().await.unwrap();
    assert_eq!(asha.status(), 201);

    let granted = said(data, &["admin", "grant", "asha@example.com", "--role", "agent"], "");
    assert!(granted.contains("an agent"), "{granted}");
    let list = said(data, &["admin", "list"], "");
    assert!(list.contains("AGENT    asha@example.com") && list.contains(OPS), "{list}");
    assert!(refused(data, &["admin", "grant", "nobody@example.com"], "").contains("no account"));
    said(data, &["user", "block", "asha@example.com", "--reason", "a test"], "");
    assert!(said(data, &["admin", "list"], "").contains("asha@example.com  blocked"));
    said(data, &["user", "block", "asha@example.com", "--undo"], "");
    said(data, &["admin", "revoke", "asha@example.com"], "");
    assert!(!said(data, &["admin", "list"], "").contains("asha"));
    server.stop().await.unwrap();
}
