//! The faces, and text set in them.
//!
//! Shaping gives kerning, accents that are typed apart, and widths; within a document no text is
//! shaped twice, be it to be measured, drawn, or said again of the next passenger. The faces are cut down to the scripts that `printable` names; their licence
//! is beside them in `fonts/`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use airside_app::ports::documents::RenderError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, ShapePlan, UnicodeBuffer, script};
use thiserror::Error;

use crate::printable::printable;
use crate::style::{Face, Figures, Style};

const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");

/// A font of this crate is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the font {0} cannot be read")]
pub struct UnreadableFont(&'static str);

/// Every face that a document can use, read once.
pub(crate) struct Faces {
    regular: Loaded,
    semi_bold: Loaded,
}

/// The faces, as one document uses them.
pub(crate) struct Fonts {
    faces: Arc<Faces>,
    /// What was shaped in this document.
    shaped: RefCell<HashMap<(Face, Figures), HashMap<String, Shaped>>>,
}

/// Text that was shaped; its size and colour do not matter to that.
#[derive(Clone)]
struct Shaped {
    text: Rc<str>,
    glyphs: Rc<[KrillaGlyph]>,
    ems: f32,
}

struct Loaded {
    embedded: Font,
    shaped: rustybuzz::Face<'static>,
    proportional: ShapePlan,
    tabular: ShapePlan,
}

/// A line of text, shaped: ready to be drawn where its baseline starts.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) text: Rc<str>,
    pub(crate) glyphs: Rc<[KrillaGlyph]>,
    pub(crate) width: f32,
    pub(crate) style: Style,
}

impl Faces {
    pub(crate) fn load() -> Result<Self, UnreadableFont> {
        Ok(Self {
            regular: Loaded::read(REGULAR).ok_or(UnreadableFont("Inter-Regular"))?,
            semi_bold: Loaded::read(SEMI_BOLD).ok_or(UnreadableFont("Inter-SemiBold"))?,
        })
    }

    const fn loaded(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::SemiBold => &self.semi_bold,
        }
    }
}

impl Fonts {
    pub(crate) fn new(faces: &Arc<Faces>) -> Self {
        Self { faces: Arc::clone(faces), shaped: RefCell::default() }
    }

    /// Shapes one line.
    pub(crate) fn shape(&self, text: &str, style: Style) -> Run {
        let mut shaped = self.shaped.borrow_mut();
        let known = shaped.entry((style.face, style.figures)).or_default();
        let shaped = known.get(text).cloned().unwrap_or_else(|| {
            let shaped = self.faces.loaded(style.face).shaped(text, style.figures);
            known.insert(text.to_owned(), shaped.clone());
            shaped
        });
        let Shaped { text, glyphs, ems } = shaped;
        Run { text, glyphs, width: ems * style.size, style }
    }

    /// The text in characters that the style has.
    pub(crate) fn printable<'t>(&self, text: &'t str, style: Style) -> Cow<'t, str> {
        self.faces.loaded(style.face).printable(text)
    }

    pub(crate) fn embedded(&self, face: Face) -> Font {
        self.faces.loaded(face).embedded.clone()
    }
}

impl Loaded {
    fn read(data: &'static [u8]) -> Option<Self> {
        let shaped = rustybuzz::Face::from_slice(data, 0)?;
        let plan = |features: &[Feature]| {
            // Inter's kerning is filed under Latin for all of its scripts.
            ShapePlan::new(&shaped, Direction::LeftToRight, Some(script::LATIN), None, features)
        };
        let proportional = plan(&[]);
        let tabular = plan(&[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)]);
        Some(Self { embedded: Font::new(data.into(), 0)?, shaped, proportional, tabular })
    }

    fn shaped(&self, text: &str, figures: Figures) -> Shaped {
        let text = self.printable(text);
        let glyphs = self.glyphs(&text, figures);
        let ems = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Shaped { text: text.into(), glyphs: glyphs.into(), ems }
    }

    fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        printable(text, |it| self.shaped.glyph_index(it).is_some())
    }

    /// Advances and offsets are in ems.
    fn glyphs(&self, text: &str, figures: Figures) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let plan = match figures {
            Figures::Proportional => &self.proportional,
            Figures::Tabular => &self.tabular,
        };
        let shaped = rustybuzz::shape_with_plan(&self.shaped, plan, buffer);

        let em = self.shaped.units_per_em();
        let starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|it| it.cluster as usize).collect();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        glyphs
            .zip(&starts)
            .map(|((info, position), start)| {
                let end = starts.iter().copied().find(|it| it > start).unwrap_or(text.len());
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    ems(position.x_advance, em),
                    ems(position.x_offset, em),
                    ems(position.y_offset, em),
                    ems(position.y_advance, em),
                    *start..end,
                    None,
                )
            })
            .collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn ems(units: i32, per_em: i32) -> f32 {
    units as f32 / per_em as f32
}

impl From<UnreadableFont> for RenderError {
    fn from(error: UnreadableFont) -> Self {
        Self::Engine(error.to_string())
    }
}

#[cfg(test)]
pub(crate) fn loaded() -> Fonts {
    Fonts::new(&Arc::new(Faces::load().unwrap()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::BODY;

    #[test]
    fn accents_of_europe_are_covered_in_both_weights() {
        let fonts = loaded();
        let names = "Gül Şahin Søren Núñez Őze Łukasz Ærø Đặng Žižek Αθήνα Ελλάς Щукин Київ ₹€";
        for style in [BODY, BODY.semi_bold()] {
            let run = fonts.shape(names, style);
            assert_eq!(&*run.text, names);
            assert!(run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        }
    }

    #[test]
    fn an_accent_typed_apart_is_as_wide_as_the_letter_alone() {
        let fonts = loaded();
        let width = |text| fonts.shape(text, BODY).width;
        assert!((width("Rene\u{301}e") - width("Renée")).abs() < 0.01);
        assert!((width("x\u{301}") - width("x")).abs() < 0.01);
    }

    #[test]
    fn tabular_digits_are_all_of_one_width() {
        let fonts = loaded();
        let width = |text| fonts.shape(text, BODY.tabular()).width;
        assert!((width("111,111.11") - width("888,888.88")).abs() < 0.01);
    }
}
