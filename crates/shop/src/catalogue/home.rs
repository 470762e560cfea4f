//! The home page.

use super::{
    cards::{card, cards, root_cards},
    snapshot::{Snapshot, entry::Entry, guides::GuideMembers, home::BlockEntry, reads},
};
use crate::Context;
use domain::{Currency, content::home::BlockKind, sky};
use views::{
    catalogue::Link,
    content::{BlockHead, HeroBlock, HomeBlock, HomeView, SkyView},
};

/// The content of the home page that depends on nothing but the currency: the merchant's blocks
/// without those that have nothing to show.
#[must_use]
pub fn home(ctx: &Context, currency: Currency) -> HomeView {
    let snapshot = ctx.snapshot();
    let shown = Shown { ctx, snapshot: &snapshot, currency };
    let (mut blocks, mut buttons): (Vec<HomeBlock>, Vec<Link>) = (Vec::new(), Vec::new());
    for block in snapshot.home() {
        let Some(view) = shown.block(block) else { continue };
        blocks.push(view);
        buttons.extend(block.button.clone());
    }
    let hero = blocks.iter_mut().find_map(|block| match block {
        HomeBlock::Hero(hero) => Some(hero),
        _ => None,
    });
    if let Some(hero) = hero {
        hero.buttons.extend(buttons);
    }
    HomeView { blocks }
}

/// What blocks are shown with.
struct Shown<'a> {
    ctx: &'a Context,
    snapshot: &'a Snapshot,
    currency: Currency,
}

impl Shown<'_> {
    /// A block; none if it has nothing to show.
    fn block(&self, block: &BlockEntry) -> Option<HomeBlock> {
        let head = BlockHead {
            slug: block.slug.clone(),
            title: block.title.clone(),
            text: block.text.clone(),
            link: block.link.clone(),
        };
        match block.kind {
            BlockKind::Hero => Some(HomeBlock::Hero(Box::new(self.hero(block, head)))),
            BlockKind::Products => {
                let shown = self.available(block).take(block.max_products);
                let cards = cards(self.ctx, shown, self.currency);
                (!cards.is_empty()).then_some(HomeBlock::Products { head, cards })
            }
            BlockKind::Guides => {
                let guides: Vec<_> =
                    self.snapshot.guides().iter().map(GuideMembers::card).collect();
                (!guides.is_empty()).then_some(HomeBlock::Guides { head, guides })
            }
            BlockKind::Categories => {
                let categories = root_cards(self.ctx);
                (!categories.is_empty()).then_some(HomeBlock::Categories { head, categories })
            }
            BlockKind::Sky => Some(HomeBlock::Sky { head, sky: sky(self.ctx) }),
            BlockKind::Banner => Some(HomeBlock::Banner { head, picture: block.picture.clone() }),
            BlockKind::Text => {
                let html = block.text.clone();
                Some(HomeBlock::Text { head: BlockHead { text: String::new(), ..head }, html })
            }
        }
    }

    fn hero(&self, block: &BlockEntry, head: BlockHead) -> HeroBlock {
        let product = self.available(block).next();
        HeroBlock {
            buttons: head.link.iter().cloned().collect(),
            head: BlockHead { link: None, ..head },
            product: product.map(|entry| card(self.ctx, entry, self.currency)),
            picture: block.picture.clone(),
        }
    }

    /// The block's products that can be bought, in order.
    fn available(&self, block: &BlockEntry) -> impl Iterator<Item = &Entry> {
        let products = block.products.iter().filter_map(|&i| self.snapshot.at(i));
        products
            .inspect(|entry| reads::availability(entry))
            .filter(|entry| entry.stock().available())
    }
}

fn sky(ctx: &Context) -> SkyView {
    let (today, _) = ctx.local();
    let (month, seconds) = (u8::from(today.month()), ctx.clock().now() / 1000);
    let (illumination, waxing) = (sky::moon_illumination(seconds), sky::moon_waxing(seconds));
    SkyView {
        month,
        illumination,
        waxing,
        phases: sky::next_moon_phases(seconds, 4)
            .into_iter()
            .map(|(phase, at)| (phase, ctx.zone().local(at * 1000).0))
            .collect(),
        shower: sky::next_shower(month, today.day()),
    }
}
