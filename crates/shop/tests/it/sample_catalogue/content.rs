//! The content pages of the sample.

use crate::mail::{Folder, work};
use domain::content::PageRole;
use testing::{Bench, on_both};

on_both!(there_is_a_page_in_each_role, sample);
async fn there_is_a_page_in_each_role(bench: &Bench) {
    let content = &bench.shop.snapshot().content;
    for role in PageRole::ALL {
        // The addresses that the pages always had.
        let href = format!("/pages/{}", role.key());
        assert_eq!(content.links().page(role), Some(href.as_str()));
        let links = content.links().footer.iter().flat_map(|group| &group.links);
        assert_eq!(links.filter(|link| link.href == href).count(), 1, "{href}");
    }
    assert_eq!(content.pages().len(), PageRole::ALL.len());
}

on_both!(a_confirmation_has_instructions_and_form, sample);
async fn a_confirmation_has_instructions_and_form(bench: &Bench) {
    let folder = Folder::new();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = folder.emails().concat().replace("=\r\n", "").replace("=3D", "=");
    for part in [
        "withdraw from contract here (https://shop.example/withdraw).",
        "<a href=\"https://shop.example/withdraw\">",
        "I/We (*) hereby give notice",
        "Name of consumer(s):",
        "Model withdrawal form",
        "<h2>Model withdrawal form</h2>",
        "(*) Delete as appropriate.",
    ] {
        assert!(email.contains(part), "{part} is not in\n{email}");
    }
    assert!(!email.contains("{seller") && !email.contains("]("), "{email}");
}
