# Inviting friends: the member's screen, what the friend reads, what both hear, and the owner's word.
card-button-invite = 🤝 Invite a friend
invite-title = <b>🤝 Invite a friend</b>
invite-friend-gets = 🎁 Your friend gets <b>{ POINTS($points) }</b>.
invite-you-get = ⭐ You get <b>{ POINTS($points) }</b>.
invite-when = That happens when your friend first buys for { $minimum } or more.
invite-when-any = That happens with your friend’s first purchase.
invite-off = There are no gifts for invitations right now.
invite-nobody = Nobody has opened your link yet.
invite-opened = { $count ->
    [one] 👀 { $count } person opened your link
   *[other] 👀 { $count } people opened your link
}
invite-joined = { $count ->
    [one] 🙋 { $count } friend has joined
   *[other] 🙋 { $count } friends have joined
}
invite-waiting = { $count ->
    [one] ⏳ { $count } has yet to make that purchase
   *[other] ⏳ { $count } have yet to make that purchase
}
invite-review = { $count ->
    [one] 🔎 { $count } is waiting for the shop’s decision
   *[other] 🔎 { $count } are waiting for the shop’s decision
}
invite-paid = { $count ->
    [one] ✅ { $count } has made the purchase
   *[other] ✅ { $count } have made the purchase
}
invite-points = ⭐ That brought you { POINTS($points) }
invite-button-share = ✈️ Send to a friend
invite-picture-friend = for your friend
invite-picture-you = for you
invite-picture-title = Come along
invite-picture-scan = Scan and join
invite-picture-points = { POINTS($points) }
invite-article = Invitation to { $shop }
invite-article-what = Tap to send it to this chat
invite-message = 🤝 Join me at <b>{ $shop }</b>: a loyalty card right here in Telegram.
invite-button-join = Get the card

invite-by = 🤝 <b>{ $name }</b> invites you.
invite-gift = 🎁 { $points ->
    [one] <b>{ POINTS($points) }</b> is yours
   *[other] <b>{ POINTS($points) }</b> are yours
}
invite-gift-when = once you have bought for { $minimum } or more at one go.
invite-gift-when-any = after your first purchase.
invite-refused-self = This invitation is your own: send it to a friend.
invite-refused-member = You have a card already, and invitations are for newcomers.
invite-refused-staff = Invitations are not for the team, so there is no gift for this.
invite-refused-ring = This invitation leads back to you, so there is no gift for it.

notice-referral-joined = 🤝 <b>{ $name }</b> has joined with your invitation. Your { POINTS() } come with the first purchase.
notice-referral-joined-from = It counts if they spend { $minimum } or more.
notice-referral-paid-inviter = 🤝 <b>{ $name }</b> has made the first purchase. <b>+{ POINTS($points) }</b> for your invitation.
notice-referral-paid-friend = 🎁 <b>+{ POINTS($points) }</b> for accepting the invitation of { $name }.
notice-referral-voided-inviter = ↩ <b>{ $name }</b> has returned the first purchase, so { $points ->
    [one] { POINTS($points) } for your invitation is gone.
   *[other] { POINTS($points) } for your invitation are gone.
} The next purchase counts again.
notice-referral-voided-friend = ↩ With the returned purchase { $points ->
    [one] { POINTS($points) } for the invitation is gone.
   *[other] { POINTS($points) } for the invitation are gone.
} The next purchase counts again.
notice-referral-waits-inviter = 🔎 <b>{ $name }</b> has made the first purchase. You have invited many this month, so the shop takes a look first.
notice-referral-waits-friend = 🔎 Your gift for the invitation of { $name } is waiting for the shop’s decision.
notice-referral-refused = The shop does not count the invitation of { $name }.
notice-referral-review = 🔎 <b>{ $inviter }</b> invited <b>{ $friend }</b>, who has bought. The gift is not paid automatically: please decide.
notice-referral-button-review = 🔎 Decide

history-kind-referral = Invitation
history-kind-referral-void = Invitation returned

owner-button-referrals = 🔎 Invitations waiting: { $count }
referrals-title = <b>🔎 Invitations waiting for your decision</b>
referrals-none = No invitation is waiting.
referrals-line = { $number }. <b>{ $inviter }</b> invited <b>{ $friend }</b>, who paid { $money } on { $date }. More friends this month than the rule pays for.
referrals-line-frozen = { $number }. <b>{ $inviter }</b> invited <b>{ $friend }</b>, who paid { $money } on { $date }. The card of { $inviter } is stopped.
referrals-button-pay = ✅ Pay { $number }
referrals-button-refuse = ✖ Refuse { $number }
referrals-paid = Both have been paid.
referrals-not-paid = Not paid.
