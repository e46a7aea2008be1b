web-language = Русский
web-card-apple = Добавить в Apple Wallet
web-card-apple-all = Добавить карту с купонами в Apple Wallet
web-card-google = Добавить в Google Кошелек
web-card-points = { POINTS($points, only: "word") }
web-card-cashback = кешбэк
web-card-worth = это { $money }
web-frozen = ❄️ Карта заморожена: пока её не разморозят, на неё не начисляют и с неё не списывают. Спросите в заведении.
web-card-bot = Открыть в Telegram
web-card-phone = Телефон под рукой? Наведите камеру сюда.
web-card-phone-code = Код, который открывает эту страницу на телефоне
web-card-show = Показать код здесь
web-code-hint = Покажите этот код на кассе: по нему и начисляют, и списывают. Код меняется сам.
web-code-alt = Код для кассы, действует до { $until }
web-code-again = Показать код снова
web-code-rests = Код скрыт, чтобы его никто не подсмотрел.
web-climb = { $missing } до уровня { QUOTE($tier) }
web-stamps = { $have } из { $goal }
web-points = { POINTS($points) }
web-bonus = 🎁 { $gift } за карту в вашем телефоне
web-bonus-until = предложение действует по { $date }
web-gift = Вас ждёт
web-gift-next = { $left ->
    [one] Ещё { $left } штамп до подарка
    [few] Ещё { $left } штампа до подарка
   *[other] Ещё { $left } штампов до подарка
}
web-coupon-show = Покажите этот код на кассе
web-earn = Как копить
web-earn-rate = { $points } за каждые { $money }
web-earn-boost = { $kind ->
    [cashback] кешбэк
   *[points] { POINTS() }
} { $factor }
web-earn-more = При покупке от { $minimum }: { $points } за каждые { $money }
web-earn-discount = Скидка { $percent } на каждую покупку
web-earn-pay = { $kind ->
    [cashback] Кешбэк оплачивает
   *[points] { POINTS(start: 1) } оплачивают
} до { $percent } покупки
web-earn-birthday = { $points } ко дню рождения
web-earn-friend = { $points } за приглашённого друга
web-earn-but = кроме: { $goods }
web-map = На карте
web-coupon = Купон
web-coupon-until = действует по { $date }
web-more = и ещё { $count }
web-expires = Действуют по
web-history = Последние изменения
web-contacts = Контакты
web-app-card = Карта
web-app-rewards = Награды
web-app-history = История
web-app-invite = Друзья
web-app-chat = Открыть чат
web-app-bright = Если сканер не видит код, прибавьте яркость экрана.
web-app-nothing = Здесь пока пусто.
web-app-invite-title = Пригласите друга
web-app-friend-gets = Другу: { $points }
web-app-you-gets = Вам: { $points }
web-app-invite-from = Начислим, когда друг впервые купит на { $money } или больше
web-app-invite-any = Начислим с первой покупкой друга
web-app-invite-code = Пусть друг наведёт камеру на этот код
web-app-invite-send = Отправить другу
web-app-invite-text = Присоединяйтесь: { $shop }
web-app-wait = Открываем вашу карту…
web-app-away = Нет связи. Пробуем снова…
web-app-old = Карта открыта слишком давно. Закройте её и откройте из чата снова.
web-app-newcomer = У вас здесь ещё нет карты. Напишите боту — это полминуты.
web-app-outside = Откройте эту страницу из чата с ботом: кнопка под вашей картой.
web-error-missing-title = Здесь ничего нет
web-error-missing-text = Возможно, ссылка устарела или скопирована не целиком. Откройте бота и возьмите карту там.
web-error-busy-title = Минутку, пожалуйста
web-error-busy-text = Сейчас мы перегружены. Попробуйте снова через минуту.
web-error-ours-title = Не получилось
web-error-ours-text = Вы ни при чём, ошибка у нас. Попробуйте через минуту, а если не поможет, скажите сотруднику.
web-error-id = Номер ошибки: { $id }
