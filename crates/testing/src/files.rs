//! Files that people upload: pictures in all formats, and what only looks like one.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// A picture of this size; `shade` makes it another one.
fn picture(format: ImageFormat, (width, height): (u32, u32), shade: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap());
        Rgb([x, y, shade])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG.
#[must_use]
pub fn jpeg(size: (u32, u32), shade: u8) -> Vec<u8> {
    picture(ImageFormat::Jpeg, size, shade)
}

/// A PNG.
#[must_use]
pub fn png(size: (u32, u32), shade: u8) -> Vec<u8> {
    picture(ImageFormat::Png, size, shade)
}

/// A WebP.
#[must_use]
pub fn webp(size: (u32, u32), shade: u8) -> Vec<u8> {
    picture(ImageFormat::WebP, size, shade)
}

/// A GIF.
#[must_use]
pub fn gif(size: (u32, u32), shade: u8) -> Vec<u8> {
    picture(ImageFormat::Gif, size, shade)
}

/// The checksum of a chunk (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |mut crc: u32, byte: &u8| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let content = [kind.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], &content, &crc(&content).to_be_bytes()].concat()
}

/// A PNG of a few bytes that says it has this size.
#[must_use]
pub fn bomb(width: u32, height: u32) -> Vec<u8> {
    // 8 bits, RGB, neither interlaced.
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let data = [0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1];
    let parts = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", &data),
        chunk(b"IEND", &[]),
    ];
    parts.concat()
}

/// The first bytes of a picture of a phone: an ISO media file of this brand.
#[must_use]
pub fn iso_media(brand: &[u8; 4]) -> Vec<u8> {
    [&b"\0\0\0\x18ftyp"[..], brand.as_slice(), b"\0\0\0\0mif1", brand, &[0; 400]].concat()
}

/// A form with texts and files, as browsers post it: its content type and body. Files have a name
/// each.
#[must_use]
pub fn form(texts: &[(&str, &str)], files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let boundary = "----perigee0123456789";
    let mut body = Vec::new();
    for (name, text) in texts {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        body.extend(format!("{head}\r\n\r\n{text}\r\n").into_bytes());
    }
    for (name, bytes) in files {
        let kind = "Content-Type: image/jpeg";
        let place = format!("form-data; name=\"files\"; filename=\"{name}\"");
        let head = format!("--{boundary}\r\nContent-Disposition: {place}\r\n{kind}\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
