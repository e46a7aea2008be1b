# Что читает участник.
join-welcome = 👋 { $name }, здравствуйте! Это карта лояльности <b>{ QUOTE($shop) }</b>.
join-now-points = 🎁 <b>{ POINTS($points) }</b> сразу
join-now-coupon = 🎟 <b>{ $title }</b> сразу
join-next-cashback = 💰 { $percent } с каждой покупки возвращается
join-next-grows = 🏷 Скидка, которая растёт с покупками, до { $percent }
join-next-birthday = 🎂 { POINTS($points) } ко дню рождения
join-agree = Получая карту, вы соглашаетесь на <a href="{ $processing }">обработку нужных для неё данных</a>. <a href="{ $advertising }">Новости и предложения</a> приходят, только если их отметить.
join-agree-buttons = Получая карту, вы соглашаетесь на обработку нужных для неё данных. Новости и предложения приходят, только если их отметить. Оба текста – за кнопками ниже.
join-button-take = 💳 Получить карту
join-thanks = Спасибо! Остался один шаг.
join-contact =
    📱 Поделитесь номером? Тогда { POINTS() } не пропадут, даже если телефон потеряется.

    Можно и без него.
join-contact-again = Нажмите одну из двух кнопок внизу 👇
join-button-share = 📱 Поделиться номером
join-button-without = Продолжить без номера
join-done = 🎉 { $name }, добро пожаловать! { $points ->
    [0] Вот ваша карта.
   *[other] На вашей карте для начала <b>{ POINTS($points) }</b>.
}
join-already = У вас уже есть карта. Вот она:
join-link-dead = По этой ссылке карты больше нет.

consent-button-processing = Обработка данных (нужна)
consent-button-advertising = Новости и предложения
consent-button-processing-text = 📄 О данных
consent-button-advertising-text = 📄 О новостях
consent-processing =
    <b>Согласие на обработку данных</b>

    { QUOTE($shop) } хранит ваше имя в Telegram, номер телефона, если вы им поделитесь, и покупки с этой картой. Они нужны, чтобы вести вашу карту и показывать её вам и сотрудникам, и больше ни для чего. Никому другому их не передают.

    Вы в любой момент можете спросить у сотрудников, что хранится, и попросить удалить это вместе с картой.
consent-advertising =
    <b>Согласие на новости и предложения</b>

    { QUOTE($shop) } сможет писать вам сюда об акциях и подарках. Карта работает и без этого.

    Отозвать согласие можно в настройках в любой момент.

card-hello = { $name }, здравствуйте! Ваша карта здесь 👇
card-title = <b>{ $name }</b>
card-points = ⭐ <b>{ $shown } { POINTS($points, only: "word") }</b>
card-worth = 💰 На кассе это { $money }.
card-held = ⏸ { $points ->
    [one] { POINTS($points) } ждёт вашего подтверждения
   *[other] { POINTS($points) } ждут вашего подтверждения
}
card-pending = ⏳ { $points ->
    [one] Ещё { POINTS($points) } можно будет тратить с { $date }
   *[other] Ещё { POINTS($points) }, первые можно будет тратить с { $date }
}
card-debt = ⚠️ После возврата не хватает { POINTS($points, of: 1) }. Это сначала покроют новые начисления.
card-expiring = ⌛ { $points ->
    [one] { POINTS($points) } действует по { $date } включительно
   *[other] { POINTS($points) } действуют по { $date } включительно
}
card-digits =
    Покажите код на кассе или назовите цифры:
    <code>{ $digits }</code>
card-button-app = ⏱ Оплатить
card-button-wallet = 👛 Wallet
card-button-more = ⋯ Ещё
wallet-which = 👛 Какой у вас телефон?
wallet-button-apple = 🍏 iPhone
wallet-button-google = 🤖 Android
wallet-remembered = 👛 Запомнили. Теперь кнопка под картой ведёт прямо туда.
wallet-button-other = 📱 Другой телефон
card-button-apple = 🍏 Добавить в Apple Wallet
card-button-google = 👛 Добавить в Google Кошелек
card-button-file = 📎 Прислать карту файлом
card-button-copy = 📋 { $digits }
card-button-history = 🕘 История
card-button-schedule = ⏳ Сроки
card-button-settings = ⚙️ Настройки
card-file = Откройте этот файл на айфоне, чтобы добавить карту в Wallet.

schedule-title = <b>⏳ Сроки</b>
schedule-activates = Можно будет тратить с:
schedule-expires = Сгорят в конце дня:
schedule-line = • { $date }: { POINTS($points) }
schedule-nothing = Ничего не ожидается и ничего не сгорает.

history-title =
    <b>🕘 История</b>
    Нажмите кнопку, чтобы увидеть подробности.
history-empty = Здесь пока пусто. Покажите карту при следующей покупке!
history-button-older = Раньше ›
history-button-newest = « Новые
history-kind-purchase = Покупка
history-kind-purchase-back = Покупка (возвращена)
history-kind-refund = Возврат
history-kind-undo = Отмена
history-kind-joined = Регистрация
history-kind-welcome = Подарок
history-kind-expiry = Сгорели
history-kind-activation = Можно тратить
history-kind-hold = Отложены
history-kind-release = Свободны
history-kind-adjustment = Поправка

why-title = <b>{ $what }: { $points }</b>
why-title-plain = <b>{ $what }</b>
why-place = { $moment } · { $outlet }
why-number = Чек { $number }
why-gross = Сумма: { $money }
why-redeemed = Списано: { POINTS($points) }, это { $value }
why-payable = Оплачено деньгами: { $money }
why-steps = Как получились { POINTS() }:
why-rate = • { $base } × { POINTS($points) } за { $per }: { $result }
why-boost = • акция { $factor }: { $result }
why-bonus = • подарок: { $result }
why-adjustment = • вручную: { $result }
why-carry = • осталось с прошлого раза: { $result }
why-debt = • ушло на недостающее: { $result }
why-remainder = • осталось на следующий раз: { $result }
why-coupon = 🎟 Купон для вас: { $name }
why-free = 🎁 Бесплатно: { $what }
why-bonus-named = • { $name }: { $result }
why-active-from = Можно тратить с { $date }
why-expires = Действуют по { $date } включительно
why-reversed = ↩ Эту покупку вернули.

settings-title =
    <b>⚙️ Настройки</b>
    Язык и то, на что вы согласны.
settings-language = Выберите язык:
settings-language-set = Теперь я говорю по-русски.

confirm-thanks = Спасибо!
confirm-waits = ⏳ Спасибо. Кассир, который спрашивал, здесь больше не работает, поэтому покупку завершит менеджер. Мы сообщим; до тех пор { POINTS() } отложены.
confirm-done = ✅ Подтверждено: { POINTS($points) }
confirm-changed = ✋ Сумма тем временем изменилась. Ничего не списано, новую скажет кассир.
confirm-declined = Отклонено. { POINTS(start: 1) } остались у вас.
join-moved = 🎉 { $name }, с возвращением! Этот номер нам знаком: ваша карта и { POINTS() } переехали сюда.

card-button-contacts = 📍 Контакты
contacts-title = <b>📍 Где нас найти</b>
contacts-outlet = <b>{ $name }</b>
contacts-address = 📌 { $value }
contacts-hours = 🕘 { $value }
contacts-phone = ☎️ { $value }
contacts-write = ✉️ Есть вопрос? Напишите нам: { $contact }
contacts-button-map = 🗺 { $name }
contacts-button-write = ✉️ Написать нам
