# The desk: stock, prices, settings, recommendations and the audit log.

## Titles and empty lists
admin-title-stock = Stock
admin-empty-stock = No variants yet
admin-title-prices = Prices
admin-empty-prices = No sales run now or later
admin-title-settings = Settings
admin-title-recommendations = Recommendations
admin-empty-recommendations = No products yet
admin-title-audit = Audit log
admin-empty-audit = Nothing has been changed yet
admin-title-stock-list = Pasted list
admin-title-bad-lines = Lines that cannot be booked
admin-title-good-lines = Lines that can be booked
admin-title-movements = Movements
admin-empty-movements = No movements yet
admin-title-sale = New sale
admin-title-sale-preview = Preview of the sale
admin-title-sale-rows = Prices in the sale
admin-title-sales = Sales
admin-empty-sales = No sales yet
admin-title-base-prices = Base prices
admin-empty-base-prices = No prices yet
admin-title-settings-shop = Shop
admin-title-settings-seller = Seller
admin-title-settings-dispatch = Dispatch
admin-title-settings-currencies = Currencies and rates
admin-title-settings-shipping = Shipping zones and tariffs
admin-title-settings-tax = Tax rates
admin-title-rates = Currencies
admin-empty-rates = No currencies are stored yet
admin-title-tariffs = Tariffs in force
admin-empty-tariffs = No tariffs yet
admin-title-trial = What would this cart pay?
admin-title-trial-lines = Lines
admin-title-trial-taxes = Tax by rate
admin-empty-trial-taxes = No tax
admin-title-trial-options = Delivery options
admin-empty-trial-options = No delivery options
admin-title-neighbours = What is suggested
admin-empty-neighbours = Nothing is suggested yet
admin-title-audit-entry = Entry
admin-title-changes = Changes
admin-empty-changes = No changes
admin-empty-text-recommendations = Add a product first.
admin-search-stock = SKU
admin-search-prices = SKU of a variant
admin-search-recommendations = Name, SKU or slug
admin-search-audit = SKU or slug

## Buttons
admin-action-check-list = Check the list
admin-action-book-list = Book these lines
admin-action-receive = Book delivery
admin-action-write-off = Write off
admin-action-count = Book count
admin-action-correct = Correct
admin-action-set-low = Set
admin-action-preview-sale = Preview sale
admin-action-set-sale = Set sale
admin-action-end-sales = End sales now
admin-action-end-sale = End sale now
admin-action-set-price = Set price
admin-action-set-rate = Set rate
admin-action-offer = Offer these currencies
admin-action-import-rates = Take these rates
admin-action-replace-rounding = Replace rounding
admin-action-replace-tables = Check and store
admin-action-check-tables = Check only
admin-action-try = Try
admin-action-pin = Pin
admin-action-unpin = Remove pin
admin-action-exclude = Exclude
admin-action-include = Remove exclusion
admin-action-set-flags = Save
admin-action-undo = Undo
admin-bulk-only-ticked = Only these in the sale

## Headings of forms
admin-section-check-list = Book a pasted list
admin-section-receive = A delivery has arrived
admin-section-write-off = Damaged or lost
admin-section-count = Counted
admin-section-correct = Correct an earlier booking
admin-section-set-low = When it is low
admin-section-preview-sale = New sale
admin-section-end-sales = End a campaign
admin-section-end-sale = End a sale
admin-section-set-price = New base price
admin-section-set-rate = Type a rate
admin-section-offer = Currencies to choose from
admin-section-import-rates = Rates from a file
admin-section-replace-rounding = Rounding of converted prices
admin-section-replace-tables = Tables
admin-section-try = Cart and address
admin-section-pin = Pin a product
admin-section-unpin = Remove a pin
admin-section-exclude = Never suggest a product
admin-section-include = Suggest a product again
admin-section-set-flags = This product

