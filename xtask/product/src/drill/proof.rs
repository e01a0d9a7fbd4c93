//! Holds the store to what clients were told and to what the gateway says, by questions in SQL.
//!
//! Each question counts what is `wrong` with the answer: nothing may be.

use std::process::Command;
use std::time::{Duration, Instant};

use airside_client::bookings::BookingStatus;
use airside_client::documents::DocumentKind;
use anyhow::{Context, bail};
use futures::StreamExt;
use futures::stream::iter;
use serde::Serialize;
use tokio::time::sleep;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use super::client::Caller;
use super::database::Database;
use super::ledger::{self, Ledger};
use super::order::{Kept, Outcome, documents};
use super::say::say;

const WITNESSES: &str = include_str!("witnesses.sql");
const QUESTIONS: &str = include_str!("questions.sql");
const SETTLED: &str = include_str!("settled.sql");

/// What is under way at the end gets so long to be done; sweepers look every ten seconds.
const TIME_TO_SETTLE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(250);
const DOWNLOADS_AT_ONCE: usize = 16;

/// Those who know what ought to be true.
pub(super) struct Witnesses<'a> {
    pub(super) callers: &'a [Caller<'a>],
    pub(super) kept: &'a [Outcome],
    /// Booked on purpose without paying, by the first caller.
    pub(super) held: &'a [Kept],
    /// Where the gateway is, which keeps books of its own.
    pub(super) sandbox: &'a str,
}

/// A question and its answer.
#[derive(Debug, Serialize)]
pub(super) struct Verdict {
    pub(super) says: String,
    pub(super) passed: bool,
    pub(super) answer: String,
}

impl Verdict {
    pub(super) fn new(says: &str, wrong: usize, answer: &str) -> Self {
        let answer = format!("wrong = {wrong}{answer}");
        Self { says: says.to_owned(), passed: wrong == 0, answer }
    }

    /// The sentence, what was asked, and what came back.
    pub(super) fn show(&self, asked: &str) {
        let verdict = if self.passed { "yes" } else { "NO" };
        say(&format!("{verdict:>5}  {}", self.says));
        for line in asked.lines() {
            say(&format!("         {line}"));
        }
        say(&format!("       = {}", self.answer));
    }
}

/// Has the audit read the store, the files and the gateway once more.
pub(super) fn audited(mut audit: Command) -> anyhow::Result<Verdict> {
    let told = audit.output().context("the audit cannot be run")?;
    let lines = String::from_utf8_lossy(&told.stdout).into_owned();
    let errors = String::from_utf8_lossy(&told.stderr).into_owned();
    let wrong = usize::from(!told.status.success());
    let last = if wrong == 0 { String::new() } else { format!("; {errors}") };
    let verdict = Verdict::new("The audit finds that everything agrees.", wrong, &last);
    verdict.show(&format!("airside audit --gateway\n{lines}"));
    Ok(verdict)
}

