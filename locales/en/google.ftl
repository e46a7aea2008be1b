# What the card in Google Wallet says beyond what it has in common with the one in Apple Wallet.
google-about = About us
google-expires = Points are good until
google-expires-text =
    { $points ->
        [one] { $count } point until { $date }
       *[other] { $count } points until { $date }
    }
google-coupon-until = Good until
google-stamps-text = { $have } of { $goal }
google-note-coupon = A coupon for you
google-note-coupon-text = { $title }
google-note-coupon-until = { $title }. Good until { $date }.
google-note-expiry = Points expire soon
google-note-expiry-text =
    { $points ->
        [one] { $count } point is good until { $date }. Come by!
       *[other] { $count } points are good until { $date }. Come by!
    }
google-away-title = Google does not answer
google-away-text = Google Wallet does not answer right now. Please try again in a minute.
