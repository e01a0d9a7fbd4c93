//! The times of searches as a picture: a bar from the median to the 99th of a hundred.

use std::path::Path;

use anyhow::{Context, anyhow};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::speed::{Figures, SearchFigures};
use crate::bench::figures::{Spread, shown};

const WIDTH: u32 = 760;
const HEIGHT: u32 = 330;
const INK: RGBColor = RGBColor(40, 52, 66);
const FAINT: RGBColor = RGBColor(214, 220, 227);
const OURS: RGBColor = RGBColor(30, 110, 170);
const SCAN: RGBColor = RGBColor(176, 92, 60);
/// Microseconds, and room at both ends.
const RANGE: std::ops::Range<f64> = 0.1..10_000.0;
/// What a label is away from its bar, as a factor of a time.
const GAP: f64 = 1.12;

/// Draws the file.
pub(super) fn draw(figures: &Figures, file: &Path) -> anyhow::Result<()> {
    draw_rows(&rows(figures), file)
        .map_err(|error| anyhow!(error.to_string()))
        .with_context(|| format!("cannot draw {}", file.display()))
}

struct Row {
    name: String,
    time: Spread,
    colour: RGBColor,
}

/// From the bottom up.
fn rows(figures: &Figures) -> Vec<Row> {
    let stops = ["direct", "one stop", "two stops"];
    let row = |it: &SearchFigures| Row {
        name: format!("{}, {}", it.pairs, stops[usize::from(it.max_stops)]),
        time: it.find,
        colour: OURS,
    };
    let scan = Row {
        name: "busy, direct, by a scan".to_owned(),
        time: figures.direct_by_scan,
        colour: SCAN,
    };
    std::iter::once(scan).chain(figures.searches.iter().rev().map(row)).collect()
}

fn draw_rows(rows: &[Row], file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let root = SVGBackend::new(file, (WIDTH, HEIGHT)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(14)
        .margin_right(36)
        .x_label_area_size(38)
        .y_label_area_size(170)
        .build_cartesian_2d(RANGE.log_scale(), (0..rows.len()).into_segmented())?;
    let name = |value: &SegmentValue<usize>| match value {
        SegmentValue::CenterOf(at) => {
            rows.get(*at).map_or_else(String::new, |row| row.name.clone())
        }
        SegmentValue::Exact(_) | SegmentValue::Last => String::new(),
    };
    chart
        .configure_mesh()
        .disable_y_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .axis_style(FAINT)
        .label_style(("sans-serif", 13).into_font().color(&INK))
        .x_desc("one search: from the median to the 99th of a hundred")
        .x_label_formatter(&|microseconds| match *microseconds {
            ..1_000.0 => format!("{microseconds} µs"),
            _ => format!("{} ms", microseconds / 1_000.0),
        })
        .y_labels(rows.len())
        .y_label_formatter(&name)
        .draw()?;
    for (at, row) in rows.iter().enumerate() {
        let Spread { median_us, p99_us, .. } = row.time;
        let corners = [(median_us, SegmentValue::Exact(at)), (p99_us, SegmentValue::Exact(at + 1))];
        let mut bar = Rectangle::new(corners, row.colour.mix(0.35).filled());
        bar.set_margin(9, 9, 0, 0);
        let beside = (p99_us * GAP, SegmentValue::CenterOf(at));
        let style = ("sans-serif", 12).into_font().color(&INK);
        let label =
            Text::new(shown(median_us), beside, style.pos(Pos::new(HPos::Left, VPos::Center)));
        chart.draw_series([bar])?;
        chart.draw_series([label])?;
        let dot = Circle::new((median_us, SegmentValue::CenterOf(at)), 4, row.colour.filled());
        chart.draw_series([dot])?;
    }
    root.present()?;
    Ok(())
}
