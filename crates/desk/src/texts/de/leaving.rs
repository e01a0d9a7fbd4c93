//! Cancelling for some of a party, in German.

use crate::texts::leaving::Leaving;

pub(crate) const LEAVING: Leaving = Leaving {
    who: "Für wen?",
    infants: "Ein Baby geht mit dem Erwachsenen, auf dessen Schoß es reist.",
    choose: "Wählen Sie mindestens eine Person.",
    alone: "Kinder können nicht ohne einen Erwachsenen reisen. Es wurde nichts storniert.",
    gone: "Eine dieser Personen reist auf einer dieser Strecken nicht mehr mit. Wählen Sie die Strecken einzeln.",
    cancelled: "storniert",
    covers: "Für",
};
