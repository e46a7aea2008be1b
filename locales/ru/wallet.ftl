# Карта в Apple Wallet. На лицевой стороне мало места: подписи короткие.
pass-description = Карта лояльности { QUOTE($organisation) }
pass-points = { POINTS(start: 1) }
pass-card = Карта
pass-member = Участник
pass-tier = Уровень
pass-worth = В деньгах
pass-expiring =
    { $points ->
        [one] Сгорит { POINTS($points) }
       *[other] Сгорят { POINTS($points) }
    }
pass-poster-points =
    { POINTS($points) }
pass-poster-cashback = Кешбэк: { $balance }
pass-use = Как пользоваться картой
pass-use-text = Покажите код на кассе или назовите цифры под ним. { POINTS(start: 1) } придут сами.
pass-digits = Номер карты
pass-bot = Ваши { POINTS() } и история
pass-contacts = Контакты
pass-cashback = Кешбэк
pass-stamps = Штампы
pass-stamps-standing = { $have } из { $goal }
pass-discount = Ваша скидка
pass-off = Скидка { $percent }
pass-next-visits = Покупок до скидки { $percent }
pass-next-money = Куплено до скидки { $percent }
pass-news = Последняя новость
pass-news-none = Добро пожаловать!
pass-news-points = { POINTS(start: 1) }: { $points }. Теперь у вас { $balance }.
pass-news-money = Кешбэк: { $points }. Теперь у вас { $balance }.
pass-news-later = Скоро придут: { $points }.
pass-news-stamps = Штампы: { $have } из { $goal }.
pass-news-tier = Ваш уровень: { $tier }.
pass-news-coupon = Вам купон: { $title }.
pass-news-coupon-plain = Вам купон.
pass-news-expiring = Потратьте по { $date }: { $points }.
pass-schedule = Действуют по
pass-schedule-line = { $date }: { $points }
pass-operations = Последние изменения
pass-operation = { $date } · { $what }: { $points }
pass-coupons = Ваши купоны
pass-coupon-line = { $title } · { $code }
pass-coupon-line-until = { $title } · { $code } · по { $date }
pass-more = … и ещё { $count }: все есть в боте и на странице карты
pass-cards = Карты со штампами
pass-card-line = { $title }: { $have } из { $goal }
pass-next = Следующий уровень
pass-next-line = { $tier }: { $have } из { $need }
pass-about = О нас
pass-near = { $name }: покажите карту на кассе
pass-coupon-description = Купон { QUOTE($organisation) }
pass-coupon-code = Код
pass-coupon-ends = Действует по
pass-coupon-worth = Выгода
pass-coupon-terms = Условия
pass-coupon-state = Состояние
pass-coupon-active = Можно использовать
pass-coupon-frozen = Заморожен вместе с картой
pass-coupon-redeemed = Использован
pass-coupon-expired = Срок вышел
pass-coupon-void = Больше не действует
pass-coupon-use-text = Покажите код на кассе до оплаты или назовите его.
pass-coupon = Купон
pass-coupon-conditions = Есть и другие условия — о них расскажет бот.
pass-development = Пробная карта
pass-development-text = Эта карта подписана для пробы. Айфон примет её, когда у заведения появится свой сертификат Apple.
pass-frozen = Заморожена
pass-frozen-text = Пока карту не разморозят, на неё не начисляют и с неё не списывают. Всё на ней остаётся вашим до обычного срока; спросите в заведении.
pass-ended = Больше не действует
pass-ended-text = Эта карта удалена по желанию владельца вместе со всем, что на ней было. Удалите её из Wallet.

# Примерно так айфон подписывает кнопки под картой.
featured-membershipbenefits = Преимущества участника
featured-order = Сделать заказ
featured-shop = Магазин онлайн
featured-bookappointment = Записаться
featured-viewoffersrewards = Предложения и награды
featured-addtobalance = Пополнить
featured-call = Позвонить

# Карта в Google Кошельке. Google показывает около 20 знаков.
google-programme = Карта лояльности
google-home = Открыть в Telegram

# Сертификат Apple заканчивается.
notice-certificate =
    🔐 Сертификат Apple для ваших карт заканчивается { $date }, { $days ->
        [one] через { $days } день
        [few] через { $days } дня
       *[other] через { $days } дней
    }.

    До этого получите новый для <code>{ $name }</code>: developer.apple.com → Certificates → Pass Type ID Certificate. Положите новые файлы на место старых и перезапустите программу. Карты у покупателей останутся как есть. После этой даты карты перестанут обновляться, и новые нельзя будет сохранить.

# Сервер уведомлений Apple ничего от нас не принимает.
notice-pushes-refused =
    🔐 Apple больше не даёт нам сообщать айфонам, что карта изменилась, и отвечает <code>{ $answer }</code>. Карты остаются прежними, пока их не откроют и не потянут вниз.

    Скорее всего, неверна настройка: сертификат, тип карты или адрес сервера Apple. Попросите того, кто обслуживает бота, посмотреть <code>tessera check</code> и журнал. Карты не потеряны: когда всё исправят, каждый айфон узнает о том, что пропустил.
