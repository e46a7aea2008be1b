# A customer's page, for managers and owners, and what they do by hand.
refusal-adjustment-too-large = { $available ->
    [0] This customer has no { POINTS() } that could be taken off.
    [one] This customer has only { POINTS($available) }. Take off that much at most.
   *[other] This customer has only { POINTS($available) }. Take off that many at most.
}
refusal-adjustment-limit-reached = { $limit ->
    [one] By hand you can move { POINTS($limit) } a day, and today’s are gone. The owner can change this in the rules.
   *[other] By hand you can move { POINTS($limit) } a day; this would be more. The owner can change this in the rules.
}
owner-button-customers = 👥 Customers
command-customers = Look up a customer
customers-ask = 👤 <b>Which customer?</b> Type the ten digits of the card or the phone number with its country code, or send a photo of the code.
customer-held = ⏸ { $points ->
    [one] { POINTS($points) } is set aside for an open sale
   *[other] { POINTS($points) } are set aside for an open sale
}
customer-pending = ⏳ { $points ->
    [one] { $points } more { POINTS($points, only: "word") } is not active yet
   *[other] { $points } more { POINTS($points, only: "word") } are not active yet
}
customer-debt = ⚠️ { $points ->
    [one] { POINTS($points) } is owed after a return
   *[other] { POINTS($points) } are owed after a return
}
customer-pinned = 📌 The level is fixed for good
customer-pinned-until = 📌 The level is fixed until { $date }
customer-counter = 🔖 { $title } · { $have } of { $goal }
customer-counter-full = 🔖 { $title } · { $have }
customer-coupons = { $count ->
    [one] 🎟 One coupon:
   *[other] 🎟 { $count } coupons:
}
customer-purchases = 🧾 Last purchases:
customer-purchase = { $date } · { $number } · { $money }
customer-next = Another customer? Just type their digits.
customer-button-points = ✏️ { POINTS(start: 1) }
customer-button-gift = 🎁 Coupon
customer-button-tier = 🏅 Set the level
customer-done = Done.
customer-ask-points = ✏️ <b>How many { POINTS() } for { $name }?</b> Type 50 to give them, −50 to take them off.
customer-points-again = Please type a whole number, such as 50 or −50.
customer-ask-reason = { $name }: ➕ { POINTS($points) }. <b>Why?</b> The customer will read it.
customer-ask-reason-taken = { $name }: ➖ { POINTS($points) }. <b>Why?</b> The customer will read it.
customer-ask-give = Give { $name } <b>{ POINTS($points) }</b>? Reason: { $reason }
customer-ask-take = Take <b>{ POINTS($points) }</b> off { $name }? Reason: { $reason }
customer-button-yes = ✅ Yes
customer-ask-coupon = 🎁 <b>Which coupon for { $name }?</b>
customer-no-coupons = There is no coupon to give: the owner adds one in the rules.
customer-ask-gift = 🎁 Give { $name } the coupon <b>{ $title }</b>? They will be told at once.
customer-button-give = ✅ Give it
customer-ask-tier = 🏅 <b>Which level for { $name }?</b> It then holds whatever they buy.
customer-button-unpin = 📌 Let purchases decide again
customer-ask-day = 🏅 { $tier } <b>until when?</b> Tap a day or type one, such as 31 December 2027.
customer-button-for-good = ♾ For good
customer-day-again = Please type a day from today on, such as 31 December 2027.
customer-frozen = ❄️ <b>Frozen</b>: the card earns and spends nothing until you unfreeze it.
customer-frozen-now = ❄️ The card is frozen
customer-thawed = ☀️ The card works again
customer-button-freeze = ❄️ Freeze the card
customer-button-thaw = ☀️ Unfreeze the card
