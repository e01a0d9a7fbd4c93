//! Changing a journey, in German.

use crate::texts::changing::Changing;

pub(crate) const CHANGING: Changing = Changing {
    change: "Flug umbuchen",
    which: "Welchen Flug möchten Sie umbuchen?",
    day: "Auf welchen Tag",
    show: "Flüge zeigen",
    pick: "Wählen Sie die neuen Flüge",
    none: "An diesem Tag hat die Fluggesellschaft keinen Flug mit freien Plätzen. Versuchen Sie einen anderen.",
    cannot: "Keiner dieser Tarife kann umgebucht werden. Stornieren Sie den Flug und buchen Sie einen anderen.",
    too_late: "Für diesen Flug ist es zu spät, oder sein Tarif kann nicht umgebucht werden. Es wurde nichts geändert.",
    out_of_order: "Dann folgten Ihre Flüge nicht mehr aufeinander. Wählen Sie andere Flüge.",
    same: "Das haben Sie schon. Wählen Sie andere Flüge.",
    of_another_type: "Bis dahin zahlt jemand in Ihrer Gruppe wegen des Alters einen anderen Preis. Buchen Sie diesen Flug neu.",
    wrong: "So kann das nicht umgebucht werden. Wählen Sie andere Flüge.",
    lapsed: "Das hat zu lange gedauert, oder die Flüge sind inzwischen voll. Es wurde nichts geändert: Wählen Sie noch einmal.",
    new_price: "Neue Flüge",
    fee: "Umbuchungsgebühr",
    counts: "Bisher bezahlt",
    difference: "Unterschied",
    not_returned: "Von dem bisher Bezahlten kommt dies nicht zurück:",
    you_pay: "Sie zahlen",
    nothing_due: "Es kostet Sie nichts.",
    now: "Jetzt umbuchen",
    receipt: "Beleg der Umbuchung",
    never: "Nicht umbuchbar.",
    free_until: |span| format!("kostenlos umbuchbar bis {span} vor Abflug"),
    fee_until: |amount, span| format!("umbuchbar für {amount} bis {span} vor Abflug"),
    returns_difference: "Ein Preisunterschied wird gezahlt oder erstattet.",
    keeps_difference: "Ein Preisunterschied wird gezahlt; bei einem günstigeren Flug kommen nur Steuern zurück.",
    held: "Die neuen Plätze sind reserviert, während Sie zahlen. Bis dahin haben Sie die alten.",
};
