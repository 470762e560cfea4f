# The desk: its shell and the components of its pages. Keys are `admin-KIND-KEY` where the key is data.

admin-title = { $page } · { $shop } desk
admin-desk = Desk

## Top bar and menu
admin-menu-button = Menu
admin-menu-label = Desk
admin-search-label = Search the desk
admin-search-example = Product, SKU, page …
admin-person-label = Signed in as
admin-account = Your account
admin-view-shop = View shop
admin-sign-out = Sign out
admin-attention = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}
admin-area-overview = Overview
admin-area-catalogue = Catalogue
admin-area-trade = Prices and stock
admin-area-content = Content
admin-area-shop = Shop
admin-area-person = You
admin-menu-home = Overview
admin-menu-products = Products
admin-menu-categories = Categories
admin-menu-collections = Collections
admin-menu-media = Pictures
admin-menu-prices = Prices
admin-menu-stock = Stock
admin-menu-imports = Import and export
admin-menu-home-page = Home page
admin-menu-pages = Pages
admin-menu-guides = Buying guides
admin-menu-menus = Menus
admin-menu-recommendations = Recommendations
admin-menu-settings = Settings
admin-menu-audit = Audit log
admin-menu-people = People
admin-menu-roles = Roles

## Messages
admin-dismiss = Dismiss message
admin-undo = Undo
admin-unsaved = Unsaved changes

## Command palette and shortcuts
admin-palette-open = Go to …
admin-palette-title = Go to a page
admin-palette-input = Page name
admin-palette-nothing = No page matches.
admin-close = Close
admin-shortcuts-title = Keyboard shortcuts
admin-shortcuts-note = Single keys do nothing while you are typing in a field.
admin-shortcuts-off = Turn shortcuts off
admin-shortcuts-on = Turn shortcuts on
admin-shortcuts-are-off = Keyboard shortcuts are off in this browser.
admin-shortcuts-are-on = Keyboard shortcuts are on.
admin-shortcut-palette = Go to a page
admin-shortcut-help = Show this list
admin-shortcut-close = Close

## Buttons
admin-save = Save
admin-save-section = Save this section
admin-cancel = Cancel
admin-continue = Continue
admin-action-save = Save
admin-action-create = Create
admin-action-accept-invitation = Create account
admin-action-invite = Send invitation
admin-action-set-password = Set password
admin-action-send-reset = Send a link to a new password
admin-action-suspend = Suspend
admin-action-restore = Restore access
admin-action-sign-out-everywhere = Sign out everywhere

## Lists
admin-count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
admin-count-more = { $count } or more results
admin-list-search = Search this list
admin-filters = Filters
admin-filters-apply = Apply filters
admin-filters-clear = Clear all filters
admin-filter-remove = Remove filter
admin-any = Any
admin-from = From
admin-to = To
admin-columns = Columns
admin-columns-apply = Show these columns
admin-views-label = Saved views
admin-view-shared = (shared)
admin-view-save = Save this view
admin-view-name = Name of the view
admin-view-share = Show it to everybody
admin-tick = Select
admin-tick-row = Select { $name }
admin-bulk-label = With the selected
admin-bulk-all = All { $count } results, not only this page
admin-bulk-preview = Preview changes
admin-pages-label = Pages of this list
admin-page-previous = Previous
admin-page-next = Next
admin-export = Download as CSV
admin-nothing-matches = Nothing matches
admin-nothing-matches-text = Try fewer words or remove a filter.
admin-title-products = Products
admin-empty-products = No products yet
admin-empty-text-products = Add the first product, or import a list.
admin-new-products = Add product
admin-search-products = Name, SKU or brand
admin-title-people = People
admin-empty-people = Nobody has access yet
admin-title-roles = Roles
admin-empty-roles = No roles yet
admin-new-roles = New role

## Readiness
admin-readiness-ready = Ready to publish
admin-readiness-title = { $done } of { $of } checks passed
admin-readiness-cell = { $done } of { $of }
admin-check-passed = Done:
admin-check-advised = Recommended:
admin-check-missing = Missing:
admin-check-name = Name
admin-check-text = Description
admin-check-price = Price
admin-check-picture = Picture
admin-check-alt = Alternative text of every picture
admin-check-weight = Weight
admin-check-category = Category
admin-check-stock = Stock

## Status
admin-status-draft = Draft
admin-status-scheduled = Scheduled
admin-status-published = Published
admin-status-archived = Archived
admin-status-active = Active
admin-status-invited = Invited
admin-status-suspended = Suspended
admin-status-in-stock = In stock
admin-status-low = Low stock
admin-status-sold-out = Sold out

