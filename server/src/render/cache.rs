//! The page cache. The parts that are the same for all shoppers are rendered once per route,
//! currency and country. A page is used as long as nothing has changed that it shows, so that
//! changes show at once. Personal parts are filled in when the page is sent.

use super::gzip;
use app::slots;
use axum::body::{Bytes, HttpBody};
use domain::Currency;
use hyper::body::{Frame, SizeHint};
use memchr::memmem;
use moka::sync::Cache;
use shop::catalogue::Reads;
use std::{
    collections::VecDeque,
    convert::Infallible,
    ops::Range,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// Shorter texts between slots are copied: a separate part costs more.
const MAX_COPIED: usize = 1024;

/// The personal parts of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slot {
    Nonce,
    Theme,
    ThemeColour,
    CartCount,
    Recent,
    Suggested,
    Key,
    Notice,
}

/// A rendered page with its slots marked.
#[derive(Debug)]
pub struct Template {
    text: Bytes,
    /// Positions of the slots in `text`, in order.
    slots: Vec<(usize, Slot)>,
    /// The texts between the slots, compressed.
    packed: OnceLock<Vec<Box<[u8]>>>,
    /// Whether a compressed response was requested before.
    requested: AtomicBool,
}

/// The personal parts of one response.
#[derive(Clone, Copy, Debug, Default)]
pub struct Personal<'a> {
    /// Nonce of the content security policy.
    pub nonce: &'a str,
    /// Theme.
    pub theme: &'a str,
    /// Units in the cart.
    pub count: &'a str,
    /// Recently viewed products, as HTML.
    pub recent: &'a str,
    /// Products suggested because of the shopper's orders, as HTML.
    pub suggested: &'a str,
    /// Random key of the page's forms.
    pub key: &'a str,
    /// Notice, as HTML.
    pub notice: &'a str,
}

impl<'a> Personal<'a> {
    fn get(&self, slot: Slot) -> &'a str {
        match slot {
            Slot::Nonce => self.nonce,
            Slot::Theme => self.theme,
            Slot::ThemeColour => slots::theme_colour_of(self.theme),
            Slot::CartCount => self.count,
            Slot::Recent => self.recent,
            Slot::Suggested => self.suggested,
            Slot::Key => self.key,
            Slot::Notice => self.notice,
        }
    }
}

impl Template {
    /// Finds the markers in a rendered page.
    #[must_use]
    pub fn new(html: &str) -> Self {
        let kinds = [
            (slots::nonce(), Slot::Nonce),
            (slots::theme(), Slot::Theme),
            (slots::theme_colour(), Slot::ThemeColour),
            (slots::cart_count(), Slot::CartCount),
            (slots::recent(), Slot::Recent),
            (slots::suggested(), Slot::Suggested),
            (slots::key(), Slot::Key),
            (slots::notice(), Slot::Notice),
        ];
        let found: Vec<(usize, &str, Slot)> = memmem::find_iter(html.as_bytes(), slots::start())
            .filter_map(|at| {
                let here = html.get(at..)?;
                let (marker, slot) = kinds.iter().find(|(marker, _)| here.starts_with(marker))?;
                Some((at, *marker, *slot))
            })
            .collect();
        let mut text = String::with_capacity(html.len());
        let mut slots = Vec::with_capacity(found.len());
        let mut from = 0;
        for (at, marker, slot) in found {
            text.push_str(html.get(from..at).unwrap_or(""));
            slots.push((text.len(), slot));
            from = at + marker.len();
        }
        text.push_str(html.get(from..).unwrap_or(""));
        Self {
            text: text.into(),
            slots,
            packed: OnceLock::new(),
            requested: AtomicBool::new(false),
        }
    }

