# Categories, pages, guides, menus, the home page and texts.

admin-menu-texts = Texts
admin-title-menu-footer = Footer
admin-title-mail-order = Email: order confirmation
admin-title-mail-back-in-stock = Email: back in stock
admin-title-mail-subscription-request = Email: confirm a back-in-stock subscription
admin-title-mail-withdrawal = Email: withdrawal received
admin-title-mail-unknown-withdrawal = Email: withdrawal without a known order
admin-content-nothing = Nothing here yet
admin-content-open = View in the shop
admin-content-places = Linked from
admin-content-contents = Contents
admin-content-saved = Saved
admin-content-unchanged = Nothing has changed
admin-content-stale = Somebody else has changed this meanwhile. Check what is shown now, then save again.
admin-content-trial-sent = The email is on its way to you, with the texts that are saved.
admin-content-top = Top of the tree
admin-content-links = { $count ->
    [one] 1 link
   *[other] { $count } links
}
admin-content-at = Home page at
admin-content-at-help = A day and time in the shop’s time zone, such as 2026-12-05T18:00. Empty for now.
admin-content-at-show = Show

## New
admin-new-content-category = Add category
admin-new-content-page = Add page
admin-new-content-guide = Add guide
admin-new-content-hero = Add hero
admin-new-content-products = Add row of products
admin-new-content-guides = Add list of guides
admin-new-content-categories = Add list of categories
admin-new-content-sky = Add tonight’s sky
admin-new-content-banner = Add banner
admin-new-content-text = Add text

## Buttons
admin-action-content-up = Move up
admin-action-content-down = Move down
admin-action-content-move = Move
admin-action-content-put-here = Put here
admin-action-content-remove = Remove
admin-action-content-archive = Archive
admin-action-content-restore = Restore
admin-action-content-show = Show contents
admin-action-content-email = Show email
admin-action-content-trial = Send me a trial

## Status
admin-status-content-shown = Shown
admin-status-content-later = Later
admin-status-content-over = Over

## Notes
admin-note-page-missing = No published page has the role { $detail }. Most shops must have one by law.
admin-note-page-role-draft = This page has a role, but shoppers do not see it: it is a draft, and the links to it are left out.
admin-note-guide-pick-gone = “{ $detail }” is picked, but shoppers do not see it: the product is not published.
admin-note-rule-none = There is no rule yet.
admin-note-rule-everything = “{ $detail }” fits every product of the shop. Rules after it choose nothing.
admin-note-rule-nothing = “{ $detail }” fits no product, or only products of the rules before it.
admin-note-rule-contents = { $count ->
    [one] { $detail }: 1 product
   *[other] { $detail }: { $count } products
}
admin-note-home-at = This is the home page at { $detail }.
admin-note-home-time = This is the home page now. { $detail }
admin-note-category-moving = Where does “{ $detail }” go? Choose the category that it comes under.
admin-note-menu-add = Add a link with the form below the list.
admin-note-menu-edit = The form below the list changes the link “{ $detail }”.
admin-note-texts = Without a text of yours, a place has the program’s, which suits any shop, or nothing.
admin-note-placeholders = These stand for what an email is about: { $detail }

## Labels
admin-label-content-name = Name
admin-label-content-title = Title
admin-label-content-slug = Address
admin-label-content-description = Description for search engines
admin-label-content-body = Text
admin-label-content-role = Role
admin-label-content-search_words = Searches that lead here
admin-label-content-status = Status
admin-label-content-draft = Draft
admin-label-content-published = Published
admin-label-content-advice = Advice
admin-label-content-icon = Icon
admin-label-content-rules = Rules
admin-label-content-picks = Picked products
admin-label-content-max_price = Highest price of picks
admin-label-content-text = Text
admin-label-content-rule = Rule
admin-label-content-products = Products
admin-label-content-sort = Order of products
admin-label-content-max_products = Number of products
admin-label-content-picture = Picture
admin-label-content-link_label = Link text
admin-label-content-link = Link
admin-label-content-starts_at = Begins
admin-label-content-ends_at = Ends
admin-label-content-parent = Under
admin-label-content-intro = Introduction
admin-label-content-guide = Buying advice
admin-label-content-group = Group
admin-label-content-label = Link text
admin-label-content-target = Page or category
admin-label-content-path = Or another address
admin-label-content-role-about = About the shop
admin-label-content-role-contact = Contact
admin-label-content-role-delivery = Delivery
admin-label-content-role-imprint = Imprint
admin-label-content-role-privacy = Privacy
admin-label-content-role-returns = Returns
admin-label-content-role-terms = Terms and conditions
admin-label-content-role-withdrawal = Right of withdrawal
admin-label-content-order-chosen = As chosen
admin-label-content-order-newest = Newest first
admin-label-content-order-price = Cheapest first
admin-label-content-text-about = What the shop sells (footer)
admin-label-content-text-contact-note = Line below “Contact” (footer)
admin-label-content-text-description = Description of the shop for search engines
admin-label-content-text-footer-note = Last line of the footer
admin-label-content-text-returns-answer = Answer: “What if I don’t like it?”
admin-label-content-text-returns-note = Line below the time for returns
admin-label-content-text-search-example = Example in the search box
admin-label-content-text-search-tips = Tips after a search without results
admin-label-content-text-shared-picture = Picture of shared links
admin-label-content-text-sign-off = How emails end
admin-label-content-text-tagline = After the shop’s name in the title of the home page
admin-label-content-text-theme-dusk = Name of the dark theme
admin-label-content-text-theme-paper = Name of the light theme
admin-label-content-text-theme-red = Name of the red theme
admin-label-content-text-warranty = Warranty (footer)
admin-label-content-text-warranty-note = Line below the warranty (footer)
admin-label-content-mail-subject = Subject
admin-label-content-mail-numbered-subject = Subject if the order number is known
admin-label-content-mail-heading = Heading
admin-label-content-mail-opening = Opening
admin-label-content-mail-next = What happens next
admin-label-content-mail-returns = Returns
admin-label-content-mail-note = Note at the end

## Help
admin-help-content-moment = In the shop’s time zone. Empty for no limit.
admin-help-content-description = One or two sentences.
admin-help-content-body = Markdown. Placeholders in braces stand for details of the shop.
admin-help-content-role = What the shop links this page for. Each role has one page.
admin-help-content-search_words = One phrase on each line.
admin-help-content-guide-slug = Part of the address. It cannot be changed later.
admin-help-content-rules = One on each line, best first, such as: category lamps; price present
admin-help-content-rule = Such as: category lamps. Leave it empty to choose products one by one.
admin-help-content-picks = One product on each line by its address, and why: address | because it is light
admin-help-content-products = Addresses of products, separated by |
admin-help-content-max_price = Such as 250.00 EUR. Dearer picks are left out.
admin-help-content-picture = A product’s first picture: product, a space and its address.
admin-help-content-link = An address such as /track, or: page contact, category lamps, guide gifts, product and its address.
admin-help-content-guide = A paragraph below the heading of the category.
admin-help-content-group = The heading above the link.
admin-help-content-path = An address of this shop, such as /track.

## Errors
admin-error-content = { $detail }
