//! A request as it was written, before anybody asks what it should have been.
//!
//! Fields stand as often and in the order as they came, so that one that is there twice
//! can be told.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Nothing that is asked for goes as deep, so what is deeper is not kept.
const DEEPEST: u8 = 16;

/// A value in JSON, or in a query string.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Integer(i128),
    /// A number with a fraction or an exponent: only places on Earth are.
    Fraction(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
    /// Text of a query string, which also stands for a number, a flag or a list.
    Written(String),
    /// A list or an object with more levels inside than any request has.
    TooDeep,
}

impl Tree {
    /// The tree of a text in JSON, or why it is none.
    pub(crate) fn of_json(text: &[u8]) -> Result<Self, NotJson> {
        let text = std::str::from_utf8(text).map_err(|error| NotJson::not_utf8(text, error))?;
        let mut json = serde_json::Deserializer::from_str(text);
        let tree = Level(0).deserialize(&mut json)?;
        json.end()?;
        Ok(tree)
    }

    /// The object that the parameters of a query make.
    pub(crate) fn of_parameters(pairs: impl Iterator<Item = (String, String)>) -> Self {
        Self::Object(pairs.map(|(name, text)| (name, Self::Written(text))).collect())
    }

    /// One text for all that say the same: without spaces, members by name, and none that is
    /// null, which says no more than one that is left out.
    ///
    /// Its digest is kept for a day under each idempotency key, so that it stays as it is from one
    /// release to the next.
    pub(crate) fn canonical(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, out: &mut String) {
        match self {
            Self::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Integer(number) => out.push_str(itoa::Buffer::new().format(*number)),
            Self::Text(text) | Self::Written(text) => write_text(text, out),
            Self::List(items) => {
                write_between(('[', ']'), items, out, Self::write_canonical);
            }
            Self::Object(members) => {
                let said = members.iter().filter(|(_, member)| *member != Self::Null);
                let mut said: Vec<_> = said.collect();
                said.sort_by_key(|(name, _)| name);
                write_between(('{', '}'), said, out, |(name, member), out| {
                    write_text(name, out);
                    out.push(':');
                    member.write_canonical(out);
                });
            }
            Self::Null => out.push_str("null"),
            // No request has them.
            Self::Fraction(_) | Self::TooDeep => out.push_str(self.kind()),
        }
    }

    /// What it is, for people.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a number",
            Self::Fraction(_) => "a fraction",
            Self::Text(_) | Self::Written(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::TooDeep => "something with so many levels",
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    // All text can be said in JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn write_between<T>(
    (open, close): (char, char),
    items: impl IntoIterator<Item = T>,
    out: &mut String,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// Where a text is no JSON any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson {
    line: usize,
    column: usize,
    why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// More would have had to come.
    CutOff,
    NotUtf8,
    NotJson,
}

impl NotJson {
    /// The first byte that is part of no character.
    fn not_utf8(text: &[u8], error: std::str::Utf8Error) -> Self {
        let read = &text[..error.valid_up_to()];
        let lines = || read.split(|byte| *byte == b'\n');
        let column = lines().next_back().map_or(0, <[u8]>::len) + 1;
        Self { line: lines().count(), column, why: Why::NotUtf8 }
    }
}

impl From<serde_json::Error> for NotJson {
    fn from(error: serde_json::Error) -> Self {
        let why = if error.is_eof() { Why::CutOff } else { Why::NotJson };
        Self { line: error.line(), column: error.column(), why }
    }
}

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, why } = self;
        let what = match why {
            Why::CutOff => "the JSON breaks off",
            Why::NotUtf8 => "this is not UTF-8",
            Why::NotJson => "this is not JSON",
        };
        write!(f, "{what} at line {line}, column {column}")
    }
}

/// Reads a value that is so many levels down.
#[derive(Clone, Copy)]
struct Level(u8);

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Integer(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Integer(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Fraction(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        if self.0 == DEEPEST {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Tree::TooDeep);
        }
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Self(self.0 + 1))? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Tree, A::Error> {
        if self.0 == DEEPEST {
            while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Tree::TooDeep);
        }
        let mut fields = Vec::new();
        while let Some(name) = object.next_key()? {
            fields.push((name, object.next_value_seed(Self(self.0 + 1))?));
        }
        Ok(Tree::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_there_twice_stays_there_twice() {
        let field = |number| ("a".to_owned(), Tree::Integer(number));
        let tree = Tree::of_json(br#"{"a": 1, "a": -2}"#).unwrap();
        assert_eq!(tree, Tree::Object(vec![field(1), field(-2)]));
    }

    #[test]
    fn one_text_stands_for_all_that_say_the_same() {
        let text =
            r#" { "b" : [ 1, null, {"y": null, "x": "\u00e9\/\"\n"} ], "a": true, "c": null } "#;
        let tree = Tree::of_json(text.as_bytes()).unwrap();
        // Kept answers are found by it: not to be changed.
        assert_eq!(tree.canonical(), r#"{"a":true,"b":[1,null,{"x":"é/\"\n"}]}"#);
        for (one, other) in
            [("[[1],2]", "[1,[2]]"), (r#""1""#, "1"), (r#"["a,b"]"#, r#"["a","b"]"#)]
        {
            let [one, other] = [one, other].map(|it| Tree::of_json(it.as_bytes()).unwrap());
            assert_ne!(one.canonical(), other.canonical());
        }
    }

    #[test]
    fn it_is_told_where_a_text_is_no_json() {
        let why = |text: &str| Tree::of_json(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(why("{\n\"a\": two}"), "this is not JSON at line 2, column 7");
        assert_eq!(why("{\"a\": 1"), "the JSON breaks off at line 1, column 7");
        let bytes = Tree::of_json(b"{\"a\":\n\"\xff\"}").unwrap_err().to_string();
        assert_eq!(bytes, "this is not UTF-8 at line 2, column 2");
    }

    #[test]
    fn any_number_of_levels_is_json() {
        for levels in [1, 16, 17, 127, 128, 100_000] {
            let lists = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            assert!(Tree::of_json(lists.as_bytes()).is_ok(), "{levels}");
            let cut_off = "[".repeat(levels);
            assert!(Tree::of_json(cut_off.as_bytes()).is_err(), "{levels}");
        }
    }
}
