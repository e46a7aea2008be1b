# Former customers: their lists, the messages that win them back, and cards that come together.
owner-button-former = 🧾 Former customers

former-title =
    🧾 <b>Former customers</b>
    Bring your old list along: everybody in it gets a card of their own, with the { POINTS() } they had. A link by SMS brings them back.
former-button-new-import = 📥 Bring a list
former-button-new-winback = 💬 Win back by SMS
former-button-import = { $mark } { $day } · { $name }
former-button-winback = { $mark } { $day } · { $text }

import-ask-file =
    📥 <b>Send the list as a file</b>: Excel (.xlsx, .xls), .ods or CSV, up to { $megabytes } MB and { $limit } rows.
    Useful columns: name, phone, e-mail, birthday, { POINTS() }, card number, last visit, language, consent. Nothing is written before you have seen what would happen.
import-title = 📄 <b>{ $name }</b>
import-new = { $count ->
    [one] ✅ <b>{ $count } new customer</b>
   *[other] ✅ <b>{ $count } new customers</b>
}
import-known = { $count ->
    [one] 👤 { $count } is a member already: nothing is doubled
   *[other] 👤 { $count } are members already: nothing is doubled
}
import-twice = { $count ->
    [one] 👥 { $count } row names somebody a second time
   *[other] 👥 { $count } rows name somebody a second time
}
import-bad = { $count ->
    [one] ⚠️ { $count } row cannot be taken:
   *[other] ⚠️ { $count } rows cannot be taken:
}
import-fault = • row { $line }: { $why }
import-problem-phone = not a phone number: { QUOTE($value) }
import-problem-country = the number has no country code: { QUOTE($value) }
import-problem-email = not an e-mail address: { QUOTE($value) }
import-problem-nobody = neither phone number nor e-mail
import-problem-birthday = not a date: { QUOTE($value) }
import-problem-points = not a number of { POINTS() }: { QUOTE($value) }
import-problem-formula = a formula without a result: { QUOTE($value) }. Open the file in Excel or LibreOffice, save it, and send it again
import-problem-visit = not a date: { QUOTE($value) }
import-problem-several = several people have this e-mail address: { QUOTE($value) }
import-problem-twice = this customer stands further up already; the { POINTS() } of this row were not added
import-problem-frozen = the account is frozen; the { POINTS() } of this row were not added
import-problem-taken = somebody has taken this phone number in the meantime
import-nothing = { $count ->
    [one] ✂️ { $count } cell says nothing and was left out: { $cells }
   *[other] ✂️ { $count } cells say nothing and were left out: { $cells }
}
import-rounded = { $count ->
    [one] ⭐ { POINTS(start: 1) } are whole: { $count } sum is rounded down: { $cells }
   *[other] ⭐ { POINTS(start: 1) } are whole: { $count } sums are rounded down: { $cells }
}
import-samples = This is how they would come in:
import-sample = • { $told }
import-points = ⭐ { POINTS(start: 1) } given in all: { $points }
import-agreed = { $count ->
    [0] 📣 Nobody has agreed to offers, as far as we know
    [one] 📣 { $count } counts as having agreed to offers
   *[other] 📣 { $count } count as having agreed to offers
}
import-country = 🌍 Numbers without a country code: { $country } { $code }
import-ask-country = 🌍 <b>Which country are the numbers without a code from?</b> Now: { $country } { $code }
import-ask-order = 🗓 <b>Days and months stand in both orders here. Which day is 05/06?</b> Until you say, dates that could be either are left out.
import-order = 🗓 Days and months stand in both orders here: those that may be either are read as you said
import-short-years = 🗓 Two-digit years up to this one are read as this century, later ones as the last
import-letters = 🔡 Letters read as { $letters }: { $names }
import-ask-letters = 🔡 <b>In which line are the names right?</b> The file does not say in which letters it was written.
import-button-letters = 🔡 Letters
import-button-columns = 🔤 Columns
import-button-countries = 🌍 Country
import-button-consents = 📣 Who agreed to offers
import-button-points-leave = ⭐ Members’ { POINTS() }: stay as they are
import-button-points-add = ⭐ Members’ { POINTS() }: are added
import-button-report = 📄 Bad rows as a file
import-button-run = { $count ->
    [one] 📥 Bring in { $count } customer
   *[other] 📥 Bring in { $count } customers
}
import-button-delete = 🗑 Delete
import-button-delete-yes = Yes, delete
import-ask-delete = 🗑 Delete this list? Nothing of it has been written.
import-columns = 🔤 <b>What does each column mean?</b> Tap one to change it.
import-button-column = { $title }: { $meaning }
import-button-header = ☐ The first row has titles
import-button-no-header = ☑ The first row has titles
import-ask-meaning =
    🔤 <b>{ $title }</b>: { $cells }
    What is it?