## Stock
admin-label-on-hand = On hand
admin-label-low-from = Low from
admin-label-low-stock = Low stock
admin-label-level = Level
admin-label-cause = Cause
admin-label-list = SKU and quantity, a line each
admin-label-document = Document number
admin-label-note = Note
admin-label-reason = Reason
admin-label-units = Units
admin-label-counted = Counted units
admin-label-before = Before
admin-label-after = After
admin-label-movement = Movement
admin-label-time = When
admin-label-person = By
admin-label-line = Line
admin-label-typed = Typed
admin-label-cause-received = Received
admin-label-cause-counted = Counted
admin-label-cause-damaged = Damaged or lost
admin-label-cause-correction = Correction
admin-status-cause-opening = Opening level
admin-status-cause-received = Received
admin-status-cause-counted = Counted
admin-status-cause-damaged = Damaged or lost
admin-status-cause-correction = Correction
admin-status-cause-order = Order
admin-status-cause-cancelled = Order cancelled
admin-status-cause-returned = Returned
admin-status-cause-import = Import
admin-help-stock-list = Paste it from a spreadsheet or a scanner. Nothing is booked before you have seen what would be.
admin-help-counted = As many as there were when you opened this page. What is sold meanwhile stays sold.
admin-help-low-units = So few units are low. Empty: the shop’s number.
admin-help-correct-units = The difference with its sign: -2 if there are two fewer.
admin-stock-moved = { $sku }: { $before } → { $after }
admin-stock-low-set = Saved.
admin-stock-booked = { $count ->
    [one] 1 line is booked.
   *[other] { $count } lines are booked.
}
admin-stock-checked = { $count ->
    [one] 1 line can be booked. Nothing is booked yet.
   *[other] All { $count } lines can be booked. Nothing is booked yet.
}
admin-stock-bad = { $count ->
    [one] 1 line cannot be booked, so nothing is. Correct it below.
   *[other] { $count } lines cannot be booked, so nothing is. Correct them below.
}
admin-line-no-sku = The SKU is missing.
admin-line-no-quantity = The quantity is missing.
admin-line-not-whole = “{ $typed }” is not a whole number.
admin-line-not-positive = The quantity must be above zero.
admin-line-negative = The quantity must not be below zero.
admin-line-too-large = The quantity is too large.
admin-line-twice = The SKU is on line { $line } already.
admin-line-columns = There are too many columns.
admin-line-no-such-sku = No variant has this SKU.
admin-line-below-zero = Only { $level } are in stock.
admin-line-changed = Somebody has booked since this was counted. Count again.
admin-line-not-seen = Check the list before you book it.
admin-error-units = Enter a whole number above zero.
admin-error-count-units-units = Enter how many there are: 0 or more.
admin-error-correct-units-units = Enter a whole number that is not zero, such as -2.
admin-error-low-units-units = Enter a whole number, 0 or more.
admin-error-not-whole = “{ $detail }” is not a whole number.
admin-error-below-zero = Only { $detail } are in stock.
admin-error-low-changed = Somebody else has set another number: { $detail }. Check it and save again.
admin-error-stock-changed = Somebody has booked since you opened this page; there are { $detail } now. Count again.
admin-error-too-many-lines = A list may have { $detail } lines. Split it.

