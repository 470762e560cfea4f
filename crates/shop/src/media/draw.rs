//! Renders and encodes source pictures.

use super::format::Format;
use crate::{InternalError, sign};
use resvg::{tiny_skia, usvg};

/// The background of opaque renditions: the colour of the light theme's plates.
const PAPER: [u8; 3] = [0xf6, 0xf4, 0xed];
/// The largest source accepted, in bytes: 4 MB.
const LARGEST_SOURCE: usize = 4 << 20;

/// Straight (not premultiplied) RGBA.
pub(super) struct Pixels {
    pub data: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The background of a rendition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
    /// Opaque, [`PAPER`].
    Paper,
    /// Transparent: each theme has its own plate behind the picture.
    Clear,
}

impl Ground {
    /// Pictures stored before transparent ones existed have the plain hash of their source; they
    /// stay opaque.
    pub fn of(hash: &str, source: &[u8]) -> Self {
        if sign::digest(source) == hash { Self::Paper } else { Self::Clear }
    }
}

/// The hash under which a source is stored, with [`Ground::Clear`].
pub fn clear_hash(source: &[u8]) -> String {
    sign::digest(&[source, b"\nclear"].concat())
}

fn parse(bytes: &[u8]) -> Result<usvg::Tree, InternalError> {
    usvg::Tree::from_data(bytes, &usvg::Options::default())
        .map_err(|e| InternalError::Drawing(e.to_string()))
}

fn draw(tree: &usvg::Tree, width: u32, ground: Ground) -> Result<Pixels, InternalError> {
    let size = tree.size();
    let scale = width as f32 / size.width();
    let height = (size.height() * scale).round().max(1.0) as u32;
    let mut map = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| InternalError::Drawing(format!("{width} × {height}")))?;
    if ground == Ground::Paper {
        map.fill(tiny_skia::Color::from_rgba8(PAPER[0], PAPER[1], PAPER[2], 255));
    }
    resvg::render(tree, tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
    Ok(Pixels { data: map.take_demultiplied(), width, height })
}

/// Renders and encodes a drawing. JPEG is always opaque.
pub fn render(
    source: &[u8],
    width: u32,
    format: Format,
    ground: Ground,
) -> Result<Vec<u8>, InternalError> {
    let ground = if format == Format::Jpeg { Ground::Paper } else { ground };
    encode(&draw(&parse(source)?, width, ground)?, format, ground)
}

/// Puts transparent pixels on [`PAPER`].
pub(super) fn over_paper(pixels: &mut Pixels) {
    let (colours, _) = pixels.data.as_chunks_mut::<4>();
    for [red, green, blue, alpha] in colours {
        let opacity = u16::from(*alpha);
        let [paper_red, paper_green, paper_blue] = PAPER;
        for (colour, paper) in [(red, paper_red), (green, paper_green), (blue, paper_blue)] {
            let mixed = u16::from(*colour) * opacity + u16::from(paper) * (255 - opacity);
            // At most 255 × 255.
            *colour = (mixed / 255) as u8;
        }
        *alpha = u8::MAX;
    }
}

/// Encodes pixels. A clear ground keeps what is transparent, and JPEG is always opaque.
pub(super) fn encode(
    pixels: &Pixels,
    format: Format,
    ground: Ground,
) -> Result<Vec<u8>, InternalError> {
    let failed = |e: &dyn std::fmt::Display| InternalError::Drawing(e.to_string());
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

/// A source picture, ready to be stored.
pub struct Source {
    pub hash: String,
    pub size: (u32, u32),
}

/// Parses a source. A transparent picture needs no placeholder: its plate is visible from the
/// start.
pub fn prepare(bytes: &[u8]) -> Result<Source, InternalError> {
    if bytes.len() > LARGEST_SOURCE {
        return Err(InternalError::Drawing("larger than 4 MB".to_owned()));
    }
    let tree = parse(bytes)?;
    // Rejects a picture that cannot be rendered.
    draw(&tree, 16, Ground::Clear)?;
    let size = tree.size();
    Ok(Source {
        hash: clear_hash(bytes),
        size: (size.width().round() as u32, size.height().round() as u32),
    })
}
