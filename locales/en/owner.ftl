# What an owner reads.
role-cashier = cashier
role-manager = manager
role-owner = owner
invited-cashier = 🤝 Welcome to the team, { $name }! You are a cashier now.
invited-manager = 🤝 Welcome to the team, { $name }! You are a manager now.
invited-owner = 🤝 Hello { $name }! You are the owner here.

setup-hello = 👋 Hello, { $name }! A few short questions, and your loyalty programme runs.
setup-step = Question { $step } of { $steps }
setup-ask-name = 🏪 <b>What is your business called?</b> Type the name as customers know it.
setup-ask-currency = 💱 <b>Which currency do you sell in?</b> Pick one or type its letters, sign or name: RUB, €, tenge.
setup-ask-zone = 🕰 <b>Which city’s time is yours?</b> Pick one, type your city, or send a location: 📎 → Location.
zone-taken = 🕒 Your clock is that of { $city }: it is { $time } there now.
setup-button-more = More ›
setup-ask-language = 🗣 <b>Which language do your customers read?</b> The poster and the wallet card use it; in the chat everybody picks their own.
setup-ask-preset = ✨ <b>What kind of business is it?</b> Tap one to see its rules.
setup-done = 🎉 <b>{ $name }</b> is open!
setup-next = Next: under “Team and places” invite a cashier and print a poster.

preset-coffee-shop = ☕ Coffee shop
preset-salon = 💇 Salon
preset-shop = 🛍 Shop
preset-restaurant = 🍽 Restaurant
preset-title = <b>{ $name }</b>
preset-hint = You can start with these rules right away.
preset-button-start = ✅ Start with these

owner-hello = Hello { $name }!
owner-title =
    🏪 <b>{ $name }</b>
    What shall we look at?
owner-button-rules = 📋 Rules
owner-button-today = 📊 Today
owner-button-team = 🤝 Team and places
owner-button-outlets = 📍 Outlets
owner-button-links = 🔗 Join links
owner-button-offers = 🎁 Offers
owner-button-design = 🎨 Card
offers-title =
    🎁 <b>Offers</b>
    What brings customers back: a message to those who agreed to hear from you, a coupon, a reminder at the right hour.
work-button-settings = ⚙️ Language and settings
work-title =
    ⚙️ <b>Settings</b>
    👤 { $name }, { $role }
    The language is yours alone: customers and colleagues keep theirs.
work-button-card = 💳 Settings of my own card

rules-title = 📋 <b>{ $name }</b>: the rules

today-title = 📊 <b>Today</b>, { $moment }
today-members = 👥 { $count ->
    [one] { $count } member
   *[other] { $count } members
}, { $new } of them new today
today-purchases = 🧾 { $count ->
    [one] { $count } purchase
   *[other] { $count } purchases
} for { $turnover }, returns taken off
today-issued = ➕ { POINTS(start: 1) } given: { $points }
today-redeemed = ➖ { POINTS(start: 1) } spent: { $points }
today-liability = ⚖️ { POINTS(start: 1) } that members hold altogether: { $points }
today-wallets = 📱 Cards on phones: { $apple } in Apple Wallet, { $google } in Google Wallet
today-button-refresh = 🔄 Refresh

team-title =
    🤝 <b>Team and places</b>
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    } · { $places ->
        [one] { $places } outlet
       *[other] { $places } outlets
    }
team-button-person = { $name } · { $role }
team-button-invite-cashier = ➕ Invite a cashier
team-button-invite-manager = ➕ Invite a manager
team-ask-outlet = 📍 Where will they work?
team-person =
    👤 <b>{ $name }</b>, { $role }
    📍 { $outlet }
team-ask-remove = Take the role of { $role } away from <b>{ $name }</b> ({ $outlet })? They keep their own card.
team-button-remove = Remove from the team
team-button-remove-yes = Yes, remove
team-removed = { $name } is not in the team any more.
team-invited = This invitation is in the chat already. Open the team again for another one.
team-invitation =
    ✉️ <b>Invitation: { $role }</b>
    It works once, until { $expires }. Let them scan the code, or send them the link:
    { $link }
team-share = Join our team:

outlets-title = 📍 <b>Outlets</b>
outlets-all = all outlets
outlets-line = • { $name }
outlets-button-add = ➕ Add an outlet
outlets-ask-name = 📍 What is the new outlet called? Type its name or address.
outlets-added = ✅ <b>{ $name }</b> has been added.
outlets-line-placed = • { $name } 🗺
outlets-map = 🗺 on the map: a phone near it shows the card by itself.
outlets-button-place = 📍 { $name }
outlets-ask-place = 🗺 <b>Where is { $name }?</b> Send its location: 📎 → Location, or forward a place from another chat.
outlets-button-poster = 🖨 Poster of this outlet
outlets-button-forget = 🗑 Take off the map
outlets-placed = ✅ <b>{ $name }</b> is on the map. Cards show it within minutes.
outlets-forgotten = ✅ <b>{ $name }</b> is off the map.

links-title =
    🔗 <b>Join links</b>
    Make one for each place where people see it, and you will know what brings customers.
links-button-new = ➕ New link
links-button-link = { $source } · joined: { $count }
links-ask-outlet = 📍 Which outlet is it for?
links-button-everywhere = For all of them
links-ask-source = 🔗 Where will the link be? For example: window, table 5, Instagram. Type it.
links-link =
    🔗 <b>{ $source }</b> · 📍 { $outlet }
    { $link }
    { $count ->
        [0] Nobody has joined with it yet.
        [one] { $count } person has joined with it.
       *[other] { $count } people have joined with it.
    }
links-button-poster = 🖨 Poster to print
links-poster-source = Poster
links-share = { $name }: your loyalty card

outlet-title = 📍 <b>{ $name }</b>
outlet-nothing = not said yet
outlet-hours = 🕘 Open: { $value }
outlet-address = 📌 Address: { $value }
outlet-phone = ☎️ Phone: { $value }
outlet-on-map = 🗺 On the map
outlet-not-on-map = 🗺 Not on the map yet
outlet-where = Members read this under More → Contacts and on the page of their card.
outlet-button-hours = 🕘 Hours
outlet-button-address = 📌 Address
outlet-button-phone = ☎️ Phone
outlet-button-place = 🗺 Map
outlet-button-leave-out = ✖ Leave out
outlet-ask-hours = 🕘 <b>When is { $name } open?</b> Write it as on the door, on as many lines as you like, for example “Mon–Fri 8:00–20:00, Sat–Sun 9:00–18:00”.
outlet-ask-address = 📌 <b>Where is { $name }?</b> Type the address as customers know it, for example “12 Harbour Street, next to the market”.
outlet-ask-phone = ☎️ <b>Which phone number does { $name } have?</b> Type it with the country code, for example “+359 88 123 4567”.
contact-button = ✉️ Write to us: { $contact }
contact-ask = ✉️ <b>Where can members write to you?</b> Type a user name in Telegram such as @corner, a phone number, an e-mail address or a link. Whoever sends the bot a question or a photo is told to write there.
refusal-phone-unreadable = I can’t read this as a phone number. Type it with the country code, such as +359 88 123 4567.
refusal-contact-unreadable = I can’t read this as a contact. Type a user name such as @corner, a phone number, an e-mail address or a link.
