//! The program: it starts, is killed, comes back, and ends when it is told to.

#[cfg(test)]
mod process;

use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use process::Program;

#[tokio::test]
async fn a_process_that_is_killed_loses_nothing_that_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let (status, is_replay, charged) = program.charge("k").await;
    assert_eq!((status, is_replay, &charged["status"]), (200, false, &json!("succeeded")));
    drop(program);

    let program = Program::start(folder.path());
    assert_eq!(program.charge("k").await, (200, true, charged));
}

#[tokio::test]
async fn a_process_that_is_asked_to_end_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path());
    let health = program.client.get(format!("{}/healthz", program.url)).send().await.unwrap();
    assert_eq!(health.json::<Value>().await.unwrap(), json!({"status": "ok"}));

    let id = Pid::from_raw(program.child.id().cast_signed());
    kill(id, Signal::SIGTERM).unwrap();

    assert!(program.child.wait().unwrap().success());
}

#[test]
fn the_help_shows_examples() {
    let program = env!("CARGO_BIN_EXE_airside-stripe-sandbox");
    let help = Command::new(program).arg("--help").output().unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    assert!(text.contains("Examples:") && text.contains("--webhook-secret"), "{text}");
    let live = Command::new(program).args(["--port", "0", "--secret-key", "sk_live_1"]).output();
    assert!(!live.unwrap().status.success());
}
