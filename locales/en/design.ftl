# The card's look: the owner's designer, and words that drawings of cards need.

wallet-state-expired = Expired
wallet-state-used = Used
wallet-state-inactive = No longer valid
wallet-valid-until = Valid until

# --- the owner's designer ---------------------------------------------------------------------------------------------

design-title = 🎨 <b>Card design</b>: on an iPhone with iOS 27, on an older iPhone, and on an Android phone.
design-shown = This is how your cards look.
design-draft = ✏️ This is a draft; nobody else sees it yet. Changed: { $parts }.
design-part-logo = logo
design-part-colours = colours
design-part-strip = picture
design-part-stamps = stamps
design-part-look = style
design-part-texts = texts
design-part-links = links
design-part-tiers = levels
design-button-logo = 🏷 Logo
design-button-colours = 🎨 Colours
design-button-strip = 🖼 Picture
design-button-stamps = 🔖 Stamps
design-button-look = ✨ Style
design-button-texts = 📝 Texts
design-button-links = 🔗 Links
design-button-tiers = 🏅 Levels
design-button-versions = 🕘 Earlier designs
design-button-undo = ↩ Undo
design-button-discard = 🗑 Discard draft
design-button-publish = ✅ Publish
design-sample-name = Maria Taylor

design-ask-logo = 🏷 Send your logo: PNG, JPEG or WebP. Sent as a file it keeps its quality and its transparent background.
design-button-no-logo = Without a logo
design-button-spells = 🔤 The logo holds the name
design-button-names-apart = 🔤 Write the name beside it
design-ask-strip = 🖼 Send a picture for the middle of the card, at least 375×144 pixels. It stays clear; only the corner below the { POINTS() }, and the edges on the newest iPhones, take your colour, so that text can be read. Or choose:
design-strip-stamps = ℹ️ Your cards have stamps: they lie on the picture.
design-button-pattern = Drawn pattern
design-button-plain = Plain colour
design-ask-stamps = 🔖 <b>Which stamps?</b> Tap one; the last place of a card always shows the gift. Or use pictures of your own.
design-stamp-tick = Tick
design-stamp-star = Star
design-stamp-heart = Heart
design-stamp-cup = Cup
design-stamp-pizza = Pizza
design-stamp-cake = Cake
design-stamp-cone = Ice cream
design-stamp-scissors = Scissors
design-stamp-flower = Flower
design-stamp-leaf = Leaf
design-stamp-paw = Paw
design-stamp-wheel = Wheel
design-stamp-drop = Drop
design-stamp-bag = Bag
design-stamp-dumbbell = Dumbbell
design-button-own-stamp = 🖼 My own pictures
design-ask-stamp-full = 🔖 Send the picture of a stamp that has been given: PNG, JPEG or WebP, at least 64 pixels. Sent as a file it keeps its transparent background; a photo is cut to a disc.
design-ask-stamp-empty = 🔖 Now send the picture of an empty place, or let it be the first one, faded.
design-button-faded = Faded
design-ask-look = ✨ <b>Which style suits you?</b> It changes the drawn pattern, and the colours unless you have chosen your own.
design-look-coffee = ☕ Coffee
design-look-salon = 💇 Salon
design-look-shop = 🛍 Shop
design-look-restaurant = 🍽 Restaurant

design-ask-colours =
    🎨 <b>Which colours?</b> Tap a number, or type a colour: #3b2418 or “navy”.
    Up to three: background, text, labels. What you leave out I choose so that it can be read.
design-colours-logo =
    { $count ->
        [one] The last one is made of your logo’s colours.
       *[other] The last { $count } are made of your logo’s colours.
    }
design-colour-names =
    black 111111 white ffffff grey 757575 gray 757575 red c62828 orange ef6c00 yellow fdd835 green 2e7d32 olive 6b7a2c
    teal 00796b turquoise 26a69a blue 1565c0 navy 12285a purple 6a1b9a violet 7e57c2 pink ec407a brown 5d4037
    beige f5ead7 cream fff8e7 gold c9a227 silver c0c4c9 burgundy 6d1b2f
