web-language = English
web-card-apple = Add to Apple Wallet
web-card-apple-all = Add the card and these coupons to Apple Wallet
web-card-google = Add to Google Wallet
web-card-points = { POINTS($points, only: "word") }
web-card-cashback = cashback
web-card-worth = worth { $money }
web-frozen = ❄️ This card is frozen: it earns and spends nothing until the shop unfreezes it. Ask the shop.
web-card-bot = Open in Telegram
web-card-phone = On your phone? Point its camera here.
web-card-phone-code = Code that opens this page on a phone
web-card-show = Show the code here
web-code-hint = Show this code at the till: with it you can also pay with what you have collected. It changes by itself.
web-code-alt = Code for the till, good until { $until }
web-code-again = Show the code again
web-code-rests = The code is hidden so that nobody can read it over your shoulder.
web-climb = { $missing } to { $tier }
web-stamps = { $have } of { $goal }
web-points = { POINTS($points) }
web-bonus = 🎁 { $gift } for putting this card on your phone
web-bonus-until = the offer is valid until { $date }
web-gift = Waiting for you
web-gift-next = { $left ->
    [one] { $left } more stamp to your gift
   *[other] { $left } more stamps to your gift
}
web-coupon-show = Show this code at the till
web-earn = How you earn
web-earn-rate = { $points } for every { $money }
web-earn-boost = { $kind ->
    [cashback] cashback
   *[points] { POINTS() }
} { $factor }
web-earn-more = From { $minimum } at one go: { $points } for every { $money }
web-earn-discount = { $percent } off every purchase
web-earn-pay = { $kind ->
    [cashback] Cashback pays
   *[points] { POINTS(start: 1) } pay
} up to { $percent } of a purchase
web-earn-birthday = { $points } for your birthday
web-earn-friend = { $points } for a friend you bring
web-earn-but = not for: { $goods }
web-map = On the map
web-coupon = Coupon
web-coupon-until = valid until { $date }
web-more = and { $count } more
web-expires = Valid until
web-history = Last changes
web-contacts = Contacts
web-app-card = Card
web-app-rewards = Rewards
web-app-history = History
web-app-invite = Invite
web-app-chat = Open the chat
web-app-bright = If the scanner hesitates, turn up the brightness of your screen.
web-app-nothing = Nothing here yet.
web-app-invite-title = Invite a friend
web-app-friend-gets = Your friend gets { $points }
web-app-you-gets = You get { $points }
web-app-invite-from = Both come when your friend first buys for { $money } or more
web-app-invite-any = Both come with your friend’s first purchase
web-app-invite-code = Let your friend point the camera at this code
web-app-invite-send = Send to a friend
web-app-invite-text = Join me at { $shop }
web-app-wait = Opening your card…
web-app-away = No connection. Trying again…
web-app-old = The card was opened too long ago. Close it and open it again from the chat.
web-app-newcomer = You have no card here yet. Write to the bot: it takes half a minute.
web-app-outside = Open this page from the chat with the bot: the button is below your card.
web-error-missing-title = There is nothing here
web-error-missing-text = The link may be old or cut short. Open the bot and take your card from there.
web-error-busy-title = One moment, please
web-error-busy-text = We are busy just now. Try again in a minute.
web-error-ours-title = That did not work
web-error-ours-text = It is not your fault. Try again in a minute; if it keeps failing, tell the staff.
web-error-id = Number of this error: { $id }
