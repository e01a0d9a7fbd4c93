//! Which file of a crate imports which, as its modules say.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::imports::{Source, source};

/// The text of each file, by its path below `src`.
pub(super) type Files = BTreeMap<String, String>;

/// The files that each file imports.
pub(super) type Arrows<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Where the modules of a library and of a program begin.
const ROOTS: &[&str] = &["lib.rs", "main.rs"];

/// The most modules that hand a name on.
const MOST_HANDS: usize = 8;

/// Files that no module declares, or only one of tests, are left out.
pub(super) fn arrows(files: &Files) -> Arrows<'_> {
    let mut arrows = Arrows::new();
    for root in ROOTS {
        let modules = Modules::from(root, files);
        for (path, module) in &modules.0 {
            let imported = modules.imported(path, module);
            arrows.entry(module.file).or_default().extend(imported);
        }
    }
    arrows
}

/// By their path from the root.
#[derive(Default)]
struct Modules<'a>(BTreeMap<Vec<&'a str>, Module<'a>>);

struct Module<'a> {
    file: &'a str,
    source: Source<'a>,
}

impl<'a> Modules<'a> {
    fn from(root: &str, files: &'a Files) -> Self {
        let mut modules = Self::default();
        modules.add(Vec::new(), &[root.to_owned()], files);
        modules
    }

    /// Adds the module that one of these files holds, and all below it.
    fn add(&mut self, path: Vec<&'a str>, names: &[String], files: &'a Files) {
        let Some((file, text)) = names.iter().find_map(|name| files.get_key_value(name)) else {
            return;
        };
        let source = source(text);
        for child in &source.children {
            let path = [path.as_slice(), &[*child]].concat();
            let name = path.join("/");
            self.add(path, &[format!("{name}.rs"), format!("{name}/mod.rs")], files);
        }
        self.0.insert(path, Module { file, source });
    }

    fn imported(&self, here: &[&'a str], module: &Module<'a>) -> BTreeSet<&'a str> {
        let Module { file, source } = module;
        let used = source.uses.iter().filter_map(|it| {
            let (path, target) = self.target(here, &it.path)?;
            // A parent shows what its children hold, which is no import unless it uses it too.
            let is_shown = it.is_public && path.starts_with(here);
            let is_used = it.name.is_some_and(|name| source.names.contains(name));
            (is_used || !is_shown).then_some(target)
        });
        let named = source.paths.iter().filter_map(|path| self.target(here, path));
        let targets = used.chain(named.map(|(_, target)| target));
        targets.map(|target| target.file).filter(|it| it != file).collect()
    }

    /// The module that holds what a path names, however many others hand it on.
    fn target(&self, here: &[&'a str], path: &[&'a str]) -> Option<(&[&'a str], &Module<'a>)> {
        let first = Some(from_root(here, path));
        let last = iter::successors(first, |path| self.behind(path)).take(MOST_HANDS).last();
        let (path, module, _) = self.module(&last?)?;
        Some((path, module))
    }

    /// The module that a path leads into, and what remains of the path there.
    fn module<'p>(&self, path: &'p [&'a str]) -> Option<(&[&'a str], &Module<'a>, &'p [&'a str])> {
        (0..=path.len()).rev().find_map(|length| {
            let (module, remains) = path.split_at_checked(length)?;
            let (module_path, module) = self.0.get_key_value(module)?;
            Some((module_path.as_slice(), module, remains))
        })
    }

    /// The path by which a module itself brought in what it hands on.
    fn behind(&self, path: &[&'a str]) -> Option<Vec<&'a str>> {
        let (here, Module { source, .. }, remains) = self.module(path)?;
        let (name, remains) = remains.split_first()?;
        let brought_in = source.uses.iter().find(|it| it.name == Some(name))?;
        Some([&from_root(here, &brought_in.path), remains].concat())
    }
}

/// The same path as the root would write it. One that starts with a name of the file itself,
/// or with another crate, leads to that file.
fn from_root<'a>(here: &[&'a str], path: &[&'a str]) -> Vec<&'a str> {
    let mut whole = here.to_vec();
    for name in path {
        match *name {
            "crate" => whole.clear(),
            "self" => {}
            "super" => _ = whole.pop(),
            name => whole.push(name),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each arrow between these files, as `a.rs b.rs`.
    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        let owned = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let files = owned.collect();
        let arrows = arrows(&files);
        let each = arrows.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
        each.map(|(from, to)| format!("{from} {to}")).collect()
    }

    #[test]
    fn a_path_leads_to_the_file_of_the_innermost_module_that_it_names() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::c::D; use crate::b::E; use crate::F; use std::fs;"),
            ("b/mod.rs", "mod c; pub struct E;"),
            ("b/c.rs", "fn d() { super::e(); super::super::a::f(); }"),
        ];
        let expected =
            ["a.rs b/c.rs", "a.rs b/mod.rs", "a.rs lib.rs", "b/c.rs a.rs", "b/c.rs b/mod.rs"];
        assert_eq!(shown(&files), expected);
    }

    #[test]
    fn a_parent_that_only_shows_what_its_child_holds_is_passed_by() {
        let files = [
            ("main.rs", "mod a; mod d;"),
            ("a.rs", "mod b; mod c; pub use b::B; pub(crate) use self::c::C;"),
            ("a/b.rs", "use super::C;"),
            ("a/c.rs", ""),
            ("d.rs", "fn d(b: crate::a::B) {}"),
        ];
        assert_eq!(shown(&files), ["a/b.rs a/c.rs", "d.rs a/b.rs"]);
    }

    #[test]
    fn a_name_that_the_file_brought_in_leads_on() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b; fn a() { b::C::d(); fs::read(); Self::e(); }"),
            ("b.rs", "mod c; pub use c::C;"),
            ("b/c.rs", ""),
        ];
        assert_eq!(shown(&files), ["a.rs b.rs", "a.rs b/c.rs"]);
    }

    #[test]
    fn a_parent_that_uses_what_its_child_holds_imports_it() {
        let file = |text| shown(&[("lib.rs", text), ("a.rs", "")]);
        assert_eq!(file("mod a; fn b() { a::c(); }"), ["lib.rs a.rs"]);
        assert_eq!(file("mod a; pub use a::A; fn b(c: A) {}"), ["lib.rs a.rs"]);
        assert_eq!(file("mod a; use a::A;"), ["lib.rs a.rs"]);
        assert_eq!(file("mod a; pub use a::A; fn b(a: u8) {}"), Vec::<String>::new());
    }

    #[test]
    fn files_of_tests_import_nothing() {
        let files = [("lib.rs", "#[cfg(test)] mod tests;"), ("tests.rs", "use super::a;")];
        assert_eq!(shown(&files), Vec::<String>::new());
    }
}
