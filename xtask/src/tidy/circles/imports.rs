//! What a source file says of other modules: those it declares, and the paths it names.

use std::collections::BTreeSet;
use std::{iter, mem, slice};

use super::branches::branches;
use super::words::words;

/// Paths are as they are written, but for those in a module inside the file: these are as
/// the file itself would write them.
#[derive(Debug, Default)]
pub(super) struct Source<'a> {
    /// Modules that are files of their own.
    pub(super) children: BTreeSet<&'a str>,
    pub(super) uses: Vec<Use<'a>>,
    /// Paths in expressions, types and attributes.
    pub(super) paths: Vec<Vec<&'a str>>,
    /// First words of those paths, and all names without a path.
    pub(super) names: BTreeSet<&'a str>,
}

/// One thing that a `use` brings in.
#[derive(Debug)]
pub(super) struct Use<'a> {
    pub(super) path: Vec<&'a str>,
    /// What the file calls it; none for all (`*`), and for what a module inside calls it.
    pub(super) name: Option<&'a str>,
    pub(super) is_public: bool,
}

pub(super) fn source(text: &str) -> Source<'_> {
    let words = words(text);
    let mut reader = Reader {
        rest: words.iter(),
        inside: Vec::new(),
        variants: None,
        open: 0,
        is_public: false,
        source: Source::default(),
    };
    let mut before = "";
    while let Some(word) = reader.rest.next() {
        reader.read(word, before);
        before = word;
    }
    reader.source
}

struct Reader<'a, 'w> {
    rest: slice::Iter<'w, &'a str>,
    /// The modules inside the file in which we are, each with the brackets open around it.
    inside: Vec<(&'a str, i32)>,
    /// The brackets open around each name of an enum's variants.
    variants: Option<i32>,
    open: i32,
    is_public: bool,
    source: Source<'a>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, word: &'a str, before: &str) {
        let is_public = mem::take(&mut self.is_public);
        let next = self.rest.as_slice().first().copied().unwrap_or_default();
        match word {
            "pub" => self.visibility(),
            "mod" => self.module(),
            "enum" => self.variants = Some(self.open + 1),
            "{" | "(" | "[" => self.open += 1,
            "}" | ")" | "]" => self.close(),
            // `impl Trait + use<'a>` brings nothing in.
            "use" if next != "<" => self.bring_in(is_public),
            _ if is_name(word) && self.is_mention(before, next) => self.mention(word),
            _ => {}
        }
    }

    /// `pub(in crate::a)` names a module, but imports nothing.
    fn visibility(&mut self) {
        self.is_public = true;
        if let ["(", "crate" | "in" | "self" | "super", ..] = self.rest.as_slice() {
            self.rest.find(|word| **word == ")");
        }
    }

    fn module(&mut self) {
        match self.rest.as_slice() {
            [name, "{", ..] => self.inside.push((name, self.open)),
            [name, ..] => _ = self.source.children.insert(name),
            [] => {}
        }
    }

    fn close(&mut self) {
        self.open -= 1;
        self.variants = self.variants.filter(|variants| *variants <= self.open);
        self.inside.pop_if(|(_, around)| *around == self.open);
    }

    fn bring_in(&mut self, is_public: bool) {
        for (path, name) in branches(&mut self.rest) {
            let name = name.filter(|_| self.inside.is_empty());
            let path = self.seen_from_file(path);
            self.source.uses.extend(path.map(|path| Use { path, name, is_public }));
        }
    }

    /// Whether a name may be imported: not a field, a method, a variant, or one declared here.
    fn is_mention(&self, before: &str, next: &str) -> bool {
        !matches!(before, "." | "::" | "mod") && next != ":" && self.variants != Some(self.open)
    }

    fn mention(&mut self, name: &'a str) {
        self.source.names.insert(name);
        let mut path = vec![name];
        while let ["::", name, ..] = self.rest.as_slice()
            && is_name(name)
        {
            path.push(name);
            self.rest.nth(1);
        }
        if path.len() > 1 {
            let path = self.seen_from_file(path);
            self.source.paths.extend(path);
        }
    }

    /// None for a path in a module inside that depends on what that module declares.
    fn seen_from_file(&self, mut path: Vec<&'a str>) -> Option<Vec<&'a str>> {
        if !self.inside.is_empty() {
            match *path.first()? {
                "crate" => {}
                "self" | "super" => {
                    let inside = self.inside.iter().map(|(name, _)| *name);
                    path.splice(..0, iter::once("self").chain(inside));
                }
                _ => return None,
            }
        }
        Some(path)
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|it: char| it.is_alphabetic() || it == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(text: &str) -> Vec<String> {
        let uses = source(text).uses.into_iter();
        let shown = uses.map(|it| format!("{} {}", it.path.join("::"), it.name.unwrap_or("-")));
        shown.collect()
    }

    fn paths(text: &str) -> Vec<String> {
        source(text).paths.into_iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn a_use_brings_in_a_path_by_its_name() {
        assert_eq!(
            uses("pub(in crate::a) use super::b; use ::c::D;"),
            ["super::b b", "::::c::D D"]
        );
    }

    #[test]
    fn paths_are_found_in_expressions_types_and_attributes() {
        let text = "#[a(crate::b::c)] fn d(e: super::F) -> Vec<g::H> { i.j(self::k::<L>()) }";
        assert_eq!(paths(text), ["crate::b::c", "super::F", "g::H", "self::k"]);
    }

    #[test]
    fn names_of_fields_parameters_and_variants_are_of_something_else() {
        let names =
            source("enum A { #[b(c)] D(E, F), G { h: I } } fn j(k: &K) { k.l(M::N) }").names;
        let expected = ["A", "E", "F", "I", "K", "M", "b", "c", "fn", "j", "k"];
        assert_eq!(names.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_visibility_is_no_path() {
        assert_eq!(paths("pub(in crate::a) fn b() {} pub struct C(pub(super) d::E);"), ["d::E"]);
    }

    #[test]
    fn what_a_module_inside_says_is_told_as_the_file_would_say_it() {
        assert_eq!(
            uses("mod a { use super::B; } use super::C;"),
            ["self::a::super::B -", "super::C C"]
        );
        assert_eq!(paths("mod a { fn b() { c::d(); crate::e::f(); } }"), ["crate::e::f"]);
    }

    #[test]
    fn modules_that_are_files_are_children() {
        let source = source("mod a; pub(crate) mod b; mod c { mod tests {} }");
        assert_eq!(source.children.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
