# What the phone says of a card in Google Wallet; beyond this it has the words of the card in Apple Wallet.
google-note-coupon = A coupon for you
google-note-expiry = { POINTS(start: 1) } expire soon
google-note-expiry-money = Cashback expires soon
