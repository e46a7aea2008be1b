# Что говорит карта в Google Кошельке сверх того, что есть и на карте в Apple Wallet.
google-about = О нас
google-expires = Баллы действуют
google-expires-text =
    { $points ->
        [one] { $count } балл до { $date }
        [few] { $count } балла до { $date }
       *[many] { $count } баллов до { $date }
    }
google-coupon-until = Действует до
google-stamps-text = { $have } из { $goal }
google-note-coupon = Вам купон
google-note-coupon-text = { $title }
google-note-coupon-until = { $title }. Действует до { $date }
google-note-expiry = Баллы скоро сгорят
google-note-expiry-text =
    { $points ->
        [one] { $count } балл действует до { $date }. Заходите!
        [few] { $count } балла действуют до { $date }. Заходите!
       *[many] { $count } баллов действуют до { $date }. Заходите!
    }
google-away-title = Google не отвечает
google-away-text = Google Кошелёк сейчас не отвечает. Попробуйте ещё раз через минуту.
