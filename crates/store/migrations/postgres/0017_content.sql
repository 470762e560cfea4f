-- Content pages and menus are the merchant's data.
CREATE TABLE pages (
    id           UUID PRIMARY KEY NOT NULL,
    slug         TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    description  TEXT NOT NULL, -- for search engines
    body         TEXT NOT NULL, -- Markdown with placeholders
    role         TEXT UNIQUE -- what the program links it for
        CONSTRAINT pages_role_check CHECK (role IN ('about', 'contact', 'delivery', 'imprint', 'privacy', 'returns', 'terms', 'withdrawal')),
    search_words TEXT NOT NULL, -- a phrase on each line: a search for it leads to the page
    status       TEXT NOT NULL CONSTRAINT pages_status_check CHECK (status IN ('draft', 'published')),
    version      BIGINT NOT NULL, -- counts its changes
    updated_at   BIGINT NOT NULL
);

CREATE TABLE menu_links (
    id          UUID PRIMARY KEY NOT NULL,
    menu        TEXT NOT NULL CONSTRAINT menu_links_menu_check CHECK (menu IN ('footer')),
    group_label TEXT NOT NULL,
    position    BIGINT NOT NULL,
    label       TEXT NOT NULL,
    page_id     UUID REFERENCES pages (id) ON DELETE CASCADE,
    category_id UUID REFERENCES categories (id) ON DELETE CASCADE,
    path        TEXT CONSTRAINT menu_links_path_check CHECK (
        path LIKE '/%' AND path NOT LIKE '//%' AND strpos(path, '\') = 0 AND path !~ '[[:cntrl:]]'), -- within the shop
    CONSTRAINT menu_links_check CHECK (
        CASE WHEN page_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN category_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN path IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX menu_links_in_order ON menu_links (menu, position);
CREATE INDEX menu_links_by_page ON menu_links (page_id);
CREATE INDEX menu_links_by_category ON menu_links (category_id);

-- A shop that has products keeps the pages and the footer that were part of the program. An empty one gets those of the folder that it
-- is seeded from.
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000001' AS UUID), 'about', 'About Perigee', 'Who we are, how we choose what we sell, and what we tell you before you buy.', 'The perigee is the point of the Moon’s orbit closest to the Earth. A good telescope does much the same: it brings things near. From Flensburg we sell telescopes, and everything that goes with them, to people who look up.

## What we choose

We can say in one sentence what each instrument here is for. If two models do the same job, we keep the better one. We leave out telescopes that shake, that promise 600× on the box, or that show nothing until you have bought something else.

## What we tell you

We tell you what you will see, and what you won’t. In the eyepiece, a galaxy is a grey patch of light; its colours only come out in long exposures. Saturn’s rings are small and sharp, and most people go quiet when they see them for the first time. If a beginner is disappointed, we have made a mistake, so we say these things before you pay.

We calculate magnification, true field, exit pupil and faintest star from the optics of each telescope with each eyepiece. We also show the formulas, so you can check them.

## How the pictures are made

Our pictures are drawn, not photographed: each one is made from the instrument’s own measurements, true to scale. If a tube looks long on its mount, it is long.

## Made for the dark

The shop has a red-light theme: pure red on black, which keeps your eyes dark-adapted while you look something up at the telescope. The shop also works without JavaScript, on slow connections and with screen readers. If anything gets in your way, please [tell us](/pages/contact).

## Where we are

{seller}. The nights here are short in June and long in December, and cloudy more often than we would like, so we have time for your questions.
',
    'about', 'about
company
who', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000002' AS UUID), 'contact', 'Contact', 'How to reach us, and what to tell us so that our first answer helps.', 'Write to [{seller-email}](mailto:{seller-email}). One of us will reply within one working day, Monday to Friday.

## About an order

Please include your order number, which you’ll find at the top of your confirmation and on the tracking page. To find out where your parcel is, check the tracking page: it knows before we do. To change an address or cancel an order, write before {cut-off}, because parcels leave the same day.

## Before you buy

Tell us these four things, and our first answer will be useful:

- **What you would like to see.** The Moon and planets, star clusters, galaxies, or a little of everything.
- **Where you observe.** A city balcony, a garden, or a dark site you drive to.
- **What you can carry.** Stairs and car boots matter more than aperture.
- **What you want to spend**, including eyepieces and accessories.

If we think you should buy something smaller, or nothing yet, we will say so. A pair of 10×50 binoculars and a star chart often make a better first telescope.

## When something does not work

Describe what you see in the eyepiece and what you have tried; a photograph taken through it with your phone helps. Please don’t take optics apart before you write. See also [Returns and warranty](/pages/returns).

## Address

{seller-lines}

We have no showroom. Returns go to the address on the label we send you, so please write to us before you send anything back.
',
    'contact', 'contact
email
telephone
phone
help
support
opening
hours
chat
advice', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000003' AS UUID), 'delivery', 'Delivery', 'What delivery costs, how long it takes, and when your parcel leaves us.', 'Orders placed before {cut-off} ({time-zone}) on a working day leave the same day; later orders leave on the next working day. Product pages and your cart show the estimated delivery date.

## Prices and times

{tariffs}

For the delivery method you choose, the first row that takes your order’s weight applies. Weights include the packaging.

Days are working days, counted from the day the parcel leaves us: Monday to Friday, except public holidays in {dispatch-country} and in the country of delivery. “Free from” refers to your subtotal. If you shop in another currency, we convert these amounts, and you see the exact price before you order.

Prices and times for the EU also apply to Åland, Monaco, Andorra, San Marino, Vatican City, the Faroe Islands, Madeira and the Azores. They do not apply to overseas territories, such as Réunion, French Polynesia or Greenland, nor to the Canary Islands, Ceuta and Melilla: these count as elsewhere, whichever country you choose, and checkout knows them by the postcode. Prices and times for the United Kingdom also apply to the Channel Islands, the Isle of Man and Gibraltar.

## Tax and customs

Prices in the EU include VAT. In the United Kingdom they do if the items are worth up to £135 without VAT. For other countries, any tax that we collect is shown on a separate line in your cart.

Some places are outside the VAT area of the country they belong to: the Canary Islands, Ceuta and Melilla, Büsingen and Heligoland, Livigno and Campione d’Italia, Åland, Mount Athos, the French overseas departments and the Channel Islands. We charge no VAT there. Checkout knows them by the postcode and shows you the total before you pay.

Our prices are the same wherever you live, with or without VAT. Where we charge no tax, customs may charge duty, import VAT and a handling fee. We cannot know these amounts; the carrier collects them on delivery.

## Following your parcel

Your order confirmation contains a link to your tracking page. It shows how far your order has come, what happens next and when. You don’t need an account.

## Large and heavy items

Each product page gives the shipping weight, packaging included. Items too heavy for a parcel are delivered by freight: checkout asks for a phone number, the haulier calls to agree a day, and the pallet is left at the kerb. Make sure that someone is there to help you carry it. Mounts and large Dobsonians come in two or three boxes.

## When it is late or damaged

If your parcel has not arrived two working days after the estimated date, write to [{seller-email}](mailto:{seller-email}) with your order number. If the box is damaged, accept the parcel, photograph the box before you open it, and write to us within a few days. We will send a replacement or refund you; you do not have to argue with the carrier.
',
    'delivery', 'delivery
deliver
shipping
ship
shipment
postage
customs
parcel', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000004' AS UUID), 'imprint', 'Imprint', 'Who runs this shop, where it is registered, and how to reach us.', '## Seller

{seller-lines}

{seller-representative}

{seller-register}

{seller-supervisor}

## Contact

{seller-contact}

For questions about an order or a product, see also [Contact](/pages/contact).

## Consumer disputes

{seller-disputes}

If something goes wrong, [write to us](/pages/contact) first, and we will find a solution.
',
    'imprint', 'imprint
impressum
register', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000005' AS UUID), 'privacy', 'Privacy', 'What we store about you, why, for how long, and what we leave alone.', 'We keep what your order needs and nothing else. There is no tracking, no advertising network and no third-party analytics, and therefore no cookie banner.

