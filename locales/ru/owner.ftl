# Что читает владелец.
role-cashier = кассир
role-manager = менеджер
role-owner = владелец
invited-cashier = 🤝 { $name }, добро пожаловать в команду! Теперь вы кассир.
invited-manager = 🤝 { $name }, добро пожаловать в команду! Теперь вы менеджер.
invited-owner = 🤝 { $name }, здравствуйте! Вы здесь владелец.

setup-hello = 👋 { $name }, здравствуйте! Несколько коротких вопросов, и программа лояльности заработает.
setup-step = Вопрос { $step } из { $steps }
setup-ask-name = 🏪 <b>Как называется ваш бизнес?</b> Напишите название, под которым вас знают покупатели.
setup-ask-currency = 💱 <b>В какой валюте вы продаёте?</b> Выберите или напишите буквы, знак или название: RUB, €, тенге.
setup-ask-zone = 🕰 <b>По времени какого города вы живёте?</b> Выберите, напишите свой город или отправьте геопозицию: 📎 → Геопозиция.
zone-taken = 🕒 Ваше время — как в городе { $city }: сейчас там { $time }.
setup-button-more = Ещё ›
setup-ask-language = 🗣 <b>На каком языке читают ваши покупатели?</b> На нём будут плакат и карта в Wallet; в чате каждый выбирает свой.
setup-ask-preset = ✨ <b>Что у вас за бизнес?</b> Нажмите, чтобы увидеть правила.
setup-done = 🎉 <b>{ $name }</b>: программа работает!
setup-next = Дальше: в разделе «Команда и точки» пригласите кассира и напечатайте плакат.

preset-coffee-shop = ☕ Кофейня
preset-salon = 💇 Салон
preset-shop = 🛍 Магазин
preset-restaurant = 🍽 Ресторан
preset-title = <b>{ $name }</b>
preset-hint = С этими правилами можно начать прямо сейчас.
preset-button-start = ✅ Начать с этими правилами

owner-hello = { $name }, здравствуйте!
owner-title =
    🏪 <b>{ $name }</b>
    Что посмотрим?
owner-button-rules = 📋 Правила
owner-button-today = 📊 Сегодня
owner-button-team = 🤝 Команда и точки
owner-button-outlets = 📍 Точки
owner-button-links = 🔗 Ссылки
owner-button-offers = 🎁 Акции
owner-button-design = 🎨 Карта
offers-title =
    🎁 <b>Акции</b>
    Что возвращает покупателей: рассылка тем, кто согласился её получать, купон, напоминание в нужный час.
work-button-settings = ⚙️ Язык и настройки
work-title =
    ⚙️ <b>Настройки</b>
    👤 { $name }, { $role }
    Язык меняется только у вас: у покупателей и коллег остаётся свой.
work-button-card = 💳 Настройки моей карты

rules-title = 📋 <b>{ $name }</b>: правила

today-title = 📊 <b>Сегодня</b>, { $moment }
today-members = 👥 { $count ->
    [one] { $count } участник
    [few] { $count } участника
   *[other] { $count } участников
}, новых сегодня: { $new }
today-purchases = 🧾 { $count ->
    [one] { $count } покупка
    [few] { $count } покупки
   *[other] { $count } покупок
} на { $turnover } за вычетом возвратов
today-issued = ➕ Начислено { POINTS(of: 1) }: { $points }
today-redeemed = ➖ Списано { POINTS(of: 1) }: { $points }
today-liability = ⚖️ Всего { POINTS(of: 1) } у участников: { $points }
today-wallets = 📱 Карт в телефонах: { $apple } в Apple Wallet, { $google } в Google Кошельке
today-button-refresh = 🔄 Обновить

team-title =
    🤝 <b>Команда и точки</b>
    { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[other] { $count } человек
    } · { $places ->
        [one] { $places } точка
        [few] { $places } точки
       *[other] { $places } точек
    }
team-button-person = { $name } · { $role }
team-button-invite-cashier = ➕ Пригласить кассира
team-button-invite-manager = ➕ Пригласить менеджера
team-ask-outlet = 📍 Где этот человек будет работать?
team-person =
    👤 <b>{ $name }</b>, { $role }
    📍 { $outlet }
