//! What Markdown files name must exist: paths in backticks, and files that links lead to.

use std::path::Path;
use std::{fs, iter};

use super::files::files;

/// A word in backticks that starts like this is a path from the root.
const ROOTS: &[&str] = &[".ci/", "config/", "crates/", "deploy/", "docs/", "migrations/", "xtask/"];

pub(super) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let in_root = fs::read_dir(root)?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut documents: Vec<_> = in_root.filter(|path| path.is_file()).collect();
    for folder in ["crates", "docs", "xtask"] {
        documents.extend(files(&root.join(folder))?);
    }
    documents.retain(|path| path.extension().is_some_and(|it| it == "md"));
    documents.sort();

    let mut faults = Vec::new();
    for path in documents {
        let text = fs::read_to_string(&path)?;
        let name = path.strip_prefix(root).unwrap_or(&path).display();
        let folder = path.parent().unwrap_or(root);
        let named = paths(&text).filter(|it| !root.join(it).exists());
        let linked = links(&text).filter(|it| !folder.join(it).exists());
        faults.extend(named.chain(linked).map(|it| format!("{name}: there is no {it}")));
    }
    Ok(faults)
}

/// Paths of this repository in backticks; those with a placeholder or a pattern are left out.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter(|it| {
        let is_path = ROOTS.iter().any(|root| it.starts_with(root));
        is_path && !it.contains([' ', '*', '{', '<', '…'])
    })
}

/// Where links lead, but for the web and headings of the same page.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    iter::from_fn(move || {
        let (_, after) = rest.split_once("](")?;
        let (target, after) = after.split_once(')')?;
        rest = after;
        Some(target)
    })
    .filter(|target| !target.contains("://") && !target.starts_with(['#', '/']))
    .filter_map(|target| target.split('#').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_backticks_only() {
        let text = "`crates/app` and crates/none, `cargo xtask demo`, `crates/*/src`, `xtask/`";
        assert_eq!(paths(text).collect::<Vec<_>>(), ["crates/app", "xtask/"]);
    }

    #[test]
    fn links_to_the_web_are_not_followed() {
        let text = "[a](docs/a.md) [b](https://b.example/) [c](#here) [d](../d.md#part)";
        assert_eq!(links(text).collect::<Vec<_>>(), ["docs/a.md", "../d.md"]);
    }
}
