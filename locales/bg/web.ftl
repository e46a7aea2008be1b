web-language = Български
web-card-apple = Добави в Apple Wallet
web-card-apple-all = Добави картата с купоните в Apple Wallet
web-card-google = Добави в Google Wallet
web-card-points = { POINTS($points, only: "word") }
web-card-cashback = кешбек
web-card-worth = това са { $money }
web-frozen = ❄️ Картата е замразена: докато не я размразят, по нея не се трупа и не се харчи. Попитайте на касата.
web-card-bot = Отвори в Telegram
web-card-phone = Телефонът ви е наблизо? Насочете камерата тук.
web-card-phone-code = Код, който отваря тази страница на телефон
web-card-show = Покажи кода тук
web-code-hint = Покажете този код на касата: с него може и да платите със събраното. Кодът се сменя сам.
web-code-alt = Код за касата, валиден до { $until }
web-code-again = Покажи кода отново
web-code-rests = Кодът е скрит, за да не го види някой друг.
web-climb = { $missing } до ниво { QUOTE($tier) }
web-stamps = { $have } от { $goal }
web-points = { POINTS($points) }
web-bonus = 🎁 { $gift } за картата във вашия телефон
web-bonus-until = офертата важи до { $date } включително
web-gift = Чака ви
web-gift-next = { $left ->
    [one] Още { $left } печат до подаръка
   *[other] Още { $left } печата до подаръка
}
web-coupon-show = Покажете този код на касата
web-earn = Как се събира
web-earn-rate = { $points } за всеки { $money }
web-earn-boost = { $kind ->
    [cashback] кешбек
   *[points] { POINTS() }
} { $factor }
web-earn-more = При покупка от { $minimum }: { $points } за всеки { $money }
web-earn-discount = Отстъпка { $percent } от всяка покупка
web-earn-pay = { $kind ->
    [cashback] С кешбека
   *[points] { POINTS(by: 1, start: 1) }
} се плаща до { $percent } от покупката
web-earn-birthday = { $points } за рождения ден
web-earn-friend = { $points } за доведен приятел
web-earn-but = без: { $goods }
web-map = На картата
web-coupon = Купон
web-coupon-until = валиден до { $date } включително
web-more = и още { $count }
web-expires = Валидни до
web-history = Последни промени
web-contacts = Контакти
web-app-card = Карта
web-app-rewards = Награди
web-app-history = История
web-app-invite = Покана
web-app-chat = Към чата
web-app-bright = Ако скенерът не вижда кода, увеличете яркостта на екрана.
web-app-nothing = Тук още няма нищо.
web-app-invite-title = Поканете приятел
web-app-friend-gets = За приятеля ви: { $points }
web-app-you-gets = За вас: { $points }
web-app-invite-from = Идват, когато приятелят ви за първи път купи за { $money } или повече
web-app-invite-any = Идват с първата покупка на приятеля ви
web-app-invite-code = Нека приятелят ви насочи камерата към този код
web-app-invite-send = Изпрати на приятел
web-app-invite-text = Елате и вие: { $shop }
web-app-wait = Отваряме картата ви…
web-app-away = Няма връзка. Опитваме отново…
web-app-old = Картата е отворена твърде отдавна. Затворете я и я отворете отново от чата.
web-app-newcomer = Все още нямате карта тук. Пишете на бота: отнема половин минута.
web-app-outside = Отворете тази страница от чата с бота: бутонът е под картата ви.
web-error-missing-title = Тук няма нищо
web-error-missing-text = Може би линкът е стар или не е копиран докрай. Отворете бота и вземете картата си оттам.
web-error-busy-title = Един момент, моля
web-error-busy-text = В момента сме претоварени. Опитайте отново след минута.
web-error-ours-title = Не се получи
web-error-ours-text = Грешката е наша, не ваша. Опитайте след минута, а ако продължава, кажете на персонала.
web-error-id = Номер на грешката: { $id }
