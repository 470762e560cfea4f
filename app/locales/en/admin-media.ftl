# The desk: pictures.

## The library
admin-empty-media = No pictures yet
admin-empty-text-media = Upload the first ones here, or on a product’s page.
admin-search-media = Alternative text or file name
admin-label-show = Show
admin-label-show-unused = Used nowhere
admin-label-show-no-alt = Without alternative text
admin-status-unused = Unused
admin-status-no-alt = No alternative text
admin-picture-unnamed = Picture

## Uploads
admin-upload-title = Upload pictures
admin-action-upload = Upload
admin-label-files = Pictures
admin-help-files = JPEG, PNG, WebP or GIF, up to 20 MB and 60 megapixels each; at most 10 files and 200 MB at once.
admin-label-alt = Alternative text
admin-help-upload-alt = Say what the picture shows, for people who cannot see it. Several files all get this text; change it on their pages.
admin-label-place = Place
admin-label-place-last = After the others
admin-label-place-first = As the first picture
admin-place-instead = Instead of picture { $number }
admin-uploaded = { $count ->
    [one] 1 picture is uploaded.
   *[other] { $count } pictures are uploaded.
}
admin-upload-known = The library has this picture already.
admin-error-files-missing = Choose one or more pictures.
admin-error-file-empty = { $detail } is empty.
admin-error-file-too-large = { $detail } is larger than 20 MB.
admin-error-file-too-many-pixels = { $detail } has more than 60 megapixels, or 30 with 16 bits a colour. Make it smaller.
admin-error-file-not-accepted = { $detail } is not accepted. Use JPEG, PNG, WebP or GIF.
admin-error-file-no-picture = { $detail } is not a picture. Use JPEG, PNG, WebP or GIF.
admin-error-file-damaged = { $detail } is damaged or incomplete. Upload it again.
admin-error-file-too-many = { $detail } was not read: at most 10 files are taken at once.
admin-error-alt-too-long = Shorten this to 500 characters.

## A picture
admin-section-focal = What matters most
admin-section-help-focal = The point that stays visible where only a part of the picture is shown, in percent. Leave both empty for the middle.
admin-label-focal_x = From the left
admin-label-focal_y = From the top
admin-error-not-a-percentage = Enter a whole number from 0 to 100.
admin-error-picture-changed = Somebody else has saved “{ $detail }” in the meantime. Save again to replace it.
admin-help-alt = Products get this text with the picture. Those that show it already keep theirs.
admin-picture-saved = The picture is saved.
admin-picture-uses = Where it is used
admin-picture-unused = Nothing shows this picture. It is deleted after 30 days.
admin-picture-at = picture { $place }
admin-picture-no-alt = no alternative text
admin-picture-block = Home page: { $block }
admin-picture-more = More products show it.

## The pictures of a product
admin-product-pictures = Pictures of the product
admin-product-no-pictures = This product has no pictures yet.
admin-pictures-saved = The pictures are saved.
admin-picture-open = Open in the library
admin-picture-remove = Remove picture { $number }
admin-label-picture-place = Place { $number }
admin-label-picture-role = What it shows
admin-label-picture-role-main = The product
admin-label-picture-role-light_path = Its light path
admin-label-picture-role-scale = Its size
admin-label-picture-role-detail = A detail
admin-error-picture = { $detail }
