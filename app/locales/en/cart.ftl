# The cart and its drawer.

cart-title = Cart
cart-description = The items in your cart at { $shop }, with tax and delivery to your country. Items stay in your cart for 30 days.
cart-count = { $count ->
    [one] 1 item
   *[other] { $count } items
}
cart-sum = Order summary
cart-added = { $quantity ->
    [one] { $name } added to your cart.
   *[other] { $quantity } × { $name } added to your cart.
}
cart-set-added = { $count ->
    [one] 1 item added to your cart.
   *[other] { $count } items added to your cart.
}
cart-set-sold-out = { $count ->
    [one] 1 item has sold out in the meantime.
   *[other] { $count } items have sold out in the meantime.
}
cart-set-at-most = { $count ->
    [one] Your cart already has as many as you can order of 1 item.
   *[other] Your cart already has as many as you can order of { $count } items.
}
cart-set-gone = { $count ->
    [one] 1 item is no longer sold.
   *[other] { $count } items are no longer sold.
}
cart-set-full = { $count ->
    [one] 1 item could not be added, because your cart is full.
   *[other] { $count } items could not be added, because your cart is full.
}
cart-set-failed = { $count ->
    [one] 1 item could not be added. Please add it from its own page.
   *[other] { $count } items could not be added. Please add them from their own pages.
}
cart-removed = { $name } removed from your cart.
cart-emptied = { $count ->
    [one] 1 item removed from your cart.
   *[other] { $count } items removed from your cart.
}
cart-back = { $count ->
    [one] 1 item put back in your cart.
   *[other] { $count } items put back in your cart.
}
cart-back-fewer = Some of it has sold out in the meantime: { $count ->
    [one] 1 item put back in your cart.
   *[other] { $count } items put back in your cart.
}
cart-arrives = Estimated delivery: { $day }
cart-line-gone = This item is no longer in your cart. It was removed in another tab or window.
cart-undo = Undo
cart-quantity-limited = { $available ->
    [0] This has just sold out.
    [one] Only 1 is left, so we set the quantity to 1.
   *[other] Only { $available } are left, so we set the quantity to { $available }.
}
cart-empty-title = Your cart is empty
cart-empty-text = Items in your cart are kept for 30 days. You pay nothing until you order.
cart-ordered = View your latest order
cart-empty-button = Empty cart
cart-freight = Too heavy for a parcel: a haulier calls to agree a day and delivers a pallet to the kerb.
cart-to-free = Spend { $amount } more for free standard delivery.
cart-checkout = Checkout
cart-not-orderable = Change or remove the marked items to continue to checkout.
cart-each = { $price } each
cart-before = Lowest price in the last 30 days: { $price }
cart-remove = Remove
cart-remove-name = Remove { $name }
line-sold-out = Sold out since you added it. Remove it to order the rest.
line-withdrawn = No longer available. Remove it to order the rest.
line-only-left = { $left ->
    [one] Only 1 is left. Set the quantity to 1 to order.
   *[other] Only { $left } are left. Set the quantity to { $left } or less to order.
}
line-dearer = The price has gone up since you added this; it was { $before }.
line-cheaper = The price has gone down since you added this; it was { $before }.
drawer-cart = View cart
drawer-close = Close cart
cart-changed = { $name }: quantity in your cart is now { $quantity }.

## In the drawer
drawer-continue = Continue shopping

## Stock that fell while ordering
line-set-to = Set to { $left }
line-set-to-name = Set the quantity of { $name } to { $left }
