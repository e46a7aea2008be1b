# The card in Apple Wallet. English is also what a phone in a fourth language shows.
pass-description = Loyalty card of { $organisation }
pass-points = Points
pass-points-changed = Points on your card: %@
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
pass-development = Test card
pass-development-text = This card is signed by a development authority. Real phones accept it only with a certificate from Apple.
