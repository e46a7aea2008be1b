# The card in Apple Wallet. English is also what a phone in a fourth language shows.
pass-description = Loyalty card of { $organisation }
pass-points = { POINTS(start: 1) }
pass-card = Card
pass-member = Member
pass-tier = Level
pass-worth = Worth
pass-expiring =
    { $points ->
        [one] { POINTS($points) } expires
       *[other] { POINTS($points) } expire
    }
pass-poster-points =
    { POINTS($points) }
pass-poster-cashback = { $balance } cashback
pass-use = How to use the card
pass-use-text = Show the code at the till, or read out the digits below it. The { POINTS() } arrive by themselves.
pass-digits = Card number
pass-bot = Your { POINTS() } and history
pass-contacts = Contacts
pass-cashback = Cashback
pass-stamps = Stamps
pass-stamps-standing = { $have } of { $goal }
pass-discount = Your discount
pass-off = { $percent } off
pass-next-visits = To { $percent } off
pass-next-money = To { $percent } off
pass-news = Latest
pass-news-none = Welcome!
pass-news-points = { POINTS(start: 1) }: { $points }. You have { $balance } now.
pass-news-money = Cashback: { $points }. You have { $balance } now.
pass-news-later = On their way to you: { $points }.
pass-news-stamps = Stamps: { $have } of { $goal }.
pass-news-tier = Your level: { $tier }.
pass-news-coupon = A coupon for you: { $title }.
pass-news-coupon-plain = A coupon for you.
pass-news-expiring = Use by { $date }: { $points }.
pass-schedule = Valid until
pass-schedule-line = { $date }: { $points }
pass-operations = Last changes
pass-operation = { $date } · { $what }: { $points }
pass-coupons = Your coupons
pass-coupon-line = { $title } · { $code }
pass-coupon-line-until = { $title } · { $code } · until { $date }
pass-more = … and { $count } more: the bot and the card’s page have them all
pass-cards = Stamp cards
pass-card-line = { $title }: { $have } of { $goal }
pass-next = Next level
pass-next-line = { $tier }: { $have } of { $need }
pass-about = About us
pass-near = { $name }: show your card at the till
pass-coupon-description = Coupon of { $organisation }
pass-coupon-code = Code
pass-coupon-ends = Valid until
pass-coupon-worth = You get
pass-coupon-terms = Conditions
pass-coupon-state = State
pass-coupon-active = Ready to use
pass-coupon-frozen = Frozen with the card
pass-coupon-redeemed = Used
pass-coupon-expired = Expired
pass-coupon-void = No longer valid
pass-coupon-use-text = Show this code at the till before you pay, or read it out.
pass-coupon = Coupon
pass-coupon-conditions = Further conditions apply; the bot tells them.
pass-development = Test card
pass-development-text = This card is signed for trying out. An iPhone accepts it once the shop has its own certificate from Apple.
pass-frozen = Frozen
pass-frozen-text = The card earns and spends nothing until the shop unfreezes it. What is on it stays yours, with the same expiry dates; ask the shop.
pass-ended = No longer valid
pass-ended-text = This card was deleted at its holder’s request, with all that was on it. Remove it from Wallet.

# About what an iPhone writes on the buttons below a card.
featured-membershipbenefits = Membership benefits
featured-order = Order
featured-shop = Shop online
featured-bookappointment = Book an appointment
featured-viewoffersrewards = Offers and rewards
featured-addtobalance = Top up
featured-call = Call

# The card in Google Wallet. Google shows about 20 characters of each.
google-programme = Loyalty card
google-home = Open in Telegram

# Apple's certificate ends.
notice-certificate =
    🔐 Apple’s certificate for your cards ends on { $date }, { $days ->
        [one] in { $days } day
       *[other] in { $days } days
    }.

    Please have a new one made for <code>{ $name }</code> before that: developer.apple.com → Certificates → Pass Type ID Certificate. Put the new files in place of the old ones and restart. Cards that customers have stay as they are. Afterwards no card changes any more, and none can be saved.

# Apple's push server takes nothing from us.
notice-pushes-refused =
    🔐 Apple no longer lets us tell iPhones that a card has changed; it answers <code>{ $answer }</code>. Cards stay as they were until they are opened and pulled down.

    Most likely a setting is wrong: certificate, pass type, or the address of Apple’s server. Please have whoever runs the bot look: <code>tessera check</code>, and the log. No card is lost; once it is mended, every iPhone hears of what it has missed.
