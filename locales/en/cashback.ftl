# What is said instead where a programme shows its points as money: `cashback-` and the key of the usual words.
# Sums come as money; $units is the number behind the sum, for what is said of nothing.

# --- members ---
cashback-help-member = I keep your cashback. Tap <b>💳 My card</b> and show the code at the till.
cashback-join-now-points = 🎁 <b>{ $points }</b> of cashback is yours right away.
cashback-join-next-birthday = 🎂 { $points } for your birthday
cashback-poster-now-points = { $points } of cashback now
cashback-join-contact =
    📱 May we have your phone number? With it your cashback survives a lost phone.

    You can go on without one.
cashback-join-done = 🎉 Welcome, { $name }! { $units ->
    [0] Here is your card.
   *[other] <b>{ $points }</b> of cashback is yours to begin with. Here is your card.
}
cashback-join-moved = 🎉 Welcome back, { $name }! We know this number: your card and your cashback have moved here.
cashback-card-points = 💰 <b>{ $points }</b> of cashback
cashback-card-held = ⏸ { $points } is waiting for your confirmation
cashback-card-pending = ⏳ { $points } more, active from { $date }
cashback-card-debt = ⚠️ A return left you { $points } short. New cashback covers it first.
cashback-card-expiring = ⌛ { $points } is valid until { $date }
cashback-schedule-line = • { $date }: { $points }
cashback-why-redeemed = Paid with cashback: { $value }
cashback-why-steps = How the cashback came about:
cashback-why-rate = • { $base } × { $points } per { $per }: { $result }
cashback-confirm-done = ✅ Confirmed: { $points } of cashback
cashback-confirm-declined = Declined. Your cashback stays with you.
cashback-offers-stopped = 🔕 No more offers. Cashback and receipts come as before. Changed your mind? My card → Settings → News and offers.
cashback-invite-friend-gets = 🎁 Your friend gets <b>{ $points }</b>.
cashback-invite-you-get = 💰 You get <b>{ $points }</b>.
cashback-invite-gift = 🎁 <b>{ $points }</b> of cashback is yours
cashback-invite-picture-points = { $points }
cashback-invite-points = 💰 That brought you { $points }
cashback-notice-referral-joined = 🤝 <b>{ $name }</b> has joined with your invitation. Your cashback comes with the first purchase.
cashback-notice-referral-paid-inviter = 🤝 <b>{ $name }</b> has made the first purchase. <b>+{ $points }</b> for your invitation.
cashback-notice-referral-paid-friend = 🎁 <b>+{ $points }</b>
cashback-notice-referral-voided-inviter = ↩ <b>{ $name }</b> has returned the first purchase, so { $points } for your invitation is gone.
cashback-notice-referral-voided-friend = ↩ With the returned purchase { $points } for the invitation is gone.
cashback-moved-expiry = ⌛ <b>{ $points } of cashback has expired</b>
cashback-moved-activation = ✨ <b>{ $points } of cashback can be spent now</b>
cashback-moved-adjustment = ✏️ <b>You were given { $points } of cashback</b>
cashback-moved-adjustment-taken = ✏️ <b>{ $points } of cashback was taken off</b>
cashback-moved-earned = { $units ->
    [0] The sum counts towards your next cashback.
   *[other] Cashback: <b>+{ $points }</b>
}
cashback-moved-now = { $points } now
cashback-moved-redeemed = Paid with cashback: { $points }
cashback-moved-balance = You have 💰 <b>{ $points }</b>
cashback-moved-pending = and { $points } more, active later
cashback-confirm-ask =
    🔔 <b>{ $outlet }</b> asks: pay <b>{ $points }</b> with your cashback?
    Then you pay <b>{ $money }</b>.
    { $seconds ->
        [60] Please answer within a minute.
        [one] Please answer within { $seconds } second.
       *[other] Please answer within { $seconds } seconds.
    }
cashback-confirm-button-yes = ✅ Yes, pay { $points }
cashback-confirm-cancelled = The cashier cancelled. Your { $points } stays with you.
cashback-confirm-late = ⌛ Time is up. Your { $points } stays with you.
cashback-birthday-gift-points = { $units ->
    [0] Our gift is among your coupons.
   *[other] Our gift: <b>+{ $points }</b> of cashback
}
cashback-reminder-expiry = ⌛ <b>{ $points }</b> of cashback expires by { $date }, at the end of the day.
cashback-reminder-expiry-what = Use it before that: show your card at the till.
cashback-topics-title =
    <b>🔔 Notifications</b>
    Tap what you want to be reminded of; you get one reminder a day at most. You are always told of anything that changes your cashback.
cashback-topic-button-expiry = Expiring cashback
cashback-rewards-none = Nothing here yet: this programme gives cashback only. It is on your card.
cashback-rewards-points = { $count } more of cashback
cashback-coupon-points = +{ $points } of cashback

