//! Reads uploaded pictures: what they are is decided by their content, limits are checked before
//! anything is decoded, and what is stored is encoded anew, without EXIF and whatever else a file
//! may carry.

use super::{
    draw::{Ground, Pixels, encode as encode_rendition, over_paper},
    format::Format,
};
use crate::InternalError;
use base64::{Engine, engine::general_purpose::STANDARD};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};
use std::io::Cursor;

/// The largest file, in bytes: 20 MB.
pub const MAX_BYTES: usize = 20 << 20;
/// The most pixels: 60 megapixels.
const MAX_PIXELS: u64 = 60_000_000;
/// The most bytes of all pixels. With 16 bits a colour, this is reached with half as many pixels.
const MAX_MEMORY: u64 = 256 << 20;
/// Larger pictures are stored with this longer side: twice the largest rendition.
const MAX_SIDE: u32 = 3_200;
/// The quality of stored photographs.
const QUALITY: u8 = 90;
/// The longer side of a placeholder.
const PLACEHOLDER: u32 = 16;
/// How many bytes are searched for what only tells which kind of refused file it is.
const HEAD: usize = 1_024;

/// Why a file is not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FileProblem {
    /// It is empty.
    #[error("the file is empty")]
    Empty,
    /// It has more than [`MAX_BYTES`].
    #[error("the file is larger than 20 MB")]
    TooLarge,
    /// It has more pixels than are decoded.
    #[error("the picture has more than 60 megapixels")]
    TooManyPixels,
    /// It is a kind of picture that the shop does not read.
    #[error("{0} files are not accepted; JPEG, PNG, WebP and GIF are")]
    NotAccepted(&'static str),
    /// It is no picture.
    #[error("the file is no picture; JPEG, PNG, WebP and GIF are accepted")]
    NoPicture,
    /// It is damaged, or a part of it is missing.
    #[error("the file is damaged or incomplete")]
    Damaged,
}

/// A picture as it is stored.
pub(super) struct Original {
    pub mime: &'static str,
    pub bytes: Vec<u8>,
    pub size: (u32, u32),
    /// `data:` URI for opaque pictures; others need none.
    pub placeholder: String,
}

/// What the content says a file is.
fn kind(bytes: &[u8]) -> Result<ImageFormat, FileProblem> {
    match image::guess_format(bytes) {
        Ok(
            format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif),
        ) => return Ok(format),
        Ok(ImageFormat::Avif) => return Err(FileProblem::NotAccepted("AVIF")),
        Ok(ImageFormat::Tiff) => return Err(FileProblem::NotAccepted("TIFF")),
        Ok(ImageFormat::Bmp) => return Err(FileProblem::NotAccepted("BMP")),
        _ => {}
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    // Boxes of ISO media files: a length, `ftyp`, and the brand.
    if head.get(4..8) == Some(b"ftyp") {
        let brand = head.get(8..12).unwrap_or_default();
        let is_avif = brand.starts_with(b"avi") || has(b"avif");
        return Err(FileProblem::NotAccepted(if is_avif { "AVIF" } else { "HEIC" }));
    }
    if has(b"<svg") {
        return Err(FileProblem::NotAccepted("SVG"));
    }
    if head.starts_with(b"%PDF") {
        return Err(FileProblem::NotAccepted("PDF"));
    }
    Err(FileProblem::NoPicture)
}

/// Whether a JPEG has its end: the decoder fills what is missing with grey.
fn is_whole(jpeg: &[u8]) -> bool {
    // Between markers there is the data of a scan, in which 0xff is followed by 0.
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, kind] if !matches!(kind, 0 | 0xff));
    let mut at = 2;
    while let Some(found) = jpeg.get(at..).and_then(|rest| rest.windows(2).position(is_marker)) {
        at += found + 2;
        match jpeg.get(at - 1) {
            Some(0xd9) => return true,
            // They have no content.
            Some(0x01 | 0xd0..=0xd8) => {}
            _ => {
                let Some(&[high, low]) = jpeg.get(at..at + 2) else { return false };
                at += usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
    false
}

fn problem(error: ImageError) -> FileProblem {
    match error {
        ImageError::Limits(_) => FileProblem::TooManyPixels,
        _ => FileProblem::Damaged,
    }
}

/// Reads a file and encodes what it shows anew: upright, without metadata, of several pictures the
/// first, and not larger than needed.
///
/// # Errors
/// If the file is not accepted.
pub(super) fn read(bytes: &[u8]) -> Result<Original, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let format = kind(bytes)?;
    if format == ImageFormat::Jpeg && !is_whole(bytes) {
        return Err(FileProblem::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    // Reads the header alone.
    let mut decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(FileProblem::TooManyPixels);
    }
    if pixels == 0 {
        return Err(FileProblem::Damaged);
    }
    let orientation = decoder.orientation().map_err(problem)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(problem)?;
    if width.max(height) > MAX_SIDE {
        picture = picture.thumbnail(MAX_SIDE, MAX_SIDE);
    }
    picture.apply_orientation(orientation);
    encode(picture)
}

fn encode(picture: DynamicImage) -> Result<Original, FileProblem> {
    let size = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    if !is_opaque(&picture) {
        let pixels = picture.into_rgba8();
        PngEncoder::new(&mut bytes)
            .write_image(pixels.as_raw(), size.0, size.1, ExtendedColorType::Rgba8)
            .map_err(problem)?;
        return Ok(Original { mime: "image/png", bytes, size, placeholder: String::new() });
    }
    let small = picture.thumbnail(PLACEHOLDER, PLACEHOLDER);
    let pixels = picture.into_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(pixels.as_raw(), size.0, size.1, ExtendedColorType::Rgb8)
        .map_err(problem)?;
    Ok(Original { mime: "image/jpeg", bytes, size, placeholder: placeholder(small)? })
}

fn is_opaque(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().all(|pixel| {
            let [.., alpha] = pixel.0;
            alpha == u8::MAX
        }),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().all(|pixel| {
            let [.., alpha] = pixel.0;
            alpha == u8::MAX
        }),
        other => !other.color().has_alpha(),
    }
}

fn placeholder(small: DynamicImage) -> Result<String, FileProblem> {
    let small = small.into_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 40)
        .encode(small.as_raw(), small.width(), small.height(), ExtendedColorType::Rgb8)
        .map_err(problem)?;
    Ok(format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)))
}