## Prices
admin-label-sale-price = Sale price
admin-label-prior-price = Lowest price of 30 days
admin-label-starts = Starts
admin-label-ends = Ends
admin-label-campaign = Campaign
admin-label-skus = SKUs
admin-label-rounding-none = To the cent
admin-label-rounding-99 = Ending in .99
admin-label-rounding-95 = Ending in .95
admin-label-rounding-whole = Whole amounts
admin-label-sale = Sale
admin-label-charged = Charged now
admin-status-running = Running
admin-status-over = Over
admin-status-other-currency = Other currency
admin-status-out-of-range = Not a price
admin-status-not-lower = Not lower
admin-help-skus = Instead of a category or brand: one a line, or separated by commas.
admin-help-percent = Such as 15 or 12.5.
admin-help-starts = Empty: now.
admin-help-campaign = Shoppers do not see it. By it, all its sales can be ended together.
admin-sale-reduced = { $count ->
    [one] 1 price will be reduced. Nothing is set yet.
   *[other] { $count } prices will be reduced. Nothing is set yet.
}
admin-sale-left = { $count ->
    [one] 1 price stays as it is.
   *[other] { $count } prices stay as they are.
}
admin-sale-set = The sale is set. It begins and ends by itself.
admin-sales-ended = { $count ->
    [one] 1 sale has been ended.
   *[other] { $count } sales have been ended.
}
admin-sales-over = Nothing was ended: these sales are over.
admin-price-set = The price is set.
admin-price-same = It has this price already.
admin-price-who = Who changed it
admin-error-nothing-chosen = Choose a category or a brand, or list SKUs.
admin-error-too-many-variants = Choose at most { $detail } variants.
admin-error-percent = Enter a percentage above 0 and below 100, such as 15.
admin-error-nothing-reduced = No price would be reduced.
admin-error-sale-times = The sale must end after it starts, and after now.
admin-error-overlap = Other sales of these variants run at the same time: { $detail }.
admin-error-prices-changed = Prices have changed since you looked at them. Look again.
admin-error-price-changed = Somebody has changed the price to { $detail } since you opened this page.
admin-error-not-a-price = Enter a price above zero in the variant’s currency.
admin-error-ambiguous-amount = This could mean different amounts. Enter it such as 1349.95.
admin-error-too-many-decimals = The currency has fewer decimals.
admin-error-refused = { $detail }

## Settings
admin-label-setting-shop-name = Name of the shop
admin-label-setting-currency = Currency
admin-help-setting-currency = For shoppers who have not chosen one. Prices keep the currency in which they are stored.
admin-label-setting-country = Country
admin-help-setting-country = Two letters, such as DE: for shoppers who have not chosen one.
admin-label-setting-time-zone = Time zone
admin-help-setting-time-zone = Of the place of dispatch, such as Europe/Berlin. Sales begin and end in it.
admin-label-setting-dispatch-from = Dispatched from
admin-help-setting-dispatch-from = A country such as DE, or country and region such as DE-SH, whose public holidays apply.
admin-label-setting-closed-days = Days without dispatch
admin-help-setting-closed-days = Separated by commas: 2026-12-31, 2027-08-02..2027-08-13, or 12-24 for every year.
admin-label-setting-cut-off = Order by
admin-help-setting-cut-off = Orders before this hour leave on the same working day, such as 14:00.
admin-label-setting-order-years = Keep the buyers of orders for
admin-help-setting-order-years = As long as the law requires after the year of the order.
admin-label-setting-return-days = Returns within
admin-label-setting-withdrawal-days = Withdrawal within
admin-help-setting-withdrawal-days = At least 14 days in the EU.
admin-label-setting-low-stock = Low from
admin-help-setting-low-stock = So few units of a variant are low, unless the variant has a number of its own.
admin-label-setting-seller = Seller
admin-help-setting-seller = The full name, as receipts show it.
admin-label-setting-seller-address = Address
admin-help-setting-seller-address = A line each, or separated by commas.
admin-label-setting-seller-vat = VAT number
admin-label-setting-seller-representative = Legal representatives
admin-label-setting-seller-register = Register and number
admin-label-setting-seller-phone = Phone
admin-label-setting-seller-email = Email address
admin-help-setting-seller-email = Withdrawals are reported to it.
admin-label-setting-seller-supervisor = Supervisory authority
admin-label-setting-seller-disputes = Consumer dispute resolution
admin-unit-days = days
admin-unit-years = years
admin-settings-missing = The law requires these details of the seller:
admin-settings-invented = These details are the demonstration’s:
admin-settings-saved = { $count ->
    [0] These are the settings already.
    [one] 1 setting is saved.
   *[other] { $count } settings are saved.
}
admin-rates-saved = Saved.
admin-tables-saved = The tables are stored and apply now.
admin-tables-fit = The tables fit together. Nothing is stored yet.
admin-error-changed-since = Somebody else has changed this to “{ $detail }” since you opened the page. Save again to replace it.
admin-error-stale = Somebody else has changed this since you opened the page. Open it again.
admin-error-not-stored = Nothing is stored yet: the first start of the shop stores what it is started with.
admin-error-not-a-rate = Enter a rate above zero with at most six decimals, such as 1.1305.
admin-error-line = Line { $detail } cannot be read.
admin-label-rate = Rate per euro
admin-label-rate-currency = Currency
admin-label-source = From
admin-label-rate-day = Of
admin-label-rate-age = Days old
admin-label-offered = Offered
admin-label-rates-file = File
admin-label-rounding-file = Rules
admin-label-zones = Zones
admin-label-tariffs = Tariffs
admin-label-tax-rates = Tax rates
admin-label-zone = Zone
admin-label-method = Shipping method
admin-label-carriage = Carriage
admin-label-heaviest = Unit up to
admin-label-weight-up-to = Order up to
admin-label-free-from = Free from
admin-label-transit-days = Working days
admin-status-offered = Offered
admin-status-not-offered = Not offered
admin-status-discontinued = Discontinued
admin-status-rate-typed = Typed
admin-status-rate-file = File
admin-status-rate-feed = Feed
admin-status-rate-program = Program
admin-status-method-standard = Standard
admin-status-method-express = Express
admin-status-parcel = Parcel
admin-status-freight = Freight
admin-status-withdrawn = Not sold
admin-label-method-standard = Standard
admin-label-method-express = Express
admin-help-rate = Empty: leave it to files and the feed again.
admin-help-offered = Codes in the order of the list, separated by commas.
admin-help-rates-file = Lines as-of,2026-11-20 and USD,1.1305, or the European Central Bank’s eurofxref-daily.xml.
admin-help-rounding-file = Lines such as USD,,1,0.05 and HRK,ended.
admin-help-zones = Lines zone,KEY,Name and place,ZONE,COUNTRY or place,ZONE,COUNTRY,POSTCODE.
admin-help-tariffs = A line each: zone, method, carriage, heaviest unit, order, price, free from, days.
admin-help-tax-rates = A line each: country, class, percent, included, first day.

