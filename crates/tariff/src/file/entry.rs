//! A value of the file, read as what it should be.

use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use airside_primitives::Amount;
use toml::Spanned;
use toml::de::DeValue;

use super::{File, Section};
use crate::amount::exact;

/// A value, and where it stands.
pub(crate) struct Entry<'f> {
    file: &'f File<'f>,
    path: String,
    value: &'f Spanned<DeValue<'f>>,
}

impl<'f> Entry<'f> {
    pub(super) fn new(file: &'f File<'f>, path: String, value: &'f Spanned<DeValue<'f>>) -> Self {
        Self { file, path, value }
    }

    /// Where it stands, in bytes.
    pub(crate) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// Keeps a fault of this value; answers `None`, for the caller to answer.
    pub(crate) fn fault<T>(&self, detail: impl Into<String>) -> Option<T> {
        self.file.fault(&self.span(), &self.path, detail);
        None
    }

    /// Keeps a fault of something in this value, as `cabins[1].rows`.
    pub(crate) fn fault_in(&self, part: &str, detail: impl Into<String>) {
        self.file.fault(&self.span(), &format!("{}.{part}", self.path), detail);
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        self.value.get_ref().as_bool().or_else(|| self.fault("must be true or false"))
    }

    pub(crate) fn text(&self) -> Option<&'f str> {
        let text = self.value.get_ref().as_str();
        text.or_else(|| self.fault("must be text in quotation marks"))
    }

    /// Text that is not empty, for people.
    pub(crate) fn name(&self) -> Option<&'f str> {
        let text = self.text()?;
        let is_name = !text.trim().is_empty() && !text.chars().any(char::is_control);
        if is_name { Some(text) } else { self.fault("must not be empty") }
    }

    /// A code, as `"DEL"`.
    pub(crate) fn code<T: FromStr<Err: Display>>(&self) -> Option<T> {
        match self.text()?.parse() {
            Ok(code) => Some(code),
            Err(error) => {
                let error: T::Err = error;
                self.fault(error.to_string())
            }
        }
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.or_else(|| {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.fault(format!("must be one of {}", words.join(", ")))
        })
    }

    /// A whole number.
    pub(crate) fn whole<T: TryFrom<i64>>(&self, range: RangeInclusive<i64>) -> Option<T> {
        let number = self.figure().and_then(|figure| exact(figure, 0));
        let number = number.filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).or_else(|| {
            self.fault(format!("must be a whole number, {} to {}", range.start(), range.end()))
        })
    }

    /// A share written in percent with at most one decimal, in permille.
    pub(crate) fn percent(&self, most_percent: u32) -> Option<u32> {
        let permille = self.figure().and_then(|figure| exact(figure, 1));
        let permille = permille.and_then(|permille| u32::try_from(permille).ok());
        permille.filter(|permille| *permille <= most_percent * 10).or_else(|| {
            let example = "as 85 or 7.5, with at most one decimal";
            self.fault(format!("must be 0 to {most_percent} percent, {example}"))
        })
    }

    /// An amount in major units of the currency, which a conversion changes.
    pub(crate) fn amount(&self) -> Option<Amount> {
        let amount = self.fixed_amount()?;
        self.file.amounts.borrow_mut().push((self.span(), amount.get()));
        Some(amount)
    }

    /// An amount in major units of the currency, which a conversion leaves as it is.
    pub(crate) fn fixed_amount(&self) -> Option<Amount> {
        // Without a currency nothing can be said of its decimals, and that is a fault by itself.
        let currency = self.file.currency.get()?;
        let Some(minor) = self.written().and_then(|figure| exact(figure, currency.decimals()))
        else {
            let example = match currency.decimals() {
                0 => "1350".to_owned(),
                decimals => format!("1350 or 13.{:0<width$}", 5, width = usize::from(decimals)),
            };
            return self.fault(format!("must be an amount in {currency}, as {example}"));
        };
        let step = currency.chargeable_step();
        if minor % step != 0 {
            let step = currency.show(Amount::minor(step));
            return self.fault(format!("must be a multiple of {step}, or it cannot be charged"));
        }
        Some(Amount::minor(minor))
    }

    /// Digits as they are written.
    fn figure(&self) -> Option<&'f str> {
        match self.value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            DeValue::Integer(_)
            | DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
    }

    /// Digits as they are written, in quotation marks or not.
    fn written(&self) -> Option<&'f str> {
        self.figure().or_else(|| self.value.get_ref().as_str())
    }

    pub(crate) fn is_text(&self) -> bool {
        self.value.get_ref().is_str()
    }

    pub(crate) fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    /// The entries of a list.
    pub(crate) fn list(&self) -> Option<Vec<Entry<'f>>> {
        let Some(list) = self.value.get_ref().as_array() else {
            return self.fault("must be a list, in square brackets");
        };
        let entry = |(at, value)| Entry::new(self.file, format!("{}[{at}]", self.path), value);
        Some(list.iter().enumerate().map(entry).collect())
    }

    /// The codes of a list, each once; `None` when any is wrong.
    pub(crate) fn codes<T: FromStr<Err: Display> + PartialEq + Display>(&self) -> Option<Vec<T>> {
        let mut codes: Vec<T> = Vec::new();
        let mut all_fine = true;
        for entry in self.list()? {
            match entry.code::<T>() {
                Some(code) if codes.contains(&code) => {
                    entry.fault::<T>(format!("{code} stands here twice"));
                    all_fine = false;
                }
                Some(code) => codes.push(code),
                None => all_fine = false,
            }
        }
        if all_fine && codes.is_empty() {
            return self.fault("must not be empty; leave it out to mean all");
        }
        all_fine.then_some(codes)
    }

    pub(crate) fn section(&self) -> Option<Section<'f>> {
        match self.value.get_ref().as_table() {
            Some(table) => Some(Section::new(self.file, self.path.clone(), self.span(), table)),
            None => self.fault("must be a table, as { name = value }"),
        }
    }
}
