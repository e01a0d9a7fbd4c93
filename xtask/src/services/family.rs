//! A process with all that it started, and all that those started.
//!
//! PostgreSQL serves each client in a process with a group of its own: neither a signal to the
//! first nor one to its group reaches them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// Kills all of them, and waits until nobody finds them: PostgreSQL starts on no data of one that
/// is there, even of one that has ended and whose parent has not noticed.
pub(super) fn kill_all(pid: i32) {
    let killed = signal(pid, Signal::SIGKILL);
    let began = Instant::now();
    let is_there = |pid: &i32| kill(Pid::from_raw(*pid), None).is_ok();
    while killed.iter().any(is_there) && began.elapsed() < PATIENCE {
        sleep(PAUSE);
    }
}

/// Sends a signal to all of them and says who they are; parents first: one that is stopped or
/// killed starts no other behind our back.
pub(super) fn signal(pid: i32, signal: Signal) -> BTreeSet<i32> {
    let mut reached = BTreeSet::new();
    let mut next = vec![pid];
    while let Some(pid) = next.pop() {
        if reached.insert(pid) {
            // Before it is told: who is killed leaves its children to somebody else.
            let before = children(pid);
            // It may end by itself at any moment, and then there is nothing to do.
            let _ = kill(Pid::from_raw(pid), signal);
            next.extend(before.into_iter().chain(children(pid)));
        }
    }
    reached
}

fn children(parent: i32) -> Vec<i32> {
    let all = if Path::new("/proc/self/stat").exists() { of_proc() } else { of_ps() };
    all.into_iter().filter(|(_, its)| *its == parent).map(|(pid, _)| pid).collect()
}

/// Every process and its parent.
fn of_proc() -> Vec<(i32, i32)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let with_parent = pids.filter_map(|pid| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // After the name in brackets: the state, and the parent.
        let (_, fields) = stat.rsplit_once(") ")?;
        Some((pid, fields.split(' ').nth(1)?.parse().ok()?))
    });
    with_parent.collect()
}

fn of_ps() -> Vec<(i32, i32)> {
    let listed = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
    let text = listed.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    text.unwrap_or_default().lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::process::CommandExt as _;
    use std::process::Stdio;

    use super::*;

    #[test]
    fn a_signal_reaches_a_child_that_left_the_group() {
        let script = "set -m; sleep 600 & echo $!; wait";
        let mut parent = Command::new("sh")
            .args(["-c", script])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(parent.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let child: i32 = line.trim().parse().unwrap();
        let pid = i32::try_from(parent.id()).unwrap();
        assert_eq!(children(pid), [child]);
        assert!(of_ps().contains(&(child, pid)));

        signal(pid, Signal::SIGKILL);
        parent.wait().unwrap();
        let is_gone = || match fs::read_to_string(format!("/proc/{child}/stat")) {
            Ok(stat) => stat.contains(") Z "),
            Err(_) => kill(Pid::from_raw(child), None).is_err(),
        };
        let began = Instant::now();
        while !is_gone() {
            assert!(began.elapsed() < Duration::from_secs(30), "the child goes on");
            sleep(PAUSE);
        }
    }
}