## Shopping as a guest

You buy here without an account: there is no password to lose and no profile of you.

## What an order needs

Your name, delivery address and e-mail address, a billing address if it is different, and what you ordered. The carrier gets your name and address. For freight deliveries we also need your phone number and pass it to the haulier; we use it for nothing else. Tax law requires us to keep records of our sales, so we keep orders for {order-years} years after the end of the year in which they were placed. After that we remove your name, addresses, phone number and payment method from them; only the amounts, the products and the country remain.

If you start a checkout and do not order, we delete what you entered after three days, and a cart that you no longer use after 30 days.

## Payment

Your card number goes to the payment provider and is never stored by us. We keep the last four digits and the kind of card, so that you recognise the payment. To stop people from trying out stolen cards, we count declined payments for a day, by a code from which neither the card number nor your internet address can be read.

## Back-in-stock alerts

If you ask us to notify you when something is back in stock, we send you one e-mail to confirm your address. Without your confirmation we delete the address after three days and send nothing else. Once confirmed, we keep your address until the product is back, e-mail you once and then delete it; after a year we delete it in any case. Each of these e-mails has a link that deletes your address at once.

## Withdrawing from a contract

If you withdraw online, we store your name, e-mail address, order number, the items you name and the time, and send you an acknowledgement by e-mail. We keep this as long as the order it belongs to. If your statement and e-mail address match no order, we delete them after one year.