# --- the till ---
cashback-sale-points = 💰 { $points }
cashback-sale-proven = 🔐 Changing code scanned: cashback pays at once.
cashback-sale-held = ⏸ { $points } is set aside by { $name } ({ $outlet }) until { $moment }, for the customer to confirm
cashback-sale-debt = ⚠️ { $points } short after a return: cannot pay with cashback yet
cashback-sale-would-earn = { $units ->
    [0] No cashback on this sum yet; it counts towards the next.
   *[other] Cashback: { $points }.
}
cashback-sale-may-redeem = Up to { $points } of cashback can pay.
cashback-sale-no-redeem = Cashback can’t pay now: { $reason }.
cashback-sale-reason-points-in-debt = something is missing after a return
cashback-sale-button-earn = { $units ->
    [0] ✅ Take { $money }
   *[other] ✅ +{ $points } – take { $money }
}
cashback-sale-button-redeem = 💰 Pay { $points } – take { $money }
cashback-sale-button-other = ✏️ Another sum of cashback
cashback-sale-ask-points = How much cashback? At most { $points }. Type the sum.
cashback-hold-waiting =
    ⏳ { $name } is asked to confirm: <b>{ $points }</b> of cashback, then take <b>{ $money }</b>.
    { $seconds ->
        [60] They have one minute.
        [one] They have { $seconds } second.
       *[other] They have { $seconds } seconds.
    }
cashback-hold-unreachable = ⚠️ { $name } cannot be reached in Telegram, and only the customer can confirm { $points }. Ask them to open the bot or to show the code that changes, or cancel and sell without cashback.
cashback-hold-cancelled = Cancelled, the cashback is free again.
cashback-notice-orphaned = ❗ <b>{ $name }</b> confirmed a sale of { $cashier } ({ $outlet }), who no longer works here: { $points } of cashback pays, { $money } is left to take. Finish it, or drop it and free the cashback; at { $moment } it is freed by itself.
cashback-confirm-waits = ⏳ Thank you. The cashier who asked no longer works here, so a manager finishes this sale. You will hear of it; until then your cashback is set aside.
cashback-hold-freed = ✋ { $name } freed this cashback at another till: { $points }.
cashback-hold-declined = ✖ { $name } declined. { $points } is free again.
cashback-hold-expired = ⌛ { $name } did not answer in time. { $points } is free again.
cashback-sold-redeemed = 💰 Cashback paid { $value } of { $gross }
cashback-sold-earned = { $units ->
    [0] Balance: { $balance }
   *[other] +{ $points } of cashback, balance: { $balance }
}
cashback-sold-pending = { $points } of it becomes active later
cashback-receipt-redeemed = 💰 { $points } of cashback spent
cashback-return-restored = 💰 Back on the card: { $points }
cashback-return-taken = ➖ Off the card: { $points }
cashback-return-debt = ⚠️ { $points } of it is missing on the card; new cashback will cover it
cashback-returned-balance = Balance: { $points }
cashback-refusal-insufficient-points = { $units ->
    [0] No cashback can be spent on this purchase. Sell it without.
   *[other] At most { $available } of cashback can be spent on this purchase.
}
cashback-refusal-redeem-not-possible = Cashback cannot pay in this programme. Sell without it.
cashback-refusal-below-minimum-order = Cashback can pay from { $minimum }. Sell without it this time.
cashback-refusal-points-in-debt = A return left the card { $debt } short. New cashback covers it first, then spending works again.
cashback-refusal-hold-expired = Time is up, the cashback is free again. Start the sale once more.

# --- managers and owners ---
cashback-customer-held = ⏸ { $points } is set aside for an open sale
cashback-customer-pending = ⏳ { $points } more is not active yet
cashback-customer-debt = ⚠️ { $points } is owed after a return
cashback-customer-button-points = ✏️ Cashback
cashback-customer-ask-points = ✏️ <b>How much cashback for { $name }?</b> Type 50 to give it, −50 to take it off.
cashback-customer-points-again = Please type a sum, such as 50 or −50.
cashback-customer-ask-reason = { $name }: ➕ { $points }. <b>Why?</b> The customer will read it.
cashback-customer-ask-reason-taken = { $name }: ➖ { $points }. <b>Why?</b> The customer will read it.
cashback-customer-ask-give = Give { $name } <b>{ $points }</b>? Reason: { $reason }
cashback-customer-ask-take = Take <b>{ $points }</b> off { $name }? Reason: { $reason }
cashback-refusal-adjustment-too-large = { $units ->
    [0] This customer has no cashback that could be taken off.
   *[other] This customer has only { $available }. Take off that much at most.
}
cashback-refusal-adjustment-limit-reached = By hand you can move { $limit } a day; this would be more. The owner can change this in the rules.
cashback-today-issued = ➕ Cashback given: { $points }
cashback-today-redeemed = ➖ Cashback spent: { $points }
cashback-today-liability = ⚖️ Cashback that members hold altogether: { $points }
