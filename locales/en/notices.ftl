# Messages that come by themselves.
notice-button-alien = 🙅 This was not me
notice-button-why = Why?
alien-ask =
    🙅 <b>Was this really not you?</b>
    { $what } · { $outlet } · { $moment }

    The owner will be told, with the sum, the place and who was at the till, and will look into it.
alien-button-yes = Yes, tell the owner
notice-alien-told = Thank you for telling us. The owner has been notified and will look into it.

moved-purchase = 🛍 <b>A purchase with your card</b>
moved-refund = ↩ <b>A return on your card</b>
moved-undo = ↩ <b>A purchase was undone</b>
moved-expiry = ⌛ <b>{ $points ->
    [one] { POINTS($points) } has expired
   *[other] { POINTS($points) } have expired
}</b>
moved-activation = ✨ <b>{ POINTS($points) } can be spent now</b>
moved-adjustment = ✏️ <b>You were given { POINTS($points) }</b>
moved-adjustment-taken = ✏️ <b>{ $points ->
    [one] { POINTS($points) } was taken off
   *[other] { POINTS($points) } were taken off
}</b>
moved-reason = Why: { $reason }
moved-receipt = { $outlet } · { $number }
moved-paid = Paid: { $money }
moved-redeemed = Spent: { POINTS($points) }
moved-earned = { $points ->
    [0] The sum counts towards your next { POINTS(1, only: "word") }
   *[other] <b>+{ POINTS($points) }</b>
}
moved-now = { $points } now
moved-off = { $name }: −{ $money }
moved-money-back = Money back: { $money }
moved-balance = You have ⭐ <b>{ POINTS($points) }</b>
moved-pending = { $points ->
    [one] and { $points } more, active later
   *[other] and { $points } more, active later
}

confirm-ask =
    🔔 <b>{ $outlet }</b> asks: spend <b>{ POINTS($points) }</b>?
    { POINTS(start: 1) } cover { $value }, you pay <b>{ $money }</b>.
    { $seconds ->
        [60] Please answer within a minute.
        [one] Please answer within { $seconds } second.
       *[other] Please answer within { $seconds } seconds.
    }
confirm-button-yes = ✅ Yes, spend { $points }
confirm-button-no = ✖ No
confirm-cancelled = The cashier cancelled. { $points ->
    [one] Your { POINTS($points) } stays with you.
   *[other] Your { POINTS($points) } stay with you.
}
confirm-late = ⌛ Time is up. { $points ->
    [one] Your { POINTS($points) } stays with you.
   *[other] Your { POINTS($points) } stay with you.
}

notice-disputed = 🙅 <b>{ $name }</b> (card ·· { $member }) says: this was not me.
notice-undisputed = 🙆 <b>{ $name }</b> (card ·· { $member }) takes the report back: it was me after all.
notice-disputed-entry = { $what } { $number } · { $outlet } · { $moment } · { $points }
notice-disputed-sale = { $money } · at the till: { $cashier }
notice-disputed-button-write = ✉️ Write to them
notice-disputed-button-return = ↩ Return the purchase
notice-card-frozen = ❄️ <b>Your card is frozen.</b> It earns and spends nothing until the shop unfreezes it. What is on it stays yours, with the same expiry dates. Ask the shop about it.
notice-card-thawed = ☀️ Your card works again, and everything on it is yours as before.
alien-button-mine = 🙆 It was me after all
notice-mine-told = Thank you. The owner has been told that it was you after all.
why-reported = 🙅 You reported on { $moment } that this was not you. The owner is looking into it.
card-frozen = ❄️ <b>The card is frozen</b>: it earns and spends nothing until the shop unfreezes it. What is on it stays yours, with the same expiry dates; ask the shop.
notice-joined-staff = 🤝 <b>{ $name }</b> has joined the team: { $role }.
notice-orphaned =
    ❗ <b>{ $name }</b> confirmed a sale of { $cashier } ({ $outlet }), who no longer works here: { $points ->
        [one] { POINTS($points) } pays
       *[other] { POINTS($points) } pay
    }, { $money } is left to take. Finish it, or drop it and free the { POINTS() }; at { $moment } they are freed by themselves.
