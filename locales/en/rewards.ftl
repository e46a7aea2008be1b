card-button-rewards = 🎁 Rewards
rewards-title = <b>🎁 Your rewards</b>
rewards-none = Nothing here yet: this programme counts { POINTS() } only. They are on your card.
rewards-tier = 🏅 <b>{ $tier }</b>
rewards-tier-next = { $missing } to { $tier }
rewards-tier-top = This is the highest level. Thank you for being with us!
rewards-stamps = 🔖 <b>{ $title }</b> · { $have } of { $goal }
rewards-stamp-card = Stamp card
rewards-discount = 🏷 Your discount: <b>{ $percent }</b>
rewards-discount-none = 🏷 Your discount grows with your purchases
rewards-discount-next = { $missing } to { $percent }
rewards-coupons = { $count ->
    [one] 🎟 One coupon is waiting for you. Tap it at the till:
   *[other] 🎟 { $count } coupons are waiting for you. Tap one at the till:
}
rewards-visits = { $count ->
    [one] { $count } more purchase
   *[other] { $count } more purchases
}
rewards-points = { $count } more { POINTS($count, only: "word") }
rewards-friends = { $count ->
    [one] { $count } more friend
   *[other] { $count } more friends
}
rewards-button-cards = 🔖 Show my stamps
coupon-title = 🎟 <b>{ $title }</b>
coupon-worth = { $worth }
coupon-from = For purchases from { $minimum }.
coupon-goods = Only for: { $categories }.
coupon-when = When: { $conditions }.
coupon-not-found = 🎟 I can’t find a coupon for you under this code. Please check it, or ask at the till.
coupon-until = Valid until { $date }.
coupon-code = Show this code at the till: <code>{ $code }</code>
coupon-points = +{ POINTS($points) }
coupon-apart-until = until { $day }
coupon-apart-purchase = purchase
coupon-apart-welcome = welcome
coupon-apart-birthday = birthday
coupon-apart-referral = friend
coupon-apart-gift = gift
coupon-apart-offer = offer
coupon-apart-public = code
coupon-item = one item free, up to { $most }
tier-bronze = Bronze
tier-silver = Silver
tier-gold = Gold
tier-platinum = Platinum
