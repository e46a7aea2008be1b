# The card in Apple Wallet. English is also what a phone in a fourth language shows.
pass-description = Loyalty card of { $organisation }
pass-points = Points
pass-points-changed = Your points are now: %@
pass-card = Card
pass-member = Member
pass-tier = Level
pass-worth = Worth
pass-expiring =
    { $points ->
        [one] { $points } point expires
       *[other] { $points } points expire
    }
pass-use = How to use the card
pass-use-text = Show the code at the till, or read out the digits below it. The points arrive by themselves.
pass-digits = Card number
pass-last = Last change
pass-bot = Your points and history
pass-contacts = Contacts
pass-coupon = Coupon
pass-coupon-conditions = Further conditions apply; the bot tells them.
pass-development = Test card
pass-development-text = This card is signed for trying out. An iPhone accepts it once the shop has its own certificate from Apple.

# The card in Google Wallet. Google shows about 20 characters of each.
google-programme = Loyalty card
google-home = Open in Telegram
