# Какво чете собственикът.
role-cashier = касиер
role-manager = мениджър
role-owner = собственик
invited-cashier = 🤝 Добре дошли в екипа, { $name }! Вече сте касиер.
invited-manager = 🤝 Добре дошли в екипа, { $name }! Вече сте мениджър.
invited-owner = 🤝 Здравейте, { $name }! Вие сте собственикът тук.

setup-hello = 👋 Здравейте, { $name }! Няколко кратки въпроса и програмата за лоялност тръгва.
setup-step = Въпрос { $step } от { $steps }
setup-ask-name = 🏪 <b>Как се казва бизнесът ви?</b> Напишете името, което клиентите знаят.
setup-ask-currency = 💱 <b>В каква валута продавате?</b> Изберете или напишете буквите, знака или името: EUR, €, тенге.
setup-ask-zone = 🕰 <b>По времето на кой град работите?</b> Изберете, напишете своя град или изпратете местоположение: 📎 → Местоположение.
zone-taken = 🕒 Вашето време е като в { $city }: сега там е { $time }.
setup-button-more = Още ›
setup-ask-language = 🗣 <b>На какъв език четат клиентите ви?</b> На него ще са плакатът и картата в Wallet; в чата всеки избира своя.
setup-ask-preset = ✨ <b>Какъв е бизнесът ви?</b> Натиснете, за да видите правилата.
setup-done = 🎉 <b>{ $name }</b>: отворено!
setup-next = Следва: от „Екип и обекти“ поканете касиер и отпечатайте плакат.

preset-coffee-shop = ☕ Кафене
preset-salon = 💇 Салон
preset-shop = 🛍 Магазин
preset-restaurant = 🍽 Ресторант
preset-title = <b>{ $name }</b>
preset-hint = С тези правила може да започнете веднага.
preset-button-start = ✅ Започни с тези

owner-hello = Здравейте, { $name }!
owner-title =
    🏪 <b>{ $name }</b>
    Какво да погледнем?
owner-button-rules = 📋 Правила
owner-button-today = 📊 Днес
owner-button-team = 🤝 Екип и обекти
owner-button-outlets = 📍 Обекти
owner-button-links = 🔗 Линкове
owner-button-offers = 🎁 Оферти
owner-button-design = 🎨 Карта
offers-title =
    🎁 <b>Оферти</b>
    Това, което връща клиентите: съобщение, купон, напомняне навреме.
work-button-settings = ⚙️ Език и настройки
work-title =
    ⚙️ <b>Настройки</b>
    👤 { $name }, { $role }
    Езикът се сменя само при вас: клиентите и колегите запазват своя.
work-button-card = 💳 Настройки на моята карта

rules-title = 📋 <b>{ $name }</b>: правилата

today-title = 📊 <b>Днес</b>, { $moment }
today-members = 👥 { $count ->
    [one] { $count } член
   *[other] { $count } членове
}, нови днес: { $new }
today-purchases = 🧾 { $count ->
    [one] { $count } покупка
   *[other] { $count } покупки
} за { $turnover } без върнатото
today-issued = ➕ Дадени { POINTS() }: { $points }
today-redeemed = ➖ Използвани { POINTS() }: { $points }
today-liability = ⚖️ Общо { POINTS() } у членовете: { $points }
today-wallets = 📱 Карти в телефоните: { $apple } в Apple Wallet, { $google } в Google Wallet
today-button-refresh = 🔄 Обнови

team-title =
    🤝 <b>Екип и обекти</b>
    { $count ->
        [one] { $count } човек
       *[other] { $count } души
    } · { $places ->
        [one] { $places } обект
       *[other] { $places } обекта
    }
team-button-person = { $name } · { $role }
team-button-invite-cashier = ➕ Покани касиер
team-button-invite-manager = ➕ Покани мениджър
team-ask-outlet = 📍 Къде ще работи?
team-person =
    👤 <b>{ $name }</b>, { $role }
    📍 { $outlet }
