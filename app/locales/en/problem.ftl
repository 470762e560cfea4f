# When something went wrong.

problem-status = Error { $status }
problem-home = To the home page
problem-contact = Contact
problem-checkout = Back to the cart and checkout
problem-400-title = We could not read that request
problem-400-text = Something in the address or the form is not as expected. Go back and try again, or search from here.
problem-403-title = This form has expired
problem-403-text = For your safety a form works only from our own pages. Go back, load the page again and send it once more. Your cart is safe.
problem-404-title = Nothing to see at this position
problem-404-text = The page has moved or never existed. Search for what you wanted, or start from a category.
problem-405-title = That is not possible here
problem-405-text = This address belongs to a button, not to a page. Nothing was changed or lost; go on from here.
problem-410-title = No longer in the shop
problem-410-text = This product is not sold any more. Search for its name; there may be a successor.
problem-413-title = That was too much at once
problem-413-text = What you sent is larger than any form here needs. Shorten it and send it again.
problem-429-title = A little slower, please
problem-429-text = Many requests came from your connection in a short time. Wait a minute, then load the page again.
problem-500-title = Something broke on our side
problem-500-text = It was recorded and we will look at it. Nothing was ordered or charged twice. Try again in a minute.
problem-503-title = Back in a moment
problem-503-text = The shop is busy or being updated. Your cart is safe. Try again in a minute.
busy = More people are here than the shop can answer at once. Try again in a few seconds; your cart is safe.
