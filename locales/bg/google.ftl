# Какво казва картата в Google Wallet освен общото с картата в Apple Wallet.
google-about = За нас
google-expires = Точките важат
google-expires-text =
    { $points ->
        [one] { $count } точка до { $date }
       *[other] { $count } точки до { $date }
    }
google-coupon-until = Валиден до
google-stamps-text = { $have } от { $goal }
google-note-coupon = Купон за вас
google-note-coupon-text = { $title }
google-note-coupon-until = { $title }. Валиден до { $date }
google-note-expiry = Точките скоро изтичат
google-note-expiry-text =
    { $points ->
        [one] { $count } точка важи до { $date }. Заповядайте!
       *[other] { $count } точки важат до { $date }. Заповядайте!
    }
google-away-title = Google не отговаря
google-away-text = Google Wallet не отговаря в момента. Опитайте отново след минута.
