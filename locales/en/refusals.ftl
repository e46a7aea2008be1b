# Every refusal says what to do instead. At most 200 characters: they are shown over buttons.
refusal-amount-unreadable = I can’t read this as a sum. Type just the number, such as 12.50.
refusal-other-currency = This sum is in another currency. Type it in { $currency }.
refusal-amount-not-positive = The number must be above zero. Type it once more.
refusal-amount-too-large = That is too much for one go: at most { $limit }. Please check the number.
refusal-too-many-points = The rules of the programme would give more than { POINTS($limit) } for this purchase. Please check the sum, and tell the owner to check the rates.
refusal-text-too-long = That is too long: at most { $limit ->
    [one] { $limit } character
   *[other] { $limit } characters
}. Please shorten it.
refusal-text-empty = I can’t see any text. Please type it once more.
refusal-insufficient-points = { $available ->
    [0] No { POINTS() } can be spent on this purchase. Sell it without.
   *[other] At most { POINTS($available) } can be spent on this purchase.
}
refusal-redeem-not-possible = { POINTS(start: 1) } cannot pay in this programme. Sell without them.
refusal-below-minimum-order = { POINTS(start: 1) } can pay from { $minimum }. Sell without them this time.
refusal-points-in-debt = A return left the card { POINTS($debt) } short. New { POINTS() } cover that first, then spending works again.
refusal-figures-changed = The figures have changed meanwhile. Nothing was recorded; type the amount once more.
refusal-hold-expired = Time is up, the { POINTS() } are free again. Start the sale once more.
refusal-hold-closed = This was confirmed or cancelled already.
refusal-receipt-exists = This receipt is recorded already. Look it up under Receipts.
refusal-key-conflict = This was recorded already with another amount. Look under Receipts and start again.
refusal-own-card = You can’t serve your own card. Please ask a colleague.
refusal-return-too-large = At most { $remaining } can still come back on this receipt.
refusal-already-returned = All of this receipt has come back already.
refusal-undo-too-late = It is too late to undo. Make a return instead: Receipts, then pick this one.
refusal-purchase-unknown = I can’t find it. Check the number, or pick it from the list.
refusal-code-unreadable = I can’t see a code. Get closer, hold the phone straight, or type the ten digits below the code.
refusal-code-unknown = Nobody here has this code. Ask the customer to open their card again.
refusal-code-expired = This code has expired. Ask the customer for the one on the screen now and scan it, or type the ten digits.
refusal-code-paid = This code has paid once already. Ask the customer for the next one (it changes every 30 seconds) and scan it.
refusal-changing-code-needed = Nobody can be asked in Telegram here. Ask the customer to open their card’s page and scan the code that changes there; then spend again.
refusal-code-mistyped = There is a slip in the digits. A card has ten of them; please type them once more.
refusal-several-codes = I can see several codes. Take the picture with only one in it.
refusal-picture-unusable = I can’t open this picture. Send an ordinary photo, or type the ten digits.
refusal-foreign-contact = This is somebody else’s contact. Press “Share my number” below, or go on without one.
refusal-phone-taken = This number belongs to another card. Go on without a number and tell the staff.
refusal-not-registered = You have no card yet. Send /start to get one.
refusal-consent-missing = Without consent to the processing of data we cannot keep a card. Please tick it.
refusal-not-allowed = Your role does not permit this. Please ask the owner.
refusal-invitation-used = This invitation has been used already. Ask the owner for a new one.
refusal-invitation-expired = This invitation expired on { $expired_at }. Ask the owner for a new one.
refusal-invitation-unknown = I don’t know this invitation. Ask the owner for a new one.
refusal-programme-missing = We are not open yet: the owner is still setting things up. Please come back soon!
refusal-clock-wrong = The clock of our computer is wrong, so nothing can be counted right now. Nothing is lost; please try again a little later.
refusal-setting-invalid = This setting does not work: { $field }. Please change it.
refusal-daily-limit-reached = { $limit ->
    [one] This card has had its { $limit } purchase for today. Sell without the card.
   *[other] This card has had its { $limit } purchases for today. Sell without the card.
}
refusal-preset-unknown = I don’t know this kind of business. Pick one from the list.
refusal-zone-unknown = I don’t know this place. Type a big city nearby, or a name such as Europe/Sofia.
refusal-currency-unknown = I don’t know this currency. Type its three letters, for example EUR.
refusal-currency-several = Several currencies have this name: { $codes }. Type the three letters of yours.
refusal-zone-several = Several time zones meet near this place: { $cities }. Type the city whose time is yours.
refusal-account-frozen = This card is stopped while we check its figures. Sell without it and tell the owner.
refusal-card-suspended = The owner has frozen this card: somebody else may have been using it. It earns and spends nothing until the owner unfreezes it. Sell without it.
refusal-coupon-unknown = I don’t know this coupon. Check the code, or go on without it.
refusal-coupon-ended = This coupon has expired. Take another one, or go on without it.
refusal-coupon-used = This coupon has been used already. Take another one, or go on without it.
refusal-coupon-not-yours = This coupon belongs to another customer. Only its owner can use it; go on without it.
refusal-coupon-not-now = This coupon does not fit this purchase: look at its day, minimum sum and goods. Go on without it, or change the purchase.
refusal-coupon-not-beside = These coupons don’t go together. Take one off first.
refusal-coupon-limit-reached = This offer has been used as often as it can be. Go on without the coupon.
refusal-too-many-attempts = { $minutes ->
    [one] Too many wrong codes. Try again in { $minutes } minute.
   *[other] Too many wrong codes. Try again in { $minutes } minutes.
}
refusal-currency-changed = The shop has just changed over to { $currency }, and this sale was begun before that. Scan the card again and type the new sum.

refusal-certificate-unknown = There is no gift certificate with this code. Check it letter by letter.
refusal-certificate-blocked = This certificate was reported lost. A manager can give it a new code.
refusal-certificate-moved = This code is no longer good: the certificate has a new one, on the card of whoever opened it. Ask for that.
refusal-certificate-empty = Nothing is left on this certificate. Take the payment in another way.
refusal-certificate-ended = This certificate has expired. The owner decides what can be done.
refusal-certificate-ends-before = This certificate expires on { $ends_at }. Choose a day before that.
refusal-certificate-sealed = This gift opens on { $opens_at }. Until then it cannot pay.
refusal-certificate-taken = Somebody has put this certificate on their card already. If that was not meant, ask at the till.
refusal-certificate-used = Some of it was spent, and here only untouched certificates are taken back.
refusal-certificate-foreign = This certificate is in { $currency }, in which nothing is sold here now. Ask the owner.
refusal-certificate-value-unusual = No certificate of this value is sold. Tap one of the values, or type one within the limits.
refusal-certificates-not-sold = No gift certificates are sold here yet. The owner sets their values under Gift certificates.
