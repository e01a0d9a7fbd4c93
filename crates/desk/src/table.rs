//! A table that scrolls sideways where it is wider than its page.

use maud::{Markup, html};

/// A table under a name, with these heads over its rows.
pub(crate) fn table(name: &str, heads: &[&str], rows: &Markup) -> Markup {
    html! {
        div.wide-table tabindex="0" role="region" aria-label=(name) {
            table.lines {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody { (rows) }
            }
        }
    }
}
