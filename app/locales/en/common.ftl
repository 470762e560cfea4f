# Texts of every page, and texts shared by several pages.

title = { $page } · { $shop }
title-home = { $shop } · { $tagline }
brand-label = { $shop } home page
skip = Skip to main content

## Header
sections-label = Departments
search-label = Search the shop
search-label-page = Search all products
search-button = Search
suggestions-label = Search suggestions
suggestions-category = Category
suggestions-guide = Buying guide
suggestions-page = Help and information
suggestions-none = No suggestions. Press Enter to search the whole shop.
cart-piece = { " " }item
cart-units = { " " }items

## Dates
date-with-weekday = { $weekday }, { $day } { $month }
date-with-year = { $day } { $month } { $year }
date-with-time = { $date }, { $time } ({ $zone })
date-in-year = { $day } { $month }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## Preferences
preferences-link-all = Currency, country and appearance
preferences-close = Close
currency-label = Currency
currency-name-EUR = Euro
currency-name-USD = US dollar
currency-name-JPY = Japanese yen
currency-name-BGN = Bulgarian lev
currency-name-CZK = Czech koruna
currency-name-DKK = Danish krone
currency-name-GBP = British pound
currency-name-HUF = Hungarian forint
currency-name-PLN = Polish złoty
currency-name-RON = Romanian leu
currency-name-SEK = Swedish krona
currency-name-CHF = Swiss franc
currency-name-ISK = Icelandic króna
currency-name-NOK = Norwegian krone
currency-name-HRK = Croatian kuna
currency-name-RUB = Russian rouble
currency-name-TRY = Turkish lira
currency-name-AUD = Australian dollar
currency-name-BRL = Brazilian real
currency-name-CAD = Canadian dollar
currency-name-CNY = Chinese yuan
currency-name-HKD = Hong Kong dollar
currency-name-IDR = Indonesian rupiah
currency-name-ILS = Israeli new shekel
currency-name-INR = Indian rupee
currency-name-KRW = South Korean won
currency-name-MXN = Mexican peso
currency-name-MYR = Malaysian ringgit
currency-name-NZD = New Zealand dollar
currency-name-PHP = Philippine peso
currency-name-SGD = Singapore dollar
currency-name-THB = Thai baht
currency-name-ZAR = South African rand
table-label-more = { $name } ({ $number })
tariffs-method = Delivery
tariffs-price = Price
tariffs-free = Free from
tariffs-days = Working days
tariffs-never = Never
tariffs-range = { $min } to { $max }
tariffs-piece = , items up to { $piece } kg
tariffs-total = , orders up to { $total } kg
tariffs-piece-and-total = , items up to { $piece } kg, orders up to { $total } kg
country-label = Deliver to
preference-change = Change
theme-label = Appearance
theme-paper = Light
theme-dusk = Dark
theme-red = Red
theme-auto = Auto
theme-on = , selected

## Footer
footer-label = Help and information
footer-order = Your order
footer-delivery = Delivery
footer-returns = Returns and warranty
footer-contact = Contact
footer-terms = Terms
seller-phone = Phone { $number }
seller-email = E-mail
seller-representative = Represented by { $name }
seller-register = Entered in the register: { $register }
seller-supervisor = Supervisory authority: { $authority }

## Products
products-count = { $count ->
    [one] 1 product
   *[other] { $count } products
}
price-from = from
price-free = Free
price-before = Lowest price in the last 30 days:
stock-none = Sold out
stock-few = { $left ->
    [one] Only 1 left
   *[other] Only { $left } left
}
stock-enough = In stock
recent-title = Recently viewed

## Suggested products
together-title = Often bought together
together-reason = Often bought with { $name }
together-add = { $count ->
    [2] Add both to cart
   *[other] Add all { $count } to cart
}
together-sum = Total for these items
together-of = Includes { $names }.
chosen-reason = We recommend this with { $name }
because-title = Based on your orders
because-reason = Because you bought { $name }
suggestions-title = Suggestions
suggestions-off = Don’t use my orders for suggestions
suggestions-on = Use my orders for suggestions in this browser
suggestions-note = This is off unless you turn it on. A cookie then keeps the products of this order for 30 days, and the home page and your cart show what goes with them. You can turn it off in your preferences.
suggestions-are-off = We no longer use your orders for suggestions in this browser.
suggestions-are-on = For 30 days we use this order for suggestions in this browser.
breadcrumbs-label = You are here
breadcrumbs-home = Home

## Totals
totals-subtotal = Subtotal
totals-delivery = Delivery
totals-delivery-to = Delivery to { $country }
totals-tax-added = Tax
totals-tax-included = Includes { $tax } VAT
totals-total = Total
totals-estimate = Estimated total

