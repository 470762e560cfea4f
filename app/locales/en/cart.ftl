# The cart and its drawer.

cart-title = Cart
cart-description = What lies in your cart at Perigee, with tax and delivery to your country. It stays for a month.
cart-count = { $count ->
    [one] 1 item
   *[other] { $count } items
}
cart-sum = What it comes to
cart-added = { $quantity ->
    [one] { $name } is in your cart.
   *[other] { $quantity } × { $name } are in your cart.
}
cart-removed = { $name } is out of your cart.
cart-emptied = { $count ->
    [one] 1 item is out of your cart.
   *[other] { $count } items are out of your cart.
}
cart-back = { $count ->
    [one] 1 item is back in your cart.
   *[other] { $count } items are back in your cart.
}
cart-back-fewer = Not all of it was left: { $count ->
    [one] 1 item is back in your cart.
   *[other] { $count } items are back in your cart.
}
cart-arrives = At your door by { $day }
cart-line-gone = That is not in your cart any more; it was taken out elsewhere.
cart-undo = Put it back
cart-quantity-limited = { $available ->
    [0] Nothing is left of this.
    [one] Only 1 is left, so your cart holds 1.
   *[other] Only { $available } are left, so your cart holds { $available }.
}
cart-empty-title = Your cart is empty
cart-empty-text = What you add to it stays here for a month, and costs nothing until you order.
cart-ordered = See the order you just placed
cart-empty-button = Empty the cart
cart-to-free = { $amount } more, and standard delivery is free.
cart-checkout = To checkout
cart-not-orderable = Change or remove the marked lines, then you can order.
cart-each = { $price } each
cart-remove = Remove
cart-remove-name = Remove { $name }
line-sold-out = Sold out since you added it. Remove it to order the rest.
line-withdrawn = No longer sold. Remove it to order the rest.
line-only-left = { $left ->
    [one] Only 1 is left. Set the quantity to 1 to order.
   *[other] Only { $left } are left. Set the quantity to { $left } or less to order.
}
line-dearer = The price rose since you added it; it was { $before }.
line-cheaper = The price fell since you added it; it was { $before }.
drawer-cart = See the cart
drawer-close = Close the cart
cart-changed = { $name }: { $quantity } in your cart.

## Stock that fell while ordering
line-set-to = Set to { $left }
line-set-to-name = Set the quantity of { $name } to { $left }
