# Карта в Apple Wallet. На лицевой стороне мало места: подписи короткие.
pass-description = Карта лояльности «{ $organisation }»
pass-points = Баллы
pass-points-changed = Теперь у вас баллов: %@
pass-card = Карта
pass-member = Участник
pass-tier = Уровень
pass-worth = В деньгах
pass-expiring =
    { $points ->
        [one] Сгорит { $points } балл
        [few] Сгорят { $points } балла
       *[other] Сгорят { $points } баллов
    }
pass-use = Как пользоваться картой
pass-use-text = Покажите код на кассе или назовите цифры под ним. Баллы придут сами.
pass-digits = Номер карты
pass-last = Последнее изменение
pass-bot = Ваши баллы и история
pass-contacts = Контакты
pass-coupon = Купон
pass-coupon-conditions = Есть и другие условия — о них расскажет бот.
pass-development = Пробная карта
pass-development-text = Эта карта подписана для пробы. Айфон примет её, когда у заведения появится свой сертификат Apple.

# Карта в Google Кошельке. Google показывает около 20 знаков.
google-programme = Карта лояльности
google-home = Открыть в Telegram