team-ask-remove = <b>{ $name }</b>, { $role } ({ $outlet }): да махна ли от екипа? Собствената карта остава.
team-button-remove = Махни от екипа
team-button-remove-yes = Да, махни
team-removed = { $name } вече не е в екипа.
team-invited = Тази покана вече е в чата. За нова отворете екипа отново.
team-invitation =
    ✉️ <b>Покана: { $role }</b>
    Важи веднъж, до { $expires }. Дайте да сканират кода или изпратете линка:
    { $link }
team-share = Елате в нашия екип:

outlets-title = 📍 <b>Обекти</b>
outlets-all = всички обекти
outlets-line = • { $name }
outlets-button-add = ➕ Добави обект
outlets-ask-name = 📍 Как се казва новият обект? Напишете име или адрес.
outlets-added = ✅ <b>{ $name }</b> е добавен.
outlets-line-placed = • { $name } 🗺
outlets-map = 🗺 на картата: до такъв обект телефонът сам показва клиентската карта.
outlets-button-place = 📍 { $name }
outlets-ask-place = 🗺 <b>Къде е { $name }?</b> Изпратете местоположението: 📎 → Местоположение. Може и да препратите място от друг чат.
outlets-button-poster = 🖨 Плакат на този обект
outlets-button-forget = 🗑 Махни от картата
outlets-placed = ✅ <b>{ $name }</b> е на картата. Картите на клиентите научават до минути.
outlets-forgotten = ✅ <b>{ $name }</b> вече не е на картата.

links-title =
    🔗 <b>Линкове за нови членове</b>
    Направете отделен за всяко място, където го виждат, и ще знаете какво води клиенти.
links-button-new = ➕ Нов линк
links-button-link = { $source } · дошли: { $count }
links-ask-outlet = 📍 За кой обект?
links-button-everywhere = За всички
links-ask-source = 🔗 Къде ще бъде линкът? Например: витрина, маса 5, Instagram. Напишете.
links-link =
    🔗 <b>{ $source }</b> · 📍 { $outlet }
    { $link }
    { $count ->
        [0] С него още никой не е дошъл.
        [one] С него е дошъл { $count } човек.
       *[other] С него са дошли { $count } души.
    }
links-button-poster = 🖨 Плакат за печат
links-poster-source = Плакат
links-share = { $name }: вашата карта за лоялност

outlet-title = 📍 <b>{ $name }</b>
outlet-nothing = още не е посочено
outlet-hours = 🕘 Работно време: { $value }
outlet-address = 📌 Адрес: { $value }
outlet-phone = ☎️ Телефон: { $value }
outlet-on-map = 🗺 Отбелязано на картата
outlet-not-on-map = 🗺 Още не е на картата
outlet-where = Членовете виждат това в „Още“ → „Контакти“ и на страницата на картата си.
outlet-button-hours = 🕘 Работно време
outlet-button-address = 📌 Адрес
outlet-button-phone = ☎️ Телефон
outlet-button-place = 🗺 На картата
outlet-button-leave-out = ✖ Махни
outlet-ask-hours = 🕘 <b>Кога работи { $name }?</b> Напишете го както е на вратата, може и на няколко реда, например: Пн–Пт 8:00–20:00, Сб–Нд 9:00–18:00.
outlet-ask-address = 📌 <b>Къде се намира { $name }?</b> Напишете адреса така, както го знаят клиентите, например: ул. Пристанищна 12, до пазара.
outlet-ask-phone = ☎️ <b>Какъв е телефонът на { $name }?</b> Напишете го с кода на държавата, например: +359 88 123 4567.
contact-button = ✉️ Пишете ни: { $contact }
contact-ask = ✉️ <b>Къде да ви пишат членовете?</b> Напишете име в Telegram, например @corner, телефон, имейл или линк. Който изпрати на бота въпрос или снимка, ще научи, че трябва да пише там.
refusal-phone-unreadable = Не мога да прочета това като телефон. Напишете го с кода на държавата, например +359 88 123 4567.
refusal-contact-unreadable = Не мога да прочета това като контакт. Напишете име в Telegram, например @corner, телефон, имейл или линк.
