//! A machine whose clock is wrong, for one process: libfaketime stands between it and the system's
//! clock.
//!
//! Nothing in Airside knows of it, so that no setting of a server can make its clock wrong by
//! mistake.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::programs::workspace;

/// For programs with threads.
const LIBRARY: &str = "libfaketimeMT.so.1";
const FOLDERS: [&str; 3] = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

/// The library.
pub(super) struct WrongClock(PathBuf);

impl WrongClock {
    /// Finds it, or has Debian's package unpacked for this project alone.
    pub(super) fn obtain() -> Option<Self> {
        let ours = workspace().join(".airside/tools/faketime");
        let unpacked = ours.join("usr/lib");
        let found = FOLDERS.iter().map(Path::new).chain([unpacked.as_path()]).find_map(library_in);
        let library = found.or_else(|| {
            unpack(&ours)?;
            library_in(&unpacked)
        });
        library.map(Self)
    }

    /// What the environment of a process must have, to be so many seconds ahead.
    pub(super) fn variables(&self, seconds: i64) -> [(String, String); 3] {
        let of = |name: &str, value: String| (name.to_owned(), value);
        [
            of("LD_PRELOAD", self.0.display().to_string()),
            of("FAKETIME", format!("{seconds:+}")),
            // What counts from the start of the machine goes on as steadily as ever.
            of("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }
}

/// In the folder itself, or in that of an architecture.
fn library_in(folder: &Path) -> Option<PathBuf> {
    let architectures = folder.read_dir().into_iter().flatten().flatten().map(|it| it.path());
    let places = [folder.to_owned()].into_iter().chain(architectures);
    places.map(|it| it.join("faketime").join(LIBRARY)).find(|it| it.is_file())
}

/// Needs no rights: nothing is installed.
fn unpack(folder: &Path) -> Option<()> {
    std::fs::create_dir_all(folder).ok()?;
    let fetch = "apt-get -qq download libfaketime && dpkg-deb -x libfaketime_*.deb .";
    let fetched = Command::new("sh")
        .args(["-c", fetch])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    fetched.ok()?.success().then_some(())
}
