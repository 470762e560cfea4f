//! The invented seller of the demonstration. Its details belong to no other seller.

/// Full name.
pub const NAME: &str = "Perigee Astronomy GmbH";
/// Postal address, its lines separated by commas.
pub const ADDRESS: &str = "Sternwartweg 12, 24943 Flensburg, Germany";
/// VAT number.
pub const VAT_NUMBER: &str = "DE000000000";
/// Legal representative.
pub const REPRESENTATIVE: &str = "Ada Winter";
/// Register and number.
pub const REGISTER: &str = "Local Court of Flensburg, HRB 00000";
/// Phone number.
pub const PHONE: &str = "+49 30 23125 000";
/// Email address.
pub const EMAIL: &str = "hello@perigee.example";
