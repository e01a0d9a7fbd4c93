//! A letter with a part of each kind. The airline and the people do not exist.

use airside_app::ports::mailer::{Attachment, Block, Brand, Flight, Letter, Stop};
use airside_mail_lettre::Sender;
use airside_primitives::MailId;
use time::macros::datetime;
use uuid::uuid;

pub(crate) fn sender() -> Sender {
    Sender::parse("no-reply@quartz.example").unwrap()
}

pub(crate) fn letter() -> Letter {
    Letter {
        id: MailId(uuid!("01a0f67b-22db-7013-9084-947299ddfba2")),
        date: datetime!(2026-12-01 08:00 UTC),
        to: "asha@example.com".to_owned(),
        brand: Some(Brand {
            name: "Quartz Air".to_owned(),
            colour: Some("#7a1f5c".parse().unwrap()),
        }),
        subject: "Booking K7Q2MZ: New Delhi to Mumbai has new times".to_owned(),
        blocks: vec![
            Block::Notice("Demo data: not valid for travel".to_owned()),
            Block::Text("The airline has changed the times of this journey.".to_owned()),
            Block::Facts(vec![
                ("Booking reference".to_owned(), "K7Q2MZ".to_owned()),
                ("Travellers".to_owned(), "Asha Rao, Søren Ærø".to_owned()),
                ("Paid".to_owned(), "INR 4,589.00".to_owned()),
            ]),
            Block::Title("Departing: New Delhi to Mumbai".to_owned()),
            Block::Void(flight("08:00 IST", "10:10 IST")),
            Block::Flight(flight("09:30 IST", "11:40 IST")),
            Block::Link {
                label: "Answer".to_owned(),
                url: "https://air.example/answer?a=1&b=2".to_owned(),
            },
        ],
        reason: "You get this mail because this address was given for booking K7Q2MZ.".to_owned(),
        attachments: vec![Attachment {
            name: "ticket-1.pdf".to_owned(),
            pdf: b"%PDF-1.7 not really".to_vec(),
        }],
    }
}

fn flight(departs: &str, arrives: &str) -> Flight {
    let stop = |place: &str, time: &str| Stop {
        place: place.to_owned(),
        day: "Tue 1 Dec 2026".to_owned(),
        time: time.to_owned(),
    };
    Flight {
        name: "QZ2045, Quartz Air".to_owned(),
        departure: stop("New Delhi (DEL)", departs),
        arrival: stop("Mumbai (BOM)", arrives),
        details: "2 h 10 min, Economy".to_owned(),
    }
}
