# What a cashier reads at the till: short, figures first.
scan-hint = 📷 Send a photo of the customer’s code, or type its ten digits.

sale-customer = 👤 <b>{ $name }</b> · card ·· { $ending }
sale-points = ⭐ { POINTS($points) }
sale-tier = 🏅 { $tier }
sale-discount = 🏷 Discount: { $percent }
sale-frozen = ❄️ <b>This card is frozen</b>: somebody else may have been using it. It earns and spends nothing until the owner unfreezes it. Sell without it.
sale-held = ⏸ { $points ->
    [one] { POINTS($points) } is set aside
   *[other] { POINTS($points) } are set aside
} by { $name } ({ $outlet }) until { $moment }, for the customer to confirm
sale-debt = ⚠️ { POINTS($points) } short after a return: cannot spend yet
sale-proven = 🔐 Changing code scanned: { POINTS() } pay at once.
sale-ask-amount = Type the amount of the purchase, for example <b>{ $example }</b>
sale-button-receipts = ↩ Receipts of this customer
sale-button-cancel = ✖ Cancel
sale-total = 👤 { $name } · <b>{ $money }</b>
sale-discounted = Less discounts: <b>{ $money }</b>
sale-would-earn = { $points ->
    [0] No { POINTS() } on this sum yet; it counts towards the next.
   *[other] Earns { POINTS($points) }.
}
sale-may-redeem = { $points ->
    [one] Can spend { POINTS($points) }: { $value } off.
   *[other] Can spend up to { POINTS($points) }: { $value } off.
}
sale-no-redeem = { POINTS(start: 1) } can’t be spent now: { $reason }.
sale-reason-below-minimum-order = the sum is below the minimum
sale-reason-points-in-debt = { POINTS() } are missing after a return
sale-button-earn = { $points ->
    [0] ✅ Take { $money }
    [one] ✅ Earn { $points } – take { $money }
   *[other] ✅ Earn { $points } – take { $money }
}
sale-button-redeem = { $points ->
   *[other] ⭐ Spend { $points } – take { $money }
}
sale-button-other = ✏️ Another number of { POINTS() }
sale-ask-points = How many { POINTS() }? At most { $points }. Type the number.
sale-cancelled = Cancelled. Nothing was recorded.
sale-already = Recorded already ✓
sale-halted-asked = ⏳ { $name } is being asked just now. Wait for the answer or cancel, or send the next customer’s code.
sale-halted-freed = ✋ The sale to { $name } was not confirmed. Tap “Back to the sale”, or send the customer’s code first.
sale-halted-sold = ✋ The sale to { $name } is recorded. Send the next customer’s code first.

items-ask-amount = Tap what is bought, or type the sum, for example <b>{ $example }</b>
items-button-change = 🧺 What is bought
items-pick = What else is bought? Tap it. For everything else together just type the sum.
items-line = • { $what } – { $money }
items-button-line = ✏️ { $what } – { $money }
items-rest = the rest
items-any = goods
items-button-rest = The rest
items-button-more = More ›
items-ask = <b>{ $what }</b>. { $count ->
    [1] Type what it costs, for example <b>{ $example }</b>
   *[other] Type what they cost <b>together</b>, for example <b>{ $example }</b>
}
items-now = Now { $money }
items-button-keep = ✅ { $what } – { $money }
items-button-remove = 🗑 Take it off
items-typed = ✏️ Wrong price? Type the right one for: { $what }
items-in-sum = • { $what } – in the sum
items-button-in-sum = ✏️ { $what } ×{ $count } – in the sum
items-button-many = 🔖 How many: { $what }?
items-ask-many = 🔖 <b>{ $what }</b>: how many are in the { $money }?
items-button-none = None

explained-off = 🏷 { $name }: −{ $money }
explained-other = Discount
explained-stamps = 🔖 { $name }: +{ $count } ({ $have } of { $goal })
explained-stamps-full = 🔖 { $name }: +{ $count }, full! ({ $have } of { $goal } on the next)
explained-unsaid = ⚠️ { $name }: not counted – the sum does not say how much of it is: { $what }
explained-coupon = 🎟 Coupon for the customer: { $name }
explained-tier = 🏅 Reaches { $tier }