    /// The page for one shopper.
    #[must_use]
    pub fn fill(&self, personal: Personal<'_>) -> Filled {
        let mut page = Filled::default();
        let mut own = Vec::new();
        for (i, part) in self.parts().enumerate() {
            if part.len() > MAX_COPIED {
                page.push(std::mem::take(&mut own).into());
                page.push(self.text.slice(part));
            } else {
                own.extend_from_slice(self.get(part));
            }
            if let Some(&(_, slot)) = self.slots.get(i) {
                own.extend_from_slice(personal.get(slot).as_bytes());
            }
        }
        page.push(own.into());
        page
    }

    /// The ranges of the texts between the slots, one more than there are slots.
    fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.slots.iter().map(|slot| slot.0));
        let ends = self.slots.iter().map(|slot| slot.0).chain(std::iter::once(self.text.len()));
        starts.zip(ends).map(|(from, to)| from..to)
    }

    fn get(&self, part: Range<usize>) -> &[u8] {
        self.text.get(part).unwrap_or(&[])
    }

    /// The page for one shopper as a gzip file. `None` the first time, because compressing a single
    /// response while sending is faster.
    #[must_use]
    pub fn fill_gzip(&self, personal: Personal<'_>) -> Option<Vec<u8>> {
        if !self.requested.swap(true, Ordering::Relaxed) {
            return None;
        }
        let packed = self
            .packed
            .get_or_init(|| self.parts().map(|part| gzip::pack(self.get(part))).collect());
        let size: usize = packed.iter().map(|part| part.len()).sum();
        let mut file = gzip::Writer::new(
            size + personal.recent.len()
                + personal.suggested.len()
                + personal.notice.len()
                + self.slots.len() * 40,
        );
        for (i, (part, packed)) in self.parts().zip(packed).enumerate() {
            file.packed(self.get(part), packed);
            if let Some(&(_, slot)) = self.slots.get(i) {
                file.plain(personal.get(slot).as_bytes());
            }
        }
        Some(file.finish())
    }

    fn has(&self, wanted: Slot) -> bool {
        self.slots.iter().any(|(_, slot)| *slot == wanted)
    }

    /// Whether the page has a slot for recently viewed products.
    #[must_use]
    pub fn has_recent(&self) -> bool {
        self.has(Slot::Recent)
    }

    /// Whether the page has a form with a random key.
    #[must_use]
    pub fn has_key(&self) -> bool {
        self.has(Slot::Key)
    }
}

/// A page for one shopper. It shares the long texts of the template, so responses that wait for
/// slow clients do not duplicate them.
#[derive(Debug, Default)]
pub struct Filled {
    parts: VecDeque<Bytes>,
    left: usize,
}

impl Filled {
    fn push(&mut self, part: Bytes) {
        if !part.is_empty() {
            self.left += part.len();
            self.parts.push_back(part);
        }
    }
}

impl HttpBody for Filled {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let part = self.parts.pop_front();
        self.left -= part.as_ref().map_or(0, Bytes::len);
        Poll::Ready(part.map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

/// What a page is cached by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PageKey {
    /// Path, with the parameters that the page reads.
    pub path: String,
    /// Currency of its prices.
    pub currency: Currency,
    /// Country of delivery.
    pub country: &'static str,
}

/// When a page was started: with which copy of the catalogue, and in which hour, because pages show
/// delivery dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    generation: i64,
    hour: i64,
}

impl Stamp {
    /// The stamp of pages that are started now.
    #[must_use]
    pub fn now(shop: &shop::Context) -> Self {
        Self { generation: shop::catalogue::generation(shop), hour: shop.local_hour() }
    }
}

/// A page, and until when it is right.
#[derive(Debug)]
pub struct CachedPage {
    page: Arc<Template>,
    started: Stamp,
    reads: Reads,
    /// The latest copy of the catalogue with which it is known to be right, so that what it has
    /// read is compared once for each copy, and not for each request.
    right_at: AtomicI64,
    /// When it ends, if it lacks something.
    end: Option<Instant>,
}