## Cookies

| Name | What for | How long |
|---|---|---|
| `cart` | finds your cart again | 30 days |
| `theme` | paper, dusk or red light | one year |
| `currency` | the currency you chose | one year |
| `country` | the delivery country you chose | one year |
| `seen` | the products you viewed recently; the list is kept in the cookie, not by us | 30 days |
| `ordered` | a link back to the order you have just placed | 30 minutes, or until you add something to your cart |
| `orders` | shows you an order whose link you opened, without the key staying in the address | one day |
| `flash` | a message for the next page about what you have just done | one minute |

The shop needs all of them to work; on encrypted connections their names begin with `__Host-`. You can delete them at any time. You will lose only your cart, your settings and the link to an order you have just placed; the link in your confirmation works for 90 days, and you can always find an order again by its number and your e-mail address.

## Server logs

Our servers log errors, and what happens to each order by its number, without names, addresses or card details. They do not log the pages you look at. To limit how many requests one computer can send, we hold its IP address in memory for a few minutes. Your browser also reports how long a page took to load and to respond; this says nothing about who you are, and we keep only totals.

## Your rights

You can ask what we hold about you, have it corrected, deleted or sent to you, and object to its use. Write to [{seller-email}](mailto:{seller-email}); we answer within one working day. You may also complain to the data protection authority of your country.

Responsible: {seller}.
',
    'privacy', 'privacy
cookies
data', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000006' AS UUID), 'returns', 'Returns and warranty', '30-day returns, even after you have tried it at night, and a two-year warranty.', 'You have 30 days from the day your parcel arrives to return anything, for any reason. You are welcome to try it at night first: you can’t judge a telescope by day, and nights can be cloudy.

## How to return something

1. Write to [{seller-email}](mailto:{seller-email}) with your order number, and tell us what you are returning.
2. We e-mail you a returns label, free of charge from the EU and the United Kingdom. From elsewhere, you pay the return postage.
3. Pack everything well, in the original box if you still have it, with all caps and small parts.
4. Drop the parcel off with the carrier named on the label.

## Your right of withdrawal

As a consumer you can also withdraw from the contract within 14 days: the page [Right of withdrawal](/pages/withdrawal) explains how and has a model form. The quickest way is to [withdraw from contract here](/withdraw).