## Labels
admin-label-name = Name
admin-label-slug = Slug
admin-label-sku = SKU
admin-label-status = Status
admin-label-brand = Brand
admin-label-category = Category
admin-label-price = Price
admin-label-stock = Stock
admin-label-picture = Picture
admin-label-updated = Last change
admin-label-readiness = Readiness
admin-label-description = Description
admin-label-publish-at = Publish at
admin-label-in-stock = In stock
admin-label-sold-out = Sold out

## Forms
admin-none = None
admin-nothing = (empty)
admin-preview = Preview
admin-preview-show = Show preview
admin-markdown-hint = Markdown: **bold**, *italic*, [link](address)
admin-help-slug = Part of the address. If you change it, the old address leads to the new one.
admin-help-markdown = Shoppers see the text as in the preview.
admin-section-texts = Texts
admin-section-publishing = Publishing
admin-section-prices = Prices
admin-error-missing = Fill in this field.
admin-error-invalid = This is not valid.
admin-error-unreadable = Some characters could not be read. Type them again.
admin-error-outdated = Somebody else has changed this in the meantime. Check what it says now, then save again.
admin-error-too-long = Shorten this text.
admin-error-taken = { $detail } has this already. Choose another.
admin-error-not-an-amount = Enter an amount such as 19.50.
admin-error-not-a-number = Enter a number.
admin-error-not-a-date = Enter a date such as 2027-03-31.
admin-error-too-small = Enter { $detail } or more.
admin-error-too-large = Enter { $detail } or less.
admin-error-email-invalid = Enter an email address such as name@example.com.

## Conflicts and confirmations
admin-conflict-title = { $record } was changed by somebody else
admin-conflict-by = { $who } saved changes on { $when }, after you opened this page.
admin-conflict-changed = It was changed on { $when }, after you opened this page.
admin-conflict-text = Your other changes fit together with theirs. Choose what to keep for these fields; nothing is saved until you do.
admin-conflict-mine = Yours
admin-conflict-theirs = Theirs
admin-conflict-base = Before both:
admin-confirm = Please confirm
admin-confirm-type = Type { $text } to confirm
admin-confirm-mistyped = This is not the same. Type it again.
admin-confirm-password = Your password
admin-confirm-archive-products = { $count ->
    [one] Archive { $subject }?
   *[other] Archive { $count } products?
}
admin-confirm-button-archive-products = Archive

## Front page
admin-home-title = Hello, { $name }
admin-home-attention = Needs attention
admin-home-clear = Nothing needs attention
admin-home-missed = Searches without results
admin-home-missed-count = { $count ->
    [one] once
   *[other] { $count } times
}
admin-figure-orders = Orders yesterday
admin-figure-sales = Sales yesterday
admin-figure-before = A week earlier: { $value }
admin-attention-scheduled = { $count ->
    [one] 1 draft has a publishing date
   *[other] { $count } drafts have a publishing date
}
admin-attention-without-picture = { $count ->
    [one] 1 product has no picture
   *[other] { $count } products have no picture
}
admin-attention-without-alt = { $count ->
    [one] 1 picture has no alternative text
   *[other] { $count } pictures have no alternative text
}
admin-attention-without-weight = { $count ->
    [one] 1 product has no weight
   *[other] { $count } products have no weight
}
admin-attention-without-price = { $count ->
    [one] 1 product has no price
   *[other] { $count } products have no price
}
admin-attention-sold-out = { $count ->
    [one] 1 variant is sold out
   *[other] { $count } variants are sold out
}
admin-attention-failed-jobs = { $count ->
    [one] 1 background job has failed
   *[other] { $count } background jobs have failed
}

## Errors
admin-problem-home = Go to the overview
admin-problem-right = It needs the right “{ $right }”. Whoever manages people in this shop can give it to you.
admin-problem-refused = This was not done
admin-problem-title-400 = We couldn’t read that request
admin-problem-400 = Something in the address or the form is not what the desk expects. Go back and try again.
admin-problem-title-403 = You may not do this
admin-problem-403 = Nothing has been changed.
admin-problem-title-404 = There is no such page
admin-problem-404 = It may have been removed, or the address is wrong.
admin-problem-title-405 = This page can’t be opened directly
admin-problem-405 = The address belongs to a button on another page. Nothing has been changed.
admin-problem-title-410 = No longer there
admin-problem-410 = This has been removed.
admin-problem-title-413 = That was too much to send
admin-problem-413 = Send less at once, or use an import.
admin-problem-title-429 = Too many requests
admin-problem-429 = Wait a minute, then try again.
admin-problem-title-500 = Something went wrong
admin-problem-500 = The error has been recorded. Check whether your last change was saved, then try again.
admin-problem-title-503 = Back in a moment
admin-problem-503 = The desk is busy or being updated. Try again in a minute.
