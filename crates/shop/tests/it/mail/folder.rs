//! Emails written to a folder.

use super::{FROM, work};
use shop::notifications::mail::{Mailer, Transport};
use testing::Bench;

#[tokio::test]
async fn emails_in_a_folder_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new(testing::Kind::Sqlite).await;
    let folder =
        std::env::temp_dir().join(format!("perigee-emails-{}", uuid::Uuid::new_v4())).join("mail");
    bench.order(&[("MUG", 1)]).await;
    let mailer = Mailer::new(Transport::Folder(folder.clone()), FROM).unwrap();
    assert_eq!(work(&bench.shop, &mailer).await, 1);
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let email = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!((mode(&folder), mode(&email)), (0o700, 0o600));
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    bench.shop.db().close().await;
}

/// Emails of an earlier version, which everybody could read.
#[test]
fn a_folder_readable_by_others_is_restricted() {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
    };
    let parent = std::env::temp_dir().join(format!("perigee-emails-{}", uuid::Uuid::new_v4()));
    let folder = parent.join("mail");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap()
    };
    assert_eq!(
        shop::notifications::mail::prepare_folder(&folder).unwrap(),
        0,
        "made as it should be"
    );
    let (email, note, outside) =
        (folder.join("1.eml"), folder.join("note.txt"), parent.join("outside.eml"));
    for path in [&email, &note, &outside] {
        fs::write(path, "text").unwrap();
        set(path, 0o644);
    }
    std::os::unix::fs::symlink(&outside, folder.join("2.eml")).unwrap();
    set(&folder, 0o755);
    assert_eq!(shop::notifications::mail::prepare_folder(&folder).unwrap(), 2);
    assert_eq!(
        (mode(&folder), mode(&email), mode(&note), mode(&outside)),
        (0o700, 0o600, 0o644, 0o644),
        "emails alone"
    );
    assert_eq!(shop::notifications::mail::prepare_folder(&folder).unwrap(), 0);
    set(&folder, 0o1777);
    assert!(
        shop::notifications::mail::prepare_folder(&folder)
            .unwrap_err()
            .to_string()
            .contains("is shared")
    );
    assert_eq!(mode(&folder), 0o1777, "a shared folder stays as it is");
    fs::remove_dir_all(parent).unwrap();
}
