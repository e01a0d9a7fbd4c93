//! Documents for a border, in German.

use crate::texts::border::Border;

pub(crate) const BORDER: Border = Border {
    title: "Reisedokument",
    why: "Für Flüge in ein anderes Land brauchen alle Reisenden einen Pass oder Personalausweis. Die Nummer wird nur Behörden gezeigt.",
    kind: "Was es ist",
    kinds: ["Reisepass", "Personalausweis"],
    number: "Nummer",
    number_wrong: "Bis zu 20 Buchstaben A bis Z und Ziffern, wie sie gedruckt ist.",
    issuing: "Ausgestellt von",
    nationality: "Staatsangehörigkeit",
    expires: "Gültig bis",
    save: "Behalten",
    forget: "Gespeichertes löschen",
    too_old: "Es läuft vor dem Ende der Reise ab: Es wird ein anderes gebraucht.",
    kept: |ending| {
        format!(
            "Eines, dessen Nummer auf {ending} endet, ist gespeichert. Was Sie senden, ersetzt es."
        )
    },
    expires_before: |day| format!("Es muss bis zum Ende der Reise gültig sein, am {day}."),
    due: |moment| format!("nötig bis {moment} UTC"),
};
