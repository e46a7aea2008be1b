# What a member reads.
join-welcome = 👋 Hello { $name }! This is the loyalty card of <b>{ $shop }</b>.
join-now-points = 🎁 { $points ->
    [one] <b>{ POINTS($points) }</b> is yours right away.
   *[other] <b>{ POINTS($points) }</b> are yours right away.
}
join-now-coupon = 🎟 <b>{ $title }</b> is yours right away.
join-next-cashback = 💰 { $percent } of every purchase comes back
join-next-grows = 🏷 A discount that grows with your purchases, up to { $percent }
join-next-birthday = 🎂 { POINTS($points) } for your birthday
join-agree = By taking the card you agree that we keep <a href="{ $processing }">the data it needs</a>. <a href="{ $advertising }">News and offers</a> come only if you tick them.
join-agree-buttons = By taking the card you agree that we keep the data it needs. News and offers come only if you tick them. Both texts are behind the buttons below.
join-button-take = 💳 Get my card
join-thanks = Thank you! One more step.
join-contact =
    📱 May we have your phone number? With it your { POINTS() } survive a lost phone.

    You can go on without one.
join-contact-again = Press one of the two buttons below 👇
join-button-share = 📱 Share my number
join-button-without = Go on without a number
join-done = 🎉 Welcome, { $name }! { $points ->
    [0] Here is your card.
    [one] <b>{ POINTS($points) }</b> is yours to begin with. Here is your card.
   *[other] <b>{ POINTS($points) }</b> are yours to begin with. Here is your card.
}
join-moved = 🎉 Welcome back, { $name }! We know this number: your card and your { POINTS() } have moved here.
join-already = You have a card already. Here it is:
join-link-dead = This link no longer leads to a card.

consent-button-processing = Data processing (required)
consent-button-advertising = News and offers
consent-button-processing-text = 📄 About data
consent-button-advertising-text = 📄 About offers
consent-processing =
    <b>Consent to the processing of data</b>

    { $shop } keeps your name in Telegram, your phone number if you share it, and your purchases with this card. They are used to keep your card, to show it to you and to the staff, and for nothing else. Nobody else gets them.

    You may ask the staff at any time what is kept, and have it erased together with the card.
consent-advertising =
    <b>Consent to news and offers</b>

    { $shop } may write to you here about promotions and gifts. The card works just as well without.

    You can withdraw this in the settings at any time.

card-hello = Hello { $name }! Your card is right here 👇
card-title = <b>{ $name }</b>
card-points = ⭐ <b>{ $shown } { POINTS($points, only: "word") }</b>
card-worth = 💰 That is { $money } at the till.
card-held = ⏸ { $points ->
    [one] { POINTS($points) } is waiting for your confirmation
   *[other] { POINTS($points) } are waiting for your confirmation
}
card-pending = ⏳ { $points ->
    [one] { $points } more { POINTS($points, only: "word") }, active from { $date }
   *[other] { $points } more { POINTS($points, only: "word") }, the first active from { $date }
}
card-debt = ⚠️ A return left you { POINTS($points) } short. New { POINTS() } cover that first.
card-expiring = ⌛ { $points ->
    [one] { POINTS($points) } is valid until { $date }
   *[other] { POINTS($points) } are valid until { $date }
}
card-digits =
    Show the code at the till, or say the digits:
    <code>{ $digits }</code>
card-button-app = ⏱ Pay
card-button-wallet = 👛 Wallet
card-button-more = ⋯ More
wallet-which = 👛 Which phone do you have?
wallet-button-apple = 🍏 iPhone
wallet-button-google = 🤖 Android
wallet-remembered = 👛 Noted. From now on the button below your card leads straight there.
wallet-button-other = 📱 Another phone
card-button-apple = 🍏 Add to Apple Wallet
card-button-google = 👛 Add to Google Wallet
card-button-file = 📎 Send the card as a file
card-button-copy = 📋 { $digits }
card-button-history = 🕘 History
card-button-schedule = ⏳ Expiry
card-button-settings = ⚙️ Settings
card-file = Open this file on your iPhone to add the card to Wallet.

schedule-title = <b>⏳ Expiry</b>
schedule-activates = Can be spent from:
schedule-expires = Expiring at the end of the day:
schedule-line = • { $date }: { POINTS($points) }
schedule-nothing = Nothing is pending and nothing expires.

history-title =
    <b>🕘 History</b>
    Tap a line’s button to see its details.
history-empty = Nothing here yet. Show your card at the next purchase!
history-button-older = Older ›
history-button-newest = « Newest
history-kind-purchase = Purchase
history-kind-purchase-back = Purchase (came back)
history-kind-refund = Return
history-kind-undo = Undone
history-kind-joined = Registration
history-kind-welcome = Welcome
history-kind-expiry = Expired
history-kind-activation = Now active
history-kind-hold = Set aside
history-kind-release = Freed
history-kind-adjustment = Adjustment

why-title = <b>{ $what }: { $points }</b>
why-title-plain = <b>{ $what }</b>
why-place = { $moment } · { $outlet }
why-number = Receipt { $number }
why-gross = Total: { $money }
why-redeemed = Paid with { POINTS($points) }: { $value }
why-payable = Paid in money: { $money }
why-steps = How the { POINTS() } came about:
why-rate = • { $base } × { POINTS($points) } per { $per }: { $result }
why-boost = • offer { $factor }: { $result }
why-bonus = • gift: { $result }
why-adjustment = • by hand: { $result }
why-carry = • kept from before: { $result }
why-debt = • covered what was missing: { $result }
why-remainder = • kept for the next time: { $result }
why-coupon = 🎟 A coupon for you: { $name }
why-free = 🎁 Free of charge: { $what }
why-bonus-named = • { $name }: { $result }
why-active-from = Active from { $date }
why-expires = Valid until { $date }
why-reversed = ↩ This purchase was taken back.

settings-title =
    <b>⚙️ Settings</b>
    Language, and what you agree to.
settings-language = Choose your language:
settings-language-set = I speak English now.

confirm-thanks = Thank you!
confirm-waits = ⏳ Thank you. The cashier who asked no longer works here, so a manager finishes this sale. You will hear of it; until then your { POINTS() } are set aside.
confirm-done = ✅ Confirmed: { POINTS($points) }
confirm-changed = ✋ The sum has changed meanwhile. Nothing was spent; the cashier tells you the new one.
confirm-declined = Declined. Your { POINTS() } stay with you.

card-button-contacts = 📍 Contacts
contacts-title = <b>📍 Where to find us</b>
contacts-outlet = <b>{ $name }</b>
contacts-address = 📌 { $value }
contacts-hours = 🕘 { $value }
contacts-phone = ☎️ { $value }
contacts-write = ✉️ A question? Write to us: { $contact }
contacts-button-map = 🗺 { $name }
contacts-button-write = ✉️ Write to us
