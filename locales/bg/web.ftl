web-language = Български
web-card-apple = Добавяне в Apple Wallet
web-card-apple-all = Добавяне заедно с купоните
web-card-google = Добавяне в Google Wallet
web-card-points = { $points ->
    [one] точка
   *[other] точки
}
web-card-cashback = кешбек
web-card-worth = това са { $money }
web-card-bot = Отваряне в Telegram
web-card-phone = Телефонът ви е наблизо? Насочете камерата тук.
web-card-phone-code = Код, който отваря тази страница на телефон
web-card-show = Покажи кода тук
web-code-hint = Покажете този код на касата: с него може и да платите със събраното. Кодът се сменя сам.
web-code-alt = Код за касата, валиден до { $until }
web-code-again = Покажи кода отново
web-code-rests = Кодът е скрит, за да не го види някой друг.
web-climb = { $missing } до ниво „{ $tier }“
web-stamps = { $have } от { $goal }
web-coupons = Купони
web-coupon = Купон
web-coupon-until = валиден до { $date } включително
web-expires = Валидни до
web-history = Последни промени
web-contacts = Контакти
web-app-wait = Отваряме картата ви…
web-app-away = Няма връзка. Опитваме отново…
web-app-old = Картата е отворена твърде отдавна. Затворете я и я отворете отново от чата.
web-app-newcomer = Все още нямате карта тук. Пишете на бота: отнема половин минута.
web-app-outside = Отворете тази страница от чата с бота: бутонът е под картата ви.
web-error-missing-title = Тук няма нищо
web-error-missing-text = Може би връзката е стара или не е копирана докрай. Отворете бота и вземете картата си оттам.
web-error-busy-title = Един момент, моля
web-error-busy-text = В момента сме претоварени. Опитайте отново след минута.
web-error-ours-title = Не се получи
web-error-ours-text = Грешката е наша, не ваша. Опитайте след минута, а ако продължава, кажете на персонала.
web-error-id = Номер на грешката: { $id }
