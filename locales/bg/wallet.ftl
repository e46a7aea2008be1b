# Картата в Apple Wallet. Отпред има малко място: надписите са кратки.
pass-description = Карта за лоялност на { $organisation }
pass-points = Точки
pass-points-changed = Вече имате точки: %@
pass-card = Карта
pass-member = Участник
pass-tier = Ниво
pass-worth = В пари
pass-expiring =
    { $points ->
        [one] { $points } точка изтича
       *[other] { $points } точки изтичат
    }
pass-use = Как се ползва картата
pass-use-text = Покажете кода на касата или кажете цифрите под него. Точките идват сами.
pass-digits = Номер на картата
pass-last = Последна промяна
pass-bot = Вашите точки и история
pass-contacts = Контакти
pass-coupon = Купон
pass-coupon-conditions = Има и други условия — ботът ще ви каже.
pass-development = Пробна карта
pass-development-text = Тази карта е подписана за проба. iPhone я приема, щом заведението има свой сертификат от Apple.

# Картата в Google Wallet. Google показва около 20 знака.
google-programme = Карта за лоялност
google-home = Отвори в Telegram
