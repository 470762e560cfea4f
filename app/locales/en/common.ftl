# What stands on every page, and the words that several pages share.

shop = Perigee
title = { $page } · Perigee
title-home = Perigee · telescopes and everything for a clear night
brand-label = Perigee, to the home page
skip = Skip to the content

## Header
sections-label = Sections
search-label = Search the shop
search-label-page = Search from here
search-placeholder = 8 inch Dobsonian, 203 mm, red light …
search-button = Search
suggestions-label = Suggestions
suggestions-category = Category
suggestions-wish = What it takes, and what to choose
suggestions-page = About the shop
suggestions-none = Nothing yet. Press Enter to search everything.
cart-piece = { " " }item
cart-pieces = { " " }items

## Preferences
preferences-link = Currency and country
preferences-link-all = Currency, country and light
preferences-close = Close
currency-label = Currency
country-label = Deliver to
preference-change = Change
theme-label = Light
theme-paper = Paper
theme-dusk = Dusk
theme-red = Red light
theme-auto = Auto
theme-on = , on

## Footer
footer-about = Telescopes, mounts and small things for a clear night, described by what they show and what they do not.
footer-label = The shop’s own pages
footer-help = Help
footer-track = Track an order
footer-delivery = Delivery
footer-returns = Returns and warranty
footer-contact = Contact
footer-shop = Perigee
footer-about-link = About us
footer-privacy = Privacy
footer-terms = Terms
footer-end = Every picture here is drawn to scale from the product’s own numbers.

## Products
products-count = { $count ->
    [one] 1 product
   *[other] { $count } products
}
price-from = from
price-free = free
stock-none = Sold out
stock-few = { $left ->
    [one] Only 1 left
   *[other] Only { $left } left
}
stock-enough = In stock
recent-title = Recently viewed
trail-label = You are here
trail-home = Home

## Totals
totals-goods = Goods
totals-delivery = Delivery
totals-delivery-to = Delivery to { $country }
totals-tax-added = Tax
totals-tax-included = Includes { $tax } VAT
totals-border = Customs and import tax, if any, are paid when the parcel arrives.
totals-total = Total
totals-estimate = Total, estimated

## Fields
field-optional = (optional)
field-email = E-mail
field-country = Country
field-name = First and last name
field-street = Street and number
field-extra = Flat, floor or company
field-postcode = Postcode
field-city = Town
field-region = State or province
field-region-choose = Choose …
field-state = State
field-province = Province or territory
field-state-territory = State or territory
errors-title = { $count ->
    [one] One thing to correct
   *[other] { $count } things to correct
}
error-missing = Fill in this field.
error-invalid = Check this field: it cannot be right as it stands.
error-too-long = Shorten this to at most 120 characters.
error-unreadable = Some characters came through broken. Type this again.
error-email-missing = Enter your e-mail address.
error-email-invalid = Check the e-mail address: it needs an @ and a domain, such as ada@example.org.
error-country-missing = Choose the country the parcel goes to.
error-country-invalid = Choose a country from the list.
error-billing-country-missing = Choose the country the bill goes to.
error-name-missing = Enter the name that stands on the parcel.
error-billing-name-missing = Enter the name that stands on the bill.
error-name-invalid = Enter a name with at least one letter.
error-street-missing = Enter street and number.
error-street-invalid = Enter a street with at least one letter or digit.
error-postcode-missing = Enter the postcode.
error-postcode-invalid = Check the postcode: it does not have the form that this country uses.
error-city-missing = Enter the town.
error-city-invalid = Enter a town with at least one letter.
error-region-missing = Give the state or province; addresses in this country need it.
error-region-invalid = Choose the state or province from the list.
error-card-number-missing = Enter the card number.
error-card-number-invalid = Check the card number: a digit is wrong or missing.
error-expiry-missing = Enter the month and year when the card expires.
error-expiry-invalid = Check the expiry date: month and year as on the card, such as 04/29, not yet past and not decades ahead.
error-code-missing = Enter the security code.
error-code-invalid = Check the security code: three digits on the back; four on the front if it is an American Express card.
error-number-missing = Enter the order number.
error-number-invalid = Check the order number: PG and nine letters or digits, such as PG-7K4-MQ2-XW9.
error-number-mistyped = One letter or digit of this order number is wrong, or two changed places. Compare it with your confirmation.
error-quantity-not-whole = Enter the quantity as a whole number.
error-quantity-too-small = Enter a quantity of at least 1.
error-quantity-too-large = Enter a quantity of at most 99.

## Quantities
stepper-label = Quantity
stepper-one-less = One less
stepper-one-more = One more
stepper-quantity = Quantity of { $name }
stepper-less = One less of { $name }
stepper-more = One more of { $name }
stepper-update = Update

## Pages of a list
pager-label = Pages
pager-previous = Previous
pager-next = Next
pager-position = Page { $page } of { $pages }

## Tax and totals of carts and orders
totals-export = No VAT is charged. Customs duty and import VAT may apply; the carrier collects them on delivery.
totals-not-yet = The total appears here as soon as every item can be ordered. Change or remove the marked items.
