//! What every file of ours has: a header, a readable size, a name that says something.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A file nears this when it holds two ideas.
const MOST_LINES: usize = 400;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "manager", "misc", "util", "utils"];

pub(super) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for folder in ["crates", "xtask"] {
        for path in files(&root.join(folder))? {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let text = || fs::read_to_string(&path).with_context(|| format!("cannot read {name}"));
            if path.file_name().is_some_and(|it| it == "Cargo.toml") {
                faults.extend(fault_of_manifest(&text()?).map(|fault| format!("{name}: {fault}")));
            }
            if path.extension().is_some_and(|it| it == "rs") {
                faults.extend(faults_of_source(&text()?).map(|fault| format!("{name}: {fault}")));
                faults.extend(empty_name(&name).map(|it| format!("{name}: {it} says nothing")));
            }
        }
    }
    Ok(faults)
}

fn fault_of_manifest(text: &str) -> Option<&'static str> {
    let inherits = text.contains("[lints]\nworkspace = true");
    (!inherits).then_some("take the lints of the workspace: [lints] workspace = true")
}

fn faults_of_source(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().count();
    let header = (!text.starts_with("//! "))
        .then(|| "say in a header (//!) what the file is for".to_owned());
    let length = (lines > MOST_LINES)
        .then(|| format!("{lines} lines, at most {MOST_LINES}: split it in two ideas"));
    header.into_iter().chain(length)
}

/// The part of a path that says nothing, if there is one.
fn empty_name(path: &str) -> Option<&str> {
    let parts = path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part));
    let mut empty = parts.filter(|part| EMPTY_NAMES.contains(part));
    empty.next()
}

/// Every file below a folder.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_file_has_a_header_and_four_hundred_lines_at_most() {
        let long = format!("//! What it is for.\n{}", "\n".repeat(399));
        assert_eq!(faults_of_source(&long).count(), 0);
        assert_eq!(faults_of_source(&format!("{long}\n")).count(), 1);
        assert_eq!(faults_of_source("use std::fs;\n").count(), 1);
    }

    #[test]
    fn names_that_say_nothing_are_found_in_files_and_folders() {
        assert_eq!(empty_name("crates/app/src/utils.rs"), Some("utils"));
        assert_eq!(empty_name("crates/app/src/common/money.rs"), Some("common"));
        assert_eq!(empty_name("crates/app/src/uncommon.rs"), None);
    }

    #[test]
    fn a_manifest_takes_the_lints_of_the_workspace() {
        assert_eq!(fault_of_manifest("[lints]\nworkspace = true\n"), None);
        assert!(fault_of_manifest("[package]\n").is_some());
    }
}
