# Error pages.

problem-status = Error { $status }
problem-home = Go to the home page
problem-contact = Contact us
problem-checkout = Back to cart and checkout
problem-400-title = We couldn’t read that request
problem-400-text = Something in the address or the form is not what we expected. Go back and try again, or search the shop.
problem-403-title = This form has expired
problem-403-text = For your security, forms can only be sent from our own pages. Go back, reload the page and send it again. Your cart is safe.
problem-404-title = We can’t find that page
problem-404-text = It may have moved, or it never existed. Search for what you wanted, or start from a category.
problem-405-title = This page can’t be opened directly
problem-405-text = The address belongs to a button on another page. Nothing has been changed or lost.
problem-410-title = No longer available
problem-410-text = We no longer sell this product. Search for its name to see whether there is a successor.
problem-413-title = That was too much to send
problem-413-text = What you sent is longer than any of our forms needs. Shorten it and send it again.
problem-429-title = Too many requests
problem-429-text = We have had a lot of requests from your connection in a short time. Wait a minute, then reload the page.
form-limited = We have had a lot of requests from your connection in a short time, so this one was not carried out. Please try again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
too-many-carts = Many carts have been started from your connection lately. Please try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
too-many-at-once = Too many pages are being sent to your connection at once. Wait ten seconds, then reload the page.
problem-500-title = Something went wrong on our side
problem-500-text = We have recorded the error and will look into it. Nothing was ordered or charged twice. Please try again in a minute.
problem-503-title = Back in a moment
problem-503-text = The shop is busy or being updated. Your cart is safe. Please try again in a minute.
busy = The shop is very busy at the moment. Please try again in a few seconds; your cart is safe.

## Refusals, also for programs
refused-fields = Some fields are missing or wrong.
refused-sold-out = { $name } is sold out, or fewer are left than you asked for.
refused-only-left = Only { $count } can be added to the cart.
refused-empty-cart = The cart is empty.
refused-cart-full = A cart can hold at most { $lines } different items.
refused-not-ready = An earlier step of checkout is not complete.
refused-not-orderable = Something in the cart can no longer be ordered.
refused-challenge = The bank requires the cardholder to confirm this payment (3-D Secure), which is not possible with this call.
refused-link-ended = This link to the order has expired. The order number and e-mail address give a new one.
refused-gone = This product is no longer sold.
no-such-cart = There is no such cart.
no-such-category = There is no such category.
no-such-country = There is no such country.
no-such-currency = There is no such currency.
no-such-guide = There is no such guide.
no-such-line = There is no such line.
no-such-order = There is no such order.
no-such-page = There is no such page.
no-such-picture = There is no such picture.
no-such-product = There is no such product.
no-such-subscription = There is no such subscription.
no-such-theme = There is no such theme.
no-such-variant = There is no such variant.
refused-changed-meanwhile = Somebody else has changed this in the meantime. Open it again and repeat your change.
