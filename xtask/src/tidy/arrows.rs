//! Who may depend on whom.
//!
//! A new line here is a change of the design: say why in the commit. Dependencies
//! of tests alone are free.

use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::cargo::cargo;

/// Crates of this workspace, without the prefix `airside-`, and those each may use.
/// One that is not listed fails.
const MAY_USE: &[(&str, &[&str])] = &[
    // Domain: each of the words below it.
    ("primitives", &[]),
    ("timetable", &["primitives"]),
    ("search", &["primitives", "timetable"]),
    ("fares", &["primitives"]),
    ("seating", &["primitives"]),
    ("cancellation", &["fares", "primitives"]),
    ("exchange", &["cancellation", "primitives"]),
    ("paxlst", &["primitives"]),
    ("booking", &["cancellation", "exchange", "fares", "primitives", "seating", "timetable"]),
    // Domain values as plain data, for stores and offers.
    ("records", &["booking", "cancellation", "exchange", "fares", "primitives", "timetable"]),
    // The operator's files, read; what becomes of them is not decided there.
    ("import", &["fares", "primitives", "timetable"]),
    (
        "app",
        &[
            "booking",
            "cancellation",
            "exchange",
            "fares",
            "paxlst",
            "primitives",
            "records",
            "search",
            "seating",
            "tariff",
            "timetable",
        ],
    ),
    // A deployment's tariff as a file, and as the domain values that it tells of.
    (
        "tariff",
        &["booking", "cancellation", "exchange", "fares", "primitives", "search", "seating"],
    ),
    ("demo-data", &["fares", "primitives", "tariff", "timetable"]),
    // Adapters: the ports and the words, never each other.
    ("blobs-s3", &["app"]),
    ("bus-rabbitmq", &["app", "primitives"]),
    ("documents-pdf", &["app", "primitives"]),
    ("limits-redis", &["app"]),
    ("local", &["app"]),
    ("mail-lettre", &["app", "primitives"]),
    ("payments-stripe", &["app", "primitives"]),
    ("webhooks-http", &["app"]),
    // Tests, of whole sales too: what a node needs beside its store is `local`.
    (
        "port-contracts",
        &[
            "app",
            "booking",
            "cancellation",
            "exchange",
            "fares",
            "local",
            "primitives",
            "records",
            "search",
            "seating",
            "timetable",
        ],
    ),
    (
        "store-postgres",
        &["app", "booking", "cancellation", "fares", "primitives", "records", "timetable"],
    ),
    (
        "store-sqlite",
        &["app", "booking", "cancellation", "fares", "primitives", "records", "timetable"],
    ),
    // Whole nodes on a store, and whatever may happen to them.
    (
        "simulation",
        &[
            "app",
            "booking",
            "fares",
            "local",
            "port-contracts",
            "primitives",
            "records",
            "store-sqlite",
            "timetable",
        ],
    ),
    // How a page looks, whoever serves it.
    ("pages", &[]),
    // Stands in for somebody else's service, so it knows nothing of ours but how a page looks.
    ("stripe-sandbox", &["pages"]),
    // Whoever calls the API from outside: it knows the HTTP contract, and none of us.
    ("client", &[]),
    // One of those: a server of its own, beside the API.
    ("mcp", &["client"]),
    // The only crate that names adapters.
    (
        "bootstrap",
        &[
            "app",
            "blobs-s3",
            "bus-rabbitmq",
            "cancellation",
            "demo-data",
            "documents-pdf",
            "limits-redis",
            "local",
            "mail-lettre",
            "payments-stripe",
            "primitives",
            "store-postgres",
            "store-sqlite",
            "stripe-sandbox",
            "webhooks-http",
        ],
    ),
    // Paths, fields, statuses: what clients see, and no adapter.
    (
        "http",
        &[
            "app",
            "booking",
            "cancellation",
            "exchange",
            "fares",
            "import",
            "pages",
            "primitives",
            "search",
            "seating",
            "timetable",
        ],
    ),
    // Pages to book on: the use cases, in a browser. Of `http` only how an address is counted.
    (
        "desk",
        &[
            "app",
            "booking",
            "exchange",
            "fares",
            "http",
            "import",
            "pages",
            "primitives",
            "search",
            "seating",
            "timetable",
        ],
    ),
    // Whoever comes to those pages in a browser: it knows what is read on them, and none of us.
    ("desk-walk", &[]),
    // Programs: they wire, and serve what `http` shows of it.
    ("api", &["app", "bootstrap", "desk", "http"]),
    ("pdf-worker", &["app", "bootstrap", "http"]),
    // All programs as one, with what operators do.
    (
        "airside",
        &[
            "api",
            "app",
            "booking",
            "bootstrap",
            "fares",
            "http",
            "import",
            "pdf-worker",
            "primitives",
            "stripe-sandbox",
            "tariff",
            "timetable",
        ],
    ),
    // What must hold whatever bytes come; nobody uses it but the fuzzer and its own test.
    (
        "fuzzing",
        &[
            "app",
            "booking",
            "cancellation",
            "demo-data",
            "fares",
            "http",
            "import",
            "local",
            "payments-stripe",
            "primitives",
            "search",
            "store-sqlite",
            "tariff",
            "timetable",
        ],
    ),
    // Features that all commands share, and nothing else.
    ("one-build", &[]),
    ("xtask", &["one-build"]),
    (
        "xtask-product",
        &[
            "api",
            "app",
            "booking",
            "bootstrap",
            "client",
            "demo-data",
            "documents-pdf",
            "fares",
            "http",
            "pdf-worker",
            "primitives",
            "search",
            "tariff",
            "timetable",
        ],
    ),
];

