//! Pages as a PDF file.
//!
//! Everything that goes into the file comes from the sheet, its date included,
//! so the same content is the same bytes.

use airside_app::ports::documents::RenderError;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use time::{OffsetDateTime, UtcOffset};

use crate::drawing::{Area, Bars, Mark};
use crate::flow::{self, Block};
use crate::fonts::Fonts;
use crate::head::PageFrame;
use crate::style::{BAR, Colour};

/// A4.
const PAGE: (f32, f32) = (595.28, 841.89);
const LEFT_MARGIN: f32 = 42.0;
const BOTTOM_MARGIN: f32 = 44.0;

/// A document laid out, before its pages are cut.
pub(crate) struct Sheet {
    pub(crate) title: String,
    pub(crate) author: String,
    /// The file's date: when its content was made.
    pub(crate) created: OffsetDateTime,
    pub(crate) frame: PageFrame,
    pub(crate) blocks: Vec<Block>,
}

/// Cuts the sheet into pages and writes the file.
pub(crate) fn write(fonts: &Fonts, sheet: Sheet) -> Result<Vec<u8>, RenderError> {
    let metadata = metadata(&sheet);
    let Sheet { frame, blocks, .. } = sheet;
    let top = frame.height();
    let pages = flow::paginate(blocks, PAGE.1 - top - BOTTOM_MARGIN);

    let settings = SerializeSettings { enable_tagging: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    for (number, page) in (1..).zip(&pages) {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| RenderError::Engine("A4 is no page size".to_owned()))?;
        let mut written = document.start_page_with(size);
        let mut surface = written.surface();
        for mark in frame.marks(fonts, number, pages.len()) {
            draw(&mut surface, fonts, &mark, (LEFT_MARGIN, 0.0));
        }
        for placed in page {
            for mark in &placed.marks {
                draw(&mut surface, fonts, mark, (LEFT_MARGIN, top + placed.top));
            }
        }
        surface.finish();
        written.finish();
    }
    document.set_metadata(metadata);
    document.finish().map_err(|error| RenderError::Engine(format!("{error:?}")))
}

fn metadata(sheet: &Sheet) -> Metadata {
    let created = sheet.created.to_offset(UtcOffset::UTC);
    let date = DateTime::new(u16::try_from(created.year()).unwrap_or_default())
        .month(created.month().into())
        .day(created.day())
        .hour(created.hour())
        .minute(created.minute())
        .second(created.second())
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(sheet.title.clone())
        .authors(vec![sheet.author.clone()])
        .creator("Airside".to_owned())
        .language("en".to_owned())
        .creation_date(date)
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark, (left, top): (f32, f32)) {
    match mark {
        Mark::Text { run, left: start, baseline } => {
            surface.set_fill(Some(paint(run.style.colour)));
            surface.draw_glyphs(
                Point::from_xy(left + start, top + baseline),
                &run.glyphs,
                fonts.embedded(run.style.face),
                &run.text,
                run.style.size,
                false,
            );
        }
        Mark::Fill { area, radius, colour } => {
            surface.set_fill(Some(paint(*colour)));
            if let Some(path) = rounded(area.moved(left, top), *radius) {
                surface.draw_path(&path);
            }
        }
        Mark::Bars { bars, left: start, top: above } => {
            draw_bars(surface, bars, left + start, top + above);
        }
    }
}

/// Draws each bar as a stroke as thick as its row, in whole modules: a third of
/// the bytes that rectangles in points would take, and as sharp.
fn draw_bars(surface: &mut Surface<'_>, bars: &Bars, left: f32, top: f32) {
    let mut path = PathBuilder::new();
    for bar in &bars.all {
        path.move_to(f32::from(bar.start), f32::from(bar.row));
        path.line_to(f32::from(bar.end), f32::from(bar.row));
    }
    let Some(path) = path.finish() else { return };
    let middle_of_row = top + bars.row / 2.0;
    surface.push_transform(&Transform::from_row(
        bars.module,
        0.0,
        0.0,
        bars.row,
        left,
        middle_of_row,
    ));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: paint(BAR).paint, width: 1.0, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.pop();
}

fn paint(Colour(red, green, blue): Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

/// `None` for an area without an extent.
fn rounded(area: Area, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(area.left, area.top, area.width, area.height)?);
        return path.finish();
    }
    // Where a cubic curve's handles make a quarter of a circle.
    let handle = radius * 0.447_7;
    let (left, top) = (area.left, area.top);
    let (right, bottom) = (left + area.width, top + area.height);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - handle, top, right, top + handle, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + handle, bottom, left, bottom - handle, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + handle, left + handle, top, left + radius, top);
    path.close();
    path.finish()
}

impl Area {
    fn moved(self, left: f32, top: f32) -> Self {
        Self { left: self.left + left, top: self.top + top, ..self }
    }
}
