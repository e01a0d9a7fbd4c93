//! What the bench came to, as a table and as a file.

use serde::Serialize;

use super::load::{CONNECTIONS, Rate};
use super::sizes::Sizes;
use crate::bench::figures::{median, shown};

#[derive(Debug, Serialize)]
pub(in crate::bench) struct Figures {
    pub(super) cores: usize,
    pub(super) connections: usize,
    pub(super) rounds: u8,
    pub(super) seconds: u64,
    /// `wrk`, or `own` for the load generator of this bench.
    pub(super) load_by: &'static str,
    pub(super) server: Standing,
    pub(super) cases: Vec<Row>,
    /// The mix at half of its rate.
    pub(super) mix_at_half: Unhurried,
}

/// What the server took, beside its answers.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    /// From an empty folder to the first answer, with the whole world.
    pub(super) started_ms: f64,
    /// Resident; `None` where there is no /proc.
    pub(super) started_mb: Option<f64>,
    pub(super) after_load_mb: Option<f64>,
    pub(super) peak_mb: Option<f64>,
}

/// How an answer comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// No request comes twice.
    Misses,
    /// All requests are the same.
    Hits,
    /// Fixed bytes, and no search at all.
    Bare,
}

/// One case: medians of its rounds.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) case: &'static str,
    pub(super) kind: Kind,
    pub(super) a_second: f64,
    pub(super) p50_us: f64,
    pub(super) p99_us: f64,
    pub(super) bytes: Sizes,
    /// Time of a core for one answer.
    pub(super) server_cpu_us: Option<f64>,
    /// The same of asking.
    pub(super) load_cpu_us: Option<f64>,
    /// Its rate to that of the bare handler.
    pub(super) against_bare: f64,
    /// Every round, as it was.
    pub(super) rounds: Vec<Round>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Round {
    #[serde(flatten)]
    pub(super) rate: Rate,
    pub(super) server_cpu_us: Option<f64>,
    pub(super) load_cpu_us: Option<f64>,
}

/// Requests at a fixed rate, timed from when each was due.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Unhurried {
    pub(super) asked_a_second: f64,
    pub(super) p50_us: f64,
    pub(super) p99_us: f64,
}

impl Row {
    /// Its ratio to the bare handler is not known yet.
    pub(super) fn of(case: &'static str, kind: Kind, bytes: Sizes, rounds: Vec<Round>) -> Self {
        let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure));
        let known = |figure: fn(&Round) -> Option<f64>| {
            let known: Option<Vec<_>> = rounds.iter().map(figure).collect();
            known.map(median)
        };
        Self {
            case,
            kind,
            a_second: of(|it| it.rate.a_second),
            p50_us: of(|it| it.rate.p50_us),
            p99_us: of(|it| it.rate.p99_us),
            bytes,
            server_cpu_us: known(|it| it.server_cpu_us),
            load_cpu_us: known(|it| it.load_cpu_us),
            against_bare: 0.0,
            rounds,
        }
    }
}

impl Unhurried {
    pub(super) fn of(asked_a_second: f64, rounds: &[Rate]) -> Self {
        Self {
            asked_a_second,
            p50_us: median(rounds.iter().map(|it| it.p50_us)),
            p99_us: median(rounds.iter().map(|it| it.p99_us)),
        }
    }
}

impl Figures {
    pub(super) fn print(&self) {
        let Self { cores, rounds, seconds, load_by, server, mix_at_half, .. } = self;
        println!(
            "GET /v1/offers, {CONNECTIONS} connections on {cores} cores, asked from the same cores \
             by {}",
            if *load_by == "wrk" { "wrk" } else { "the bench itself" }
        );
        println!("medians of {rounds} rounds of {seconds} s, in turns; 20 offers of a list\n");
        println!(
            "{:<28}{:>9}{:>11}{:>11}{:>10}{:>9}{:>6}{:>11}{:>9}{:>9}",
            "",
            "a second",
            "p50",
            "p99",
            "answer B",
            "offer B",
            "id B",
            "server µs",
            "load µs",
            "of bare"
        );
        for row in &self.cases {
            println!("{}", row.line());
        }
        println!("\nserver µs, load µs: time of a core for one answer, and for asking for it");
        println!("hits: one request again and again; everywhere else no request comes twice");
        let Unhurried { asked_a_second, p50_us, p99_us } = *mix_at_half;
        println!(
            "\nthe mix at half of its rate, {asked_a_second:.0} a second: median {}, p99 {}",
            shown(p50_us),
            shown(p99_us)
        );
        let mb =
            |figure: Option<f64>| figure.map_or_else(|| "?".to_owned(), |it| format!("{it:.0}"));
        println!(
            "the server: from an empty folder to the first answer {:.2} s; {} MB then, {} MB after \
             the load, {} MB at most",
            server.started_ms / 1_000.0,
            mb(server.started_mb),
            mb(server.after_load_mb),
            mb(server.peak_mb),
        );
    }
}

impl Row {
    fn line(&self) -> String {
        let whole =
            |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |it| format!("{it:.0}"));
        let fine =
            |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |it| format!("{it:.1}"));
        let Sizes { answer, offer, offer_id, .. } = self.bytes;
        let is_ours = self.kind != Kind::Bare;
        let of_offers = |figure: Option<f64>| figure.filter(|_| is_ours);
        format!(
            "{:<28}{:>9.0}{:>11}{:>11}{:>10.0}{:>9}{:>6}{:>11}{:>9}{:>9.3}",
            self.case,
            self.a_second,
            shown(self.p50_us),
            shown(self.p99_us),
            answer,
            whole(of_offers(offer)),
            whole(of_offers(offer_id)),
            fine(self.server_cpu_us),
            fine(self.load_cpu_us),
            self.against_bare,
        )
    }
}
