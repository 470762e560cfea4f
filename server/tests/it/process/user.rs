//! People of the desk, by commands.

use super::{Process, perigee, said};

#[tokio::test]
async fn the_first_owner_is_made_on_the_server() {
    let shop = Process::start(&["--surfaces=storefront,desk"]).await;
    let folder = shop.folder.clone();
    let user = |args: &[&str]| {
        let mut command = perigee();
        command.current_dir(&folder).arg("user").args(args);
        async move { said(&mut command).await }
    };
    let (code, listed) = user(&["list"]).await;
    assert!(code == Some(0) && listed.contains("(the first owner)"), "{listed}");
    let add = ["add", "--owner", "--email", "mara@shop.example", "--name", "Mara"];
    let (code, link) = user(&add).await;
    assert!(code == Some(0) && link.contains("/admin/invitations/"), "{link}");
    let (code, listed) = user(&["list"]).await;
    assert!(code == Some(0) && listed.contains("mara@shop.example  Mara  Owner  invited"));
    for args in [["disable", "mara@shop.example"], ["reset", "mara@shop.example"]] {
        let (code, refused) = user(&args).await;
        assert!(code == Some(1) && refused.contains("`perigee user list`"), "{refused}");
    }
    let (code, log) = shop.stop(&[]).await;
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("the shop has no owner"), "{log}");
}