/// What the pure crates may use from outside: nothing that does I/O, tells the time, draws random
/// numbers or knows a wire format.
const PURE: &[(&str, &[&str])] = &[
    ("primitives", &["thiserror", "time", "uuid"]),
    ("timetable", &["jiff", "thiserror", "time", "uuid"]),
    ("search", &["deunicode", "smallvec", "thiserror", "time"]),
    ("fares", &["foldhash", "smallvec", "thiserror", "time"]),
    ("seating", &["thiserror"]),
    ("cancellation", &["thiserror", "time"]),
    ("exchange", &["thiserror", "time"]),
    ("booking", &["thiserror", "time", "unicode-normalization", "uuid"]),
    // It knows one wire format, and only as text.
    ("tariff", &["thiserror", "toml"]),
];

/// What belongs to one technology, and the crates that speak it. No port knows of it.
const ONLY_IN: &[(&str, &[&str])] = &[
    (
        "actix-web",
        &["api", "desk", "fuzzing", "http", "pdf-worker", "stripe-sandbox", "xtask-product"],
    ),
    ("deadpool-redis", &["limits-redis"]),
    ("diesel", &["store-postgres", "store-sqlite", "stripe-sandbox"]),
    ("diesel-async", &["store-postgres"]),
    ("fantoccini", &["desk-walk"]),
    ("lapin", &["bus-rabbitmq"]),
    ("rmcp", &["mcp"]),
    ("rust-s3", &["blobs-s3"]),
    ("async-stripe-checkout", &["payments-stripe"]),
    ("async-stripe-client-core", &["payments-stripe"]),
    ("async-stripe-core", &["payments-stripe"]),
    ("async-stripe-types", &["payments-stripe"]),
    ("hyper", &["mcp", "payments-stripe", "webhooks-http"]),
    ("krilla", &["documents-pdf"]),
    ("governor", &["local"]),
    ("config", &["bootstrap"]),
    ("toml", &["tariff"]),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for a normal one.
    kind: Option<String>,
}

pub(super) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let output = cargo()
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()?;
    ensure!(output.status.success(), "cargo: {}", String::from_utf8_lossy(&output.stderr));
    let Metadata { packages } =
        serde_json::from_slice(&output.stdout).context("cargo metadata is not as expected")?;

    let ours: Vec<&str> = packages.iter().map(|package| &*package.name).collect();
    Ok(packages.iter().flat_map(|package| faults_of(package, &ours)).collect())
}

fn faults_of(package: &Package, ours: &[&str]) -> Vec<String> {
    let name = short(&package.name);
    let Some(may_use) = lookup(MAY_USE, name) else {
        return vec![format!("{name}: say in MAY_USE (xtask/src/tidy/arrows.rs) what it may use")];
    };
    let used = package.dependencies.iter().filter(|it| it.kind.as_deref() != Some("dev"));
    used.map(|dependency| &*dependency.name)
        .filter(|used| {
            let allowed = if ours.contains(used) {
                may_use.contains(&short(used))
            } else {
                let is_pure = lookup(PURE, name).is_none_or(|pure| pure.contains(used));
                is_pure && lookup(ONLY_IN, used).is_none_or(|speakers| speakers.contains(&name))
            };
            !allowed
        })
        .map(|used| format!("{name} must not use {used}: see xtask/src/tidy/arrows.rs"))
        .collect()
}

fn short(package: &str) -> &str {
    package.strip_prefix("airside-").unwrap_or(package)
}

fn lookup<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table.iter().find(|(it, _)| *it == name).map(|(_, listed)| *listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, uses: &[(&str, Option<&str>)]) -> Vec<String> {
        let dependencies = uses
            .iter()
            .map(|(name, kind)| Dependency {
                name: (*name).to_owned(),
                kind: kind.map(str::to_owned),
            })
            .collect();
        let package = Package { name: name.to_owned(), dependencies };
        let ours = ["airside-app", "airside-fares", "airside-primitives", "airside-store-sqlite"];
        faults_of(&package, &ours)
    }

    #[test]
    fn arrows_point_inward_only() {
        assert_eq!(package("airside-app", &[("airside-fares", None)]), Vec::<String>::new());
        assert_eq!(package("airside-fares", &[("airside-app", None)]).len(), 1);
        assert_eq!(package("airside-app", &[("airside-store-sqlite", None)]).len(), 1);
        assert_eq!(package("airside-unheard-of", &[]).len(), 1);
    }

    #[test]
    fn pure_crates_use_nothing_impure_but_in_tests() {
        assert_eq!(package("airside-fares", &[("tokio", None)]).len(), 1);
        assert_eq!(package("airside-fares", &[("proptest", Some("dev"))]), Vec::<String>::new());
    }

    #[test]
    fn a_technology_stays_in_its_adapter() {
        assert_eq!(package("airside-app", &[("diesel", None)]).len(), 1);
        assert_eq!(package("airside-store-sqlite", &[("diesel", None)]), Vec::<String>::new());
    }

    #[test]
    fn tables_name_each_crate_once() {
        for table in [MAY_USE, PURE, ONLY_IN] {
            for (at, (name, _)) in table.iter().enumerate() {
                assert!(lookup(&table[..at], name).is_none(), "{name} is listed twice");
            }
        }
    }
}
