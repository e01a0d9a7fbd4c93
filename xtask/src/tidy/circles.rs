//! Source files that import each other: two at most, and these in one folder.
//!
//! No file of a circle can be understood before the others. Pairs that share a file are one
//! circle. What only tests import is free.

mod branches;
mod imports;
mod modules;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;

use self::modules::{Arrows, Files, arrows};
use super::files::files;

/// More arrows than this are of no use to a reader.
const MOST_ARROWS: usize = 8;

pub(super) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for folder in ["crates", "xtask"] {
        for path in files(&root.join(folder))? {
            let is_manifest = path.file_name().is_some_and(|it| it == "Cargo.toml");
            let sources = path.with_file_name("src");
            if is_manifest && sources.is_dir() {
                let name = sources.strip_prefix(root).unwrap_or(&sources).display();
                let found = faults_of(&read(&sources)?);
                faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    Ok(faults)
}

fn read(sources: &Path) -> anyhow::Result<Files> {
    let mut texts = Files::new();
    for path in files(sources)? {
        if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.strip_prefix(sources).unwrap_or(&path);
            texts.insert(name.to_string_lossy().into_owned(), text);
        }
    }
    Ok(texts)
}

fn faults_of(files: &Files) -> Vec<String> {
    let arrows = arrows(files);
    let circles = circles(&arrows).into_iter().filter(|circle| match circle.as_slice() {
        [one, other] => !are_in_one_folder(one, other, &arrows),
        _ => true,
    });
    circles.map(|circle| fault(&circle, &arrows)).collect()
}

/// Files that can be reached from each other, in groups of two and more.
fn circles<'a>(arrows: &Arrows<'a>) -> Vec<Vec<&'a str>> {
    let reached: Vec<_> = arrows.keys().map(|file| (*file, reached(file, arrows))).collect();
    let mut circles = BTreeSet::new();
    for (file, files) in &reached {
        let back =
            reached.iter().filter(|(other, back)| files.contains(other) && back.contains(file));
        circles.insert(back.map(|(other, _)| *other).collect::<Vec<_>>());
    }
    circles.into_iter().filter(|circle| circle.len() > 1).collect()
}

/// All that a file imports, and what these import, and so on.
fn reached<'a>(file: &str, arrows: &Arrows<'a>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for imported in arrows.get(file).into_iter().flatten() {
            if reached.insert(*imported) {
                next.push(imported);
            }
        }
    }
    reached
}

fn fault(circle: &[&str], arrows: &Arrows<'_>) -> String {
    let within = circle.iter().flat_map(|from| {
        let imported = arrows.get(from).into_iter().flatten();
        imported.filter(|to| circle.contains(to)).map(move |to| format!("{from} -> {to}"))
    });
    let within: Vec<_> = within.collect();
    let (last, others) = circle.split_last().unwrap_or((&"", &[]));
    let names = format!("{} and {last}", others.join(", "));
    match within.len() {
        ..=MOST_ARROWS => format!("{names} import each other: {}", within.join(", ")),
        many => format!("{names} import each other, by {many} arrows"),
    }
}

/// A module with modules below it is a folder, wherever its file is: it is in one folder with
/// its parent and with its children, but not with its neighbours.
fn are_in_one_folder(one: &str, other: &str, arrows: &Arrows<'_>) -> bool {
    let (one, other) = (module(one), module(other));
    let is_folder = |it| arrows.keys().any(|file| parent(module(file)) == Some(it));
    let are_neighbours = parent(one) == parent(other) && !is_folder(one) && !is_folder(other);
    are_neighbours || parent(one) == Some(other) || parent(other) == Some(one)
}

/// `a/b` for `a/b.rs` and for `a/b/mod.rs`, and nothing for the root.
fn module(file: &str) -> &str {
    let name = file.strip_suffix(".rs").unwrap_or(file);
    match name {
        "lib" | "main" => "",
        name => name.strip_suffix("/mod").unwrap_or(name),
    }
}

/// None for the root.
fn parent(module: &str) -> Option<&str> {
    let around = module.rsplit_once('/').map_or("", |(around, _)| around);
    (!module.is_empty()).then_some(around)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        faults_of(&files.collect())
    }

    #[test]
    fn two_files_of_one_folder_may_import_each_other() {
        let root = ("lib.rs", "mod a; mod b; fn c(d: a::A) {}");
        let neighbours = [root, ("a.rs", "use crate::b::B;"), ("b.rs", "use crate::a::A;")];
        assert_eq!(told(&neighbours), Vec::<String>::new());
        let parent_and_child = [root, ("a.rs", "mod b; use b::B;"), ("a/b.rs", "use super::A;")];
        assert_eq!(told(&parent_and_child), Vec::<String>::new());
    }

    #[test]
    fn a_circle_of_three_is_told_once_with_its_arrows() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "use crate::a::A; use std::fs;"),
        ];
        let expected = "a.rs, b.rs and c.rs import each other: \
                        a.rs -> b.rs, b.rs -> c.rs, c.rs -> a.rs";
        assert_eq!(told(&files), [expected]);
    }

    #[test]
    fn no_circle_crosses_folders() {
        for folder in ["b.rs", "b/mod.rs"] {
            let files = [
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::B;"),
                (folder, "mod c; use crate::a::A;"),
                ("b/c.rs", ""),
            ];
            let expected = format!("a.rs and {folder} import each other");
            assert!(told(&files).iter().any(|it| it.starts_with(&expected)), "{folder}");
        }
        let cousins = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod c;"),
            ("a/c.rs", "use crate::b::d::D;"),
            ("b.rs", "mod d;"),
            ("b/d.rs", "use crate::a::c::C;"),
        ];
        assert_eq!(told(&cousins).len(), 1);
    }

    #[test]
    fn pairs_that_share_a_file_are_one_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; use a::A; use b::B;"),
            ("a.rs", "use crate::C;"),
            ("b.rs", "use crate::C;"),
        ];
        assert_eq!(told(&files).len(), 1);
    }
}
