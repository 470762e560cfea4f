//! Renditions.

use shop::media::{Format, RenditionError, WIDTHS};
use testing::{Bench, on_both};

on_both!(rendered_once_and_stored);
async fn rendered_once_and_stored(bench: &Bench) {
    let hash = bench.shop.snapshot().products[0].picture.clone().unwrap().hash;
    let webp = shop::media::rendition(&bench.shop, &hash, 320, Format::Webp).await.unwrap();
    assert!(webp.starts_with(b"RIFF") && webp.get(8..12) == Some(b"WEBP"));
    let jpeg = shop::media::rendition(&bench.shop, &hash, 320, Format::Jpeg).await.unwrap();
    assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(
        store::media::rendition(&mut conn, &hash, 320, "webp").await.unwrap().as_deref(),
        Some(&webp[..])
    );
    drop(conn);
    let replica = bench.replica().await;
    assert_eq!(shop::media::rendition(&replica, &hash, 320, Format::Webp).await.unwrap(), webp);
    replica.db().close().await;
}

on_both!(a_drawing_is_returned_unchanged);
async fn a_drawing_is_returned_unchanged(bench: &Bench) {
    let picture = bench.shop.snapshot().products[0].picture.clone().unwrap();
    assert!(picture.drawing);
    let drawing = shop::media::drawing(&bench.shop, &picture.hash).await.unwrap();
    assert!(drawing.starts_with(b"<svg"));
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert_eq!(
        store::media::source(&mut tx, &picture.hash).await.unwrap().unwrap().1,
        &drawing[..]
    );
    let photograph = "f".repeat(32);
    store::media::put(&mut tx, &photograph, "image/png", b"PNG", (1, 1), "").await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        shop::media::drawing(&bench.shop, &photograph).await,
        Err(RenditionError::NoSuchPicture)
    ));
    assert_eq!(shop::media::drawing(&bench.shop, &picture.hash).await.unwrap(), drawing);
}

on_both!(concurrent_requests_render_once);
async fn concurrent_requests_render_once(bench: &Bench) {
    let hash = bench.shop.snapshot().products[0].picture.clone().unwrap().hash;
    let mut askers = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (shop, hash) = (bench.shop.clone(), hash.clone());
        askers.spawn(async move {
            shop::media::rendition(&shop, &hash, 320, Format::Webp).await.unwrap()
        });
    }
    let all = askers.join_all().await;
    // One rendering is shared; ten renderings would be ten copies.
    assert!(all.iter().all(|one| one.as_ptr() == all[0].as_ptr()));
}

on_both!(unknown_pictures);
async fn unknown_pictures(bench: &Bench) {
    let hash = bench.shop.snapshot().products[0].picture.clone().unwrap().hash;
    for (hash, width, format) in [
        (hash.as_str(), 321, Format::Webp),
        (&hash, 0, Format::Webp),
        (&hash, 100_000, Format::Webp),
        ("", 320, Format::Webp),
        (&"0".repeat(32), 320, Format::Webp),
        (&hash.to_uppercase().replace(|c: char| c.is_ascii_digit(), "F"), 320, Format::Webp),
    ] {
        assert!(
            matches!(
                shop::media::rendition(&bench.shop, hash, width, format).await,
                Err(RenditionError::NoSuchPicture)
            ),
            "{hash} {width}"
        );
    }
    for hash in ["", &"0".repeat(32), "' OR 1=1"] {
        assert!(
            matches!(
                shop::media::drawing(&bench.shop, hash).await,
                Err(RenditionError::NoSuchPicture)
            ),
            "{hash}"
        );
    }
    assert!(WIDTHS.is_sorted());
    assert!(Format::from_extension("avif").is_none() && Format::from_extension("WEBP").is_none());
}
