//! A copy of a database, made while others write to it.

use std::fs::File;
use std::path::Path;

use airside_app::ports::StoreError;
use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Text;
use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection, sql_query};

use crate::failure::Failure;

/// How long to wait for a writer that moves its log over.
const PATIENCE: &str = "PRAGMA busy_timeout = 5000;";

/// Copies a database of SQLite as it is at one moment, and brings the copy to the disk. Whoever
/// writes meanwhile goes on; `to` must not be there. Does I/O.
pub fn copy_database(from: &Path, to: &Path) -> Result<(), StoreError> {
    // SQLite writes into a file that is empty, whose rights are then ours to say.
    let file = new_for_its_owner(to).map_err(StoreError::new)?;
    copy(from, to)?;
    // SQLite leaves it to the system when a copy is written out.
    file.sync_all().map_err(StoreError::new)
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut connection = SqliteConnection::establish(&from.to_string_lossy())?;
    connection.batch_execute(PATIENCE)?;
    let copying = sql_query("VACUUM INTO ?").bind::<Text, _>(to.to_string_lossy());
    copying.execute(&mut connection)?;
    Ok(())
}

fn new_for_its_owner(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
