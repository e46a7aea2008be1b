# What a member is reminded of, and what they choose to be reminded of.
topics-title =
    <b>🔔 Notifications</b>
    Tap what you want to be reminded of; you get one reminder a day at most. You are always told of anything that changes your { POINTS() }.
topics-offers = Offers come because you agree to news and offers; you can withdraw that in the settings.
topics-offers-without = Offers come only if you agree to news and offers in the settings.
topics-on = I will remind you.
topics-off = I will not remind you of this any more.
topic-button-expiry = Expiring { POINTS() }
topic-button-birthday = My birthday
topic-button-tier = My level
topic-button-stamps = Stamps
topic-button-coupons = Expiring coupons
topic-button-certificates = Expiring certificates
topic-button-offers = Offers

birthday-gift-today = 🎂 <b>{ $name }, happy birthday!</b>
birthday-gift-soon = 🎁 <b>{ $name }, your birthday is coming up, and our gift is here already.</b>
birthday-gift-late = 🎁 <b>{ $name }, you had a birthday: all the best!</b>
birthday-gift-points = { $points ->
    [0] Our gift is among your coupons.
   *[other] Our gift: <b>+{ POINTS($points) }</b>
}
history-kind-birthday = Birthday

reminder-button-no-more = 🔕 Do not remind me of this
reminder-expiry = ⌛ { $points ->
    [one] <b>{ POINTS($points) }</b> expires on { $date }, at the end of the day.
   *[other] <b>{ POINTS($points) }</b> expire by { $date }, at the end of the day.
}
reminder-expiry-first = The first of them on { $date }.
reminder-expiry-what = Use your { POINTS() } before that: show your card at the till.
reminder-birthday = 🎂 <b>{ $name }, happy birthday!</b> We wish you a wonderful year.
reminder-birthday-offer = Your birthday offer is valid until { $date }.
reminder-tier = 🏅 Your level <b>{ $tier }</b> will be reviewed after { $date }. To keep it you need { $missing }.
reminder-tier-spend = purchases for another { $money }
reminder-coupons = 🎟 Your coupon <b>{ $title }</b> is valid until { $date } only.
reminder-certificates = 🎁 Your gift certificate has <b>{ $money }</b> on it and is valid until { $date } only.
reminder-stamps = 🔖 One stamp is missing: you have { $have } of { $need }. The next one fills your card!
reminder-stamps-reward = A full card brings you: <b>{ $title }</b>
reminder-inactive = 👋 We have not seen you for a while. Come by, we would be glad!
reminder-inactive-coupon = 🎟 A coupon is waiting for you: <b>{ $title }</b>

# The owner's form.
programme-button-reminders = 🔔 Reminders
programme-reminders = Reminders
programme-reminders-title =
    🔔 <b>Reminders</b>
    Each member hears of one thing a day at most, the most important first, and can switch topics off.
reminder-line = { $mark } <b>{ $topic }</b>: { $when }, from { $hour }
reminder-when-expiry = 30, 7 and 1 days before
reminder-when-birthday = on the day
reminder-when-tier = when it comes near
reminder-when-coupons = { $days } before
reminder-when-certificates = { $days } before
reminder-when-stamps = { $days } after the visit
reminder-when-inactive = after 30, 60 and 90 days
form-expect-hour = Type an hour of the day, such as 10 or 10:00.
field-reminders-quiet = Quiet hours
field-reminders-expiry = Expiring { POINTS() }
field-reminders-expiry-hour = Not before
field-reminders-birthday = Birthday greeting
field-reminders-birthday-hour = Not before
field-reminders-tier = Level may be lost
field-reminders-tier-hour = Not before
field-reminders-coupons = Expiring coupons
field-reminders-coupons-hour = Not before
field-reminders-coupon-days = Before a coupon expires
field-reminders-certificates = Expiring certificates
field-reminders-certificates-hour = Not before
field-reminders-certificate-days = Before one expires
field-reminders-stamps = One stamp missing
field-reminders-stamps-hour = Not before
field-reminders-stamp-days = After the visit
field-reminders-inactive = Those who stay away
field-reminders-inactive-hour = Not before
field-reminders-inactive-coupon = Coupon for coming back
hint-reminders-quiet = Nobody is reminded or written to in these hours; reminders, broadcasts and SMS wait for their end.
hint-reminders-birthday = An offer for it is named only to those who agreed to news and offers.
hint-reminders-birthday-hour = The birthday gift comes from this hour on as well.
hint-reminders-inactive = Only those who agreed to news and offers hear of it.
hint-reminders-stamp-days = This many days after the last purchase.
none-reminders-quiet = none
none-reminders-inactive-coupon = none