impl Witnesses<'_> {
    /// Waits until everything has settled, and asks every question.
    pub(super) async fn question(&self, database: &Database) -> anyhow::Result<Vec<Verdict>> {
        let client = database.connect().await?;
        let settled = settle(&client).await?;
        client.batch_execute(WITNESSES).await.context("the tables are not as expected")?;
        let ledger = ledger::read(self.sandbox).await?;
        self.testify(&client, &ledger).await?;

        let mut verdicts = vec![settled];
        for (says, sql) in questions() {
            let verdict = ask(&client, says, sql).await?;
            verdict.show(sql);
            verdicts.push(verdict);
        }
        verdicts.push(self.download().await);
        Ok(verdicts)
    }

    fn bookings(&self) -> impl Iterator<Item = &Kept> {
        self.kept.iter().flatten().chain(self.held)
    }

    /// Puts beside the tables what was told.
    async fn testify(&self, client: &Client, ledger: &Ledger) -> anyhow::Result<()> {
        let references: Vec<_> = self.bookings().map(|it| it.reference.as_str()).collect();
        let statuses: Vec<_> = self.bookings().map(|it| it.status.code()).collect();
        let tickets: Vec<_> = self.bookings().map(|it| it.tickets).collect();
        let passengers: Vec<_> = self.bookings().map(|it| it.passengers).collect();
        let insert = "INSERT INTO promised SELECT * FROM unnest($1::text[], $2::text[], \
                      $3::int[], $4::int[])";
        client.execute(insert, &[&references, &statuses, &tickets, &passengers]).await?;

        let Ledger { charges, refunds } = ledger;
        let intents: Vec<_> = charges.iter().map(|it| it.intent.as_str()).collect();
        let amounts: Vec<_> = charges.iter().map(|it| it.amount).collect();
        let references: Vec<_> = charges.iter().map(|it| it.reference.as_str()).collect();
        let insert = "INSERT INTO charged SELECT * FROM unnest($1::text[], $2::bigint[], \
                      $3::text[])";
        client.execute(insert, &[&intents, &amounts, &references]).await?;

        let ids: Vec<_> = refunds.iter().map(|it| it.id.as_str()).collect();
        let intents: Vec<_> = refunds.iter().map(|it| it.intent.as_str()).collect();
        let amounts: Vec<_> = refunds.iter().map(|it| it.amount).collect();
        let insert = "INSERT INTO given_back SELECT * FROM unnest($1::text[], $2::text[], \
                      $3::bigint[])";
        client.execute(insert, &[&ids, &intents, &amounts]).await?;
        Ok(())
    }

    /// Fetches every document as a client does, from the addresses of its list.
    async fn download(&self) -> Verdict {
        let paid = self.bookings().filter(|it| it.status != BookingStatus::PendingPayment);
        let fetched: Vec<(usize, usize)> = iter(paid.enumerate())
            .map(|(at, kept)| async move {
                match self.documents_of(at, kept).await {
                    Ok(count) => (count, 0),
                    Err(error) => {
                        say(&format!("       the documents of {}: {error:#}", kept.reference));
                        (0, 1)
                    }
                }
            })
            .buffer_unordered(DOWNLOADS_AT_ONCE)
            .collect()
            .await;
        let files: usize = fetched.iter().map(|(count, _)| count).sum();
        let wrong = fetched.iter().map(|(_, wrong)| wrong).sum();
        let says = "Every document of a paid booking can be fetched, and is a PDF.";
        let verdict = Verdict::new(says, wrong, &format!(", files = {files}"));
        verdict.show("GET /v1/bookings/{booking_ref}/documents, then each url");
        verdict
    }

    async fn documents_of(&self, node: usize, kept: &Kept) -> anyhow::Result<usize> {
        let caller = self.callers.get(kept.caller).context("the client is gone")?;
        let list = async |node: &_| documents(node, &kept.reference).await;
        let documents = caller.ask(node, "listing documents", list).await?;
        let tickets = documents.iter().filter(|it| it.kind == DocumentKind::Ticket).count();
        if i32::try_from(tickets)? != kept.tickets {
            bail!("{tickets} tickets are listed, not {}", kept.tickets);
        }
        for document in &documents {
            let link = document.url.as_ref().context("a document is not ready")?;
            let file = caller.api.download(link).await?;
            if !file.starts_with(b"%PDF-") {
                bail!("{} bytes are no PDF", file.len());
            }
        }
        Ok(documents.len())
    }
}

/// Waits until nothing is on its way any more.
async fn settle(client: &Client) -> anyhow::Result<Verdict> {
    let began = Instant::now();
    let says = "Everything that was under way has settled.";
    loop {
        let left: i64 = client.query_one(SETTLED, &[]).await?.try_get(0)?;
        let waited = began.elapsed();
        if left == 0 || waited > TIME_TO_SETTLE {
            let wrong = usize::try_from(left).unwrap_or(usize::MAX);
            let verdict =
                Verdict::new(says, wrong, &format!(", after {:.1} s", waited.as_secs_f64()));
            verdict.show(SETTLED);
            return Ok(verdict);
        }
        sleep(PAUSE).await;
    }
}

/// Each sentence with its query. A question is a comment, its query, and a blank line.
fn questions() -> impl Iterator<Item = (&'static str, &'static str)> {
    QUESTIONS.split("\n\n").filter_map(|question| {
        let (says, sql) = question.trim().split_once('\n')?;
        Some((says.trim_start_matches("-- "), sql))
    })
}

async fn ask(client: &Client, says: &str, sql: &str) -> anyhow::Result<Verdict> {
    let messages = client.simple_query(sql).await.with_context(|| says.to_owned())?;
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let row = row.with_context(|| format!("no answer: {says}"))?;
    let cells = |row: &SimpleQueryRow| {
        let names = row.columns().iter().map(|column| column.name().to_owned());
        names.enumerate().map(|(at, name)| (name, row.get(at).unwrap_or("0").to_owned())).collect()
    };
    let cells: Vec<(String, String)> = cells(row);
    let wrong = cells.first().and_then(|(_, value)| value.parse::<i64>().ok());
    let wrong = wrong.with_context(|| format!("no count: {says}"))?.unsigned_abs();
    let rest = cells.iter().skip(1).map(|(name, value)| format!(", {name} = {value}"));
    Ok(Verdict::new(says, usize::try_from(wrong)?, &rest.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_a_sentence_and_a_query_that_counts_what_is_wrong() {
        let all: Vec<_> = questions().collect();
        assert_eq!(all.len(), QUESTIONS.matches(" AS wrong").count());
        for (says, sql) in all {
            assert!(says.ends_with('.') && !says.contains("--"), "{says}");
            assert!(sql.starts_with("SELECT") && sql.ends_with(';'), "{sql}");
        }
    }
}
