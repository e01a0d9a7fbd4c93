//! Pages that cannot be shown, in German.

use crate::texts::refusing::Refusing;

pub(crate) const REFUSING: Refusing = Refusing {
    not_found: (
        "Hier ist nichts",
        "Vielleicht ist die Adresse vertippt, oder was hier war, gehört jemand anderem. Ist es Ihre Reise? Finden Sie sie mit ihrer Nummer.",
    ),
    for_staff: (
        "Das ist für den Schalter",
        "Sie sind angemeldet, aber nicht mit einem Konto, das Reisende bedient. Wer diesen Server betreibt, kann Ihrem diese Rolle geben.",
    ),
    log_in: ("Melden Sie sich zuerst an", "Danach sehen Sie diese Seite."),
    old_form: (
        "Diese Seite war zu lange offen",
        "Es wurde nichts getan. Öffnen Sie sie noch einmal, und senden Sie sie erneut.",
    ),
    too_many: ("Das war zu viel auf einmal", "Es wurde nichts getan."),
    too_long: (
        "Das ist zu lang",
        "Es wurde nichts getan. Kürzen Sie es, und senden Sie es erneut.",
    ),
    away: (
        "Wir sind gerade überlastet",
        "Es wurde nichts getan. Versuchen Sie es gleich noch einmal.",
    ),
    fault: (
        "Hier ging etwas schief",
        "Es wurde für die Betreiber dieses Servers notiert. Versuchen Sie es gleich noch einmal; Ihre Buchungen sind sicher.",
    ),
    go_on: "Weiter",
    find_trip: "Reise finden",
    again_in: |seconds| match seconds {
        0..=90 => format!("Versuchen Sie es in {} Sekunden noch einmal.", seconds.max(2)),
        _ => format!("Versuchen Sie es in {} Minuten noch einmal.", seconds.div_ceil(60)),
    },
};
