# Gift certificates: at the till, on the member's screen, with the owner.
certificates-title = 🎁 <b>Gift certificates</b>
certificates-button = 🎁 Gift certificates
certificates-mine = Tap one to show its code at the till, or to give it to somebody.
certificates-none = You have none. They are sold at the till; the link or the code of one puts it here.
certificate-button-mine = { $state ->
    [given] 📨 { $money } · on its way
    [sealed] 🔒 { $money } · opens later
   *[mine] 🎁 { $money } · { $ending }
}
certificate-title = 🎁 Gift certificate · { $ending }: <b>{ $money }</b>
certificate-face = Bought for { $money }
certificate-until = Valid until { $date }
certificate-ended = ⌛ It has expired.
certificate-blocked = ⛔ Reported lost: it can’t be used to pay.
certificate-sealed = 🔒 A gift that opens on { $date }
certificate-code = Code: <code>{ $code }</code>
certificate-from = From { $name }
certificate-greeting = { QUOTE($greeting) }
certificate-share = 🎁 A gift certificate for { $money } at { $shop }. { $greeting }
certificate-opens = 🎁 <b>A gift for you!</b>
certificate-button-claim = ✅ Put it on my card
certificate-claimed = ✅ It is on your card, with a new code of its own: only you have it now.
certificate-button-give = 📨 Give it to somebody
certificate-given = 📨 Send this link: whoever opens it first gets the certificate.
certificate-button-keep = ✖ Keep it after all
certificate-kept = It stays with you. The link no longer works.
certificate-ask-greeting = 📨 What shall it say? Type a greeting of up to 500 characters.
certificate-button-no-greeting = Without a greeting
certificate-ask-day = 📅 When may it be opened? Type the day, such as <b>{ $example }</b>: it opens at ten in the morning.
certificate-button-today = At once
certificate-day-again = 📅 I need a day after today and within a year, such as <b>{ $example }</b>.

# at the till
certificate-button-sell = 🎁 Sell a gift certificate
certificate-sell = 🎁 <b>A gift certificate for { $name }</b>, on their card at once. Which value?
certificate-sell-any = 🎁 <b>A gift certificate</b> with a code and a link to give on. Which value?
certificate-ask-value = Or type a value from { $least } to { $most }.
certificate-ask-money = 💵 Take <b>{ $money }</b>. The certificate itself earns nothing; what is bought with it does.
certificate-button-taken = ✅ { $money } taken
certificate-sold = ✅ Gift certificate sold: <b>{ $money }</b> · { $name }
certificate-taken = 🎁 Certificate { $ending }: { $money } on it
certificate-button-drop = ✖ Without certificate { $ending }
certificate-button-take = 🎁 Certificate: { $money }
certificate-changed = The certificate has changed meanwhile. Nothing was recorded; here is what it comes to now.
certificate-pays = 🎁 The certificate pays { $money }, left to pay: <b>{ $cash }</b>
certificate-paid = 🎁 By gift certificate: { $money }
certificate-back = 🎁 Back to the certificate: <b>{ $money }</b>
certificate-ask-amount = To pay with it, type the sum, for example <b>{ $example }</b>. Or scan the customer’s card first.
certificate-ask-pay = 🎁 Of { $gross } the certificate pays <b>{ $money }</b>; left to pay: <b>{ $cash }</b>. Left on it then: { $left }
certificate-button-pay = ✅ Pay – take { $money }
certificate-spent =
    ✅ Paid by certificate: <b>{ $money }</b>
    💵 Take <b>{ $cash }</b>
    Left on it: { $left }