## Trial
admin-trial = Try a cart
admin-trial-left = Only { $count } left
admin-help-trial-cart = A SKU and a quantity, a line each.
admin-help-trial-country = Two letters, such as DE.
admin-error-cart-lines = A cart has 1 to { $detail } lines.
admin-error-unknown-sku = No variant has the SKU { $detail }.
admin-error-not-served = The shop does not deliver there.
admin-error-quantity = Enter whole quantities, as a cart can have.
admin-label-cart = Cart
admin-label-country = Country
admin-label-postcode = Postcode
admin-label-town = Town
admin-label-shipping-method = Shipping method
admin-label-subtotal = Subtotal
admin-label-delivery = Delivery
admin-label-tax-included = Tax, included
admin-label-tax-added = Tax, added
admin-label-total = Total
admin-label-weight = Weight
admin-label-tariff-line = Line of the table of tariffs
admin-label-quantity = Quantity
admin-label-unit-price = For one
admin-label-tax-rate = Tax rate
admin-label-net = Net
admin-label-tax = Tax
admin-label-earliest = Earliest
admin-label-latest = Latest

## Recommendations
admin-recommendations-text = Choose a product to see what is suggested for it, and why.
admin-recommendations-saved = Saved. Pages show it at once.
admin-label-other-product = Product
admin-label-buyers = Buyers of both
admin-label-score = Strength
admin-label-hidden = Never suggest this product
admin-label-bought-again = People buy it again
admin-status-pinned = Pinned
admin-status-bought-together = Bought together
admin-help-other-product = Its slug, the last part of its address.
admin-help-position = 0 is the first.
admin-error-no-such-product = There is no product “{ $detail }”.
admin-error-itself = A product cannot be suggested for itself.