design-unreadable = Text in { $colour } is hard to read on { $background }. The nearest colour that can be read is <b>{ $suggestion }</b>.
design-button-suggested = Take { $colour }
design-tiers = 🏅 The upper levels are silver, gold and so on by their place, unless you choose otherwise. iPhones show it; Android has one colour for everybody. Which level?
design-tier = 🏅 The card of the level <b>{ $tier }</b>.
design-button-no-colours = Like all others
design-button-by-place = 🏅 Colours of its place

design-texts =
    📝 <b>On the back of the card</b>

    <b>About:</b> { $about }

    <b>Contacts:</b> { $contacts }
design-nothing = —
design-button-about = ✏️ About
design-button-no-about = ✖ Leave out
design-button-contacts = ✏️ Contacts
design-button-no-contacts = ✖ Leave out
design-ask-about = 📝 Write a few words about your business, up to 500 characters.
design-ask-contacts = ☎️ Write how people reach you: phone, address, e-mail, each on a line of its own. Up to 300 characters.
design-links = 🔗 <b>Links on the back of the card.</b> Tap one to take it away.
design-link = • { $title }: { $url }
design-button-link = ➕ Add a link
design-button-no-link = ✖ { $title }
design-link-button = • 📲 { $title }: { $url }
design-button-action = 📲 Button below the card
design-button-no-action = Without this button
design-ask-action = 📲 iPhones with iOS 27 show two buttons below a card. The first opens the card’s page; the second is yours, on coupons too. Which link shall it open?
design-ask-action-type = 📲 What is <b>{ $title }</b> for? The iPhone writes the words itself, in its own language.
design-ask-link =
    🔗 Write two lines: what the link is called, and where it leads. A site, a phone number or an e-mail address.

    <i>Menu
    beans.example/menu</i>

design-button-discard-yes = 🗑 Yes, discard
design-ask-discard = 🗑 Forget the draft? The cards stay as they are.
design-button-publish-yes = ✅ Yes, publish
design-ask-publish =
    ✅ <b>Publish this design?</b>
    { $count ->
        [0] Nobody has a card yet; the first one will look like this.
        [one] { $count } card changes, within a minute or so.
       *[other] { $count } cards change, one after the other, while sales go on.
    }
design-progress =
    🎨 <b>The new design is on its way.</b>
    { $bar } { $told } of { $total } cards updated
design-published =
    ✅ <b>The new design is published.</b>
    { $count ->
        [0] The next card looks like this.
        [one] { $count } card has been updated.
       *[other] All { $count } cards have been updated.
    }
design-button-after = 🎨 To the card
design-versions = 🕘 <b>Published designs.</b> Tap one to see it.
design-version = { $moment }
design-version-held = { $moment } · now
design-former = 🕘 This is how the card looked then. Brought back, it becomes your draft; you publish it yourself.
design-button-bring-back = ↩ Bring back as draft

refusal-design-changed = The design has changed meanwhile. Open it again and have another look.
refusal-design-unchanged = There is nothing to publish: the cards look like this already.
refusal-artwork-unfit =
    { $problem ->
        [large] This picture is too large. Send one of at most 20 MB and 20 megapixels.
        [animated] This picture moves, and a card cannot. Send a still one.
        [small] This picture is too small to look sharp. A logo or a stamp needs 64 pixels, a picture for the card 375×144.
        [narrow] This picture is too narrow: on a card it would be a thin line. Send one closer to a square.
        [empty] There is nothing to be seen in this picture: it is transparent or all of one colour.
        [none] Send a picture, please: PNG, JPEG or WebP.
       *[broken] I can’t open this picture. Send a PNG, JPEG or WebP.
    }
refusal-colour-unknown = I don’t know this colour. Write it like #3b2418 or “navy”; up to three, with spaces between them.
refusal-colour-unreadable = Text in { $colour } is hard to read on { $background }. Take { $suggestion }.
refusal-too-many-links = A card has { $limit } links at most. Take one away first.
