# Checkout and payment.

checkout-title = Checkout
checkout-description = Order at Perigee as a guest: address, delivery, payment, and one look at everything before you pay.
checkout-lock = Encrypted checkout
checkout-back = Back to the cart
checkout-change = Change
checkout-required = Every field is needed unless it says optional. No account necessary.
checkout-email-hint = For the confirmation and the tracking link, nothing else.
email-meant = Did you mean { $address }?
checkout-billing-same = The billing address is the same
checkout-billing = Billing address
checkout-billed-to = Billed to { $address }
checkout-to-delivery = Continue to delivery
checkout-to-payment = Continue to payment
checkout-to-review = Continue to review
checkout-changed = Something in your order changed. Look over lines and total once more before you place it.
checkout-sold-out = Something in your cart sold out or has fewer pieces left. Change the marked lines in your cart, then come back.
step-contact = Contact and address
step-delivery = Delivery
step-payment = Payment
step-review = Review
delivery-standard = Standard delivery
delivery-express = Express delivery
delivery-on = { $day }
delivery-between = { $first } to { $last }
payment-text = The card is charged when you place the order, not before. We never store its number.
field-card-number = Card number
field-expiry = Expiry date
field-expiry-hint = MM/YY, as on the card
field-code = Security code
field-code-hint = 3 or 4 digits
payment-card = { $brand } ending in { $digits }
payment-declined = The bank declined this card. Nothing was charged. Try another card, or ask your bank.
payment-expired = This card has expired. Nothing was charged. Use another card.
payment-refused = The payment was not confirmed with your bank. Nothing was charged. Try again, or use another card.
payment-unavailable = The payment service does not answer at the moment. Nothing was charged, and your cart is safe. Try again in a minute.
test-cards = Test cards
test-cards-text = This shop takes test cards only: any expiry date to come, any three digits.
test-card-approved = approved
test-card-declined = declined
test-card-expired = expired
test-card-challenge = asks for confirmation (3-D Secure)
test-card-slow = approved, slowly
test-card-error = the provider fails
review-text = Read it through once more: address, delivery, card and total. A change is one click away.
review-place = Place order and pay · { $total }
review-to-cart = Change the cart
review-terms = By ordering you agree to our
summary-title = Your order
challenge-title = Confirm the payment
challenge-text = Your bank asks whether you want to pay { $amount } to Perigee.
challenge-approve = Approve { $amount }
challenge-refuse = Refuse
challenge-note = This page stands in for your bank’s; it belongs to the shop’s test payment provider.

## Too many refused cards
payment-wait =
    { $minutes ->
        [one] Too many cards were refused. You can try again in a minute; your cart is kept.
       *[other] Too many cards were refused. You can try again in { $minutes } minutes; your cart is kept.
    }
