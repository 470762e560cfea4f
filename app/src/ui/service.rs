//! Shipping services as text.

use domain::shipping::ShippingService;

/// "Standard delivery"
pub fn name(service: ShippingService) -> &'static str {
    match service {
        ShippingService::Standard => t!("delivery-standard"),
        ShippingService::Express => t!("delivery-express"),
        ShippingService::Freight => t!("delivery-freight"),
    }
}