## When you get your refund

We check your return within three working days of its arrival and refund the card you paid with. If you return the whole order, we also refund standard delivery.

Signs of use are fine: dew spots, a little dust, a fingerprint on the tube. For scratched optics, missing parts or opened software we may refund less, and we tell you why and how much first.

## What you cannot return

Items made to measure for you, such as cut filters.

## Warranty

Everything has a two-year warranty from the day it arrives. If something fails that should not, we repair it, replace it or refund you, and pay for transport both ways. Wear and tear, drops, and damage from pointing a telescope at the Sun without its filter are not covered.

This is in addition to your statutory rights, and does not affect them.

## Not sure whether it is broken?

Write to us first. Many a “broken” telescope only needs collimating, and we can tell you how.
',
    'returns', 'return
returns
refund
refunds
warranty
guarantee
exchange
repair', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000007' AS UUID), 'terms', 'Terms', 'The terms that apply when you buy from Perigee, in plain words.', 'These terms apply to every purchase from {seller}. We have kept them short enough to read.

## How a contract comes about

What you see in the shop is an invitation to order. When you press “Place order”, you make us a binding offer. We confirm it by e-mail straight away, and that confirmation concludes the contract. If we have to cancel because of an obvious mistake in a price or a description, we refund you in full.

## Prices and tax

Our prices are the same for every country. In the EU they include VAT, and in the United Kingdom if the items are worth up to £135 without VAT; a few places have [rules of their own](/pages/delivery). Elsewhere they do not include tax: where we have to collect a tax, it is added and shown separately in the cart; where we don’t, your customs office may charge one when the parcel arrives. The price you see when you place the order is the price you pay. If a price or the stock changes while something is in your cart, the cart tells you before you pay. Items in your cart are kept for 30 days but not reserved.

## Payment

You pay in the currency shown. We never store your card number. If a payment is declined, no order is placed, and we tell you the reason if your bank gives us one.

## Delivery

Costs and times are on the page [Delivery](/pages/delivery). The risk passes to you when you receive the parcel. Goods remain our property until they are paid for in full.

## Returns and warranty

You may return your purchase within 30 days and have a two-year warranty; the page [Returns and warranty](/pages/returns) has the details. If you are a consumer, you also have the statutory [right of withdrawal](/pages/withdrawal): you may withdraw from the contract within 14 days without giving a reason. That page has the details and a model form, and you can [withdraw from contract here](/withdraw). Our 30 days give you more time and do not limit this right.

## Looking at the Sun

Never point a telescope or binoculars at the Sun without a filter made for it, fitted in front of the optics and undamaged. Looking at the Sun without one can blind you instantly. We are not liable for harm caused by ignoring these instructions. Our statutory liability for intent, gross negligence and personal injury is not limited.

## Law

German law applies. If you are a consumer, you keep the mandatory protection of the law of the country where you live. {seller-disputes} [Write to us](/pages/contact) first, and we will find a solution. Our full details are in the [imprint](/pages/imprint).
',
    'terms', 'terms
conditions
payment
invoice
vat', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO pages (id, slug, title, description, body, role, search_words, status, version, updated_at)
SELECT CAST('01a21f73-9c00-7000-8000-000000000008' AS UUID), 'withdrawal', 'Right of withdrawal', 'How to withdraw from a purchase within 14 days, online or by any other clear statement, with a model form.', 'You have the right to withdraw from your contract within 14 days without giving any reason. The withdrawal period ends 14 days after the day on which you, or a third party named by you other than the carrier, take possession of the goods. If your order arrives in several parcels, the day of the last parcel counts.

To exercise the right of withdrawal, inform us of your decision to withdraw by a clear statement, for example by letter or e-mail:

{seller-lines}

{seller-contact}

You can also [withdraw from contract here](/withdraw). If you use this online function, we send you an acknowledgement without delay by e-mail, with the content of your statement and the date and time at which we received it. You may use the model form below, but you do not have to.

