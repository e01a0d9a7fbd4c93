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
    /// A number with a fraction or an exponent, which nothing here is.
    Fraction,
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
    pub(crate) fn of_json(text: &[u8]) -> serde_json::Result<Self> {
        let mut json = serde_json::Deserializer::from_slice(text);
        let tree = Level(0).deserialize(&mut json)?;
        json.end()?;
        Ok(tree)
    }

    /// The object that the parameters of a query make.
    pub(crate) fn of_parameters(pairs: impl Iterator<Item = (String, String)>) -> Self {
        Self::Object(pairs.map(|(name, text)| (name, Self::Written(text))).collect())
    }

    /// What it is, for people.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a number",
            Self::Fraction => "a fraction",
            Self::Text(_) | Self::Written(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::TooDeep => "something with so many levels",
        }
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

    fn visit_f64<E: Error>(self, _value: f64) -> Result<Tree, E> {
        Ok(Tree::Fraction)
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
    fn any_number_of_levels_is_json() {
        for levels in [1, 16, 17, 127, 128, 100_000] {
            let lists = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            assert!(Tree::of_json(lists.as_bytes()).is_ok(), "{levels}");
            let cut_off = "[".repeat(levels);
            assert!(Tree::of_json(cut_off.as_bytes()).is_err(), "{levels}");
        }
    }
}
