//! Blocks over pages.
//!
//! A block is never cut. A block that keeps with the next one is never the last on its page, so no
//! heading is left behind; and a table's header is repeated on each page on which the table goes
//! on.

use std::rc::Rc;

use crate::drawing::Mark;

/// Content that is never split over pages.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    height: f32,
    marks: Vec<Mark>,
    /// White above it, unless it starts a page.
    space_before: f32,
    keeps_with_next: bool,
    /// What comes first on a page that starts with this block.
    under: Option<Rc<Block>>,
}

impl Block {
    pub(crate) const fn new(height: f32, marks: Vec<Mark>) -> Self {
        Self { height, marks, space_before: 0.0, keeps_with_next: false, under: None }
    }

    pub(crate) fn after(self, space_before: f32) -> Self {
        Self { space_before, ..self }
    }

    pub(crate) fn keeping_with_next(self) -> Self {
        Self { keeps_with_next: true, ..self }
    }

    /// This block goes under a copy of `header` wherever it starts a page.
    pub(crate) fn under(self, header: &Rc<Self>) -> Self {
        Self { under: Some(Rc::clone(header)), ..self }
    }
}

/// A block in its final position, `top` below the top of the page's room.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) top: f32,
    pub(crate) marks: Vec<Mark>,
}

/// What one page holds, from top to bottom.
pub(crate) type Page = Vec<Placed>;

/// Fills pages of this height in order.
///
/// Blocks that keep together move to the next page together, unless no page is
/// high enough for all of them.
pub(crate) fn paginate(blocks: Vec<Block>, height: f32) -> Vec<Page> {
    let mut pages = Pages { full: Vec::new(), page: Page::new(), filled: 0.0, height };
    for chain in chains(blocks) {
        let together: f32 = chain.iter().map(|it| it.space_before + it.height).sum();
        if pages.filled + together > height {
            pages.turn();
        }
        for block in chain {
            pages.place(block);
        }
    }
    pages.turn();
    pages.full
}

/// Runs of blocks of which each but the last keeps with the next.
fn chains(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut chains = Vec::new();
    let mut chain = Vec::new();
    for block in blocks {
        let goes_on = block.keeps_with_next;
        chain.push(block);
        if !goes_on {
            chains.push(std::mem::take(&mut chain));
        }
    }
    if !chain.is_empty() {
        chains.push(chain);
    }
    chains
}

struct Pages {
    full: Vec<Page>,
    page: Page,
    filled: f32,
    height: f32,
}

impl Pages {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.full.push(std::mem::take(&mut self.page));
            self.filled = 0.0;
        }
    }

    fn place(&mut self, block: Block) {
        if self.filled + block.space_before + block.height > self.height {
            self.turn();
        }
        if self.page.is_empty() {
            if let Some(header) = &block.under {
                self.page.push(Placed { top: 0.0, marks: header.marks.clone() });
                self.filled = header.height;
            }
        } else {
            self.filled += block.space_before;
        }
        self.page.push(Placed { top: self.filled, marks: block.marks });
        self.filled += block.height;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::drawing::Area;
    use crate::style::INK;

    const HEIGHT: f32 = 700.0;

    /// A block whose mark's width tells which one it is, and whose area tells its height.
    fn block(number: u16, height: f32) -> Block {
        let area = Area { left: 0.0, top: 0.0, width: f32::from(number), height };
        Block::new(height, vec![Mark::Fill { area, radius: 0.0, colour: INK }])
    }

    fn area(placed: &Placed) -> Area {
        match placed.marks.as_slice() {
            [Mark::Fill { area, .. }] => *area,
            other => panic!("{other:?}"),
        }
    }

    fn numbers(page: &Page) -> Vec<f32> {
        page.iter().map(|placed| area(placed).width).collect()
    }

    #[test]
    fn a_heading_moves_on_with_what_it_heads() {
        let blocks = vec![block(1, 600.0), block(2, 40.0).keeping_with_next(), block(3, 100.0)];
        let pages = paginate(blocks, HEIGHT);
        assert_eq!(pages.iter().map(numbers).collect::<Vec<_>>(), [vec![1.0], vec![2.0, 3.0]]);
    }

    #[test]
    fn a_table_that_goes_on_has_its_header_again() {
        let header = Rc::new(block(100, 20.0));
        let rows = (1..=3).map(|number| block(number, 400.0).under(&header));
        let mut blocks = vec![block(0, 300.0)];
        blocks.extend(rows);
        let pages: Vec<_> = paginate(blocks, HEIGHT).iter().map(numbers).collect();
        assert_eq!(pages, [vec![0.0, 1.0], vec![100.0, 2.0], vec![100.0, 3.0]]);
    }

    #[test]
    fn space_above_is_dropped_on_top_of_a_page() {
        let blocks = vec![block(1, 650.0).after(30.0), block(2, 60.0).after(30.0)];
        let pages = paginate(blocks, HEIGHT);
        assert!(pages.iter().all(|page| page[0].top == 0.0));
    }

    proptest! {
        #[test]
        fn every_block_is_placed_once_in_order_and_none_is_cut_or_left_behind(
            shapes in prop::collection::vec((1.0_f32..150.0, 0.0_f32..30.0, prop::bool::weighted(0.3)), 1..80)
        ) {
            let mut kept_in_a_row = 0;
            let blocks: Vec<_> = shapes.iter().zip(0_u16..).map(|((height, space, keeps), number)| {
                // No chain is higher than a page: at most three blocks.
                let keeps = *keeps && kept_in_a_row < 2;
                kept_in_a_row = if keeps { kept_in_a_row + 1 } else { 0 };
                let block = block(number, *height).after(*space);
                if keeps { block.keeping_with_next() } else { block }
            }).collect();
            let keeps: Vec<bool> = blocks.iter().map(|block| block.keeps_with_next).collect();

            let pages = paginate(blocks, HEIGHT);

            let order: Vec<f32> = pages.iter().flat_map(numbers).collect();
            let expected: Vec<f32> = (0_u16..).take(shapes.len()).map(f32::from).collect();
            prop_assert_eq!(&order, &expected);
            let mut placed = 0;
            for page in &pages {
                placed += page.len();
                let ended = page.last().map(|last| last.top + area(last).height).unwrap();
                prop_assert!(ended <= HEIGHT);
                prop_assert!(placed == shapes.len() || !keeps[placed - 1]);
                for pair in page.windows(2) {
                    prop_assert!(pair[0].top + area(&pair[0]).height <= pair[1].top + 0.001);
                }
            }
        }
    }
}
