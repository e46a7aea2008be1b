# Какво казва телефонът за картата в Google Wallet; останалите думи са общи с картата в Apple Wallet.
google-note-coupon = Купон за вас
google-note-expiry = { POINTS(the: 1, start: 1) } скоро изтичат
google-note-expiry-money = Кешбекът скоро изтича