## Fields
field-optional = (optional)
field-email = E-mail
field-country = Country
field-name = First and last name
field-street = Street and number
field-extra = Flat, floor or company
field-postcode = Postcode
field-city = Town or city
field-region = State or province
field-region-choose = Choose …
errors-title = { $count ->
    [one] Please correct 1 field
   *[other] Please correct { $count } fields
}
error-missing = Fill in this field.
error-invalid = This does not look right. Please check it.
error-too-long = Use 120 characters or fewer.
error-unreadable = Some characters could not be read. Please type this again.
error-email-missing = Enter your e-mail address.
error-email-invalid = Check the e-mail address. It should look like ada@example.org.
error-country-missing = Choose the delivery country.
error-country-invalid = Choose a country from the list.
error-billing-country-missing = Choose the country of your billing address.
error-name-missing = Enter the recipient’s full name.
error-billing-name-missing = Enter the full name for the bill.
error-name-invalid = Enter a name with at least one letter.
error-consumer-missing = Enter your full name.
error-consumer-invalid = Enter a name with at least one letter.
error-street-missing = Enter the street and house number.
error-street-invalid = Enter a street with at least one letter or digit.
error-postcode-missing = Enter the postcode.
error-postcode-invalid = Check the postcode.
error-city-missing = Enter the town or city.
error-city-invalid = Enter a town or city with at least one letter.
error-region-missing = Choose or enter the state or province.
error-region-invalid = Choose the state or province from the list.
error-card-number-missing = Enter the card number.
error-card-number-invalid = Check the card number: a digit is wrong or missing.
error-expiry-missing = Enter the card’s expiry date.
error-expiry-invalid = Enter a future month and year, such as 04/29.
error-phone-missing = Enter a phone number. The haulier calls to agree a delivery day.
error-phone-invalid = Check the phone number. Enter it with its area code, or with + and the country code.
error-shipping-method-missing = Choose a delivery method.
error-shipping-method-invalid = Your order is too heavy for this delivery method. Choose another one.
error-code-missing = Enter the security code.
error-code-invalid = Enter the 3 digits on the back, or the 4 on the front of an American Express card.
error-number-missing = Enter the order number.
error-number-invalid = Check the order number. It is PG followed by nine letters and digits, such as PG-7K4-MQ2-XW9.
error-number-mistyped = This order number has a typing error. Please compare it with the one in your confirmation.
error-items-too-long = Use 500 characters or fewer.
error-quantity-not-whole = Enter the quantity as a whole number.
error-quantity-too-small = Enter a quantity of 1 or more.
error-quantity-too-large = Enter a quantity of { $most } or less.

## Quantities
stepper-label = Quantity
stepper-one-less = Decrease quantity
stepper-one-more = Increase quantity
stepper-quantity = Quantity of { $name }
stepper-less = Decrease quantity of { $name }
stepper-more = Increase quantity of { $name }
stepper-update = Update

## Pages of a list
pager-label = Pages of results
pager-previous = Previous
pager-next = Next
pager-position = Page { $page } of { $pages }

## Labels of address fields that differ by country. The last part of each key is the label’s name in the table of address forms.
field-or = or
field-postcode-zip = ZIP code
field-postcode-postal = Postal code
field-postcode-pin = PIN code
field-postcode-eircode = Eircode
field-city-city = City
field-city-suburb = Suburb or town
field-city-district = District
field-city-city-ward = City or ward
field-city-city-district = City or district
field-city-district-city = District or city
field-region-state = State
field-region-province = Province or territory
field-region-state-territory = State or territory
field-region-province-only = Province
field-region-province-city = Province or city
field-region-county-city = County or city
field-region-prefecture = Prefecture
field-region-emirate = Emirate
field-region-oblast = Oblast
field-region-region = Region
field-region-department = Department
field-region-area = Area
field-street-address = Street address
field-extra-apartment = Apartment, suite or company
field-extra-unit = Unit, floor or company
field-extra-building = Building, room or company
error-email-too-long = Use an e-mail address of 254 characters or fewer.
error-postcode-form = Enter a postcode such as { $example }.
error-postcode-form-zip = Enter a ZIP code such as { $example }.
error-postcode-form-postal = Enter a postal code such as { $example }.
error-postcode-form-pin = Enter a PIN code such as { $example }.
error-postcode-form-eircode = Enter an Eircode such as { $example }, or leave it out.
error-postcode-missing-zip = Enter the ZIP code.
error-postcode-missing-postal = Enter the postal code.
error-postcode-missing-pin = Enter the PIN code.
error-city-missing-city = Enter the city.
error-city-missing-suburb = Enter the suburb or town.
error-city-missing-city-ward = Enter the city or ward.
error-city-missing-district = Enter the district.
error-street-missing-address = Enter the street address.
error-region-missing-state = Choose the state.
error-region-missing-province = Choose the province or territory.
error-region-missing-state-territory = Choose the state or territory.
error-region-missing-prefecture = Choose the prefecture.
error-region-invalid-state = Choose the state from the list.
error-region-invalid-province = Choose the province or territory from the list.
error-region-invalid-state-territory = Choose the state or territory from the list.
error-region-invalid-prefecture = Choose the prefecture from the list.
error-region-invalid-emirate = Choose the emirate from the list.
error-region-invalid-province-only = Choose the province from the list.

## Menu, and the line of services
menu-button = Menu
menu-label = All categories
menu-close = Close menu
service-delivery = Delivery
service-delivery-text = Order by { $hour } and we ship the same working day
service-returns = { $days }-day returns
service-returns-text = Even after you have used it
service-contact = Ask us

## Tax and totals of carts and orders
totals-export = No VAT is charged. Customs duty and import VAT may apply; the carrier collects them on delivery.
totals-not-yet = The total appears here as soon as every item can be ordered. Change or remove the marked items.
