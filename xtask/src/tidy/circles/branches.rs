//! What a `use` brings in: a path for each branch of its braces.

use std::slice::Iter;

/// A path, and what it is called here; nothing for all that a module has (`*`).
pub(super) type Branch<'a> = (Vec<&'a str>, Option<&'a str>);

/// Reads from behind the `use` to its semicolon.
pub(super) fn branches<'a>(rest: &mut Iter<'_, &'a str>) -> Vec<Branch<'a>> {
    let mut branches = Vec::new();
    add_branches(&mut branches, &[], rest);
    branches
}

/// Reads to the end of these braces.
fn add_branches<'a>(
    branches: &mut Vec<Branch<'a>>,
    stem: &[&'a str],
    rest: &mut Iter<'_, &'a str>,
) {
    let (mut path, mut name) = (stem.to_vec(), None);
    while let Some(&word) = rest.next() {
        match word {
            "{" => {
                add_branches(branches, &path, rest);
                (path, name) = (stem.to_vec(), None);
            }
            "," | "}" | ";" => {
                if path.len() > stem.len() || name.is_some() {
                    branches.push((path, name));
                }
                if word != "," {
                    return;
                }
                (path, name) = (stem.to_vec(), None);
            }
            // A path of another crate may start with it.
            "::" if path.is_empty() => path.push("::"),
            "::" | "*" => name = None,
            "as" => name = rest.next().copied(),
            "self" if !path.is_empty() => name = path.last().copied(),
            _ => {
                path.push(word);
                name = Some(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let words = words(text);
        let branches = branches(&mut words.iter());
        let each = branches.iter();
        each.map(|(path, name)| format!("{} {}", path.join("::"), name.unwrap_or("-"))).collect()
    }

    #[test]
    fn each_branch_is_brought_in_by_its_name() {
        let text = "crate::{a, b::{self, C as D, e::*}, f};";
        let expected = ["crate::a a", "crate::b b", "crate::b::C D", "crate::b::e -", "crate::f f"];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn a_path_may_go_up_and_into_another_crate() {
        assert_eq!(shown("super::super::a;"), ["super::super::a a"]);
        assert_eq!(shown("self::a as _;"), ["self::a _"]);
        assert_eq!(shown("::a::B;"), ["::::a::B B"]);
    }
}