import-meaning-name = name
import-meaning-first = first name
import-meaning-last = last name
import-meaning-phone = phone
import-meaning-email = e-mail
import-meaning-birthday = birthday
import-meaning-points = { POINTS() }
import-meaning-card = card number
import-meaning-visit = last visit
import-meaning-language = language
import-meaning-consent = agreed to offers
import-meaning-none = leave out
import-ask-which-country = 🌍 <b>Which country are the numbers from that have no code?</b>
import-button-more = More ›
import-ask-consent =
    📣 <b>Who of them has agreed to get offers?</b>
    Only they may be written to. Your word is kept with date and time: say “all” only if you can show that they agreed.
import-button-consent-none = Nobody, or I do not know
import-button-consent-column = Those with a yes in the column
import-button-consent-all = All of them: I confirm it
import-state-running = ⏳ <b>{ $name }</b> is being brought in
import-state-done = ✅ <b>{ $name }</b> has been brought in
import-state-undoing = ⏳ <b>{ $name }</b> is being taken back
import-state-undone = ↩ <b>{ $name }</b> was taken back
import-figure-added = { $count ->
    [one] ✅ { $count } new customer
   *[other] ✅ { $count } new customers
}
import-figure-known = { $count ->
    [one] 👤 { $count } was a member already
   *[other] 👤 { $count } were members already
}
import-figure-bad = { $count ->
    [one] ⚠️ { $count } row was not taken
   *[other] ⚠️ { $count } rows were not taken
}
import-figure-undone = { $count ->
    [one] ↩ { $count } row taken back
   *[other] ↩ { $count } rows taken back
}
import-figure-kept = { $count ->
    [one] 🤝 { $count } has been here since and stays
   *[other] 🤝 { $count } have been here since and stay
}
import-report = 📄 The rows that cannot be taken, with the reason in each. Correct them and send the file again.
import-report-name = bad-rows.csv
import-report-line = Row
import-report-reason = Reason
import-button-undo = ↩ Take it back
import-button-undo-yes = Yes, take it back
import-ask-undo =
    ↩ <b>Take this list back?</b>
    Customers who came with it are removed, and their { POINTS() } taken back. Whoever has been here since stays.

winback-suggested = { $name }, we miss you! Your card with a gift is waiting: { $link }
winback-button-take = ✍️ Take this text
winback-ask-text =
    ✍️ <b>What should they read?</b> Type the text. { $name } becomes their name, { $link } the link to their card; the link must be there.
    For example:

    { $text }
winback-ask-points = ⭐ <b>How many { POINTS() } for putting the card on the phone?</b> Type a number, 0 for none.
winback-ask-days = ⏳ <b>For how many days are these { POINTS() } valid?</b> Type a number.
winback-ask-until = 📅 <b>Until which day is the offer valid?</b> Type the last day, for example 31 December.
winback-ask-audience = 👥 <b>Who should get it?</b> Only people with a phone number who agreed to offers and have no card on their phone yet.
winback-who-unseen = From a list, never here
winback-who-outside = Everybody without Telegram
winback-draft = 💬 <b>SMS, draft</b>
winback-line-text = ✍️ { $text }
winback-line-points = { $days ->
    [one] 🎁 { $points } ⭐ for the card on the phone, good for { $days } day
   *[other] 🎁 { $points } ⭐ for the card on the phone, good for { $days } days
}
winback-line-no-points = 🎁 No bonus
winback-line-until = 📅 The offer is valid until { $date }
winback-latin = Latin letters
winback-unicode = other letters
winback-line-size = { $parts ->
    [one] ✉️ { $length } characters ({ $alphabet }), { $parts } part
   *[other] ✉️ { $length } characters ({ $alphabet }), { $parts } parts
}
winback-line-reach = { $count ->
    [0] ⚠️ None of them has a phone number, has agreed to offers and has no card on the phone yet.
    [one] 👤 <b>{ $count } person</b> would get it now
   *[other] 👥 <b>{ $count } people</b> would get it now
}
winback-line-parts = { $count ->
    [one] 💶 { $count } part to pay for in all
   *[other] 💶 { $count } parts to pay for in all
}
winback-no-gateway =
    ⚠️ <b>No SMS gateway is set.</b> Whoever runs Tessera for you sets <code>TESSERA_SMS_URL</code> (docs/settings.md has examples), then messages can leave.
