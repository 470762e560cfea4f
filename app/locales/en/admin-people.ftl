# The desk: signing in, accounts, people and roles.

## Signing in
admin-sign-in = Sign in
admin-forgotten = Forgotten your password?
admin-sign-in-wrong = Email address or password is wrong.
admin-sign-in-too-many = Too many attempts. Try again in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}.
admin-sign-in-too-many-minutes = Too many attempts. Try again in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}.
admin-password-wrong = This password is wrong.
admin-password-refused = This password is too short, too long or easy to guess. Choose another.
admin-signed-out = You are signed out.
admin-signed-out-everywhere = You are signed out on all devices.
admin-session-ended = Your session has ended. Sign in again to continue.
admin-kept = What you sent has been kept. After signing in you can save it.
admin-second-factor = Second factor
admin-second-factor-text = Enter the six-digit code from your authenticator app.
admin-recovery-code-text = Enter one of your recovery codes. Each works once.
admin-use-recovery-code = Use a recovery code instead
admin-use-code = Use the authenticator app instead
admin-code-wrong = This code is wrong or has been used. Wait for the next one and try again.
admin-reauthenticate = Enter your password
admin-reauthenticate-text = What you are about to do needs your password again. What you sent is not lost.
admin-not-fresh = This needs your password again.
admin-reset-request = Choose a new password
admin-reset-request-text = Enter the email address that you sign in with. We send you a link that works for an hour.
admin-reset-send = Send link
admin-reset-sent = If this address has an account here, a link is on its way. It works for an hour.
admin-reset = New password
admin-reset-text = Choose a new password for { $email }. You are then signed out everywhere.
admin-reset-ended = This link is no longer valid
admin-reset-ended-text = It has expired or been used. Ask for a new one.
admin-reset-done = Your password is changed. Sign in with it.
admin-enrolment = Set up your second factor
admin-resume = Save your change?
admin-resume-text = You are signed in again. What you sent before has not been saved yet.
admin-resume-button = Save it now
admin-invitation = Create your account
admin-invitation-text = You have been invited as { $role }. You will sign in with { $email }.
admin-invitation-owner = You have been invited as { $role }. Enter the email address that you want to sign in with.
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
admin-help-new-password = At least 8 characters. A few unrelated words are best.
admin-help-role = You can give only rights that you have yourself.
admin-error-new-password-too-short = Use at least 8 characters.
admin-error-new-password-too-long = Use at most 128 characters.
admin-error-new-password-common = This password is on lists of stolen passwords. Choose another.
admin-error-new-password-guessable = This password is easy to guess. Use a few unrelated words.
admin-error-email-taken = Somebody has this email address already.
admin-error-role-missing = Choose a role.
admin-error-role-last-owner = The shop needs an owner. Make somebody else an owner first.
admin-error-role-name-taken = Another role has this name.
admin-error-permission-missing = Choose at least one right.
admin-error-current-password-wrong = This is not your current password.
admin-error-code-wrong = This code is wrong. Wait for the next one and try again.
admin-name-change = Change name
admin-name-changed = Your name is changed.
admin-password-title = Password
admin-password-change = Change password
admin-password-changed = Your password is changed. All other devices are signed out.
admin-second-factor-off = A code from your phone protects your account even if somebody learns your password.
admin-second-factor-begin = Set up second factor
admin-second-factor-scan = Scan this picture with an authenticator app, then enter the code that it shows.
admin-second-factor-type = If you cannot scan it, type this key:
admin-second-factor-confirm = Turn on
admin-second-factor-on = Your second factor is on.
admin-second-factor-replace = Use another device
admin-second-factor-remove = Turn off
admin-second-factor-removed = Your second factor is off.
admin-second-factor-required = Everybody in this shop needs a second factor.
admin-qr = QR code for your authenticator app
admin-codes-left = { $count ->
    [one] 1 recovery code is left.
   *[other] { $count } recovery codes are left.
}
admin-codes-new = Make new recovery codes
admin-codes-title = Your recovery codes
admin-codes-text = Print or save them now: they are not shown again. Each replaces your phone once. Earlier codes no longer work.
admin-codes-download = Download as a file
admin-codes-kept = I have kept these codes in a safe place
admin-sessions-title = Where you are signed in
admin-sessions-end = Sign out everywhere else
admin-session-current = This browser
admin-session-used = last used { $when }
admin-session-end = Sign out
admin-session-end-label = Sign out { $browser }

admin-sessions-ended = { $count ->
    [0] There was no other session.
    [one] 1 other session has ended.
   *[other] { $count } other sessions have ended.
}
admin-session-end-done = The session has ended.

## People and roles
admin-invite-title = Invite somebody
admin-invite-text = They get an email with a link that works for seven days, and choose a password themselves.
admin-invited = The invitation is on its way.
admin-invitations-title = Open invitations
admin-invitation-first = The first owner
admin-invitation-row = { $roles }, invited by { $by }, valid until { $expires }
admin-invitation-withdraw = Withdraw
admin-invitation-withdraw-label = Withdraw the invitation of { $email }
admin-invitation-withdrawn = The invitation is withdrawn.
admin-policy-required = Everybody in this shop needs a second factor.
admin-policy-optional = People in this shop choose whether they use a second factor.
admin-policy-make-optional = Make it optional
admin-policy-make-required = Require it of everybody
admin-policy-changed = The rule is changed.
admin-person-saved = The person is saved.
admin-person-suspended = This person is suspended. Restore access first.
admin-person-now-suspended = The person is suspended and signed out everywhere.
admin-person-restored = The person can sign in again.
admin-person-signed-out = The person is signed out everywhere.
admin-person-reset = A link to a new password is on its way.
admin-beyond = You can decide only about rights that you have yourself, and about people who have no more than you.
admin-role-saved = The role is saved.
admin-role-deleted = The role is deleted.
admin-role-delete = Delete role
admin-role-in-use = { $people ->
    [one] 1 person has this role
   *[other] { $people } people have this role
}, and { $invitations ->
    [one] 1 invitation gives it
   *[other] { $invitations } invitations give it
}. Change them first.
admin-confirm-delete-role = Delete the role { $subject }?
admin-confirm-button-delete-role = Delete role
admin-status-second-factor-on = On
admin-status-second-factor-off = Off
admin-status-built-in = Comes with the desk
admin-status-own = Your own
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
