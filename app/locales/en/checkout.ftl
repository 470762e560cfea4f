# Checkout and payment.

checkout-title = Checkout
checkout-description = Check out as a guest at { $shop }: address, delivery, payment, and a review of your order before you pay.
checkout-lock = Secure checkout
checkout-back = Back to cart
checkout-change = Change
checkout-required = All fields are required unless marked optional. You don’t need an account.
checkout-email-hint = We use it for your order confirmation and tracking link only.
email-meant = Did you mean { $address }?
checkout-update-country = Update country
checkout-billing-same = Billing address is the same as the delivery address
checkout-billing = Billing address
checkout-billed-to = Billing address: { $address }
checkout-to-delivery = Continue to delivery
checkout-to-payment = Continue to payment
checkout-to-review = Continue to review
checkout-changed = Something in your order has changed. Please review the items and total before you place it.
checkout-sold-out = Something in your cart has sold out or is low in stock. Change the marked items in your cart, then come back.
step-contact = Contact and address
step-delivery = Delivery
step-payment = Payment
step-review = Review
delivery-standard = Standard delivery
delivery-express = Express delivery
delivery-freight = Freight delivery to the kerb
delivery-phone = The haulier calls { $number }
delivery-on = { $day }
delivery-between = { $first } to { $last }
payment-text = We charge your card when you place the order, not before. We never store the card number.
field-card-number = Card number
field-expiry = Expiry date
field-expiry-hint = MM/YY
field-code = Security code
field-phone = Phone number
field-phone-hint = The haulier calls to agree a delivery day. We use it for nothing else.
field-code-hint = 3 or 4 digits
payment-card = { $brand } ending in { $digits }
payment-declined = Your bank declined this card. You have not been charged. Try another card, or contact your bank.
payment-expired = This card has expired. You have not been charged. Please use another card.
payment-refused = The payment was not confirmed with your bank. You have not been charged. Try again, or use another card.
payment-unavailable = Our payment service is not responding. You have not been charged, and your cart is safe. Please try again in a minute.
test-cards = Test cards
test-cards-text = This shop accepts test cards only, with any future expiry date and any three-digit security code.
test-card-approved = approved
test-card-declined = declined
test-card-expired = expired
test-card-challenge = asks for confirmation (3-D Secure)
test-card-slow = approved after a delay
test-card-error = payment service error
review-text = Please check your order before you pay. You can still change anything.
review-place = Place order and pay · { $total }
review-placing = Placing your order …
review-terms-and = {" and "}
review-to-cart = Edit cart
review-terms = By placing your order you agree to our
summary-title = Order summary
challenge-title = Confirm your payment
challenge-text = Your bank would like you to confirm a payment of { $amount } to { $shop }.
challenge-approve = Approve { $amount }
challenge-refuse = Decline
challenge-note = This page stands in for your bank’s own. It is part of the shop’s test payment provider.

## Too many refused cards
payment-wait =
    { $minutes ->
        [one] Too many cards were declined. You can try again in a minute; your cart is kept.
       *[other] Too many cards were declined. You can try again in { $minutes } minutes; your cart is kept.
    }

## Stock that fell while ordering
checkout-back-to-cart = Some items sold while you were ordering. Nothing has been ordered or charged. Change or remove the marked items, then continue to checkout.