impl CachedPage {
    /// A page that was started then and has read this of stock.
    #[must_use]
    pub fn new(page: &Arc<Template>, started: Stamp, reads: Reads) -> Self {
        let right_at = AtomicI64::new(started.generation);
        Self { page: Arc::clone(page), started, reads, right_at, end: None }
    }

    /// The same page, from now on for at most so long.
    #[must_use]
    pub fn at_most(self, time: Duration) -> Self {
        Self { end: Instant::now().checked_add(time), ..self }
    }

    /// Whether it would be rendered the same now.
    fn is_right(&self, shop: &shop::Context) -> bool {
        let now = Stamp::now(shop);
        let ended = self.end.is_some_and(|end| Instant::now() >= end);
        if ended || now.hour != self.started.hour {
            return false;
        }
        if now.generation == self.right_at.load(Ordering::Relaxed) {
            return true;
        }
        let is_right = shop::catalogue::is_unchanged(shop, self.started.generation, &self.reads);
        if is_right {
            self.right_at.store(now.generation, Ordering::Relaxed);
        }
        is_right
    }

    /// Its approximate size in memory: a quarter more than its text, for the compressed parts.
    fn size(&self) -> usize {
        self.page.text.len() * 5 / 4 + self.reads.len() * size_of::<u32>()
    }
}

/// The cache: at most 24 MB of pages.
pub struct PageCache(Option<Cache<PageKey, Arc<CachedPage>>>);

impl PageCache {
    /// An empty cache.
    #[must_use]
    pub fn enabled() -> Self {
        let weigher = |key: &PageKey, page: &Arc<CachedPage>| {
            u32::try_from(page.size() + key.path.len() + 300).unwrap_or(u32::MAX)
        };
        Self(Some(Cache::builder().max_capacity(24 << 20).weigher(weigher).build()))
    }

    /// A cache that stores nothing.
    #[must_use]
    pub fn disabled() -> Self {
        Self(None)
    }

    /// The page, if nothing that it shows has changed.
    #[must_use]
    pub fn get(&self, key: &PageKey, shop: &shop::Context) -> Option<Arc<Template>> {
        let cached = self.0.as_ref()?.get(key).filter(|cached| cached.is_right(shop))?;
        Some(Arc::clone(&cached.page))
    }

    /// Whether the page is cached, and will be until something changes that it shows.
    #[must_use]
    pub fn keeps(&self, key: &PageKey, shop: &shop::Context) -> bool {
        let cached = self.0.as_ref().and_then(|pages| pages.get(key));
        cached.is_some_and(|cached| cached.end.is_none() && cached.is_right(shop))
    }

    /// Number of cached pages.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |cache| cache.iter().count())
    }

    /// Stores a page.
    pub fn put(&self, key: PageKey, page: CachedPage) {
        if let Some(cache) = &self.0 {
            cache.insert(key, Arc::new(page));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn answers_share_the_long_texts_of_a_page() {
        let (short, long) = ("<p>short</p>", "<p>long</p>".repeat(1000));
        let html = format!(
            "{long}{}{short}{}{long}{}",
            slots::nonce(),
            slots::theme(),
            slots::cart_count()
        );
        let template = Template::new(&html);
        let personal = Personal { nonce: "n", theme: "dusk", count: "3", ..Personal::default() };
        let page = template.fill(personal);
        let shared = |part: &Bytes| template.text.as_ptr_range().contains(&part.as_ptr());
        let own: usize = page.parts.iter().filter(|part| !shared(part)).map(Bytes::len).sum();
        let whole = format!("{long}n{short}dusk{long}3");
        assert_eq!(
            (page.parts.len(), own),
            (4, "n".len() + short.len() + "dusk".len() + "3".len())
        );
        assert_eq!(page.size_hint().exact(), Some(whole.len() as u64));
        assert_eq!(page.collect().await.unwrap().to_bytes(), whole);
        let mut empty = Template::new("").fill(personal);
        assert!(empty.is_end_stream() && empty.frame().await.is_none());
    }
}
