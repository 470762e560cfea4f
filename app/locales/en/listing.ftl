# Categories and search results.

listing-title-page = { $title }, page { $page }
listing-guide = Buying advice
listing-children = Categories
listing-products = Products
search-all = All products
search-newest = Newest products
search-missing-part = { $count ->
    [one] No product matches your whole search. 1 product matches without “{ $part }”.
   *[other] No product matches your whole search. { $count } products match without “{ $part }”.
}
search-missing-phrase = No product contains this exact phrase. Showing products that contain its words.
search-budget-missed = We have nothing at this price. These come closest.
search-budget-to = Showing prices up to { $to }.
search-budget-from = Showing prices of { $from } and over.
search-budget-between = Showing prices from { $from } to { $to }.
search-corrected = No results for “{ $query }”. Showing results for “{ $instead }” instead.
filters-title = Filter results
filters-apply = Show results
filters-show = { $count ->
    [one] Show 1 product
   *[other] Show { $count } products
}
filters-more = Show { $count } more
filters-remove = Remove filter
filters-applied = Applied filters
filters-clear = Clear all filters
filter-choice = { $facet }: { $value }
filter-up-to = { $facet }: up to { $value }
filter-from = { $facet }: from { $value }
filter-between = { $facet }: { $low } to { $high }
filter-alone-up-to = Up to { $value }
filter-alone-from = From { $value }
filter-alone-between = { $low } to { $high }
filter-price-between = Price: { $from } to { $to }
filter-price-from = Price: from { $from }
filter-price-to = Price: up to { $to }
facet-brand = Brand
facet-price = Price
facet-stock = Availability
facet-in-stock = In stock
facet-sold-out = Sold out
facet-under = under { $to }
facet-from = { $from } and more
facet-between = { $first } – { $last }
facet-between-prices = { $first } to { $last }
facet-all = all
sort-label = Sort by
sort-apply = Sort
sort-shop = Recommended
sort-relevance = Best match
sort-price-up = Price, low to high
sort-price-down = Price, high to low
sort-newest = Newest
sort-name = Name, A to Z
search-help = You may be looking for
search-cheapest-first = Sorted by price, lowest first.
search-not-carried = We don’t sell { $brand }. These are the closest alternatives we have.
nothing-filtered = No products match all of these filters
nothing-search = No results for “{ $query }”
nothing-product = No product is called “{ $query }”
nothing-category = There is nothing here at the moment
nothing-tip-number = Search for a number with its unit, such as 20 mm.
nothing-tip-word = Try fewer words, or a more general term.
nothing-tip-spelling = Part of a brand or model name is enough.
nothing-contact = Looking for something in particular?
nothing-contact-link = Contact us

## Collapsed facets
filters-rest = { $count ->
    [one] 1 more filter
   *[other] { $count } more filters
}

## Typed price range
price-range-title = Price range ({ $currency })
price-range-from = From
price-range-to = To
price-range-no-amount = Enter an amount in digits, such as 200. The price range was not applied.
price-range-crossed = The lowest price is above the highest. The price range was not applied.