notice-orphaned-button-finish = ✅ Finish the sale
notice-orphaned-button-drop = ✖ Drop it
notice-left-staff = You no longer work here as staff. Your own card stays as it is.
notice-account-frozen = ⛔ The figures of <b>{ $name }</b> (card ·· { $member }) do not add up, so the card is stopped. Whoever runs Tessera should call “tessera audit”; the card goes on by itself once the figures are right.

notice-coupon-filled = 🎉 <b>Your stamp card is full. Thank you!</b>
notice-coupon = 🎟 A coupon for you: <b>{ $title }</b>
notice-coupon-until = Valid until { $date }.
notice-coupon-button = 🎟 Show the coupon
notice-tier-up = 🏅 You have reached <b>{ $tier }</b>! It counts from your next purchase.
notice-tier-down = Your level is <b>{ $tier }</b> now. The next purchases lead up again.
notice-tier-set = 🏅 Your level is <b>{ $tier }</b> now.
moved-discount = Discount: { $money }
moved-stamps = 🔖 { $left ->
    [one] { $left } more stamp to your gift
   *[other] { $left } more stamps to your gift
}
moved-stamps-gift = 🔖 { $left ->
    [one] { $left } more stamp to your gift: { $gift }
   *[other] { $left } more stamps to your gift: { $gift }
}
moved-stamps-full = 🔖 <b>Your stamp card is full!</b> On the next one: { $have } of { $goal }
moved-unsaid = 🔖 Nothing counted for: { $what }. The cashier entered only the sum. If you bought any of it, tell them now.
return-coupon-back = 🎟 Your coupon is back: { $title }
return-coupon-gone = 🎟 Gone with the return: { $title }
stamps-waiting = ⏳ { $cards ->
    [one] { $cards } more full card waits
   *[other] { $cards } more full cards wait
} for the next stamp: one purchase pays out { $most } at most.

notice-phones-mended = 📞 { $count ->
    [one] { $count } phone number that a list had brought in wrongly was mended. Its owner now finds their card by it.
   *[other] { $count } phone numbers that lists had brought in wrongly were mended. Their owners now find their cards by them.
}
notice-phones-left = 📞 { $count ->
    [one] { $count } wrong phone number was left as it is, because the right one stands on another card. Look at each pair of cards; where both are one person’s, the { POINTS() } can be moved by hand.
   *[other] { $count } wrong phone numbers were left as they are, because the right ones stand on other cards. Look at each pair of cards; where both are one person’s, the { POINTS() } can be moved by hand.
}

# The machine's clock and its disk, for the owner.
clock-wrong =
    ⏰ <b>The clock of the computer that Tessera runs on is wrong.</b> It says { $says }; it is about { $likely }.

    Until it is right, nothing is booked and nothing ends. Please have the clock set; Tessera then goes on by itself.
clock-unproved =
    ⏰ <b>Is the clock of the computer that Tessera runs on right?</b> It says { $says }; the last thing that Tessera wrote down is of { $likely }, and nobody confirms that so much time has passed.

    Until that is certain, nothing is booked and nothing ends. If the clock is wrong, please have it set; Tessera then goes on by itself.
clock-vouch = Was the computer off for that long, and its clock is right after all? Then say so, and everything that has ended since then ends now.
clock-button-right = The clock is right
clock-vouched = Thank you. Tessera goes on.
notice-clock-right = ⏰ The clock is right again. It was wrong from { $since } until { $now }; meanwhile nothing was booked, and nothing has ended because of it.
notice-clock-proved = ⏰ The clock is right, and Tessera goes on. From { $since } until { $now } nothing was booked.
notice-writes-again =
    💾 From { $since } until { $now } nothing could be written down, so no sale was booked. It works again; what people sent meanwhile is being done now.

    The database said: <code>{ $reason }</code>
