//! Reads requests as Stripe takes them: forms with nested names, `a[b][0][c]=`.
//!
//! The names stay flat; a nested value is asked for by its whole name. A name
//! the sandbox does not act on is refused, never ignored: a parameter that
//! works at Stripe and does nothing here would be a trap.

use std::collections::{BTreeMap, BTreeSet};

use crate::objects::money;
use crate::refusal::Refusal;

/// Stripe's limits on metadata: pairs, characters of a name, characters of a value.
const METADATA_LIMITS: (usize, usize, usize) = (50, 40, 500);

/// The parameters of one request by their whole names.
#[derive(Debug, Default)]
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads a form body or a query string.
    pub(crate) fn parse(raw: &[u8]) -> Self {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(raw) {
            let name = match name.strip_suffix("[]") {
                Some(list) => {
                    let position = fields.len();
                    format!("{list}[{position}]")
                }
                None => name.into_owned(),
            };
            fields.insert(name, value.into_owned());
        }
        Self(fields)
    }

    /// Reads what a script sends to a page: a form, a JSON object of texts, or nothing.
    pub(crate) fn parse_either(raw: &[u8]) -> Result<Self, Refusal> {
        if !raw.trim_ascii_start().starts_with(b"{") {
            return Ok(Self::parse(raw));
        }
        serde_json::from_slice(raw).map(Self).map_err(|_| {
            Refusal::invalid("The body must be a form, or a JSON object whose values are texts.")
        })
    }

    /// Refuses every parameter but the known ones.
    ///
    /// `lines[][name]` stands for every position of a list, `metadata[*]` for
    /// every name below.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        for name in self.0.keys() {
            let pattern = without_positions(name);
            let is_known = known.iter().any(|known| match known.strip_suffix("[*]") {
                Some(parent) => {
                    pattern.strip_prefix(parent).is_some_and(|rest| rest.starts_with('['))
                }
                None => *known == pattern,
            });
            if !is_known {
                return Err(Refusal::invalid(format!(
                    "Received unknown parameter: {name}. (The sandbox knows fewer than Stripe.)"
                ))
                .with_code("parameter_unknown")
                .about(name));
            }
        }
        Ok(())
    }

    /// The value, unless it is missing or empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(|| {
            Refusal::invalid(format!("Missing required param: {name}."))
                .with_code("parameter_missing")
                .about(name)
        })
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            Refusal::invalid(format!("Invalid integer: {text}"))
                .with_code("parameter_invalid_integer")
                .about(name)
        })
    }

    /// A whole number of at least 1.
    pub(crate) fn positive(&self, name: &str) -> Result<Option<i64>, Refusal> {
        match self.integer(name)? {
            Some(number) if number < 1 => {
                Err(Refusal::invalid("This value must be greater than or equal to 1.")
                    .with_code("parameter_invalid_integer")
                    .about(name))
            }
            number => Ok(number),
        }
    }

    /// How many of a list to show: 1 to 100, 10 if nothing is said.
    pub(crate) fn limit(&self) -> Result<i64, Refusal> {
        match self.positive("limit")? {
            Some(limit) if limit > 100 => {
                Err(Refusal::invalid("This value must be less than or equal to 100.")
                    .with_code("parameter_invalid_integer")
                    .about("limit"))
            }
            limit => Ok(limit.unwrap_or(10)),
        }
    }

    /// An amount of money to charge, in minor units.
    ///
    /// At most twelve digits, the most that Stripe takes in any currency.
    pub(crate) fn amount(&self, name: &str) -> Result<i64, Refusal> {
        self.required(name)?;
        let amount = self.positive(name)?.unwrap_or_default();
        if amount > 999_999_999_999 {
            return Err(Refusal::invalid("Amount must be no more than 9,999,999,999.99")
                .with_code("amount_too_large")
                .about(name));
        }
        Ok(amount)
    }

    /// A currency that Stripe takes, in lower case as Stripe writes it.
    pub(crate) fn currency(&self, name: &str) -> Result<String, Refusal> {
        let currency = self.required(name)?.to_ascii_lowercase();
        money::known(&currency, name)?;
        Ok(currency)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.text(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(Refusal::invalid(format!("Invalid boolean: {other}")).about(name)),
        }
    }

    /// An absolute web address.
    pub(crate) fn url(&self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(url) = self.text(name) else { return Ok(None) };
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        let is_clean = url.bytes().all(|byte| byte.is_ascii_graphic());
        if is_web && is_clean {
            return Ok(Some(url.to_owned()));
        }
        Err(Refusal::invalid("Not a valid URL").with_code("url_invalid").about(name))
    }

    pub(crate) fn metadata(&self, name: &str) -> Result<BTreeMap<String, String>, Refusal> {
        let (most, longest_name, longest_value) = METADATA_LIMITS;
        let metadata: BTreeMap<String, String> = self
            .below(name)
            .filter(|(_, value)| !value.is_empty())
            .map(|(inner, value)| (inner.to_owned(), value.to_owned()))
            .collect();
        let is_too_long = |(inner, value): (&String, &String)| {
            inner.chars().count() > longest_name || value.chars().count() > longest_value
        };
        if metadata.len() > most || metadata.iter().any(is_too_long) {
            return Err(Refusal::invalid(format!(
                "Metadata can have up to {most} keys, with names up to {longest_name} and values \
                 up to {longest_value} characters."
            ))
            .about(name));
        }
        Ok(metadata)
    }

    /// The values of `name[0]`, `name[1]`, …
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        self.below(name).map(|(_, value)| value.to_owned()).collect()
    }

    /// Refuses a payment that could not be made by card: the sandbox takes nothing else.
    pub(crate) fn takes_cards(&self) -> Result<(), Refusal> {
        for name in ["payment_method_types", "allowed_payment_method_types"] {
            let types = self.list(name);
            if !types.is_empty() && !types.iter().any(|one| one == "card") {
                return Err(Refusal::invalid("The sandbox takes cards only.").about(name));
            }
        }
        Ok(())
    }

    /// The whole names of the members of a list: `lines[0]`, `lines[1]`, …
    pub(crate) fn members(&self, name: &str) -> Vec<String> {
        let positions: BTreeSet<&str> =
            self.below(name).filter_map(|(inner, _)| inner.split(']').next()).collect();
        positions.into_iter().map(|position| format!("{name}[{position}]")).collect()
    }

    /// What follows `name[`, without the closing bracket of the whole.
    fn below(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(move |(whole, value)| {
            let inner = whole.strip_prefix(name)?.strip_prefix('[')?;
            Some((inner.strip_suffix(']').unwrap_or(inner), value.as_str()))
        })
    }
}

