//! `services status`: each service, how it is, where, and as what it runs.

use console::{Color, style};

use super::instance::Instance;
use super::service::Service;
use super::services;
use super::state::State;
use super::up::{how, lives, works};

pub(super) fn show(instance: &Instance) -> anyhow::Result<()> {
    let state = instance.state()?;
    println!("{:<15} {:<12} {:<16} RUNS AS", "SERVICE", "STATE", "ADDRESS");
    let runs = |service| state.as_ref().is_some_and(|state| state.running.contains_key(&service));
    let wanted = services();
    for service in Service::ALL.into_iter().filter(|it| wanted.contains(it) || runs(*it)) {
        let (condition, color) = condition(service, instance, state.as_ref());
        let port = state.as_ref().and_then(|state| state.ports.get(&service));
        let address = port.map(|port| format!("127.0.0.1:{port}")).unwrap_or_default();
        let how = state.as_ref().map(|state| how(service, state)).unwrap_or_default();
        // Padded before it is coloured: a colour has a width of its own.
        let condition = style(format!("{condition:<12}")).fg(color);
        println!("{:<15} {condition} {address:<16} {how}", service.title());
    }
    Ok(())
}

fn condition(
    service: Service,
    instance: &Instance,
    state: Option<&State>,
) -> (&'static str, Color) {
    let Some(state) = state.filter(|state| state.running.contains_key(&service)) else {
        return ("down", Color::Yellow);
    };
    if works(service, instance, state) {
        ("up", Color::Green)
    } else if lives(service, instance, state) {
        ("no answer", Color::Red)
    } else {
        ("died", Color::Red)
    }
}