team-ask-remove = <b>{ $name }</b>, { $role } ({ $outlet }): убрать из команды? Своя карта участника останется.
team-button-remove = Убрать из команды
team-button-remove-yes = Да, убрать
team-removed = { $name } больше не в команде.
team-invited = Это приглашение уже в чате. Для нового откройте команду ещё раз.
team-invitation =
    ✉️ <b>Приглашение: { $role }</b>
    Действует один раз, до { $expires }. Дайте отсканировать код или отправьте ссылку:
    { $link }
team-share = Присоединяйтесь к нашей команде:

outlets-title = 📍 <b>Точки</b>
outlets-all = все точки
outlets-line = • { $name }
outlets-button-add = ➕ Добавить точку
outlets-ask-name = 📍 Как называется новая точка? Напишите название или адрес.
outlets-added = ✅ Новая точка: <b>{ $name }</b>.
outlets-line-placed = • { $name } 🗺
outlets-map = 🗺 на карте: рядом с такой точкой телефон сам показывает карту покупателя.
outlets-button-place = 📍 { $name }
outlets-ask-place = 🗺 <b>Где находится { $name }?</b> Пришлите геопозицию: 📎 → Геопозиция. Можно переслать место из другого чата.
outlets-button-poster = 🖨 Плакат этой точки
outlets-button-forget = 🗑 Убрать с карты
outlets-placed = ✅ <b>{ $name }</b> на карте. Телефоны покупателей узнают об этом за несколько минут.
outlets-forgotten = ✅ <b>{ $name }</b> больше не на карте.

links-title =
    🔗 <b>Ссылки для новых участников</b>
    Сделайте свою для каждого места, где её видят, и вы узнаете, что приводит покупателей.
links-button-new = ➕ Новая ссылка
links-button-link = { $source } · пришли: { $count }
links-ask-outlet = 📍 Для какой точки?
links-button-everywhere = Для всех
links-ask-source = 🔗 Где будет ссылка? Напишите, например: витрина, стол 5, Instagram.
links-link =
    🔗 <b>{ $source }</b> · 📍 { $outlet }
    { $link }
    { $count ->
        [one] По ней пришёл { $count } человек.
        [few] По ней пришли { $count } человека.
       *[other] По ней пришло { $count } человек.
    }
links-button-poster = 🖨 Плакат для печати
links-poster-source = Плакат
links-share = { $name }: ваша карта лояльности

outlet-title = 📍 <b>{ $name }</b>
outlet-nothing = пока не указано
outlet-hours = 🕘 Открыто: { $value }
outlet-address = 📌 Адрес: { $value }
outlet-phone = ☎️ Телефон: { $value }
outlet-on-map = 🗺 Отмечено на карте
outlet-not-on-map = 🗺 На карте пока не отмечено
outlet-where = Участники видят это в разделе «Ещё» → «Контакты» и на странице карты.
outlet-button-hours = 🕘 Часы работы
outlet-button-address = 📌 Адрес
outlet-button-phone = ☎️ Телефон
outlet-button-place = 🗺 Карта
outlet-button-leave-out = ✖ Убрать
outlet-ask-hours = 🕘 <b>Когда открыта точка { $name }?</b> Напишите как на двери, можно в несколько строк, например: Пн–Пт 8:00–20:00, Сб–Вс 9:00–18:00.
outlet-ask-address = 📌 <b>Где находится { $name }?</b> Напишите адрес так, как его знают покупатели, например: Портовая, 12, рядом с рынком.
outlet-ask-phone = ☎️ <b>Какой телефон у точки { $name }?</b> Напишите с кодом страны, например: +7 912 345-67-89.
contact-button = ✉️ Куда писать: { $contact }
contact-ask = ✉️ <b>Куда участникам вам писать?</b> Напишите имя в Telegram, например @corner, телефон, почту или ссылку. Кто пришлёт боту вопрос или фото, узнает, что писать нужно туда.
refusal-phone-unreadable = Не могу прочитать это как телефон. Напишите его с кодом страны, например +7 912 345-67-89.
refusal-contact-unreadable = Не могу прочитать это как контакт. Напишите имя в Telegram, например @corner, телефон, почту или ссылку.
