//! The story of two trips, one chapter a file.
//!
//! A chapter says what is about to happen, shows the call, and tells the part of
//! the answer that matters.

mod accounts;
mod booking;
mod cancelling;
mod documents;
mod paying;
mod searching;
mod seats;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use time::Date;

use super::api::Api;
use super::page;

/// Of the traveller's account.
pub(super) const PASSWORD: &str = "a long way from Delhi to Bombay";

/// Payments, seats and documents follow one another in a second or two.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is left when the story is told.
pub(super) struct Told {
    pub(super) key: String,
    /// Whose trip it is.
    pub(super) email: String,
    /// The record locator of the first trip.
    pub(super) trip: String,
    /// What was written, and where.
    pub(super) files: Vec<(&'static str, PathBuf)>,
}

struct Story {
    api: Api,
    output: PathBuf,
    files: Vec<(&'static str, PathBuf)>,
    chapters: u8,
}

/// The traveller's account.
struct Account {
    email: String,
    key: String,
    /// By the server's clock.
    today: Date,
}

/// Tells the whole story. PDFs go to the folder `output`, over those of an earlier run.
pub(super) fn tell(api: Api, output: PathBuf) -> anyhow::Result<Told> {
    fs::create_dir_all(&output).with_context(|| format!("cannot make {}", output.display()))?;
    let mut story = Story { api, output, files: Vec::new(), chapters: 0 };

    let account = story.sign_up()?;
    story.look_for_airports()?;

    let offers = story.search_for_a_family(account.today)?;
    let trip = searching::one_airline(&offers)?;
    story.look_at_seats(trip)?;
    let booking = story.book_for_the_family(&account, trip)?;
    story.pay_on_the_page(&booking)?;
    story.fetch_the_ticket(&booking)?;

    story.travel_with_two_airlines(&account)?;

    story.cancel_the_way_back(&booking)?;
    story.write_variables()?;
    let Account { email, key, .. } = account;
    Ok(Told { key, email, trip: booking.reference, files: story.files })
}

impl Story {
    fn chapter(&mut self, title: &str, about: &str) {
        self.chapters += 1;
        page::heading(&format!("{}. {title}", self.chapters));
        page::say(about);
    }

    /// For whoever wants to paste the lines of the story.
    fn write_variables(&self) -> anyhow::Result<()> {
        let path = self.output.join("variables.sh");
        let script = format!(
            "# The variables of the story that `airside demo` told last:\n\
             # source demo-output/variables.sh\n{}",
            self.api.variables.script()
        );
        fs::write(&path, script).with_context(|| format!("cannot write {}", path.display()))
    }
}
