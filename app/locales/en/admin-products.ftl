# The desk: products.

admin-back = Back to the list
admin-row = Row
admin-cell-label = { $column } of { $row }
admin-error-said = { $detail }

## List
admin-label-changed = Last change
admin-label-missing = Missing
admin-label-missing-variant = Variant
admin-label-missing-price = Price
admin-label-missing-picture = Picture
admin-label-missing-alt_text = Alternative text
admin-label-missing-weight = Weight
admin-label-missing-summary = Summary
admin-label-missing-description = Description
admin-status-hidden = No longer shown

## Change many
admin-bulk-prices = Change prices
admin-bulk-status = Change status
admin-bulk-add-category = Add to a category
admin-bulk-remove-category = Remove from a category
admin-bulk-attribute = Set an attribute
admin-bulk-chosen = { $count ->
    [one] 1 product
   *[other] { $count } products
}
admin-bulk-would = { $count ->
    [0] Nothing would change
    [one] 1 change
   *[other] { $count } changes
}
admin-bulk-stay = { $count ->
    [0] Nothing stays as it is.
    [one] 1 stays as it is.
   *[other] { $count } stay as they are.
}
admin-bulk-first = The first { $count } are shown.
admin-bulk-table = Before and after
admin-bulk-before = Now
admin-bulk-after = After
admin-bulk-apply = { $count ->
    [one] Make 1 change
   *[other] Make { $count } changes
}
admin-bulk-done = { $count ->
    [one] 1 product has been changed.
   *[other] { $count } products have been changed.
}
admin-bulk-prices-done = { $count ->
    [one] 1 price has been changed.
   *[other] { $count } prices have been changed.
}
admin-bulk-moved-on = Something has changed since the preview. Here is a new one.
admin-bulk-none = Select products first, or tick “All results”.
admin-bulk-too-many = Choose fewer products: one step changes up to { $count }.
admin-bulk-other-currency = In another currency
admin-bulk-out-of-range = The price would not be above zero, or be too large
admin-bulk-only-category = Its only category
admin-label-change = Change
admin-label-percent = Percent
admin-label-add = By an amount
admin-label-set = To an amount
admin-label-amount = Percent or amount
admin-label-rounding = Round to
admin-label-round-none = Do not round
admin-label-round-99 = Prices that end in .99
admin-label-round-95 = Prices that end in .95
admin-label-round-whole = Whole amounts
admin-label-currency = Currency
admin-label-attribute = Attribute
admin-label-value = Value
admin-help-amount = Such as 5, -10 or 19.50.
admin-help-attribute-value = A number in the attribute’s unit, yes or no, or texts separated by |. Leave it empty to remove the attribute.

## One product
admin-product-shop = View in the shop
admin-product-audit = Change history
admin-product-draft = Preview of the draft
admin-product-draft-until = Anybody with this link can see the draft until { $when }.
admin-product-saved = Saved.
admin-product-created = The product has been added.
admin-product-unchanged = Nothing was changed.
admin-product-moved = Saved. { $old } now leads to { $new }.
admin-product-copied = This is the copy: a draft without stock. Check its name and SKUs.
admin-product-hidden = Shoppers no longer see this product.
admin-product-archived = The product is archived.
admin-product-restored = The product is restored.
admin-product-not-copied = No free name was found for the copy.
admin-copy-name = Copy of { $name }
admin-search-preview = In search engines
admin-action-duplicate = Duplicate
admin-action-hide = Hide now
admin-action-archive = Archive
admin-action-restore-product = Restore
admin-section-seo = Search engines
admin-section-placing = Categories
admin-section-variants = Variants
admin-section-attributes = Attributes
admin-section-pictures = Pictures
admin-section-relations = Related products and contents of the box
admin-section-help-variants = Fill in an empty row to add a variant. Stock changes on the page of stock.
admin-section-help-attributes = Leave empty what the product does not have.
admin-section-help-pictures = The first picture stands in lists.
admin-label-slug-follows = Change the address with the name
admin-label-summary = Summary
admin-label-main-category = Main category
admin-label-also = Also in
admin-label-featured = First in lists
admin-label-tax_class = Tax class
admin-label-tax-standard = Standard
admin-label-tax-books = Books
admin-label-publish_at = Publish at
admin-label-unpublish_at = Hide from
admin-label-draft = Draft
admin-label-published = Published
admin-label-archived = Archived
admin-label-seo_title = Title in search engines
admin-label-seo_description = Description in search engines
admin-label-option_name = Option
admin-label-label = Choice
admin-label-weight_g = Weight (g)
admin-label-position = Position
admin-label-variant-archived = Archived
admin-label-related = Related products
admin-label-in_box = In the box
admin-label-yes = Yes
admin-label-no = No
admin-label-role-main = The product
admin-label-role-light_path = Light path
admin-label-role-scale = Size comparison
admin-label-role-detail = Detail
admin-new-variant = New variant { $number }
admin-picture-place = Position of picture { $number }
admin-picture-alt = Alternative text of picture { $number }
admin-picture-role = What picture { $number } shows
admin-picture-drop = Remove picture { $number }
admin-help-new-slug = Part of the address. Leave it empty to make it from the name.
admin-help-seo = If empty, the name and the summary are used.
admin-help-schedule = In the shop’s time zone.
admin-help-list = Texts separated by |.
admin-help-related = One slug a line.
admin-help-in-box = One slug a line. Add *2 for two of it.
admin-label-choose = Choose …
admin-price-range = { $low } – { $high }
admin-check-variant = Variant
admin-check-rate = Exchange rate for every price
admin-check-alt_text = Alternative text of every picture
admin-check-summary = Summary
admin-check-description = Description
admin-product-price-kept = Everything but the price of { $sku } has been saved. Check this price and save it again.
