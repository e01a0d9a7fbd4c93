//! Special services of a traveller: as they are asked for, and as they are shown.

use airside_app::world::Snapshot;
use airside_booking::service::{LONGEST_TEXT, ServiceFault};
use airside_booking::{Direction, SpecialService, WantedService};
use airside_primitives::ServiceCode;
use serde::Serialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::faults::Faults;
use crate::problem::FieldError;
use crate::request::fields;
use crate::text::Text;
use crate::valid::printable;
use crate::words;

/// Something that is done for a traveller.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSpecialService, example = json!({"code": "WCHR", "text": "walks with two sticks"}))]
pub(crate) struct NewService {
    /// IATA's, of those that the tariff allows.
    #[schema(value_type = String, pattern = "^[A-Z]{4}$")]
    code: Option<Text<ServiceCode>>,
    /// On which journeys [all that lie ahead].
    #[schema(value_type = Option<Vec<words::Direction>>, max_items = 6)]
    journeys: Option<Vec<String>>,
    /// What has to be known for it.
    #[validate(custom(function = short))]
    #[schema(min_length = 1, max_length = 100)]
    text: Option<String>,
}

fields! {
    NewService { code, journeys, text }
}

fn short(text: &str) -> Result<(), ValidationError> {
    if text.chars().take(LONGEST_TEXT + 1).count() > LONGEST_TEXT {
        let message = format!("must have at most {LONGEST_TEXT} characters");
        return Err(ValidationError::new("length").with_message(message.into()));
    }
    printable(text)
}

/// What is asked for; a code that is missing is blamed.
pub(super) fn wanted(
    services: Vec<NewService>,
    pointer: &str,
    faults: &mut Faults,
) -> Vec<WantedService> {
    let mut wanted = Vec::new();
    for (at, service) in services.into_iter().enumerate() {
        let Some(Text(code)) = service.code else {
            faults.add(&format!("{pointer}/{at}/code"), "is required");
            continue;
        };
        let journeys =
            service.journeys.map(|named| journeys(&named, &format!("{pointer}/{at}"), faults));
        let text = service.text.map(|text| text.trim().to_owned());
        wanted.push(WantedService { code, journeys, text });
    }
    wanted
}

fn journeys(named: &[String], here: &str, faults: &mut Faults) -> Vec<Direction> {
    let named = named.iter().enumerate();
    let read = named.map(|(at, it)| faults.read(&format!("{here}/journeys/{at}"), Some(it)));
    read.collect::<Vec<Option<Direction>>>().into_iter().flatten().collect()
}

/// The faults of services, each with its pointer.
pub(super) fn blamed(faults: Vec<(usize, ServiceFault)>, pointer: &str) -> Vec<FieldError> {
    let blamed = faults.into_iter().map(|(at, fault)| {
        let here = format!("{pointer}/{at}");
        match fault {
            ServiceFault::NotOffered { offered } if offered.is_empty() => {
                FieldError::new(format!("{here}/code"), "no special services are offered here")
            }
            ServiceFault::NotOffered { offered } => {
                FieldError::new(format!("{here}/code"), format!("must be one of {offered}"))
            }
            ServiceFault::Twice => FieldError::new(
                format!("{here}/code"),
                "is asked for twice: name its journeys once",
            ),
            ServiceFault::NotForThem { travellers } => {
                let travellers: Vec<_> = travellers.iter().map(|it| it.code()).collect();
                let travellers = travellers.join(", ");
                FieldError::new(format!("{here}/code"), format!("is only for {travellers}"))
            }
            ServiceFault::BesideAnother { code } => FieldError::new(
                format!("{here}/code"),
                format!("cannot be had beside {code} on the same journey"),
            ),
            ServiceFault::NoSuchJourney { at } => FieldError::new(
                format!("{here}/journeys/{at}"),
                "is no journey of this passenger that lies ahead",
            ),
            ServiceFault::NoJourneys => {
                FieldError::new(format!("{here}/journeys"), "must name a journey, or be left out")
            }
        }
    });
    blamed.collect()
}

/// A special service.
#[derive(Serialize, ToSchema)]
#[schema(as = SpecialService)]
pub(crate) struct ServiceView {
    /// IATA's.
    #[schema(example = "WCHR")]
    code: String,
    /// What the tariff calls it.
    name: String,
    #[schema(value_type = Vec<words::Direction>)]
    journeys: Vec<String>,
    #[schema(required)]
    text: Option<String>,
}

impl ServiceView {
    pub(crate) fn of(world: &Snapshot, service: &SpecialService) -> Self {
        Self {
            code: service.code.to_string(),
            name: world.terms.services.name(service.code),
            journeys: service.journeys.iter().map(ToString::to_string).collect(),
            text: service.text.clone(),
        }
    }
}