## Audit log
admin-audit-entry = Show the entry
admin-audit-and-more = { $count ->
    [one] { $name } and one other
   *[other] { $name } and { $count } others
}
admin-label-kind = Kind
admin-label-action = What
admin-label-day = Day
admin-label-thing = What
admin-label-field = Field
admin-label-now = Now
admin-label-undo = Undo
admin-label-undoes = Takes back
admin-label-undone-by = Taken back by
admin-label-entity-product = Product
admin-status-entity-product = Product
admin-label-entity-variant = Variant
admin-status-entity-variant = Variant
admin-label-entity-category = Category
admin-status-entity-category = Category
admin-label-entity-collection = Collection
admin-status-entity-collection = Collection
admin-label-entity-picture = Picture
admin-status-entity-picture = Picture
admin-label-entity-stock = Stock
admin-status-entity-stock = Stock
admin-label-entity-price = Price
admin-status-entity-price = Price
admin-label-entity-page = Page
admin-status-entity-page = Page
admin-label-entity-guide = Buying guide
admin-status-entity-guide = Buying guide
admin-label-entity-home-block = Block of the home page
admin-status-entity-home-block = Block of the home page
admin-label-entity-menu = Menu
admin-status-entity-menu = Menu
admin-label-entity-shop-text = Text on a page
admin-status-entity-shop-text = Text on a page
admin-label-entity-mail-text = Text in an email
admin-status-entity-mail-text = Text in an email
admin-label-entity-redirect = Redirect
admin-status-entity-redirect = Redirect
admin-label-entity-recommendation = Recommendation
admin-status-entity-recommendation = Recommendation
admin-label-entity-settings = Settings
admin-status-entity-settings = Settings
admin-label-entity-shipping = Shipping
admin-status-entity-shipping = Shipping
admin-label-entity-tax = Tax
admin-status-entity-tax = Tax
admin-label-entity-rates = Currencies and rates
admin-status-entity-rates = Currencies and rates
admin-label-entity-person = Person
admin-status-entity-person = Person
admin-label-entity-role = Role
admin-status-entity-role = Role
admin-label-entity-key = API key
admin-status-entity-key = API key
admin-label-entity-import = Import
admin-status-entity-import = Import
admin-label-entity-order = Order
admin-status-entity-order = Order
admin-label-done-create = Created
admin-status-done-create = Created
admin-label-done-change = Changed
admin-status-done-change = Changed
admin-label-done-archive = Archived
admin-status-done-archive = Archived
admin-label-done-restore = Restored
admin-status-done-restore = Restored
admin-label-done-delete = Deleted
admin-status-done-delete = Deleted
admin-label-done-bulk = Changed together
admin-status-done-bulk = Changed together
admin-label-done-import = Imported
admin-status-done-import = Imported
admin-label-done-undo = Undone
admin-status-done-undo = Undone
admin-label-done-sign-in = Signed in
admin-status-done-sign-in = Signed in
admin-label-done-invite = Invited
admin-status-done-invite = Invited
admin-undo-back = Would be put back
admin-undo-changed = Changed since: stays
admin-undo-gone = Gone: stays
admin-undo-never = Cannot be undone
admin-undo-offer = { $count ->
    [one] 1 value would be put back. What has been changed since stays as it is.
   *[other] { $count } values would be put back. What has been changed since stays as it is.
}
admin-undo-nothing = There is nothing to undo.
admin-undo-already = This has been undone already.
admin-undo-done = { $count ->
    [one] Undone: 1 value is as before.
   *[other] Undone: { $count } values are as before.
}
admin-undo-partly = { $count ->
    [one] Undone: 1 value is as before. Changed since and left alone: { $left }.
   *[other] Undone: { $count } values are as before. Changed since and left alone: { $left }.
}

## Front page
admin-attention-low-stock = { $count ->
    [one] 1 variant is low or sold out
   *[other] { $count } variants are low or sold out
}
