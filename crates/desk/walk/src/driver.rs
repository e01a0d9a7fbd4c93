//! chromedriver: the program that drives Chromium for whoever speaks WebDriver to it.
//!
//! It ends with this value, and its browsers with it. It has to be asked for that: at a signal it
//! would leave them behind.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::{TempDir, tempdir};

/// How long it may take to close its browsers.
const LONGEST_END: Duration = Duration::from_secs(10);

pub(crate) struct Driver {
    process: Child,
    port: u16,
    /// Held open: what it says further finds a reader.
    _output: BufReader<ChildStdout>,
    /// Where browsers put what is of no use after them.
    _folder: TempDir,
}

impl Driver {
    /// Starts it on a free port, and waits until it listens.
    pub(crate) fn start(program: &str) -> anyhow::Result<Self> {
        let folder = tempdir()?;
        let mut process = Command::new(program)
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let Some((port, output)) = listening(&mut process) else {
            let _ = process.kill();
            let status = process.wait()?;
            bail!("{program} did not start: {status}");
        };
        Ok(Self { process, port, _output: output, _folder: folder })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Closes its browsers, then itself.
    fn ask_to_end(&self) -> io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(LONGEST_END))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let until = Instant::now() + LONGEST_END;
        if self.ask_to_end().is_ok() {
            while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < until {
                sleep(Duration::from_millis(10));
            }
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port that it says it listens on; nothing if it ends before.
fn listening(process: &mut Child) -> Option<(u16, BufReader<ChildStdout>)> {
    let mut output = BufReader::new(process.stdout.take()?);
    let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| port_in(&line))?;
    Some((port, output))
}

fn port_in(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_the_one_that_it_says() {
        let line = "ChromeDriver was started successfully on port 43219.";
        assert_eq!(port_in(line), Some(43219));
        assert_eq!(port_in("Starting ChromeDriver 156.0 (…) on port 0"), None);
    }
}
