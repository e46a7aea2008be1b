# What hangs in the shop, and the owner's buttons for it. Lines are short: they stand in large letters.
poster-headline = Your loyalty card, in your phone
poster-now-points = { POINTS($points) } now
poster-now-coupon = Right now: { $title }
poster-code = Code { $code }
poster-step-scan = Point your phone’s camera at the code
poster-step-take = Get your card in Telegram
poster-step-show = Show it at the till
poster-mark-telegram = Telegram
poster-mark-apple = Apple Wallet
poster-mark-google = Google Wallet
poster-credit-apple = Apple Wallet is a trademark of Apple Inc.
poster-credit-google = Google Wallet is a trademark of Google LLC.

# --- the owner's ---
poster-preview =
    🖨 <b>To print: { $name }</b>
    The code on all of them leads to the same link. Which ones do you need?
poster-button-a4 = 🖼 A4 poster
poster-button-tent = ⛺ Table tent
poster-button-stickers = 🏷 Stickers
poster-button-till = 🧾 Till card
poster-button-all = 🖨 All four
poster-file-a4 = A4
poster-file-tent = A5 tent
poster-file-stickers = stickers
poster-file-till = till
poster-sent-a4 = 🖼 A4, for the door, the window or a wall.
poster-sent-tent = ⛺ Print it on A4 and fold it across the middle: a tent of two A5 sides for a table or the counter.
poster-sent-stickers = 🏷 Twelve stickers of 63.5 × 72 mm on A4: for label sheets of this size, or cut them out. Print at 100 %, not “fit to page”.
poster-sent-till = 🧾 A6, for a stand at the till. Print at 100 %: then the code is 5 cm wide.
