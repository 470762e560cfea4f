# Categories and search results.

listing-title-page = { $title }, page { $page }
listing-guide = Before you choose
listing-children = Kinds
listing-products = Products
search-all = All products
search-newest = New in the shop
search-budget-to = Prices up to { $to }.
search-budget-from = Prices from { $from } on.
search-budget-between = Prices from { $from } to { $to }.
search-corrected = Nothing matches “{ $query }”. These are the results for “{ $instead }”.
filters-title = Filters
filters-apply = Show results
filters-show = { $count ->
    [one] Show 1 product
   *[other] Show { $count } products
}
filters-more = { $count } more
filters-remove = Remove filter
filters-applied = Applied filters
filters-clear = Clear all filters
sort-label = Sort by
sort-apply = Sort
sort-shop = Our order
sort-relevance = Best match
sort-price-up = Price, low to high
sort-price-down = Price, high to low
sort-newest = Newest
sort-name = Name
search-help = What you may be looking for
search-not-carried = We do not carry { $maker }. These come nearest to it among what we do.
nothing-filtered = No product has all of these
nothing-search = Nothing found for “{ $query }”
nothing-product = No product is called “{ $query }”
nothing-category = Nothing here at the moment
nothing-tip-number = Search for a number with its unit, such as 203 mm or 8 inch.
nothing-tip-word = Try one word less, or a more general one: “filter” before “UHC filter 2 inch”.
nothing-tip-spelling = Names of makers and models are found by a part of them.
nothing-contact = Looking for something particular?
nothing-contact-link = Write to us

## A price range to type
price-range-title = Price range ({ $currency })
price-range-from = From
price-range-to = To
price-range-no-amount = Enter an amount in digits, such as 200. The price range was not applied.
price-range-crossed = The lowest price is above the highest. The price range was not applied.
