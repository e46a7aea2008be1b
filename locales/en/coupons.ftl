# The owner's coupons: kinds, public codes, posters.
owner-button-coupons = 🎟 Coupons
coupons-title = 🎟 <b>Coupons</b>
coupons-kind = <b>{ $title }</b>: { $worth }
coupons-figures = 📨 given { $issued } · ✅ used { $used } · 🛒 in open sales { $reserved } · ⌛ expired { $ended }
coupons-pick = Tap a coupon to make a public code, a poster or a gift.
coupons-none = There is no coupon in your rules yet. Add one first: what it is worth and how long it lasts.
coupons-button-add = ➕ Add a coupon to the rules
coupons-paused = ⚪ This coupon is switched off in the rules: nobody can use it now.
coupons-codes = Public codes:
coupons-button-code = 🔑 { $code } · { $count }
coupons-button-new = ➕ New public code
coupons-button-give = 🎁 Give to one customer
coupons-button-rule = ✏️ Change this coupon
coupons-ask-code = 🔑 <b>Which code?</b> Type one like SUMMER26: Latin letters, digits and dashes, 3 to 24 characters. Or take a random one.
coupons-button-random = 🎲 { $code }
coupons-problem-not-a-code = { $code } won’t do: a code has 3 to 24 Latin letters, digits or dashes. Please type another one.
coupons-problem-duplicate = { $code } belongs to another coupon. Please type another one.
coupons-problem-withdrawn = { $code } was withdrawn and cannot come back. Please type another one.
coupons-code =
    🔑 <code>{ $code }</code>: { $worth }
    { $count ->
        [0] Not used yet.
        [one] Used { $count } time.
       *[other] Used { $count } times.
    }
    { $link }
coupons-not-public = { $code } is not a public code in force. Perhaps it was withdrawn, or it belongs to one customer.
coupons-button-qr = 🖼 QR code
coupons-button-poster = 🖨 Poster
coupons-share = { $title } with the code { $code }
coupons-picture = 🔑 { $code }
coupons-button-withdraw = 🗑 Withdraw the code
coupons-ask-withdraw = Withdraw <code>{ $code }</code>? Nobody will be able to use it any more, printed posters included. It cannot be undone.
coupons-button-withdraw-yes = 🗑 Yes, withdraw it
coupons-withdrawn = { $code } is withdrawn.
coupons-ask-member = 🎁 <b>Who gets it?</b> Type the ten digits of the card or the phone number, or send a photo of the code.
