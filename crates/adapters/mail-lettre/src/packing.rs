//! A letter as MIME: text and page side by side, and files beside both. The same letter is packed
//! into the same bytes.

use airside_app::ports::MailerError;
use airside_app::ports::mailer::{House, Letter};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::draw;
use crate::failure::BadSettings;

/// What a page is told to be called where no airline writes.
const NOBODY_IN_PARTICULAR: &str = "Airside";

/// What the name before the `@` has where nobody reads what comes there: without signs, in small
/// letters.
const READ_BY_NOBODY: [&str; 3] = ["noreply", "donotreply", "unmonitored"];

/// Whom letters come from.
#[derive(Debug, Clone)]
pub struct Sender(Mailbox);

impl Sender {
    /// `Example Air <no-reply@air.example>`, or the address alone.
    pub fn parse(text: &str) -> Result<Self, BadSettings> {
        text.parse().map(Self).map_err(|_| BadSettings::From(text.to_owned()))
    }

    /// The name for people, or else the airline's.
    fn named(&self, letter: &Letter) -> Mailbox {
        let Mailbox { name, email } = self.0.clone();
        let airline = || letter.brand.as_ref().map(|brand| one_line(&brand.name));
        Mailbox { name: name.or_else(airline), email }
    }

    /// What a page is headed with.
    fn heading(&self, letter: &Letter) -> String {
        let airline = letter.brand.as_ref().map(|brand| one_line(&brand.name));
        let ours = || self.0.name.clone();
        airline.or_else(ours).unwrap_or_else(|| NOBODY_IN_PARTICULAR.to_owned())
    }

    /// Its name, and its address if somebody reads what comes there.
    pub(crate) fn house(&self) -> House {
        let Mailbox { name, email } = self.0.clone();
        let letters = email.user().chars().filter(char::is_ascii_alphanumeric);
        let user = letters.collect::<String>().to_ascii_lowercase();
        let is_read = !READ_BY_NOBODY.iter().any(|it| user.contains(it));
        let name = name.map(|name| one_line(&name));
        House { name, reply_to: is_read.then(|| email.to_string()) }
    }

    /// Whether it is an address of examples, which nobody has.
    pub fn is_example(&self) -> bool {
        self.domain().ends_with(".example") || self.domain().ends_with(".invalid")
    }

    fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

/// Packs a letter; one to what is no address is refused.
pub(crate) fn pack(sender: &Sender, letter: &Letter) -> Result<Message, MailerError> {
    let to: Address =
        letter.to.parse().map_err(|_| refused("what was given as the address is none"))?;
    let heading = sender.heading(letter);
    let boundary = |part: &str| format!("{part}-{}", letter.id);
    let page = MultiPart::alternative()
        .boundary(boundary("page"))
        .singlepart(SinglePart::plain(draw::text(letter, &heading)))
        .singlepart(SinglePart::html(draw::page(letter, &heading)));
    let body = if letter.attachments.is_empty() {
        page
    } else {
        let pdf = ContentType::parse("application/pdf")
            .map_err(|_| refused("a file of it has a type that is none"))?;
        let files = letter
            .attachments
            .iter()
            .map(|file| Attachment::new(one_line(&file.name)).body(file.pdf.clone(), pdf.clone()));
        let mixed = MultiPart::mixed().boundary(boundary("files")).multipart(page);
        files.fold(mixed, MultiPart::singlepart)
    };
    Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, sender.domain())))
        .date(letter.date.into())
        .from(sender.named(letter))
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        // Nobody's machine is to answer it (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(body)
        .map_err(|_| refused("it cannot be packed"))
}

/// A line break has no place in a header: lettre folds it in some, and panics at it in others.
fn one_line(text: &str) -> String {
    let words = text.split(char::is_control).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn refused(why: &str) -> MailerError {
    MailerError::Refused(why.to_owned())
}
