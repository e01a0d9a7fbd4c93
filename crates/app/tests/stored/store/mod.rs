//! A store as this code leaves it, with one of everything that is kept: what another release
//! wrote is opened, brought up to date, and read.
//!
//! `airside.db.gz` has the records of `crates/records/tests/stored` of the same release, and
//! around them accounts, the timetable and its fares, what is sold, and what waits.
//! `airside.txt` tells all of it in lines.

mod accounts;
mod filled;
mod told;
mod waiting;
mod world;

use std::fs::{self, File};
use std::io::{self, Write as _};

use airside_store_sqlite::SqliteStore;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use self::filled::fill;
use self::told::told;
use crate::releases::{self, NEWEST, releases_with};

const FILE: &str = "airside.db.gz";
const TOLD: &str = "airside.txt";

/// Fills a new file, and packs it once nobody has it open.
pub(crate) async fn write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airside.db");
    let store = SqliteStore::open(&path).unwrap();
    fill(&store).await;
    let text = told(&store, NEWEST).await;
    drop(store);
    // Whoever closes it last moves everything into the one file, and removes the log.
    while folder.path().join("airside.db-wal").exists() {
        std::thread::yield_now();
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&fs::read(&path).unwrap()).unwrap();
    releases::write(FILE, packed.finish().unwrap());
    releases::write(TOLD, text);
}

#[tokio::test]
async fn everything_that_a_release_kept_is_there() {
    let releases = releases_with(FILE);
    assert_eq!(releases, [NEWEST]);
    for release in releases {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("airside.db");
        let packed = File::open(releases::path(&release, FILE)).unwrap();
        io::copy(&mut GzDecoder::new(packed), &mut File::create(&path).unwrap()).unwrap();
        let store = SqliteStore::open(&path).unwrap();
        let told = told(&store, &release).await;
        for (told, expected) in told.lines().zip(releases::text(&release, TOLD).lines()) {
            assert_eq!(told, expected, "{release}");
        }
        assert_eq!(told, releases::text(&release, TOLD), "{release}");
    }
}

#[tokio::test]
async fn the_same_is_kept_now_as_the_newest_release_kept() {
    let store = SqliteStore::in_memory().unwrap();
    fill(&store).await;
    assert_eq!(told(&store, NEWEST).await, releases::text(NEWEST, TOLD), "see README.md");
}
