//! Email templates: subject, HTML and text.

use super::StaffNews;
use crate::{notifications::texts::Words, orders::withdrawals::Received};
use askama::Template;
use domain::{seller::Seller, shipping::ShippingService};
use views::orders::{ExpectedDelivery, OrderPayment, OrderView};

/// Order confirmation, HTML.
#[derive(Template)]
#[template(path = "order.html")]
pub(super) struct OrderHtml<'a> {
    pub shop_name: &'a str,
    pub order: &'a OrderView,
    pub base_url: &'a str,
    pub seller: &'a Seller,
    /// The merchant's texts, with paragraphs as trusted HTML.
    pub words: &'a Words,
    /// The URL of the page on returns.
    pub returns: Option<&'a str>,
    /// The right of withdrawal with the model form, as trusted HTML.
    pub withdrawal: Option<&'a str>,
}

/// Order confirmation, text.
#[derive(Template)]
#[template(path = "order.txt")]
pub(super) struct OrderText<'a> {
    pub shop_name: &'a str,
    pub order: &'a OrderView,
    pub base_url: &'a str,
    pub seller: &'a Seller,
    pub words: &'a Words,
    pub returns: Option<&'a str>,
    pub withdrawal: Option<&'a str>,
}

/// Back-in-stock notification, HTML.
#[derive(Template)]
#[template(path = "back.html")]
pub(super) struct BackHtml<'a> {
    pub shop_name: &'a str,
    pub link: &'a str,
    pub end: &'a str,
    pub seller: &'a Seller,
    pub words: &'a Words,
}

/// Request to confirm a subscription, HTML.
#[derive(Template)]
#[template(path = "confirm.html")]
pub(super) struct ConfirmHtml<'a> {
    pub shop_name: &'a str,
    pub link: &'a str,
    pub end: &'a str,
    pub seller: &'a Seller,
    pub words: &'a Words,
}

/// Request to confirm a subscription, text.
#[derive(Template)]
#[template(path = "confirm.txt")]
pub(super) struct ConfirmText<'a> {
    pub shop_name: &'a str,
    pub link: &'a str,
    pub end: &'a str,
    pub seller: &'a Seller,
    pub words: &'a Words,
}

/// Back-in-stock notification, text.
#[derive(Template)]
#[template(path = "back.txt")]
pub(super) struct BackText<'a> {
    pub shop_name: &'a str,
    pub link: &'a str,
    pub end: &'a str,
    pub seller: &'a Seller,
    pub words: &'a Words,
}

/// Report of a withdrawal to the merchant, subject.
#[derive(Template)]
#[template(path = "withdrawal-report-subject.txt")]
pub(super) struct WithdrawalReportSubject<'a> {
    pub received: &'a Received,
}

/// Acknowledgement of a withdrawal, or its report to the merchant, HTML.
#[derive(Template)]
#[template(path = "withdrawal.html")]
pub(super) struct WithdrawalHtml<'a> {
    pub shop_name: &'a str,
    pub received: &'a Received,
    pub seller: &'a Seller,
    pub words: &'a Words,
    pub report: bool,
}

/// Acknowledgement of a withdrawal, or its report to the merchant, text.
#[derive(Template)]
#[template(path = "withdrawal.txt")]
pub(super) struct WithdrawalText<'a> {
    pub shop_name: &'a str,
    pub received: &'a Received,
    pub seller: &'a Seller,
    pub words: &'a Words,
    pub report: bool,
}

/// How an email to staff ends, if the merchant has words for it.
#[derive(Clone, Copy)]
pub(super) struct SignOff<'a> {
    pub sign_off: Option<&'a str>,
}

/// Email to staff, subject.
#[derive(Template)]
#[template(path = "staff-subject.txt")]
pub(super) struct StaffSubject<'a> {
    pub shop_name: &'a str,
    pub news: StaffNews,
}

/// Email to staff, HTML.
#[derive(Template)]
#[template(path = "staff.html")]
pub(super) struct StaffHtml<'a> {
    pub shop_name: &'a str,
    pub news: StaffNews,
    pub by: &'a str,
    pub link: &'a str,
    pub seller: &'a Seller,
    pub words: SignOff<'a>,
}

/// Email to staff, text.
#[derive(Template)]
#[template(path = "staff.txt")]
pub(super) struct StaffText<'a> {
    pub shop_name: &'a str,
    pub news: StaffNews,
    pub by: &'a str,
    pub link: &'a str,
    pub seller: &'a Seller,
    pub words: SignOff<'a>,
}

/// A line with the seller's VAT number.
#[derive(Template)]
#[template(path = "seller-vat-number.txt")]
pub(super) struct SellerVatNumber<'a> {
    pub seller: &'a Seller,
}

/// A line with the seller's phone number.
#[derive(Template)]
#[template(path = "seller-phone.txt")]
pub(super) struct SellerPhone<'a> {
    pub seller: &'a Seller,
}

/// A line with the seller's email address.
#[derive(Template)]
#[template(path = "seller-email.txt")]
pub(super) struct SellerEmail<'a> {
    pub seller: &'a Seller,
}
