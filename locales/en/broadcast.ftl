# Broadcasts: how the owner makes them, and the one button that everybody gets below.
owner-button-broadcasts = 📣 Broadcasts

broadcasts-title =
    📣 <b>Broadcasts</b>
    A message to everybody who agreed to offers, or to some of them.
broadcasts-button-new = ➕ New broadcast
broadcasts-button-one = { $mark } { $day } · { $text }
broadcasts-photo-only = photo

broadcast-ask-text =
    ✏️ <b>What should they read?</b> Send the text just as it should look: bold, italic and links stay.
    You may send a photo with the text below it.
broadcast-ask-photo = 🖼 Send the photo. The text stays as it is.
broadcast-ask-link =
    🔗 Send two lines: what the button says, and below it where it leads. For example:

    Our menu
    https://example.com/menu
broadcast-ask-audience = 👥 <b>Who should get it?</b> Whatever you pick, only people who agreed to offers are written to.
broadcast-ask-coupon = 🎁 <b>Which coupon goes along?</b> Everybody gets one of their own.
broadcast-ask-moment =
    🕘 <b>When should it go out?</b> Type day and time, for example <b>{ $example }</b>.
    Your time zone is { $zone }.

broadcast-draft = 📣 <b>Draft</b>
broadcast-line-text = ✏️ { $text }
broadcast-line-photo = 🖼 With a photo
broadcast-line-link = 🔗 { $label } → { $link }
broadcast-line-coupon = 🎁 With a coupon: { $title }
broadcast-line-audience = 👥 { $who }
broadcast-line-reach = { $count ->
    [0] ⚠️ None of them can be reached and has agreed to offers.
    [one] 📬 <b>{ $count } person</b> would get it now.
   *[other] 📬 <b>{ $count } people</b> would get it now.
}

broadcast-who-all = Everybody
broadcast-who-tier = Level: { $name }
broadcast-who-inactive = { $days ->
    [one] Not seen for { $days } day
   *[other] Not seen for { $days } days
}
broadcast-who-birthday = Birthday this month
broadcast-who-coupon = Has the coupon: { $name }
broadcast-who-gone = Nobody: the programme has changed

broadcast-button-text = ✏️ Text
broadcast-button-photo = 🖼 Photo
broadcast-button-no-photo = 🖼 No photo
broadcast-button-link = 🔗 Button
broadcast-button-no-link = 🔗 No button
broadcast-button-coupon = 🎁 Coupon
broadcast-button-no-coupon = 🎁 No coupon
broadcast-button-audience = 👥 To whom
broadcast-button-preview = 👁 Preview
broadcast-button-send = 📨 Send now
broadcast-button-later = 🕘 Send later
broadcast-button-delete = 🗑 Delete
broadcast-button-delete-yes = Yes, delete
broadcast-ask-delete = 🗑 Delete this draft? It has not been sent to anybody.
broadcast-deleted = Deleted.
broadcast-ask-send = 📨 { $count ->
    [one] Send it to <b>{ $count } person</b> now?
   *[other] Send it to <b>{ $count } people</b> now?
}
broadcast-ask-send-quiet = 🌙 <b>It is { $clock }: quiet hours.</b> Nobody is woken: it goes out at <b>{ $until }</b>. { $count ->
    [one] As things are, { $count } person gets it.
   *[other] As things are, { $count } people get it.
}
broadcast-button-send-quiet = ⏳ Yes, send at { $until }
broadcast-button-send-yes = 📨 Yes, send to { $count }
broadcast-ask-plan = 🕘 It goes out on <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] As things are, { $count } person gets it.
   *[other] As things are, { $count } people get it.
}
broadcast-ask-plan-quiet = 🌙 You typed a time in the quiet hours. It goes out at their end, on <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] As things are, { $count } person gets it.
   *[other] As things are, { $count } people get it.
}
broadcast-button-plan-yes = 🕘 Yes, plan it
broadcast-button-change = ✏️ Change
broadcast-button-pause = ⏸ Pause
broadcast-button-resume = ▶️ Go on
broadcast-button-cancel = ✖ Send to nobody else
broadcast-button-unplan = ✖ Do not send
broadcast-button-coupon-open = 🎁 My coupon

broadcast-word-today = today
broadcast-word-tomorrow = tomorrow

broadcast-late = 🕘 A broadcast was due at { $moment }, but Tessera was not running then. Should it still go out?
broadcast-button-look = Look at it

broadcast-state-planned = 🕘 <b>Planned</b> for { $moment }
broadcast-state-waiting = ⏳ <b>Waiting until { $until }</b>: these are quiet hours, nobody is disturbed.
broadcast-state-sending = 📨 <b>On its way…</b>
broadcast-state-paused = ⏸ <b>Paused</b>
broadcast-state-cancelled = ✖ <b>Cancelled</b>, { $moment }
broadcast-state-done = ✅ <b>Sent</b>, { $moment }
broadcast-progress = { $bar } { $percent } · { $done } of { $total }
broadcast-figure-sent = ✅ Sent: { $count }
broadcast-figure-waiting = ⏳ Still to go: { $count }
broadcast-figure-left = ⏳ Not sent: { $count }
broadcast-figure-blocked = 🚫 Have blocked the bot: { $count }
broadcast-figure-refused = ⚠️ Refused by Telegram: { $count }
broadcast-figure-skipped = 🔕 No longer want offers: { $count }
broadcast-figure-unknown = ❔ In doubt, not sent again: { $count }
broadcast-figure-coupons = 🎁 Coupons used: { $count }

offers-button-stop = 🔕 No more offers
offers-stopped = 🔕 No more offers. { POINTS(start: 1) } and receipts still come. Changed your mind? My card → Settings → News and offers.

refusal-broadcast-unknown = This broadcast is gone. Open the list of broadcasts, or start a new one.
refusal-broadcast-closed = This broadcast is planned, on its way or over, so it can’t be changed. Start a new one.
refusal-message-unusable = Only a text or a photo can be sent to customers. Please send one of these.
refusal-label-unreadable = A button needs two lines: first its label, at most 40 characters, and the link below it.
refusal-link-unusable = This link won’t work. It must begin with https:// and name a site, for example https://example.com
refusal-nobody-to-reach = None of these people can be reached and has agreed to offers. Choose others under “To whom”.
refusal-moment-unreadable = I can’t read this as a day and time. Type it like 24.12 18:30, or tomorrow 10:00.
refusal-moment-passed = That moment has passed. Type a later one, or send it now.
refusal-moment-too-far = { $days ->
    [one] That is too far ahead: at most { $days } day. Type an earlier day.
   *[other] That is too far ahead: at most { $days } days. Type an earlier day.
}
refusal-moment-skipped = The clocks go forward that night, so this time does not exist. Type a time an hour earlier or later.