till-coupon-taken = 🎟 { $title }
till-coupon-waits = 🎟 <b>{ $title }</b> waits for its item: { $what }. Add it, or go on without the coupon.
till-coupon-button-off = 🎟 { $title }: −{ $money }
till-coupon-button-item = 🎟 { $title }: up to −{ $money }
till-item-price = 🎟 <b>{ $title }</b>: what does this one item cost? It is part of the { $money } that were typed; type its price.
till-item-which = 🎟 <b>{ $title }</b>: which one is it? It is part of the { $money } that were typed.
till-coupon-button-points = 🎟 { $title }: +{ $points }
till-coupon-button-drop = ✖ Without { QUOTE($title) }
till-coupon-button-type = 🎟 Enter a coupon code
till-coupon-ask = 🎟 Type the coupon’s code, or send a photo of it.
till-coupon-first = 🎟 A coupon goes with a sale. Scan the customer’s card first, then the coupon.

hold-waiting =
    ⏳ { $name } is asked to confirm: <b>{ POINTS($points) }</b>, then take <b>{ $money }</b>.
    { $seconds ->
        [60] They have one minute.
        [one] They have { $seconds } second.
       *[other] They have { $seconds } seconds.
    }
hold-unreachable =
    ⚠️ { $name } cannot be reached in Telegram, and only the customer can confirm { POINTS($points) }. Ask them to open the bot or to show the code that changes, or cancel and sell without { POINTS() }.
hold-button-cancel = ✖ Cancel
hold-button-over = Take the sale over
hold-button-free = Free them
hold-button-again = Back to the sale
hold-cancelled = Cancelled, the { POINTS() } are free again.
hold-freed = ✋ { $name } freed these { POINTS() } at another till: { $points }.
hold-declined = ✖ { $name } declined. { $points ->
    [one] { POINTS($points) } is free again.
   *[other] { POINTS($points) } are free again.
}
hold-expired = ⌛ { $name } did not answer in time. { $points ->
    [one] { POINTS($points) } is free again.
   *[other] { POINTS($points) } are free again.
}

sold-title = ✅ Recorded · { $number }
sold-who = 👤 { $name }
sold-take = 💵 Take <b>{ $money }</b>
sold-redeemed = ⭐ { POINTS($points) } paid { $value } of { $gross }
sold-earned = { $points ->
    [0] Balance: { $balance }
   *[other] +{ POINTS($points) }, balance: { $balance }
}
sold-pending = { $points ->
    [one] { $points } of them becomes active later
   *[other] { $points } of them become active later
}
sold-undone = ↩ Taken back.
sold-button-next = 📷 Next customer
sold-button-undo = ↩ Undo
undo-button-yes = Yes, take it back

return-pick = 🧾 <b>Receipts.</b> Pick one, type its number, or send the customer’s code.
return-none = 🧾 No receipts yet. Type a receipt’s number, or send the customer’s code.
return-line = <b>{ $place }. { $when }</b> · { $name } · { $money }
return-line-goods = { $goods } · at the till: { $cashier }
return-line-till = at the till: { $cashier }
return-button-receipt = { $place } · { $number } · { $money }
return-button-gone = ✖ { $place } · { $number } · returned
receipt-title = 🧾 <b>{ $number }</b>
receipt-who = 👤 { $name } · { $moment }
receipt-till = 🧑‍💼 At the till: { $cashier }, { $outlet }
receipt-total = Total { $gross }, paid { $payable }
receipt-redeemed = ⭐ { POINTS($points) } spent
receipt-returned = ↩ Returned { $returned }, left { $left }
receipt-line-left = • { $what } – { $money }, left { $left }
return-button-all = ↩ Return all: { $money }
return-button-part = ✏️ Return a part
return-button-goods = 🧺 Pick what comes back
return-goods = ↩ <b>{ $number }</b>: tap what comes back, once for each item.
return-goods-typed = A sum typed now is a part of: { $what }
return-button-goods-line = { $what } – { $money }
return-button-chosen = Go on: { $money }
return-ask-amount = How much of { $number } comes back? Type the sum at full price, at most <b>{ $left }</b>.
return-preview = ↩ Return of <b>{ $money }</b> on { $number }
return-money = 💵 Hand back <b>{ $money }</b>
return-restored = ⭐ Back on the card: { POINTS($points) }
return-taken = ➖ Off the card: { POINTS($points) }
return-debt = { $points ->
    [one] ⚠️ { $points } of them is missing on the card; new { POINTS() } will cover that
   *[other] ⚠️ { $points } of them are missing on the card; new { POINTS() } will cover that
}
return-stamps = 🔖 { $name }: −{ $count }
return-till-coupon-back = 🎟 Back to the customer: { $title }
return-tier = 🏅 Back down to { $tier }
return-left = Left on the receipt: { $money }
return-button-confirm = 💵 Hand back { $money }
return-already = Returned already ✓
returned-title = ✅ Return recorded · { $number }
returned-balance = Balance: { POINTS($points) }