certificate-undone = ↩ Undone: { $money } is back on the certificate. Left on it: { $left }
certificate-button-pay-back = 💵 Take it back for money
certificate-button-block = ⛔ It was lost
certificate-button-anew = 🔑 Give it a new code
certificate-ask-back = 💵 Take the certificate back and hand out <b>{ $money }</b>? It can then no longer be used.
certificate-ask-block = ⛔ Block it? Its { $money } can’t be spent until a manager gives it a new code.
certificate-ask-anew = 🔑 Give it a new code? The old one, on paper and in pictures, will then stop working. The { $money } stays on it.
certificate-yes-back = 💵 Hand out { $money }
certificate-yes-block = ⛔ Block
certificate-yes-anew = 🔑 New code
certificate-paid-back = ✅ Taken back. Hand out <b>{ $money }</b>.
certificate-issued-anew = 🔑 <b>This is its code now.</b>

# with the owner
owner-button-gifts = 🎁 Gift certificates
gifts-title = 🎁 <b>Gift certificates</b>
gifts-off = You sell none yet. Set which values there are: a few fixed ones, or any between two sums.
gifts-none = None have been sold yet. Cashiers sell them on the screen of a customer, or under Receipts.
gifts-owed = 💰 You owe for certificates: <b>{ $money }</b>
gifts-figures = Sold { $sold } · paid with { $spent } · given back { $returned } · expired { $ended }
gifts-button-terms = ⚙️ Values and terms
programme-certificates = Gift certificates
programme-certificates-title = 🎁 <b>Gift certificates</b>: which are sold, and on which terms. Those already sold keep their last day.
field-certificates-values = Values
field-certificates-value = Value
field-certificates-least = Any value from
field-certificates-most = Any value up to
field-certificates-months = Good for
field-certificates-returns = Returns go to
field-certificates-payback = Refunds
hint-certificates-values = The values that a cashier can tap.
hint-certificates-least = The smallest value that can be typed.
hint-certificates-most = The largest value that can be typed. 0: only the fixed ones.
hint-certificates-months = Many countries do not let a certificate expire, or only after years. If yours is one of them, leave this empty.
hint-certificates-returns = Where the money goes first when goods come back that a certificate has paid for in part.
hint-certificates-payback = Whether a partly used certificate can be taken back for what is left.
none-certificates-values = none
none-certificates-months = forever
zero-certificates-least = any
zero-certificates-most = fixed only
rung-certificates-values = { $value }
choice-certificates-returns-first = the certificate first
choice-certificates-returns-last = cash or card first
choice-certificates-payback-untouched = only untouched
choice-certificates-payback-left = for what is left
unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}

# messages that come by themselves
notice-certificate-bought = 🎁 <b>A gift certificate for { $money } is on your card.</b> Pay with it, or give it to somebody.
notice-gift-opened = 🎁 { $name } has opened your gift: { $money }
notice-gift-due = 📅 <b>Today is the day of your gift</b>, { $money }. Nobody has opened it yet: send the link now.
notice-gift-arrived = 🎁 <b>Your gift is here: { $money }</b>
notice-gift-button = 🎁 Show
moved-certificate = By gift certificate: { $money }
moved-to-certificate = 🎁 Back on the certificate: { $money }
certificates-button-buy = 🛒 Buy one
certificate-buy = 🛒 <b>A gift certificate</b>, for yourself or to give. Which value?
certificate-invoice = Gift certificate
certificate-invoice-what = { $money } to spend at { $shop }, for yourself or as a gift.
certificate-thanks = 🎉 <b>Thank you! Here it is.</b>
certificate-charge = 🧾 Paid in the chat, charge of the provider: { $number }. To hand the money back, refund it with the provider, then take the certificate back here.
certificate-button-print = 🖨 To print
certificate-paper = 🖨 To print on A5, or on A4 twice as large.
certificate-paper-how = Show this code at the till, or open it with your phone’s camera to put the certificate on your card.
certificate-issued-anew-card = 🔑 It has a new code, which only its holder sees, on their card.
certificate-button-undo = ↩ Undo −{ $money }
certificate-move = { $day } · { $what }: { $money } · { $outlet }
certificate-move-sold = Bought
certificate-move-spent = Paid
certificate-move-returned = Given back
certificate-move-refunded = Taken back for money
certificate-move-expired = Expired
certificate-move-changed = In the new currency