/// Whether a stored source is a picture of pixels, not a drawing.
pub(super) fn is_photo(source: &[u8]) -> bool {
    matches!(image::guess_format(source), Ok(ImageFormat::Jpeg | ImageFormat::Png))
}

/// Shrinks and encodes a stored picture of pixels. JPEG is always opaque.
pub(super) fn render(source: &[u8], width: u32, format: Format) -> Result<Vec<u8>, InternalError> {
    let (mut pixels, ground) = shrink(source, width)?;
    if format == Format::Jpeg && ground == Ground::Clear {
        over_paper(&mut pixels);
    }
    encode_rendition(&pixels, format, ground)
}

/// A stored picture in a width, or in its own if that is smaller.
fn shrink(source: &[u8], width: u32) -> Result<(Pixels, Ground), InternalError> {
    let failed = |error: ImageError| InternalError::Drawing(error.to_string());
    let mut picture = image::load_from_memory(source).map_err(failed)?;
    if picture.width() > width {
        let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
        // Smaller than before, which was a `u32`.
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        picture = picture.resize_exact(width, height, FilterType::CatmullRom);
    }
    let ground = if picture.color().has_alpha() { Ground::Clear } else { Ground::Paper };
    let pixels = picture.into_rgba8();
    let (width, height) = pixels.dimensions();
    Ok((Pixels { data: pixels.into_raw(), width, height }, ground))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) }
        });
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 90)
            .encode(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    }

    /// A JPEG whose EXIF says how it is to be turned, and where it was taken.
    fn turned(orientation: u8) -> Vec<u8> {
        let plain = jpeg(40, 20);
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 54.3 N");
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xff, 0xe1]);
        bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        bytes.extend(exif);
        bytes.extend(&plain[2..]);
        bytes
    }

    #[test]
    fn pictures_are_turned_upright_and_lose_their_metadata() {
        for (orientation, size) in [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))] {
            let original = read(&turned(orientation)).unwrap();
            assert_eq!((original.mime, original.size), ("image/jpeg", size), "{orientation}");
            let has = |part: &[u8]| original.bytes.windows(part.len()).any(|one| one == part);
            assert!(!has(b"Exif") && !has(b"GPS"), "{orientation}");
        }
    }

    #[test]
    fn large_pictures_are_stored_smaller_and_small_ones_as_they_are() {
        let original = read(&jpeg(4_000, 40)).unwrap();
        assert_eq!(original.size, (MAX_SIDE, 32));
        assert!(original.placeholder.starts_with("data:image/jpeg;base64,"));
        assert_eq!(read(&jpeg(1, 1)).unwrap().size, (1, 1));
    }

    #[test]
    fn what_is_transparent_stays_so() {
        for (alpha, mime) in [(0, "image/png"), (255, "image/jpeg")] {
            let picture = RgbaImage::from_pixel(8, 8, Rgba([10, 20, 30, alpha]));
            let mut bytes = Vec::new();
            PngEncoder::new(&mut bytes)
                .write_image(picture.as_raw(), 8, 8, ExtendedColorType::Rgba8)
                .unwrap();
            let original = read(&bytes).unwrap();
            assert_eq!(original.mime, mime);
            assert_eq!(original.placeholder.is_empty(), alpha == 0);
            let (pixels, ground) = shrink(&original.bytes, 4).unwrap();
            assert_eq!((pixels.width, pixels.height), (4, 4));
            assert_eq!(ground == Ground::Clear, alpha == 0);
            let (pixels, _) = shrink(&original.bytes, 320).unwrap();
            assert_eq!(pixels.width, 8, "nothing is enlarged");
        }
    }

    #[test]
    fn a_part_of_a_jpeg_is_not_accepted() {
        let whole = jpeg(64, 64);
        assert!(is_whole(&whole));
        for length in [3, 20, whole.len() / 2, whole.len() - 1] {
            assert_eq!(read(&whole[..length]).err(), Some(FileProblem::Damaged), "{length}");
        }
        // Cameras append other data.
        let longer = [&whole[..], b"trailer"].concat();
        assert!(read(&longer).is_ok());
    }
}