winback-button-text = ✍️ Text
winback-button-audience = 👥 To whom
winback-button-points = ⭐ { POINTS(start: 1) }
winback-button-days = ⏳ Days
winback-button-until = 📅 Until
winback-button-preview = 👁 Preview
winback-button-send = 📨 Send
winback-button-delete = 🗑 Delete
winback-button-mine = 📱 Send it to { $phone }
winback-preview = 👆 This is how it will look. The link is not a real one, but just as long.
winback-mine-sent = On its way to your phone.
winback-mine-not = The gateway has not taken it.
winback-ask-send = { $count ->
    [one] 📨 Send it to <b>{ $count } person</b> now? Parts to pay for: { $parts }.
   *[other] 📨 Send it to <b>{ $count } people</b> now? Parts to pay for: { $parts }.
}
winback-state-sending = 📨 <b>Messages are leaving</b> (never in quiet hours)
winback-state-paused = ⏸ <b>Paused</b>
winback-state-cancelled = ✖ <b>Cancelled</b>
winback-state-done = ✅ <b>Sent</b>
winback-figure-sent = 📨 Sent: { $count }
winback-figure-refused = 🚫 Refused by the gateway: { $count }
winback-figure-skipped = 🔕 No longer want offers: { $count }
winback-figure-unknown = ❔ In doubt, not sent again: { $count }
winback-figure-opened = 👀 Opened the link: { $count }
winback-figure-installed = 📱 Card on the phone: { $count }
winback-figure-paid = 🎁 Bonus paid: { $count }

winback-page-link = Get no more offers by SMS
winback-page-ask = Do you want no more offers by SMS? Your card stays, with all that is on it.
winback-page-stop = No more offers
winback-page-stopped = You get no more offers. Your card stays, with all that is on it.
winback-page-card = To my card

join-found = { $points ->
    [0] 🎉 Welcome back, { $name }! Your card is here.
   *[other] 🎉 Welcome back, { $name }! Your card is here, with { POINTS($points) }.
}
join-card-found = 💳 Your card is waiting: ⭐ <b>{ $points }</b>.
join-card-contact = 📱 Your card is kept under a phone number that ends in <b>{ $ending }</b>. Share your number, so that we know that it is yours.
join-card-other = You can go on and get a card of your own: share your number, or go on without one.
merge-ask-contact = 📱 This card is kept under a phone number that ends in <b>{ $ending }</b>. Share your number, so that we know that it is yours.
merge-button-not = Not now
merge-thanks = Thank you!
merge-ask = 🤝 You have another card here: ⭐ <b>{ $points }</b>. Shall we make them one? Everything on it comes to the card that you have here, and the one on your phone keeps working.
merge-button-yes = 🤝 Yes, make them one
merge-button-no = No
merge-left = All right: both cards stay as they are.
merge-done = 🤝 Your cards are one now: ⭐ <b>{ $points }</b>.
merge-phone-kept = Thank you, the number is noted.

history-kind-import = Earlier balance
history-kind-import-undo = Earlier balance corrected
history-kind-winback = Welcome back
history-kind-merge = From your other card
why-import = • your earlier balance with us: { $result }
why-winback = • for the card on your phone: { $result }
moved-import = 🧾 <b>{ $points ->
    [one] { POINTS($points) } of your earlier balance is yours again
   *[other] { POINTS($points) } of your earlier balance are yours again
}</b>
moved-winback = 🎁 <b>{ POINTS($points) } for your card on the phone</b>

refusal-file-too-large = This file is too large: up to { $megabytes } MB, please. Split it in two.
refusal-too-many-rows = More than { $limit } rows: please split the file.
refusal-file-unreadable = I can’t read this as a CSV, Excel or .ods file. Save it as one of these and send it as a file.
refusal-file-empty = There is nothing in this file.
refusal-import-unknown = This list is gone.
refusal-import-closed = This list has been brought in already and cannot be changed.
refusal-import-without-contact = Say first which column is the phone number or the e-mail address: without it nobody can be recognised.
refusal-winback-unknown = This message is gone.
refusal-winback-closed = This message is on its way already and cannot be changed.
refusal-link-missing = The text needs { $link }: without it nobody gets to their card.
refusal-placeholder-unknown = I cannot fill in { $found }. I know only { $known }.
refusal-number-unreadable = This is not a whole number. For example: 100
refusal-card-taken = Somebody has this card in Telegram already. If it is yours, join with your phone number, and it comes over.
refusal-card-not-yours = This card belongs to another phone number.
refusal-phone-in-use = Another account has this phone number.
