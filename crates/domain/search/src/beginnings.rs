//! The beginnings of ways: one or two services from an origin, by where they lead and who sells
//! them.
//!
//! They are the same whatever the destination is, so a search for all destinations lists them once.

use std::ops::Range;

use airside_primitives::Amount;

use crate::airlines::dense;
use crate::graph::Edge;
use crate::hunt::Hunt;
use crate::market::Least;
use crate::schedule::Schedule;

/// Every beginning from one origin.
pub(crate) struct Beginnings {
    /// By airport, then seller, of which the cheapest come first.
    all: Vec<Beginning>,
    groups: Vec<Group>,
    /// For each airport, which of the groups lead there.
    to: Vec<Range<u32>>,
    /// Who sells them, each with some service that begins a way.
    pub(crate) sellers: Vec<(u16, u32)>,
}

/// One or two services that are sold together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    pub(crate) first: u32,
    pub(crate) second: Option<u32>,
    /// What they add to a price.
    pub(crate) least: Least,
    pub(crate) km: f32,
    /// Where the first leads, and where the last.
    pub(crate) via: u16,
    to: u16,
    /// A position among the sellers.
    seller: u16,
}

/// The beginnings of one seller that lead to one airport.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(crate) airline: u16,
    /// Its position among the sellers.
    pub(crate) seller: usize,
    /// Where they stand among all.
    pub(crate) begin: u32,
    pub(crate) end: u32,
}

impl Beginnings {
    /// By services that have room, never back to the city of the origin.
    pub(crate) fn new(hunt: &Hunt<'_, '_>, schedule: &mut Schedule, origin: u16) -> Self {
        let index = hunt.index;
        let leaves_city = |edge: &&Edge| index.city_of(edge.to) != index.city_of(origin);
        let mut sellers = Vec::new();
        let mut all = Vec::new();
        for edge in index.graph.edges_from(origin).iter().filter(leaves_city) {
            let first = first_services(hunt, schedule, edge, &mut sellers);
            for onward in index.graph.edges_from(edge.to).iter().filter(leaves_city) {
                add_second(hunt, schedule, onward, &first, &sellers, &mut all);
            }
            all.extend(first);
        }
        all.sort_unstable_by_key(|it| (it.to, it.seller, total(it.least)));
        let groups = groups(&all, &sellers);
        let to = by_airport(&all, &groups, index.airports().len());
        Self { all, groups, to, sellers }
    }

    /// Those that lead to an airport.
    pub(crate) fn to(&self, airport: u16) -> &[Group] {
        let Range { start, end } = self.to[usize::from(airport)];
        &self.groups[start as usize..end as usize]
    }

    pub(crate) fn get(&self, at: u32) -> &Beginning {
        &self.all[at as usize]
    }
}

/// The fare and the taxes.
pub(crate) fn total(least: Least) -> Amount {
    least.fare + least.taxes
}

fn first_services(
    hunt: &Hunt<'_, '_>,
    schedule: &mut Schedule,
    edge: &Edge,
    sellers: &mut Vec<(u16, u32)>,
) -> Vec<Beginning> {
    let mut found = Vec::new();
    for (first, service) in hunt.index.graph.services(edge) {
        if !schedule.is_open(hunt, first) {
            continue;
        }
        let known = sellers.iter().position(|(airline, _)| *airline == service.airline);
        let seller = known.unwrap_or_else(|| {
            sellers.push((service.airline, first));
            sellers.len() - 1
        });
        let least = hunt.market.least(first);
        let Edge { km, to, .. } = *edge;
        let seller = dense(seller);
        found.push(Beginning { first, second: None, least, km, via: to, to, seller });
    }
    found
}

fn add_second(
    hunt: &Hunt<'_, '_>,
    schedule: &mut Schedule,
    onward: &Edge,
    first: &[Beginning],
    sellers: &[(u16, u32)],
    all: &mut Vec<Beginning>,
) {
    for (second, service) in hunt.index.graph.services(onward) {
        let is_sold_with = |beginning: &&Beginning| {
            let (seller, _) = sellers[usize::from(beginning.seller)];
            hunt.index.airlines.with(seller).contains(service.airline)
        };
        let mut sold_with = first.iter().filter(is_sold_with).peekable();
        if sold_with.peek().is_none() || !schedule.is_open(hunt, second) {
            continue;
        }
        let Least { fare, taxes } = hunt.market.least(second);
        all.extend(sold_with.map(|it| {
            let least = Least { fare: it.least.fare + fare, taxes: it.least.taxes + taxes };
            Beginning { second: Some(second), least, km: it.km + onward.km, to: onward.to, ..*it }
        }));
    }
}

fn groups(all: &[Beginning], sellers: &[(u16, u32)]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut begin = 0;
    for of_group in all.chunk_by(|one, next| (one.to, one.seller) == (next.to, next.seller)) {
        let end = begin + position(of_group.len());
        let seller = usize::from(of_group[0].seller);
        groups.push(Group { airline: sellers[seller].0, seller, begin, end });
        begin = end;
    }
    groups
}

fn by_airport(all: &[Beginning], groups: &[Group], airports: usize) -> Vec<Range<u32>> {
    let mut to = vec![0..0; airports];
    let leads_to = |group: &Group| all[group.begin as usize].to;
    let mut begin = 0;
    for of_airport in groups.chunk_by(|one, next| leads_to(one) == leads_to(next)) {
        let end = begin + position(of_airport.len());
        to[usize::from(leads_to(&of_airport[0]))] = begin..end;
        begin = end;
    }
    to
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
