# Words that every screen shares.
common-language-name = English
common-button-back = ‹ Back
common-button-share = Share
common-button-copy = Copy link
common-guest = Guest
common-stale = This button is out of date. Nothing was changed.
common-question-open = I am still waiting for an answer to the question above 👆 Type it, or tap one of its buttons.
error-ours = 😔 Something broke on our side. Nothing was lost. If it happens again, tell the staff this number: <code>{ $id }</code>

menu-button-card = 💳 My card
menu-button-sales = 🧾 Receipts
menu-button-business = 🏪 My business
menu-button-mode = 🔁 Switch

mode-ask = What would you like to do?
mode-leave = 🧾 The sale to { $name } is not recorded yet: <b>{ $money }</b>. Leave it unrecorded?
mode-leave-coupons = 🧾 The sale to { $name } is not recorded yet. Leave it unrecorded?
mode-button-leave = Leave unrecorded
mode-button-member = 💳 My own card
mode-button-staff = 🧾 Serve customers
mode-button-owner = 🏪 Run the business

command-card = My card
command-gift = My gift certificates
command-history = My history
command-settings = Language and settings
command-language = Change the language
command-help = What I can do here
command-scan = Serve the next customer
command-sales = Receipts and returns
command-business = My business
command-mode = Switch between card and work

help-member = I keep your { POINTS() }. Tap <b>💳 My card</b> and show the code at the till.
help-staff =
    Send me a photo of the customer’s code, or type the ten digits below it. Then type the amount.
    Returns: <b>🧾 Receipts</b>.
help-owner = Everything about your programme is under <b>🏪 My business</b>.

group-hint = Cards are a private matter. Message me directly 🙂
group-button-open = Open the chat
points-forms = point, points
