//! How large answers are, and the offers in them.

use anyhow::Context;
use serde::Serialize;
use serde_json::Value;

use super::load::{Heard, Kept};

/// Means of many answers, in bytes.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Sizes {
    pub(super) answer: f64,
    pub(super) offers_an_answer: f64,
    /// `None` where there was no offer.
    pub(super) offer: Option<f64>,
    pub(super) offer_id: Option<f64>,
}

impl Sizes {
    /// Of all answers that were heard, and of the offers in those that were kept.
    pub(super) fn of(heard: &Heard) -> anyhow::Result<Self> {
        let mut offers = Vec::new();
        for Kept { body, .. } in &heard.kept {
            let answer: Value = serde_json::from_slice(body).context("an answer is no JSON")?;
            for list in ["departing", "returning"] {
                let list = answer.get(list).and_then(Value::as_array);
                offers.extend(list.into_iter().flatten().map(|offer| {
                    // Written again without a space, as it came.
                    let id = offer.get("id").and_then(Value::as_str).unwrap_or_default();
                    (offer.to_string().len(), id.len())
                }));
            }
        }
        let sum = |of: fn(&(usize, usize)) -> usize| offers.iter().map(of).sum::<usize>();
        Ok(Self {
            answer: mean(heard.bytes, heard.rate.answers as usize).unwrap_or_default(),
            offers_an_answer: mean(offers.len(), heard.kept.len()).unwrap_or_default(),
            offer: mean(sum(|(offer, _)| *offer), offers.len()),
            offer_id: mean(sum(|(_, id)| *id), offers.len()),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 bytes")]
fn mean(sum: usize, count: usize) -> Option<f64> {
    (count > 0).then(|| sum as f64 / count as f64)
}

/// The answer in the middle by its size.
pub(super) fn usual(kept: &[Kept]) -> Option<&Kept> {
    let mut sorted: Vec<_> = kept.iter().collect();
    sorted.sort_by_key(|it| it.body.len());
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::http::load::Rate;

    #[test]
    fn offers_are_counted_on_their_way_there_and_back() {
        let bodies = [
            r#"{"departing":[{"id":"off_12"},{"id":"off_3456"}],"returning":[{"id":"off_78"}]}"#,
            r#"{"departing":[],"next_cursor":null}"#,
        ];
        let kept = bodies.map(|body| Kept { number: 1, body: body.as_bytes().to_vec() });
        let rate = Rate { answers: 4, a_second: 1.0, p50_us: 1.0, p99_us: 1.0 };
        let sizes = Sizes::of(&Heard { rate, bytes: 400, kept: kept.into() }).unwrap();
        let close = |one: f64, other: f64| (one - other).abs() < 0.001;
        assert!(close(sizes.answer, 100.0) && close(sizes.offers_an_answer, 1.5));
        assert!(close(sizes.offer.unwrap(), (15.0 + 17.0 + 15.0) / 3.0));
        assert!(close(sizes.offer_id.unwrap(), (6.0 + 8.0 + 6.0) / 3.0));
    }

    #[test]
    fn the_usual_answer_is_the_one_in_the_middle() {
        let kept = [(3, "abc"), (900, "abcdef"), (1, "a")]
            .map(|(number, body)| Kept { number, body: body.as_bytes().to_vec() });
        assert_eq!(usual(&kept).map(|it| it.number), Some(3));
        assert!(usual(&[]).is_none());
    }
}