It is enough to send your statement before the withdrawal period ends.

## Effects of withdrawal

If you withdraw, we reimburse all payments that we received from you, including the costs of standard delivery, without undue delay and no later than 14 days after the day on which we are informed of your withdrawal. Additional costs for a faster delivery that you chose are not reimbursed. We use the means of payment that you used, unless you have expressly agreed otherwise, and charge no fees for the reimbursement. We may withhold it until we have received the goods or you have supplied evidence of having sent them, whichever is earlier.

Send the goods back without undue delay and no later than 14 days after the day on which you inform us of your withdrawal. The deadline is met if you send them before the 14 days end. From the EU and the United Kingdom we bear the cost of returning the goods; from elsewhere you bear it.

You are liable for a diminished value of the goods only if it results from handling them beyond what is necessary to establish their nature, characteristics and functioning.

The right of withdrawal does not apply to items made to your specifications, nor to sealed software that you have opened.

Our [30-day returns](/pages/returns) give you more time. They do not limit this right.

## Model withdrawal form

Complete and return this form only if you wish to withdraw from the contract.

To:

{seller-lines}

{seller-contact}

I/We (\*) hereby give notice that I/We (\*) withdraw from my/our (\*) contract of sale of the following goods (\*)/for the provision of the following service (\*):

Ordered on (\*)/received on (\*):

Order number:

Name of consumer(s):

Address of consumer(s):

Signature of consumer(s) (only if this form is sent on paper):

Date:

(\*) Delete as appropriate.
',
    'withdrawal', 'withdraw
withdrawal
revocation
widerruf', 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000064' AS UUID), 'footer', 'Help', 1, 'Track an order', CAST(NULL AS UUID), CAST(NULL AS UUID), '/track'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000065' AS UUID), 'footer', 'Help', 2, 'Delivery', CAST('01a21f73-9c00-7000-8000-000000000003' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000066' AS UUID), 'footer', 'Help', 3, 'Returns and warranty', CAST('01a21f73-9c00-7000-8000-000000000006' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000067' AS UUID), 'footer', 'Help', 4, 'Withdraw from contract here', CAST(NULL AS UUID), CAST(NULL AS UUID), '/withdraw'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000068' AS UUID), 'footer', 'Help', 5, 'Contact', CAST('01a21f73-9c00-7000-8000-000000000002' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-000000000069' AS UUID), 'footer', 'Perigee', 6, 'About us', CAST('01a21f73-9c00-7000-8000-000000000001' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-00000000006a' AS UUID), 'footer', 'Perigee', 7, 'Eyepiece and camera calculator', CAST(NULL AS UUID), CAST(NULL AS UUID), '/tools/eyepieces'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-00000000006b' AS UUID), 'footer', 'Perigee', 8, 'Privacy', CAST('01a21f73-9c00-7000-8000-000000000005' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-00000000006c' AS UUID), 'footer', 'Perigee', 9, 'Terms', CAST('01a21f73-9c00-7000-8000-000000000007' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-00000000006d' AS UUID), 'footer', 'Perigee', 10, 'Right of withdrawal', CAST('01a21f73-9c00-7000-8000-000000000008' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO menu_links (id, menu, group_label, position, label, page_id, category_id, path)
SELECT CAST('01a21f73-9c00-7000-8000-00000000006e' AS UUID), 'footer', 'Perigee', 11, 'Imprint', CAST('01a21f73-9c00-7000-8000-000000000004' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
WHERE EXISTS (SELECT 1 FROM products);

-- What the merchant deletes of them is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.pages', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO settings (key, value)
SELECT 'seeded.menus', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- The old slug of a page redirects to the new one. It comes last, since it locks a table that shoppers' requests read.
ALTER TABLE redirects DROP CONSTRAINT redirects_kind_check,
    ADD CONSTRAINT redirects_kind_check CHECK (kind IN ('product', 'category', 'page'));

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '17:2' WHERE key = 'schema.oldest_program';
