# Что телефон говорит о карте в Google Кошельке; остальные слова у неё общие с картой в Apple Wallet.
google-note-coupon = Вам купон
google-note-expiry = { POINTS(start: 1) } скоро сгорят
google-note-expiry-money = Кешбэк скоро сгорит
