//! The invented seller of a sample catalogue, from `seller.csv`. A merchant's folder has none: its
//! seller is in the shop's settings.

use super::{
    error::SeedError,
    rows::{distinct, read_if_there},
};
use crate::settings::{InvalidSetting, read::address, sample};
use domain::seller::Seller;
use serde::Deserialize;
use std::path::Path;
use store::Tx;

const FILE: &str = "seller.csv";

#[derive(Deserialize)]
struct SellerRecord {
    detail: String,
    text: String,
}

/// The seller of a folder.
pub(super) struct SampleSeller(Option<Seller>);

impl SampleSeller {
    /// Reads and checks it.
    pub fn read(folder: &Path) -> Result<Self, SeedError> {
        let records: Vec<SellerRecord> = read_if_there(folder, FILE)?;
        distinct(FILE, "detail", records.iter().map(|record| &record.detail))?;
        if records.is_empty() {
            return Ok(Self(None));
        }
        let mut seller = Seller::default();
        for SellerRecord { detail, text } in records {
            let place = match detail.as_str() {
                "name" => &mut seller.name,
                "address" => {
                    let lines = address(&text);
                    seller.address = lines.map_err(|why| SeedError::row(FILE, &detail, why))?;
                    continue;
                }
                "vat" => &mut seller.vat_number,
                "representative" => &mut seller.representative,
                "register" => &mut seller.register,
                "phone" => &mut seller.phone,
                "email" => &mut seller.email,
                _ => {
                    let what = "expected name, address, vat, representative, register, phone or \
                                email";
                    return Err(SeedError::row(FILE, &detail, what));
                }
            };
            text.trim().clone_into(place);
        }
        for (detail, is_empty) in
            [("name", seller.name.is_empty()), ("address", seller.address.is_empty())]
        {
            if is_empty {
                return Err(SeedError::row(FILE, detail, InvalidSetting::NoSeller));
            }
        }
        Ok(Self(Some(seller)))
    }

    /// Writes it at the first load of a shop, whose seller it is until the shop has another one.
    pub async fn write(&self, tx: &mut Tx) -> Result<(), SeedError> {
        if let Some(seller) = &self.0 {
            sample::write(tx, seller).await?;
        }
        Ok(())
    }
}
