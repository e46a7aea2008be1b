# A member's own data: a file of it, and the way to have it erased.
settings-button-own-data = 🗂 My data
own-data-title =
    🗂 <b>My data</b>
    Take along everything we know about you, or have it erased.
own-data-button-export = 📥 Send me my data
own-data-button-erase = 🗑 Erase me
own-data-file = 🗂 All we know about you. Any text editor opens it.
own-data-ask-erase = 🗑 <b>Erase your card and everything we know about you?</b> It cannot be undone. Receipts stay in the books without your name.
own-data-points-lost = You would lose <b>{ POINTS($points) }</b>.
cashback-own-data-points-lost = You would lose <b>{ $points }</b> of cashback.
own-data-certificates-stay = 🎁 Your gift certificates stay good for whoever has their codes. Write the codes down first: 🎁 Gift certificates, or 📥 Send me my data.
own-data-button-erase-yes = 🗑 Yes, erase me
own-data-erased = ✅ Erased. We no longer know anything about you.
own-data-goodbye = Thank you for having been with us. If you ever want a card again, send /start.

refusal-works-here = You work here. Let the owner take you off the team first.
