//! The list of products.

use crate::{
    admin::{context::DeskContext, document, head::PageHead, page::DeskPage, texts, ui::list_page},
    page::Rendering,
};
use views::admin::{products::ProductsView, shell::MenuItem};

impl DeskPage for ProductsView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead {
            title: texts::of("menu", MenuItem::Products.key()).into(),
            item: Some(MenuItem::Products),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, list_page(&self.list))
    }
}
