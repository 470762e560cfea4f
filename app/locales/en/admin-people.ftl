# The desk: signing in, accounts, people and roles.

## Signing in
admin-sign-in = Sign in
admin-sign-in-help = Forgotten your password? Whoever manages people in this shop can invite you again.
admin-sign-in-wrong = Email address or password is wrong.
admin-sign-in-too-many = Too many attempts. Try again in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}.
admin-session-ended = Your session has ended. Sign in again to continue.
admin-kept = What you sent has been kept. After signing in you can save it.
admin-second-factor = Second factor
admin-second-factor-text = Enter the six-digit code from your authenticator app.
admin-recovery-code-text = Enter one of your recovery codes. Each works once.
admin-use-recovery-code = Use a recovery code instead
admin-use-code = Use the authenticator app instead
admin-code-wrong = This code is wrong or has been used. Wait for the next one and try again.
admin-resume = Save your change?
admin-resume-text = You are signed in again. What you sent before has not been saved yet.
admin-resume-button = Save it now
admin-invitation = Create your account
admin-invitation-text = You have been invited as { $role }. You will sign in with { $email }.
admin-invitation-ended = This invitation is no longer valid
admin-invitation-ended-text = It has expired or been used. Ask for a new one.

## Account
admin-label-person-name = Name
admin-label-email = Email address
admin-label-password = Password
admin-label-current-password = Current password
admin-label-new-password = New password
admin-label-code = Code
admin-label-recovery-code = Recovery code
admin-label-role = Role
admin-label-role-name = Name of the role
admin-label-last-seen = Last seen
admin-label-second-factor = Second factor
admin-label-people = People
admin-label-permissions = Rights
admin-help-new-password = At least 12 characters. A few unrelated words are best.
admin-help-role = You can give only rights that you have yourself.
admin-error-password-too-short = Use at least 12 characters.
admin-error-new-password-too-short = Use at least 12 characters.
admin-error-new-password-breached = This password is on lists of stolen passwords. Choose another.
admin-error-current-password-wrong = This is not your current password.
admin-error-code-wrong = This code is wrong. Wait for the next one and try again.
admin-password-title = Password
admin-password-change = Change password
admin-second-factor-off = A code from your phone protects your account even if somebody learns your password.
admin-second-factor-begin = Set up second factor
admin-second-factor-scan = Scan this picture with an authenticator app, then enter the code that it shows.
admin-second-factor-type = If you cannot scan it, type this key:
admin-second-factor-confirm = Turn on
admin-second-factor-on = Your second factor is on.
admin-second-factor-replace = Use another device
admin-qr = QR code for your authenticator app
admin-codes-left = { $count ->
    [one] 1 recovery code is left.
   *[other] { $count } recovery codes are left.
}
admin-codes-new = Make new recovery codes
admin-codes-title = Your recovery codes
admin-codes-text = Print or save them now: they are not shown again. Each replaces your phone once. Earlier codes no longer work.
admin-sessions-title = Where you are signed in
admin-sessions-end = Sign out everywhere else
admin-session-current = This browser
admin-session-used = last used { $when }
admin-session-end = Sign out
admin-session-end-label = Sign out { $browser }

## People and roles
admin-invite-title = Invite somebody
admin-invite-text = They get an email with a link that works for three days, and choose a password themselves.
admin-role-built-in = This role comes with the desk and cannot be changed.
admin-role-people = { $count ->
    [0] Nobody has this role.
    [one] 1 person has this role.
   *[other] { $count } people have this role.
}
admin-role-sees = What people with this role see
admin-label-role-owner = Owner
admin-label-role-merchandiser = Merchandiser
admin-label-role-fulfilment = Fulfilment
admin-label-role-support = Support
admin-label-role-analyst = Analyst
admin-area-orders = Orders
admin-area-access = Access
admin-permission-catalogue_read = See products and categories, drafts too
admin-permission-catalogue_write = Change products and categories
admin-permission-prices_write = Change prices
admin-permission-stock_write = Book stock movements
admin-permission-media_write = Upload and change pictures
admin-permission-content_write = Change pages, guides, menus and the home page
admin-permission-recommendations_write = Pin and exclude recommendations
admin-permission-settings_read = See the settings
admin-permission-settings_write = Change the settings
admin-permission-import = Import files
admin-permission-export = Download lists
admin-permission-orders_read = See orders with names and addresses
admin-permission-orders_fulfil = Pack and ship orders
admin-permission-orders_refund = Cancel and refund orders
admin-permission-figures_read = See sales and search figures
admin-permission-audit_read = See who changed what
admin-permission-staff_write = Invite people and change their rights
admin-permission-keys_write = Make and revoke API keys
