//! Renditions of pictures: made once, kept in the database beside their source, and the most asked
//! for in memory.

use crate::{Context, Error, sign};
use moka::future::Cache as MokaCache;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument;

/// Widths in pixels that pages ask for.
pub const WIDTHS: [u32; 6] = [320, 480, 640, 960, 1280, 1600];
/// The ground of pictures that cannot let the page show through: the colour of the light theme's
/// plates.
const PAPER: [u8; 3] = [0xf6, 0xf4, 0xed];
/// How much memory renditions may take, and drawings as well: 12 MB.
const ROOM: u64 = 12 << 20;
/// MIME type of a drawing.
pub const DRAWING: &str = "image/svg+xml";
/// The largest source that is taken: 4 MB.
const LARGEST_SOURCE: usize = 4 << 20;

/// How a rendition is coded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// For every browser.
    Webp,
    /// For programs that know nothing else.
    Jpeg,
}

impl Format {
    /// By the ending of a file name.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        match ending {
            "webp" => Some(Self::Webp),
            "jpg" => Some(Self::Jpeg),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// MIME type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// The most pictures that are drawn at once, however many cores there are: each takes tens of
/// megabytes.
const MOST_AT_ONCE: usize = 4;

/// What is asked for: hash, width, format.
type Key = (String, u32, Format);

/// The most asked for renditions and drawings, at most 12 MB of each, and one maker at a time for
/// every rendition.
pub(crate) struct Cache {
    made: MokaCache<Key, Arc<[u8]>>,
    drawings: MokaCache<String, Arc<[u8]>>,
    /// Room for the pictures that are drawn at once: drawing takes a whole core and tens of
    /// megabytes.
    drawing: Arc<Semaphore>,
}

impl Default for Cache {
    fn default() -> Self {
        Self::drawing_at_once(
            std::thread::available_parallelism().map_or(1, usize::from).min(MOST_AT_ONCE),
        )
    }
}

impl Cache {
    fn drawing_at_once(pictures: usize) -> Self {
        let weight = |hash: &str, bytes: &[u8]| {
            u32::try_from(bytes.len() + hash.len() + 64).unwrap_or(u32::MAX)
        };
        let made = MokaCache::builder()
            .max_capacity(ROOM)
            .weigher(move |key: &Key, bytes: &Arc<[u8]>| weight(&key.0, bytes))
            .build();
        let drawings = MokaCache::builder()
            .max_capacity(ROOM)
            .weigher(move |key: &String, bytes: &Arc<[u8]>| weight(key, bytes))
            .build();
        Self { made, drawings, drawing: Arc::new(Semaphore::new(pictures)) }
    }

    /// Room to draw one picture. Whoever goes away while waiting leaves the queue.
    async fn room(&self) -> Result<OwnedSemaphorePermit, Error> {
        Arc::clone(&self.drawing).acquire_owned().await.map_err(|e| Error::Internal(e.to_string()))
    }
}

/// Runs picture work on a thread of its own, so that none of those that answer requests is held by
/// it. The room is let go of when the work is done, also if nobody waits for it any more.
async fn draw_in<T: Send + 'static>(
    room: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(move || {
        let _room = room;
        work()
    });
    done.await.map_err(|e| Error::Internal(e.to_string()))?
}

/// The error is shared by all who waited for a picture, so it is built anew; one after which trying
/// again helps stays one.
fn shared(error: Arc<Error>) -> Error {
    match error.as_ref() {
        Error::NotFound(what) => Error::NotFound(what),
        other if other.is_unavailable() => Error::Unavailable,
        other => Error::Internal(other.to_string()),
    }
}

/// Straight (not premultiplied) RGBA.
struct Pixels {
    data: Vec<u8>,
    width: u32,
    height: u32,
}

/// What a picture is drawn on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ground {
    /// [`PAPER`].
    Paper,
    /// Nothing: each theme has a plate of its own behind it.
    Clear,
}

impl Ground {
    /// Pictures that were kept before there were clear ones have the hash of their source alone;
    /// they stay as they were.
    fn of(hash: &str, source: &[u8]) -> Self {
        if sign::digest(source) == hash { Self::Paper } else { Self::Clear }
    }
}

/// The hash under which a source is kept now, with [`Ground::Clear`].
pub(crate) fn clear_hash(source: &[u8]) -> String {
    sign::digest(&[source, b"\nclear"].concat())
}

fn parse(bytes: &[u8]) -> Result<usvg::Tree, Error> {
    usvg::Tree::from_data(bytes, &usvg::Options::default())
        .map_err(|e| Error::Internal(format!("picture: {e}")))
}

