//! Uploads, the library of pictures, and the pictures of a product.

use crate::edit::{edits, id_of, mara, save, shown};
use domain::{
    audit::{Action, Entity},
    staff::{Permission, Role},
};
use shop::{
    catalogue::edit::{
        EditError, Problem, Saved, UndoError,
        picture::{self, ChangePicture},
        product::{self, ArrangePictures, PictureStep},
        undo,
    },
    media::{
        self, FileProblem, Format, LibraryError, LibraryPicture, ListPictures, Only,
        RenditionError, UNUSED_KEPT_FOR, Upload, UploadError, Uploaded,
    },
    staff::{Actor, Forbidden},
};
use store::{Uuid, audit};
use testing::{Bench, files, on_both};

async fn try_upload(bench: &Bench, name: &str, bytes: Vec<u8>) -> Result<Uploaded, UploadError> {
    let command = Upload { name: name.to_owned(), alt: "The Moon".to_owned(), bytes };
    media::upload(&bench.shop, &mara(), command).await
}

/// Uploads a picture of this shade.
async fn upload(bench: &Bench, shade: u8) -> String {
    let name = format!("{shade}.jpg");
    try_upload(bench, &name, files::jpeg((64, 48), shade)).await.unwrap().hash
}

async fn found(bench: &Bench, hash: &str) -> LibraryPicture {
    media::show_picture(&bench.shop, &mara(), hash).await.unwrap()
}

async fn list(bench: &Bench, command: ListPictures) -> Vec<String> {
    let list = media::list_pictures(&bench.shop, &mara(), command).await.unwrap();
    list.pictures.into_iter().map(|one| one.picture.hash).collect()
}

/// The entries of the audit log about pictures.
async fn entries(bench: &Bench) -> Vec<audit::EntryRow> {
    let mut conn = bench.shop.db().read().await.unwrap();
    let filter = audit::Filter { entity: Some(Entity::Picture), ..audit::Filter::default() };
    audit::entries(&mut conn, filter, 100).await.unwrap()
}

on_both!(good_files_are_kept_and_shown);
async fn good_files_are_kept_and_shown(bench: &Bench) {
    for (name, bytes) in [
        ("moon.jpg", files::jpeg((160, 120), 1)),
        ("moon.png", files::png((160, 120), 2)),
        ("moon.webp", files::webp((160, 120), 3)),
        ("moon.gif", files::gif((160, 120), 4)),
        // What it is, is decided by its content.
        ("really a gif.jpg", files::gif((160, 120), 5)),
    ] {
        let Uploaded { hash, is_new, entry } = try_upload(bench, name, bytes).await.unwrap();
        assert!(is_new && entry.is_some(), "{name}");
        let LibraryPicture { picture, name: kept, version, products, .. } =
            found(bench, &hash).await;
        assert_eq!((picture.width, picture.height, picture.drawing), (160, 120, false), "{name}");
        assert_eq!((picture.alt.as_str(), kept.as_str(), version), ("The Moon", name, 1));
        assert!(products.is_empty());
        let webp = media::rendition(&bench.shop, &hash, 320, Format::Webp).await.unwrap();
        assert!(webp.starts_with(b"RIFF") && webp.get(8..12) == Some(b"WEBP"), "{name}");
        let jpeg = media::rendition(&bench.shop, &hash, 1600, Format::Jpeg).await.unwrap();
        assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]), "{name}");
        let drawing = media::drawing(&bench.shop, &hash).await;
        assert!(matches!(drawing, Err(RenditionError::NoSuchPicture)), "{name}");
    }
    assert_eq!(entries(bench).await.len(), 5);
}