/// `lines[12][name]` becomes `lines[][name]`.
fn without_positions(name: &str) -> String {
    let mut parts = name.split('[');
    let mut pattern = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        pattern.push('[');
        let is_position = part.strip_suffix(']').is_some_and(|inside| {
            !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit())
        });
        pattern.push_str(if is_position { "]" } else { part });
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_names_are_read_by_their_whole_name() {
        let form = Form::parse(
            b"line_items[0][quantity]=2&line_items%5B1%5D%5Bquantity%5D=3&metadata[a]=b%20c&x[]=1&x[]=2",
        );
        assert_eq!(form.members("line_items"), ["line_items[0]", "line_items[1]"]);
        assert_eq!(form.integer("line_items[1][quantity]").unwrap(), Some(3));
        assert_eq!(form.metadata("metadata").unwrap()["a"], "b c");
        assert_eq!(form.list("x"), ["1", "2"]);
    }

    #[test]
    fn an_unknown_parameter_is_refused_by_name() {
        let form = Form::parse(b"lines[0][name]=a&metadata[x]=1&tip=5");
        let known = ["lines[][name]", "metadata[*]"];
        let refusal = form.only(&known).unwrap_err();
        assert_eq!(refusal.param.as_deref(), Some("tip"));
        assert!(form.only(&["lines[][name]", "metadata[*]", "tip"]).is_ok());
    }

    #[test]
    fn an_amount_is_a_positive_number_of_at_most_twelve_digits() {
        for bad in ["amount=", "amount=0", "amount=-5", "amount=1.5", "amount=1000000000000", "b=1"]
        {
            assert!(Form::parse(bad.as_bytes()).amount("amount").is_err(), "{bad}");
        }
        assert_eq!(Form::parse(b"amount=99999999").amount("amount").unwrap(), 99_999_999);
    }
}
