//! A trip of one's own, in German.

use crate::texts::parting::Parting;

pub(crate) const PARTING: Parting = Parting {
    title: "Reise teilen",
    why: "Wen Sie wählen, erhält eine eigene Reise mit denselben Flügen, Sitzen und Ticketnummern. Jede Reise wird dann für sich umgebucht und storniert. Es kostet nichts und lässt sich nicht rückgängig machen.",
    who: "Wer erhält eine eigene Reise?",
    now: "Teilen",
    somebody_stays: "Wählen Sie jemanden, aber nicht alle.",
    alone: "Kinder können nicht ohne einen Erwachsenen reisen. Es wurde nichts geteilt.",
    cannot: "Diese Reise kann jetzt nicht geteilt werden: Eine Änderung ist offen, ein Flug ist storniert, oder jemand fliegt nicht auf allen Flügen mit.",
    parted_from: "Geteilt von der Reise",
    parted_to: "Andere dieser Gruppe sind auf der Reise",
};
