//! A copy of a database, made while others write to it.

use std::fs::{self, File};
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
    copy(from, to).map_err(StoreError::from)?;
    // SQLite leaves it to the system when a copy is written out.
    let copied = File::open(to).and_then(|file| file.sync_all());
    copied.and_then(|()| only_for_its_owner(to)).map_err(StoreError::new)
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut connection = SqliteConnection::establish(&from.to_string_lossy())?;
    connection.batch_execute(PATIENCE)?;
    let copying = sql_query("VACUUM INTO ?").bind::<Text, _>(to.to_string_lossy());
    copying.execute(&mut connection)?;
    Ok(())
}

#[cfg(unix)]
fn only_for_its_owner(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_its_owner(_file: &Path) -> std::io::Result<()> {
    Ok(())
}
