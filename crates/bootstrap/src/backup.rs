//! A copy of all that an embedded server keeps, made while it sells.
//!
//! The database comes first and the documents after, so each document that the copy names as ready is
//! there, unless it was erased meanwhile. The database gets its name last: a copy without one was not finished.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use airside_store_sqlite::copy_database;
use anyhow::{Context, bail, ensure};

use crate::data_folder::{BLOBS, DATABASE, SANDBOX, SIGNING_KEYS, make};
use crate::settings::{Settings, StackKind};

/// What was copied.
#[derive(Debug, Default)]
pub struct Copied {
    pub files: u64,
    pub bytes: u64,
}

/// Copies the data folder of these settings to another, which is new or empty. `told` hears what is
/// being copied.
///
/// Mails that lie in the folder are left out: no server needs them.
pub fn back_up(settings: &Settings, to: &Path, told: &dyn Fn(&str)) -> anyhow::Result<Copied> {
    if matches!(settings.stack, StackKind::Server) {
        bail!(
            "this is the server stack, which keeps nothing in a folder: copy PostgreSQL's database \
             and the bucket with their own tools (docs/operations/server-stack.md)"
        );
    }
    let from = settings.data_dir.as_path();
    let database = from.join(DATABASE);
    ensure!(
        database.is_file(),
        "there is no {}: is data_dir (AIRSIDE_DATA_DIR) the folder of the server?",
        database.display()
    );
    make(to)?;
    ensure!(
        !to.canonicalize()?.starts_with(from.canonicalize()?),
        "{} is in the folder that is to be copied",
        to.display()
    );
    let is_empty = fs::read_dir(to).map(|mut files| files.next().is_none());
    ensure!(
        is_empty.with_context(|| format!("cannot read {}", to.display()))?,
        "{} is not empty: a copy takes a folder of its own",
        to.display()
    );

    let mut copied = Copied::default();
    let unfinished = to.join(format!("{DATABASE}.unfinished"));
    told(DATABASE);
    copy_database(&database, &unfinished)?;
    if from.join(SANDBOX).is_file() {
        told(SANDBOX);
        copy_database(&from.join(SANDBOX), &to.join(SANDBOX))?;
        copied.count(&to.join(SANDBOX))?;
    }
    if from.join(SIGNING_KEYS).is_file() {
        copied.file(&from.join(SIGNING_KEYS), &to.join(SIGNING_KEYS))?;
    }
    copied.folder(&from.join(BLOBS), &to.join(BLOBS), told)?;

    let sync = || fs::File::open(to).and_then(|folder| folder.sync_all());
    let named = sync().and_then(|()| fs::rename(&unfinished, to.join(DATABASE)));
    named.and_then(|()| sync()).context("the copy cannot get its name")?;
    copied.count(&to.join(DATABASE))?;
    Ok(copied)
}

impl Copied {
    /// Everything in a folder, if it is there.
    fn folder(&mut self, from: &Path, to: &Path, told: &dyn Fn(&str)) -> anyhow::Result<()> {
        let files = match fs::read_dir(from) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            files => files.with_context(|| format!("cannot read {}", from.display()))?,
        };
        make(to)?;
        for file in files {
            let file = file?;
            let (from, to) = (file.path(), to.join(file.file_name()));
            if file.file_type()?.is_dir() {
                self.folder(&from, &to, told)?;
            } else {
                told(&file.file_name().to_string_lossy());
                self.file(&from, &to)?;
            }
        }
        Ok(())
    }

    /// One file. It may go while it is copied, as one that is being written under another name.
    fn file(&mut self, from: &Path, to: &Path) -> anyhow::Result<()> {
        match fs::copy(from, to) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            copied => {
                copied.with_context(|| format!("cannot copy {}", from.display()))?;
                fs::File::open(to)?.sync_all()?;
                self.count(to)
            }
        }
    }

    fn count(&mut self, file: &Path) -> anyhow::Result<()> {
        self.files += 1;
        self.bytes += fs::metadata(file)?.len();
        Ok(())
    }
}