fn draw(tree: &usvg::Tree, width: u32, ground: Ground) -> Result<Pixels, Error> {
    let size = tree.size();
    let scale = width as f32 / size.width();
    let height = (size.height() * scale).round().max(1.0) as u32;
    let mut map = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| Error::Internal(format!("picture of {width} × {height}")))?;
    if ground == Ground::Paper {
        map.fill(tiny_skia::Color::from_rgba8(PAPER[0], PAPER[1], PAPER[2], 255));
    }
    resvg::render(tree, tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
    Ok(Pixels { data: map.take_demultiplied(), width, height })
}

/// Draws a source and codes it. Programs that ask for JPEG get it on paper.
fn render(source: &[u8], width: u32, format: Format, ground: Ground) -> Result<Vec<u8>, Error> {
    let ground = if format == Format::Jpeg { Ground::Paper } else { ground };
    encode(&draw(&parse(source)?, width, ground)?, format, ground)
}

fn encode(pixels: &Pixels, format: Format, ground: Ground) -> Result<Vec<u8>, Error> {
    let failed = |e: &dyn std::fmt::Display| Error::Internal(format!("picture: {e}"));
    let (colours, _) = pixels.data.as_chunks::<4>();
    let opaque = || colours.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect::<Vec<u8>>();
    match (format, ground) {
        (Format::Webp, Ground::Paper) => {
            Ok(webp::Encoder::from_rgb(&opaque(), pixels.width, pixels.height)
                .encode(82.0)
                .to_vec())
        }
        (Format::Webp, Ground::Clear) => {
            Ok(webp::Encoder::from_rgba(&pixels.data, pixels.width, pixels.height)
                .encode(82.0)
                .to_vec())
        }
        (Format::Jpeg, _) => {
            let mut out = Vec::new();
            image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 85)
                .encode(&opaque(), pixels.width, pixels.height, image::ExtendedColorType::Rgb8)
                .map_err(|e| failed(&e))?;
            Ok(out)
        }
    }
}

/// A source picture, ready to be kept.
pub(crate) struct Source {
    pub hash: String,
    pub size: (u32, u32),
}

/// Reads a source. A clear picture needs no placeholder: its plate is there from the start.
pub(crate) fn prepare(bytes: &[u8]) -> Result<Source, Error> {
    if bytes.len() > LARGEST_SOURCE {
        return Err(Error::Internal("picture: larger than 4 MB".to_owned()));
    }
    let tree = parse(bytes)?;
    // Nobody is told of a picture that cannot be drawn.
    draw(&tree, 16, Ground::Clear)?;
    let size = tree.size();
    Ok(Source {
        hash: clear_hash(bytes),
        size: (size.width().round() as u32, size.height().round() as u32),
    })
}

/// A rendition of a picture.
///
/// # Errors
/// [`Error::NotFound`] for a width that pages do not ask for, or an unknown hash.
pub async fn rendition(
    ctx: &Context,
    hash: &str,
    width: u32,
    format: Format,
) -> Result<Arc<[u8]>, Error> {
    if !WIDTHS.contains(&width) || hash.len() != 32 {
        return Err(Error::NotFound("picture"));
    }
    // One maker at a time for each, however many ask for it.
    let made = ctx
        .renditions()
        .made
        .try_get_with((hash.to_owned(), width, format), make(ctx, hash, width, format))
        .await;
    made.map_err(shared)
}

/// A drawing as it was given to the catalogue.
///
/// # Errors
/// [`Error::NotFound`] for an unknown hash, and for a picture that is no drawing.
pub async fn drawing(ctx: &Context, hash: &str) -> Result<Arc<[u8]>, Error> {
    let made = ctx.renditions().drawings.try_get_with(hash.to_owned(), async {
        let mut conn = ctx.db().read().await?;
        match store::media::source(&mut conn, hash).await? {
            Some((mime, bytes)) if mime == DRAWING => Ok(bytes.into()),
            _ => Err(Error::NotFound("picture")),
        }
    });
    made.await.map_err(shared)
}

/// The rendition as stored.
async fn stored(
    ctx: &Context,
    hash: &str,
    width: u32,
    format: Format,
) -> Result<Option<Arc<[u8]>>, Error> {
    let mut conn = ctx.db().read().await?;
    Ok(store::media::rendition(&mut conn, hash, width, format.ending()).await?.map(Into::into))
}

