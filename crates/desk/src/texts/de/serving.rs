//! Special services, in German.

use crate::texts::serving::Serving;

pub(crate) const SERVING: Serving = Serving {
    services: "Besondere Leistungen",
    why: "Was unterwegs für diesen Reisenden getan wird. Nur wer den Flug betreut, sieht es; es steht auf dem Ticket.",
    journeys: "Auf welchen Flügen",
    note: "Was wir dafür wissen müssen",
    too_long: "Höchstens 100 Zeichen.",
    full: "Auf einem dieser Flüge ist das für keinen weiteren Reisenden möglich. Fragen Sie es auf einem anderen an.",
    not_offered: "Das wird nicht mehr angeboten.",
    not_for_them: "Das gibt es für Reisende eines anderen Alters.",
    one_of_a_choice: "Auf einem Flug gibt es nur eines davon. Wählen Sie eines, oder nennen Sie für jedes andere Flüge.",
    save: "Diese anfragen",
};
