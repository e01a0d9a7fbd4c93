//! The page of the book that says who may make which call, as the description says it.

use std::fmt::Write as _;

use anyhow::Context;
use serde_json::Value;

/// The table stands between these lines.
const BEGIN: &str = "<!-- The table is written by cargo xtask openapi. -->\n";
const END: &str = "<!-- Here it ends. -->\n";

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The page with the table of today.
pub(crate) fn written(page: &str, description: &Value) -> anyhow::Result<String> {
    let (before, rest) = page.split_once(BEGIN).context("the page has lost its first mark")?;
    let (_, after) = rest.split_once(END).context("the page has lost its second mark")?;
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", table(description)?))
}

fn table(description: &Value) -> anyhow::Result<String> {
    let paths = description["paths"].as_object().context("the description has no paths")?;
    let mut table = "| call | role | scope | whose |\n| --- | --- | --- | --- |\n".to_owned();
    for (path, calls) in paths {
        for method in METHODS {
            if let Some(call) = calls.get(method) {
                let [role, scope, whose] = row(&call["x-access"]);
                let method = method.to_uppercase();
                writeln!(table, "| `{method} {path}` | {role} | {scope} | {whose} |")?;
            }
        }
    }
    Ok(table)
}

/// Nothing is said of a call that needs no key.
fn row(access: &Value) -> [String; 3] {
    if access.is_null() {
        return ["no key needed", "", ""].map(str::to_owned);
    }
    let role = access["role"].as_str().unwrap_or_default().to_owned();
    let scopes = access["scopes"].as_array().into_iter().flatten();
    let scopes: Vec<_> = scopes.filter_map(Value::as_str).map(|it| format!("`{it}`")).collect();
    let whose = if access["owner_only"] == true { "your own" } else { "" };
    [role, scopes.join(" or "), whose.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_says_who_may_make_which_call() {
        let page = include_str!("../../../docs/reference/access.md");
        let description = airside_http::description().unwrap();
        let now = written(page, &description).unwrap();
        assert!(now == page, "docs/reference/access.md is out of date: run cargo xtask openapi");
    }
}