async fn make(ctx: &Context, hash: &str, width: u32, format: Format) -> Result<Arc<[u8]>, Error> {
    if let Some(bytes) = stored(ctx, hash, width, format).await? {
        return Ok(bytes);
    }
    let room = ctx.renditions().room().await?;
    // Whoever asked first may have gone away while it was drawn.
    if let Some(bytes) = stored(ctx, hash, width, format).await? {
        return Ok(bytes);
    }
    // Read only now: what waits for room holds no picture.
    let mut conn = ctx.db().read().await?;
    let (_, source) =
        store::media::source(&mut conn, hash).await?.ok_or(Error::NotFound("picture"))?;
    drop(conn);
    let ground = Ground::of(hash, &source);
    let (shop, hash) = (ctx.clone(), hash.to_owned());
    // What is begun goes on to its end, since the next who asks would begin again.
    let task = async move {
        let bytes = draw_in(room, move || render(&source, width, format, ground)).await?;
        let mut tx = shop.db().begin().await?;
        store::media::put_rendition(&mut tx, &hash, width, format.ending(), &bytes).await?;
        tx.commit().await?;
        Ok(bytes.into())
    };
    tokio::spawn(task.in_current_span())
        .await
        .unwrap_or_else(|e| Err(Error::Internal(e.to_string())))
}

/// Whether renditions are still to be made.
///
/// # Errors
/// When the database cannot.
pub async fn lacks_pictures(ctx: &Context) -> Result<bool, Error> {
    let mut conn = ctx.db().read().await?;
    Ok(!store::media::without_webp(&mut conn, WIDTHS.len() as i64).await?.is_empty())
}

/// Makes all WebP renditions that are still missing, the small ones first. One that cannot be
/// made is logged and left out.
///
/// # Errors
/// When the database cannot.
pub async fn make_webp(ctx: &Context) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    let hashes = store::media::without_webp(&mut conn, WIDTHS.len() as i64).await?;
    drop(conn);
    for width in WIDTHS {
        for hash in &hashes {
            match rendition(ctx, hash, width, Format::Webp).await {
                Ok(_) => {}
                // The others would fail as well.
                Err(error) if error.is_unavailable() => return Err(error),
                Err(error) => tracing::warn!(hash, width, %error, "picture not made"),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };
    use tokio::{runtime::Handle, sync::Notify, task::JoinSet, time::timeout};

    /// Longer than anything takes here that is not stuck.
    const STUCK: Duration = Duration::from_secs(30);

    /// Six drawings where there is room for three: each three begin together, and none runs beside
    /// them.
    #[tokio::test]
    async fn as_many_are_drawn_at_once_as_there_is_room_for() {
        let cache = Arc::new(Cache::drawing_at_once(3));
        let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut drawings = JoinSet::new();
        for _ in 0..6 {
            let (cache, begun, gate) = (Arc::clone(&cache), Arc::clone(&begun), Arc::clone(&gate));
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            drawings.spawn(async move {
                let work = move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    begun.add_permits(1);
                    Handle::current()
                        .block_on(timeout(STUCK, gate.acquire()))
                        .unwrap()
                        .unwrap()
                        .forget();
                    running.fetch_sub(1, Ordering::SeqCst);
                    Ok(())
                };
                draw_in(cache.room().await.unwrap(), work).await.unwrap();
            });
        }
        for _ in 0..2 {
            // The one thread for requests is free while three are drawn.
            timeout(STUCK, begun.acquire_many(3)).await.unwrap().unwrap().forget();
            gate.add_permits(3);
        }
        timeout(STUCK, drawings.join_all()).await.unwrap();
        assert_eq!(most.load(Ordering::SeqCst), 3);
    }

    /// Who goes away while waiting leaves nothing behind in the queue; what is being drawn keeps
    /// its room to the end.
    #[tokio::test]
    async fn who_goes_away_waits_no_more() {
        let cache = Arc::new(Cache::drawing_at_once(1));
        let (begun, end) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
        let room = cache.room().await.unwrap();
        let (started, gate) = (Arc::clone(&begun), Arc::clone(&end));
        let drawing = tokio::spawn(draw_in(room, move || {
            started.notify_one();
            Handle::current().block_on(timeout(STUCK, gate.acquire())).unwrap().unwrap().forget();
            Ok(())
        }));
        timeout(STUCK, begun.notified()).await.unwrap();
        let waiting = tokio::spawn({
            let cache = Arc::clone(&cache);
            async move { cache.room().await.map(drop) }
        });
        tokio::task::yield_now().await;
        for task in [waiting.abort_handle(), drawing.abort_handle()] {
            task.abort();
        }
        assert!(
            waiting.await.unwrap_err().is_cancelled() && drawing.await.unwrap_err().is_cancelled()
        );
        assert_eq!(cache.drawing.available_permits(), 0, "it is still being drawn");
        end.add_permits(1);
        drop(timeout(STUCK, cache.room()).await.unwrap().unwrap());
        assert_eq!(cache.drawing.available_permits(), 1);
    }
}
