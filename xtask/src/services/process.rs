//! A process that outlives the command which started it.
//!
//! A pid alone does not say which process that is: it may have ended, and another may have its
//! number. So its time of birth is kept with it, and nothing is signalled that was not born then.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context;
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

use super::family;

const PAUSE: Duration = Duration::from_millis(20);

/// One process, and no other that may have its pid later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Process {
    pid: i32,
    born: String,
}

impl Process {
    /// The process that has this pid now, if one does.
    pub(super) fn with_pid(pid: i32) -> Option<Self> {
        Some(Self { pid, born: birth(pid)? })
    }

    /// Starts a process that goes on without us, in a group of its own, so that
    /// Ctrl-C here does not reach it.
    pub(super) fn start(command: &mut Command, log: &Path) -> anyhow::Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let file = File::options()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let pid = i32::try_from(child.id())?;
        // One that has ended already is known as never born: it is dead to all questions.
        Ok(Self::with_pid(pid).unwrap_or(Self { pid, born: String::new() }))
    }

    pub(crate) const fn pid(&self) -> i32 {
        self.pid
    }

    pub(super) fn is_alive(&self) -> bool {
        birth(self.pid).is_some_and(|born| born == self.born)
    }

    /// Asks it to end, and ends it with its group when it has not after a while.
    ///
    /// Says whether it ended when asked.
    pub(super) fn end(&self, farewell: Signal, patience: Duration) -> bool {
        let asked = Instant::now();
        let pid = Pid::from_raw(self.pid);
        if self.is_alive() {
            // It may end by itself at any moment, and then there is nothing to do.
            let _ = kill(pid, farewell);
            // One that was made to stand still hears nothing.
            family::signal(self.pid, Signal::SIGCONT);
        }
        while self.is_alive() {
            if asked.elapsed() > patience {
                let _ = kill(pid, Signal::SIGKILL);
                let _ = killpg(pid, Signal::SIGKILL);
                return false;
            }
            sleep(PAUSE);
        }
        true
    }
}

/// When a process was born, in a form that is only good to compare; nothing for one that has ended,
/// waited for by its parent or not.
fn birth(pid: i32) -> Option<String> {
    if Path::new("/proc/self/stat").exists() {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        Some(format!("{} {}", boot.trim(), ticks(&stat)?))
    } else {
        let pid = pid.to_string();
        let ps = Command::new("ps").args(["-o", "stat=,lstart=", "-p", &pid]).output().ok()?;
        let line = String::from_utf8_lossy(&ps.stdout).trim().to_owned();
        let (state, started) = line.split_once(' ')?;
        (!state.starts_with('Z')).then(|| started.trim().to_owned())
    }
}

/// Of Linux's `stat`: clock ticks from boot to birth, field 22; nothing once it ended.
fn ticks(stat: &str) -> Option<&str> {
    // The second field is a name in brackets, and may hold blanks and brackets itself.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ');
    let state = fields.next()?;
    let has_ended = matches!(state, "Z" | "X" | "x");
    if has_ended { None } else { fields.nth(18) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    fn sleeper() -> std::process::Child {
        Command::new("sleep").arg("600").process_group(0).spawn().unwrap()
    }

    #[test]
    fn a_process_is_ended_and_known_to_be_dead_before_its_parent_notices() {
        let mut child = sleeper();
        let process = Process::with_pid(child.id().try_into().unwrap()).unwrap();
        assert!(process.is_alive());

        assert!(process.end(Signal::SIGTERM, LONG));
        assert!(!process.is_alive());
        child.wait().unwrap();
        assert_eq!(Process::with_pid(process.pid()), None);
    }

    #[test]
    fn one_that_stands_still_is_ended_all_the_same() {
        let mut child = sleeper();
        let process = Process::with_pid(child.id().try_into().unwrap()).unwrap();
        family::signal(process.pid(), Signal::SIGSTOP);

        assert!(process.end(Signal::SIGTERM, LONG));
        child.wait().unwrap();
    }

    #[test]
    fn a_stranger_with_the_same_pid_is_left_alone() {
        let mut child = sleeper();
        let ours = Process::with_pid(child.id().try_into().unwrap()).unwrap();
        let earlier = Process { born: "another boot 17".to_owned(), ..ours.clone() };

        assert!(!earlier.is_alive());
        assert!(earlier.end(Signal::SIGKILL, LONG));
        assert!(ours.is_alive());

        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn what_does_not_end_when_asked_is_killed_with_its_group() {
        let script = "trap '' TERM; sleep 600 & echo $!; wait; wait";
        let mut child = Command::new("sh")
            .args(["-c", script])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut output, &mut line).unwrap();
        let inner = Process::with_pid(line.trim().parse().unwrap()).unwrap();
        let outer = Process::with_pid(child.id().try_into().unwrap()).unwrap();

        assert!(!outer.end(Signal::SIGTERM, Duration::from_millis(100)));
        child.wait().unwrap();
        let began = Instant::now();
        while inner.is_alive() {
            assert!(began.elapsed() < LONG, "its child outlives it");
            sleep(PAUSE);
        }
    }

    #[test]
    fn the_birth_is_read_whatever_the_program_is_called() {
        let rest = "1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1 2";
        assert_eq!(ticks(&format!("42 (a) b) (c) S {rest}")), Some("98765"));
        assert_eq!(ticks(&format!("42 (gone) Z {rest}")), None);
    }
}
