//! A letter as a page of HTML: one column, no image, nothing fetched.
//!
//! Programs that read mail know little of style sheets, so the look in the light is written at each
//! element; those that know the dark read the style sheet above, which overrides it.

use airside_app::ports::mailer::{Block, Flight, Letter, Stop};
use airside_primitives::Colour;

/// Of letters in which no airline's colour is known.
const OURS: Colour = Colour([0x0b, 0x5c, 0xad]);

const FONT: &str =
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/// What the dark changes: ground, sheet, words, quiet words, lines and tints.
const DARK: &str = "\
    @media (prefers-color-scheme: dark) {\
    .ground { background: #0f151b !important; }\
    .sheet { background: #182029 !important; border-color: #34414e !important; }\
    .ink { color: #e8edf2 !important; }\
    .soft { color: #a9b6c3 !important; }\
    .line { border-color: #34414e !important; }\
    .tint { background: #222c37 !important; color: #e8edf2 !important; }\
    .link { color: #8bbaff !important; }\
    }\
    @media (max-width: 480px) { .wide { padding-left: 20px !important; padding-right: 20px !important; } }";

/// The page, under the name of whoever writes.
pub(crate) fn page(letter: &Letter, heading: &str) -> String {
    let colour = letter.brand.as_ref().and_then(|brand| brand.colour).unwrap_or(OURS);
    let on = if colour.is_dark() { "#ffffff" } else { "#000000" };
    let (title, heading) = (escape(&letter.subject), escape(heading));
    let blocks: String = letter.blocks.iter().map(|it| block(it, colour, on)).collect();
    let reason = escape(&letter.reason);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\
         <title>{title}</title><style>:root {{ color-scheme: light dark; }}{DARK}</style></head>\n\
         <body class=\"ground\" style=\"margin:0;padding:0;background:#f1f4f7;{FONT}\">\n\
         <table role=\"presentation\" class=\"ground\" width=\"100%\" cellpadding=\"0\" \
         cellspacing=\"0\" style=\"background:#f1f4f7\"><tr><td align=\"center\" \
         style=\"padding:16px 8px\">\n\
         <table role=\"presentation\" class=\"sheet\" width=\"100%\" cellpadding=\"0\" \
         cellspacing=\"0\" style=\"max-width:600px;background:#ffffff;border:1px solid #cdd6df;\
         border-radius:12px;border-collapse:separate;overflow:hidden\">\n\
         <tr><td class=\"wide\" style=\"padding:16px 32px;background:{colour};color:{on};\
         font-size:18px;font-weight:600;line-height:1.3;border-radius:11px 11px 0 0\">{heading}</td></tr>\n\
         <tr><td class=\"wide ink\" style=\"padding:24px 32px 8px;color:#17212b;font-size:16px;\
         line-height:1.5;overflow-wrap:anywhere\">\n\
         <h1 class=\"ink\" style=\"margin:0 0 16px;font-size:22px;line-height:1.3;color:#17212b\">\
         {title}</h1>\n{blocks}</td></tr>\n\
         <tr><td class=\"wide soft line\" style=\"padding:16px 32px 20px;border-top:1px solid #cdd6df;\
         color:#4a5866;font-size:13px;line-height:1.5\">{reason}</td></tr>\n\
         </table>\n</td></tr></table>\n</body></html>\n"
    )
}

fn block(block: &Block, colour: Colour, on: &str) -> String {
    match block {
        Block::Text(words) => {
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(words))
        }
        Block::Notice(words) => format!(
            "<p class=\"tint\" style=\"margin:0 0 16px;padding:10px 14px;background:#e9eef3;\
             color:#17212b;border-left:4px solid #b7791f;border-radius:0 6px 6px 0\">{}</p>\n",
            escape(words)
        ),
        Block::Title(words) => format!(
            "<h2 class=\"ink\" style=\"margin:24px 0 8px;font-size:17px;line-height:1.3;\
             color:#17212b\">{}</h2>\n",
            escape(words)
        ),
        Block::Facts(facts) => facts_table(facts),
        Block::Flight(it) => flight(it, Standing::Flown),
        Block::Void(it) => flight(it, Standing::Void),
        Block::Link { label, url } => link(label, url, colour, on),
    }
}

fn facts_table(facts: &[(String, String)]) -> String {
    let row = |(name, value): &(String, String)| {
        format!(
            "<tr><td class=\"soft\" style=\"padding:3px 16px 3px 0;color:#4a5866;\
             vertical-align:top\">{}</td><td class=\"ink\" style=\"padding:3px 0;color:#17212b;\
             font-weight:600;vertical-align:top\">{}</td></tr>",
            escape(name),
            escape(value)
        )
    };
    let rows: String = facts.iter().map(row).collect();
    format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"margin:0 0 16px;font-size:15px;line-height:1.45\">{rows}</table>\n"
    )
}

/// Whether a flight is to be flown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Flown,
    Void,
}

fn flight(flight: &Flight, standing: Standing) -> String {
    let Flight { name, departure, arrival, details } = flight;
    let (struck, told) = match standing {
        Standing::Flown => ("", String::new()),
        Standing::Void => (
            "text-decoration:line-through",
            "<div class=\"soft\" style=\"color:#4a5866;font-weight:600\">Not any more:</div>"
                .to_owned(),
        ),
    };
    format!(
        "<div class=\"line\" style=\"margin:0 0 12px;padding:12px 14px;border:1px solid #cdd6df;\
         border-radius:8px\">{told}\
         <div style=\"{struck}\"><div class=\"ink\" style=\"font-weight:600;color:#17212b\">{}</div>\
         {}{}\
         <div class=\"soft\" style=\"color:#4a5866;font-size:14px\">{}</div></div></div>\n",
        escape(name),
        stop(departure),
        stop(arrival),
        escape(details)
    )
}

fn stop(stop: &Stop) -> String {
    let Stop { place, day, time } = stop;
    format!(
        "<div style=\"margin:2px 0\"><strong>{}</strong> {} <span class=\"soft\" \
         style=\"color:#4a5866\">{}</span></div>",
        escape(time),
        escape(place),
        escape(day)
    )
}

/// A button, and its address under it for those who read before they press.
fn link(label: &str, url: &str, colour: Colour, on: &str) -> String {
    let (label, url) = (escape(label), escape(url));
    format!(
        "<p style=\"margin:0 0 8px\"><a href=\"{url}\" style=\"display:inline-block;\
         padding:11px 20px;background:{colour};color:{on};border-radius:8px;font-weight:600;\
         text-decoration:none\">{label}</a></p>\n\
         <p class=\"soft\" style=\"margin:0 0 16px;font-size:13px;color:#4a5866\">\
         <a class=\"link\" href=\"{url}\" style=\"color:#0b5cad;overflow-wrap:anywhere\">{url}</a></p>\n"
    )
}

/// Text, so that it stays text in HTML and in its attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