on_both!(bad_files_leave_nothing);
async fn bad_files_leave_nothing(bench: &Bench) {
    let before = list(bench, ListPictures::default()).await;
    let (jpeg, png) = (files::jpeg((640, 480), 1), files::png((640, 480), 1));
    let svg = br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>"#.to_vec();
    let page = b"<html><script>alert(1)</script>".to_vec();
    let mut scrambled = png.clone();
    scrambled[60..200].fill(7);
    for (name, bytes, expected) in [
        ("empty.jpg", Vec::new(), FileProblem::Empty),
        ("large.jpg", vec![0xff; 21 << 20], FileProblem::TooLarge),
        ("bomb.png", files::bomb(50_000, 50_000), FileProblem::TooManyPixels),
        ("flat.png", files::bomb(60_000_001, 1), FileProblem::TooManyPixels),
        ("liar.png", files::bomb(640, 480), FileProblem::Damaged),
        ("half.jpg", jpeg[..jpeg.len() / 2].to_vec(), FileProblem::Damaged),
        ("half.png", png[..png.len() / 2].to_vec(), FileProblem::Damaged),
        ("scrambled.png", scrambled, FileProblem::Damaged),
        ("drawing.png", svg, FileProblem::NotAccepted("SVG")),
        ("phone.jpg", files::iso_media(b"heic"), FileProblem::NotAccepted("HEIC")),
        ("phone.avif", files::iso_media(b"avif"), FileProblem::NotAccepted("AVIF")),
        ("page.gif", page, FileProblem::NoPicture),
        ("slip.jpg", b"%PDF-1.7".to_vec(), FileProblem::NotAccepted("PDF")),
    ] {
        match try_upload(bench, name, bytes).await {
            Err(UploadError::File(problem)) => assert_eq!(problem, expected, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let command = Upload { name: "a".to_owned(), alt: "a".repeat(501), bytes: jpeg };
    let long = media::upload(&bench.shop, &mara(), command).await;
    assert!(matches!(long, Err(UploadError::AltTooLong)));
    assert_eq!(list(bench, ListPictures::default()).await, before);
    assert!(entries(bench).await.is_empty());
}

on_both!(the_same_picture_again_is_the_one_that_is_there);
async fn the_same_picture_again_is_the_one_that_is_there(bench: &Bench) {
    let first = try_upload(bench, "a.jpg", files::jpeg((64, 48), 9)).await.unwrap();
    let again = try_upload(bench, "b.jpg", files::jpeg((64, 48), 9)).await.unwrap();
    assert_eq!(
        (again.hash.as_str(), again.is_new, again.entry),
        (first.hash.as_str(), false, None)
    );
    assert_eq!(found(bench, &first.hash).await.name, "a.jpg");
    // Another picture under the same name is another picture.
    let other = try_upload(bench, "a.jpg", files::jpeg((64, 48), 10)).await.unwrap();
    assert_ne!(other.hash, first.hash);
    assert_eq!(entries(bench).await.len(), 2);
}

on_both!(pictures_need_permissions);
async fn pictures_need_permissions(bench: &Bench) {
    let permissions = Role::Analyst.permissions();
    assert!(!permissions.has(Permission::MediaWrite));
    let analyst = Actor::staff(Uuid::from_u128(2), "Ana".to_owned(), permissions);
    let (shop, hash) = (&bench.shop, upload(bench, 1).await);
    let command = Upload { name: String::new(), alt: String::new(), bytes: files::jpeg((8, 8), 2) };
    let lacking = Forbidden(Permission::MediaWrite);
    match media::upload(shop, &analyst, command).await {
        Err(UploadError::Forbidden(forbidden)) => assert_eq!(forbidden, lacking),
        other => panic!("{other:?}"),
    }
    let command = ChangePicture { hash: hash.clone(), version: 1, edits: edits(&[("alt", "x")]) };
    match picture::change(shop, &analyst, command).await {
        Err(EditError::Forbidden(forbidden)) => assert_eq!(forbidden, lacking),
        other => panic!("{other:?}"),
    }
    let id = id_of(bench, "enamel-mug").await;
    let steps = vec![PictureStep::Remove(hash)];
    let arranged = product::arrange(shop, &analyst, ArrangePictures { id, steps }).await;
    assert!(matches!(arranged, Err(EditError::Forbidden(_))));
    let nowhere = media::show_picture(shop, &mara(), &"0".repeat(32)).await;
    assert!(matches!(nowhere, Err(LibraryError::NotFound)));
}

on_both!(the_library_is_searched_filtered_and_paged);
async fn the_library_is_searched_filtered_and_paged(bench: &Bench) {
    bench.advance(1_000);
    let hash = upload(bench, 1).await;
    let all = list(bench, ListPictures::default()).await;
    assert_eq!(all[0], hash, "the last upload first");
    let text = |text: &str| ListPictures { text: text.to_owned(), ..ListPictures::default() };
    for (typed, is_found) in
        [("moon", true), ("THE moon", true), ("1.jpg", true), ("moon sun", false), ("%", false)]
    {
        assert_eq!(list(bench, text(typed)).await.contains(&hash), is_found, "{typed}");
    }
    let only = |only: Only| ListPictures { only: Some(only), ..ListPictures::default() };
    assert!(list(bench, only(Only::Unused)).await.contains(&hash));
    assert!(!list(bench, only(Only::WithoutAlt)).await.contains(&hash));
    for shade in 2..60 {
        upload(bench, shade).await;
    }
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let command = ListPictures { after, ..ListPictures::default() };
        let page = media::list_pictures(&bench.shop, &mara(), command).await.unwrap();
        assert!(page.pictures.len() <= 48);
        paged.extend(page.pictures.into_iter().map(|one| one.picture.hash));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged.len(), all.len() + 58);
    paged.sort_unstable();
    paged.dedup();
    assert_eq!(paged.len(), all.len() + 58, "none twice");
    let command = ListPictures { after: Some("x".to_owned()), ..ListPictures::default() };
    assert!(media::list_pictures(&bench.shop, &mara(), command).await.is_err());
}

on_both!(texts_of_the_library_merge_and_are_taken_back);
async fn texts_of_the_library_merge_and_are_taken_back(bench: &Bench) {
    let uploaded = try_upload(bench, "a.jpg", files::jpeg((64, 48), 1)).await.unwrap();
    let hash = uploaded.hash;
    let change = async |version: i64, values: &[(&str, &str)]| {
        let command = ChangePicture { hash: hash.clone(), version, edits: edits(values) };
        picture::change(&bench.shop, &mara(), command).await
    };
    bench.advance(1_000);
    let saved = change(1, &[("alt", "Full Moon"), ("focal_x", "30"), ("focal_y", "100")]).await;
    let Saved { version, changed, entry, .. } = saved.unwrap();
    assert_eq!((version, changed.len()), (2, 3));
    let now = found(bench, &hash).await;
    assert_eq!((now.picture.alt.as_str(), now.focal), ("Full Moon", (Some(30), Some(100))));
    let stale = change(1, &[("alt", "New Moon")]).await;
    assert!(matches!(stale, Err(EditError::Conflict(conflict)) if conflict.version == 2));
    let long = "a".repeat(501);
    for (field, value, problem) in [
        ("focal_x", "101", Problem::NotWithin(0, 100)),
        ("focal_y", "middle", Problem::NotWithin(0, 100)),
        ("alt", long.as_str(), Problem::TooLong(500)),
        ("hash", "x", Problem::UnknownField),
    ] {
        match change(2, &[(field, value)]).await {
            Err(EditError::Invalid(errors)) => assert_eq!(errors[0].problem, problem, "{field}"),
            other => panic!("{field}: {other:?}"),
        }
    }
    bench.advance(1_000);
    undo(&bench.shop, &mara(), entry.unwrap()).await.unwrap();
    let now = found(bench, &hash).await;
    assert_eq!((now.picture.alt.as_str(), now.focal), ("The Moon", (None, None)));
    // An upload is not taken back.
    let undone = undo(&bench.shop, &mara(), uploaded.entry.unwrap()).await;
    assert!(matches!(undone, Err(UndoError::NothingLeft(_))), "{undone:?}");
    let actions: Vec<_> = entries(bench).await.into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [Action::Undo, Action::Change, Action::Create]);
}

async fn arrange(bench: &Bench, slug: &str, steps: Vec<PictureStep>) -> Result<Saved, EditError> {
    let id = id_of(bench, slug).await;
    product::arrange(&bench.shop, &mara(), ArrangePictures { id, steps }).await
}

on_both!(a_product_gets_pictures_in_order);
async fn a_product_gets_pictures_in_order(bench: &Bench) {
    let slug = "refractor-102";
    let before = shown(bench, slug).await;
    let old: Vec<String> = before.fields["pictures"].split('|').map(str::to_owned).collect();
    let [first, second, third] = old.as_slice() else { panic!("{old:?}") };
    let (a, b) = (upload(bench, 1).await, upload(bench, 2).await);
    let add = |hash: &String, place: Option<usize>, alt: &str| PictureStep::Add {
        hash: hash.clone(),
        place,
        alt: alt.to_owned(),
    };
    let steps = vec![add(&a, None, ""), add(&b, Some(1), "Beside a cup"), add(first, None, "")];
    arrange(bench, slug, steps).await.unwrap();
    let pictures = async || shown(bench, slug).await.fields["pictures"].clone();
    let expected = [&b, first, second, third, &a].map(String::as_str);
    assert_eq!(pictures().await, expected.join("|"));
    let fields = shown(bench, slug).await.fields;
    assert_eq!(fields[&format!("picture.{a}.alt")], "The Moon", "that of the library");
    assert_eq!(fields[&format!("picture.{b}.alt")], "Beside a cup");
    // Everybody sees the new cover.
    let cover = |bench: &Bench| {
        let snapshot = bench.shop.snapshot();
        snapshot.by_slug(slug).unwrap().picture.clone().unwrap()
    };
    assert_eq!(cover(bench).hash, b);
    let order = PictureStep::Order(vec![a.clone(), first.clone()]);
    let steps = vec![order, PictureStep::Role(a.clone(), "main".to_owned())];
    arrange(bench, slug, steps).await.unwrap();
    let expected = [&a, first, &b, second, third].map(String::as_str);
    assert_eq!(pictures().await, expected.join("|"));
    assert_eq!(found(bench, &a).await.products[0].position, 1);
    assert!(
        !list(bench, ListPictures { only: Some(Only::Unused), ..ListPictures::default() })
            .await
            .contains(&a)
    );
    arrange(bench, slug, vec![PictureStep::Remove(b.clone())]).await.unwrap();
    let missing = arrange(bench, slug, vec![PictureStep::Remove(b)]).await;
    assert!(matches!(missing, Err(EditError::Invalid(_))));
    let unknown = arrange(bench, slug, vec![add(&"0".repeat(32), None, "")]).await;
    assert!(matches!(unknown, Err(EditError::Invalid(_))));
}

on_both!(a_replaced_picture_keeps_its_place_its_role_and_its_variants);
async fn a_replaced_picture_keeps_its_place_its_role_and_its_variants(bench: &Bench) {
    let slug = "refractor-102";
    let before = shown(bench, slug).await;
    let old: Vec<String> = before.fields["pictures"].split('|').map(str::to_owned).collect();
    let third = &old[2];
    assert_eq!(before.variants[1].fields["picture"], *third);
    let role = format!("picture.{third}.role");
    save(bench, slug, &[(role.as_str(), "detail")]).await.unwrap();
    let new = upload(bench, 1).await;
    let replace = PictureStep::Replace {
        old: third.clone(),
        new: new.clone(),
        alt: "On its legs".to_owned(),
    };
    let saved = arrange(bench, slug, vec![replace]).await.unwrap();
    let after = shown(bench, slug).await;
    assert_eq!(after.fields["pictures"], format!("{}|{}|{new}", old[0], old[1]));
    assert_eq!(after.fields[&format!("picture.{new}.alt")], "On its legs");
    assert_eq!(after.fields[&format!("picture.{new}.role")], "detail");
    assert_eq!(after.variants[1].fields["picture"], new);
    undo(&bench.shop, &mara(), saved.entry.unwrap()).await.unwrap();
    assert_eq!(shown(bench, slug).await.fields["pictures"], before.fields["pictures"]);
}

on_both!(unused_pictures_are_deleted_after_30_days);
async fn unused_pictures_are_deleted_after_30_days(bench: &Bench) {
    let [unused, used, mentioned, again] = [
        upload(bench, 1).await,
        upload(bench, 2).await,
        upload(bench, 3).await,
        upload(bench, 4).await,
    ];
    let add = PictureStep::Add { hash: used.clone(), place: None, alt: String::new() };
    arrange(bench, "enamel-mug", vec![add]).await.unwrap();
    let text = format!("![The Moon](/media/{mentioned}/640.webp)");
    save(bench, "red-torch", &[("description", text.as_str())]).await.unwrap();
    media::rendition(&bench.shop, &unused, 320, Format::Webp).await.unwrap();
    let others = list(bench, ListPictures { only: Some(Only::Unused), ..ListPictures::default() });
    let others = others.await.len() - 3;
    assert_eq!(media::delete_unused(&bench.shop).await.unwrap(), 0);
    bench.advance(UNUSED_KEPT_FOR - 1_000);
    assert_eq!(media::delete_unused(&bench.shop).await.unwrap(), 0);
    // Somebody uploads one of them again.
    assert_eq!(upload(bench, 4).await, again);
    bench.advance(2_000);
    let deleted = media::delete_unused(&bench.shop).await.unwrap();
    assert_eq!(deleted, 1 + others as u64);
    let all = list(bench, ListPictures::default()).await;
    assert!(!all.contains(&unused));
    for kept in [&used, &mentioned, &again] {
        assert!(all.contains(kept));
    }
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(store::media::file(&mut conn, &unused).await.unwrap(), None);
    assert!(store::media::file(&mut conn, &used).await.unwrap().is_some());
}
