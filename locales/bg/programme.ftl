# Правилата на програмата с прости думи и формите, с които собственикът ги променя.

# --- по ред на правило; условията следват в скоби ---
rule-earn = <b>{ $points }</b> за всеки { $per }
rule-points-tender = { POINTS(by: 1, start: 1) } се плаща до <b>{ $cap }</b> от покупката, { $points } = { $value }
rule-grant = { $participants-count ->
    [0] <b>{ $points }</b> за регистрация
   *[other] Още <b>{ POINTS($points-count) }</b> за първите { $participants-count }
}
rule-boost = { $when ->
    [hours] <b>Щастливи часове</b>: { POINTS(the: 1) } <b>{ $factor }</b>
   *[other] { POINTS(the: 1, start: 1) } <b>{ $factor }</b>
}{ $categories-count ->
    [0] { "" }
   *[other] { " " }за: { $categories }
}
rule-bonus = <b>{ $points }</b> за покупка{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
rule-discount = <b>{ $percent } отстъпка</b> от цялата покупка
rule-category-discount = <b>{ $percent } отстъпка</b>{ $categories-count ->
    [0] { " " }от всеки артикул
   *[other] : { $categories }
}
rule-money-off = <b>{ $amount } отстъпка</b> от покупка{ $from-count ->
    [0] та
   *[other] { " " }за поне { $from }
}
rule-nth-free = { $gifts-count ->
    [0] <b>{ $every-count } на цената на { $every-before }</b>: най-евтиното е безплатно
   *[other] За { $every } <b>подарък</b>: { $gifts }
}
rule-accumulating-discount = <b>Растяща отстъпка</b>: { $steps }; { rule-window }
rule-coupon = Купон <b>{ $title }</b>: { $kind ->
    [percent] { $percent } отстъпка
    [amount] { $amount } отстъпка
    [points] { $points }
   *[item] безплатен артикул
}
rule-gift-coupon = { $coupon-gives ->
    [none] Купон
   *[other] Купон <b>{ $coupon }</b>
} { $on ->
    [registration] за регистрация
    [birthday] за рождения ден
   *[purchase] с всяка покупка
}{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
rule-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [masculine] Всеки { $nth } { $what } е <b>безплатен</b>
        [feminine] Всяка { $nth } { $what } е <b>безплатна</b>
        [neuter] Всяко { $nth } { $what } е <b>безплатно</b>
       *[none] Всяко { $nth } е <b>безплатно</b>{ $categories-count ->
            [0] { "" }
           *[other] : { $categories }
        }
    }
   *[other] { $reward-gives ->
        [none] <b>Подарък</b>
       *[other] <b>{ $reward }</b>
    } за { $goal }, по един за { $per ->
        [item] всеки артикул
        [purchase] всяка покупка
       *[amount] всеки { $amount }
    }
}
rule-tiers = <b>Нива</b>: { $base }, { $levels }; { rule-window }
rule-birthday = <b>{ $points }</b> за рождения ден, { $days-before-count ->
    [0] в самия ден
   *[other] { $days-before } преди него
}
rule-referral = <b>{ $inviter }</b> за доведен приятел и { $friend } за приятеля – след първата му покупка
rule-window = { $window ->
    [lifetime] брои се завинаги
    [rolling] брои се за { $days }
    [month] брои се от 1-во число всеки месец
   *[year] брои се от 1 януари всяка година
}
name-earn = { $back-count ->
    [0] { POINTS(start: 1) } за покупки
   *[other] Кешбек { $back }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-points-tender = Плащане { POINTS(by: 1) } до { $cap }
name-grant = { $participants-count ->
    [0] За регистрация
   *[other] За първите { $participants-count }
}: { $points }
name-boost = { $when ->
    [hours] Щастливи часове: { POINTS() } { $factor }
    [birthday] Рожден ден: { POINTS() } { $factor }
    [always] { POINTS(start: 1) } { $factor }
   *[other] { $when-text }: { POINTS() } { $factor }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-bonus = +{ $points }{ $from-count ->
    [0] { " " }за покупка
   *[other] { " " }за покупка от { $from }
}
name-discount = { $when ->
    [hours] Щастливи часове: { $percent } отстъпка
    [birthday] Рожден ден: { $percent } отстъпка
    [always] { $percent } отстъпка
   *[other] { $when-text }: { $percent } отстъпка
}
name-category-discount = { $percent } отстъпка{ $categories-count ->
    [0] { " " }от всеки артикул
   *[other] : { $categories }
}
name-money-off = { $amount } отстъпка{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
name-nth-free = { $gifts-count ->
    [0] { $every-count } на цената на { $every-before }{ $categories-count ->
        [0] { "" }
       *[other] : { $categories }
    }
   *[other] За { $every }: { $gifts }
}
name-accumulating-discount = { $steps-count ->
    [0] Растяща отстъпка
   *[other] Отстъпка до { $steps-last-percent }
}
name-coupon = 🎟 { $title }
name-gift-coupon = { $on ->
    [registration] За регистрация:
    [birthday] 🎂
   *[purchase] С покупка:
} { $coupon }
name-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [masculine] Всеки { $nth } { $what } безплатен
        [feminine] Всяка { $nth } { $what } безплатна
        [neuter] Всяко { $nth } { $what } безплатно
       *[none] Всяко { $nth } безплатно{ $categories-count ->
            [0] { "" }
           *[other] : { $categories }
        }
    }
   *[other] { $goal }: { $reward }
}
name-tiers = Нива: { $base }{ $levels-count ->
    [0] { "" }
   *[other] { " – " }{ $levels-last-key }
}
name-birthday = Рожден ден: { $points }
name-referral = Доведи приятел: { $inviter }

# какво още е зададено в правилото, след реда му: първо думите на самата механика, после общите за много
also-points-tender-minimum = при покупки от { $minimum }
also-referral-minimum = от { $minimum }
also-coupon-valid-days = важи { $valid-days }
also-most = най-много { $most } на покупка
also-ladder = { $ladder }
also-categories = само за: { $categories }
also-excluded = без: { $excluded }
also-activation-days = може да се използват след { $activation-days }
also-expiry-days = важат { $expiry-days }
also-milestones = по пътя { $milestones }

# казано в самия ред
also-boost-categories = { "" }
also-category-discount-categories = { "" }
rule-participants-grant = { "" }
also-stamp-card-categories = { $reward-gives ->
    [same] { "" }
   *[other] само за: { $categories }
}
rule-from-bonus = { "" }
rule-from-money-off = { "" }
rule-from-gift-coupon = { "" }

# условията
rule-no-coupon = още не е избран
rule-since = от { $date }
rule-until = до { $date }
rule-from = покупки от { $minimum }
rule-first = първа покупка
rule-not-first = не и първата покупка
rule-participants = първите { $participants ->
    [one] { $participants } член
   *[other] { $participants } членове
}
rule-tiers-only = нива: { $tiers }
rule-outlets-only = къде: { $outlets }
rule-birthday-near = { $days ->
    [0] на рождения ден
    [one] { $days } ден преди и след рождения ден
   *[other] { $days } дни преди и след рождения ден
}

# --- механиките: как се наричат и за какво са ---
mechanic-earn = { POINTS(start: 1) } за покупки
mechanic-earn-help = Колко { POINTS() } се получават за всяка платена сума; за по-големи покупки може да са повече.
mechanic-points-tender = Плащане { POINTS(by: 1) }
mechanic-points-tender-help = { POINTS(by: 1, start: 1) } се плаща част от следваща покупка. Без това правило { POINTS(the: 1) } не може да се използват.
mechanic-grant = { POINTS(start: 1) } за регистрация
mechanic-grant-help = Подарък за нов член. С условието „само за първите“ е оферта за откриването.
mechanic-boost = Повече { POINTS() }
mechanic-boost-help = Умножава { POINTS(the: 1) } от покупка: в понеделник, в слабите часове, за категории, за златни членове.
mechanic-bonus = Бонус { POINTS() }
mechanic-bonus-help = Постоянен брой { POINTS() } за покупка, която отговаря на условията, например от дадена сума.
mechanic-discount = Отстъпка
mechanic-discount-help = Процент от цялата покупка: винаги, в някои дни, за някои членове, около рождения ден.
mechanic-category-discount = Отстъпка по категории
mechanic-category-discount-help = Процент от стоките в избрани категории. Категорията избира касиерът.
mechanic-money-off = Отстъпка в пари
mechanic-money-off-help = Постоянна сума от покупката, обикновено с условие „покупка от …“.
mechanic-nth-free = 3 на цената на 2
mechanic-nth-free-help = В една покупка: от няколко артикула най-евтиният е безплатен или с тях има подарък.
mechanic-accumulating-discount = Растяща отстъпка
mechanic-accumulating-discount-help = Колкото повече е купено, толкова по-голяма е отстъпката: по брой покупки или по сума.
mechanic-coupon = Купон
mechanic-coupon-help = Какво дава купонът. Получава се като подарък, за печати, със съобщение до всички или с общ код.
mechanic-gift-coupon = Купон като подарък
mechanic-gift-coupon-help = Дава купон за регистрация, с покупка (отстъпка следващия път) или за рождения ден.
mechanic-stamp-card = Карта с печати
mechanic-stamp-card-help = Печати за артикули, покупки или похарчена сума; пълната карта дава купон. Излишните печати остават за следващата.
mechanic-tiers = Нива
mechanic-tiers-help = Сребро, злато…: членовете се издигат с покупките. Какво дава нивото, казват други правила с условие „нива“.
mechanic-birthday = { POINTS(start: 1) } за рождения ден
mechanic-birthday-help = Подарък в { POINTS() }; може да дойде няколко дни по-рано, за да има време да се използва.
mechanic-referral = Доведи приятел
mechanic-referral-help = { POINTS(start: 1) } за поканилия и за приятеля, след първата покупка на приятеля.

# --- полета: кратко, за да се съберат на бутон заедно със стойността ---
field-points = { POINTS(start: 1) }
field-points-tender-points = { POINTS(start: 1) } за това
field-per = За всеки
field-ladder = Големи покупки
field-minimum = Покупки от
field-categories = Категории
field-excluded = Без
field-excluded-skus = Без артикули
field-activation-days = Използват се след
field-expiry-days = Важат
field-factor = Колко пъти
field-value = { POINTS(1) } струва
field-cap = Част от покупката до
field-most = Най-много
field-percent = Отстъпка
field-amount = Сума
field-every = Артикули
field-gifts = Подарък от
field-metric = Броим
field-window = За кое време
field-days = Колко дни
field-steps = Стъпала
field-threshold = От
field-title = Име
field-kind = Дава
field-beside = Други купони
field-valid-days = Важи
field-uses = Пъти един купон
field-total = Пъти общо
field-per-member = Пъти на член
field-period-days = На член за време
field-coupon = Купон
field-on = Кога
field-goal = Печати на карта
field-stamp-card-per = Печат за
field-stamp-card-amount = Сума за печат
field-reward = За пълна карта
field-milestones = Подаръци по пътя
field-at = При печат
field-base = Първо ниво
field-levels = Нива
field-key = Име на нивото
field-warn-days = Предупреди преди
field-days-before = Преди рождения ден
field-inviter = За канещия
field-friend = За приятеля
field-referral-minimum = Първа покупка от
field-monthly-cap = Приятели на месец
field-when-since = Първи ден
field-when-until = Последен ден
field-when-weekdays = Дни от седмицата
field-when-hours = Часове
field-when-outlets = Обекти
field-when-tiers = Нива
field-when-first-purchase = Първа покупка
field-when-participants = Само за първите
field-when-birthday = Около рождения ден
field-rule-priority = Приоритет
field-rule-exclusive = Действа само
field-rule-stackable = Добавя се към други
field-settings-confirm-seconds = Време за отговор
field-settings-hold-minutes = { POINTS(the: 1, start: 1) } чакат
field-settings-grace-days = След връщане
field-settings-undo-minutes = Отмяна на касата
field-settings-max-cheque = Най-голяма покупка
field-settings-adjust-per-day = Ръчно на ден
field-settings-in-money = { POINTS(the: 1, start: 1) } като пари
field-settings-receipts-per-day = Покупки на ден
field-settings-static-points-per-day = Без питане, на ден

# --- подсказки: какво прави полето, когато името не казва всичко ---
hint-excluded-skus = Артикулите, както ги знае касата. За тях няма { POINTS() }.
hint-activation-days = Толкова чакат { POINTS(the: 1) }, преди да може да се използват.
hint-cap = Каква част от покупката може да се плати { POINTS(by: 1) }.
hint-per-member = Колко пъти един член може да използва такива купони.
hint-total = Когато са използвани толкова, повече не се приемат.
hint-beside = Може ли в покупката да има и други купони.
hint-warn-days = Колко дни преди да загуби нивото членът научава.
hint-monthly-cap = Другите приятели чакат вашето решение.
hint-nth-free-every = На колко артикула един е безплатен.
hint-when-participants = Само за регистрация: офертата свършва, щом дойдат толкова членове.
hint-when-birthday = Толкова дни преди и след него. Само за членове, които са казали рождения си ден.
hint-rule-priority = Когато две правила са равни или едно действа само, печели по-голямото число.
hint-rule-exclusive = Когато важи това правило, други като него не важат, освен ако приоритетът им е по-голям.
hint-rule-stackable = От няколко отстъпки се взема най-добрата; която се добавя, се взема заедно с нея.
hint-settings-confirm-seconds = Колко време има членът да потвърди, че плаща { POINTS(by: 1) }.
hint-settings-hold-minutes = След това { POINTS(the: 1) }, които чакат отговор, пак са свободни.
hint-settings-grace-days = Толкова важат още след връщане { POINTS(the: 1) }, чийто срок вече е изтекъл.
hint-settings-undo-minutes = Толкова време касиерът може да отмени продажба; после трябва връщане.
hint-settings-max-cheque = Всичко над това се смята за грешка.
hint-settings-adjust-per-day = Колко { POINTS() } един колега може да даде и отнеме ръчно за ден.
hint-settings-in-money = Клиентите и касиерите виждат не брой { POINTS() }, а парите, които се плащат с тях: кешбек. Нужно е едно правило за плащане { POINTS(by: 1) } и една стойност.
hint-settings-receipts-per-day = Повече покупки на един член за ден не се приемат.
hint-settings-static-points-per-day = Колко { POINTS() } един член може да похарчи за ден с код, който не се променя (обикновеният QR, десетте цифри), без потвърждение в чата. 0: винаги да се пита.

# --- какво казва празното поле ---
none-expiry-days = безсрочно
none-ladder = същото
none-categories = всички
none-excluded = без изключения
none-excluded-skus = без изключения
none-most = без граница
none-gifts = най-евтиното
none-milestones = няма
none-steps = няма
none-levels = няма
none-valid-days = безсрочно
none-uses = без граница
none-total = без граница
none-per-member = без граница
none-period-days = винаги
none-when-since = веднага
none-when-until = без край
none-when-weekdays = всеки ден
none-when-hours = цял ден
none-when-outlets = всички
none-when-tiers = всички
none-when-first-purchase = без значение
none-when-participants = за всички
none-when-birthday = без значение
none-title = още без име
none-coupon = не е избран
none-reward = не е избран

# --- какво казва нулата ---
zero-activation-days = веднага
zero-minimum = всяка сума
zero-days-before = в самия ден

# --- примери, които са думи ---
example-activation-days = 14 дни
example-title = Безплатно кафе
example-categories = кафе, чай
example-excluded = цигари
example-excluded-skus = 4601234567890
example-gifts = бисквитки
example-key = злато
example-base = бронз

# --- избор ---
choice-metric-visits = покупки
choice-metric-spend = похарчени пари
choice-metric-points = събрани { POINTS() }
choice-metric-friends = доведени приятели
choice-window-lifetime = завинаги
choice-window-rolling = последните дни
choice-window-month = календарен месец
choice-window-year = календарна година
choice-kind-percent = отстъпка в проценти
choice-kind-amount = отстъпка в пари
choice-kind-item = безплатен артикул
choice-kind-points = { POINTS() }
choice-beside-exclusive = не може
choice-beside-stackable = само съвместими
choice-beside-always = всякакви
choice-on-registration = регистрация
choice-on-purchase = всяка покупка
choice-on-birthday = рожден ден
choice-per-item = всеки артикул
choice-per-purchase = всяка покупка
choice-per-amount = сума

# --- нива за начало ---
level-bronze = Бронз
level-silver = Сребро
level-gold = Злато

# --- стъпала ---
rung-earn-ladder = от { $minimum }: { $points } за всеки { $per }
rung-accumulating-discount-steps = { $threshold } – { $percent }
rung-stamp-card-milestones = { $at }: { $coupon }
rung-tiers-levels = { $key } от { $threshold }

# --- единици ---
unit-points = { POINTS($count) }
unit-days = { $count ->
    [one] { $count } ден
   *[other] { $count } дни
}
unit-minutes = { $count ->
    [one] { $count } минута
   *[other] { $count } минути
}
unit-seconds = { $count ->
    [one] { $count } секунда
   *[other] { $count } секунди
}
unit-items = { $count ->
    [one] { $count } артикул
   *[other] { $count } артикула
}
unit-stamps = { $count ->
    [one] { $count } печат
   *[other] { $count } печата
}
unit-times = { $count ->
    [one] { $count } път
   *[other] { $count } пъти
}
unit-friends = { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}
unit-visits = { $count ->
    [one] { $count } покупка
   *[other] { $count } покупки
}

# --- форми ---
form-title = ✏️ <b>{ $rule }</b> → { $field }
form-now = Сега: <b>{ $value }</b>
form-example = Например: { $example }.
form-least = Поне { $least }.
form-most = Най-много { $most }.
form-between = От { $least } до { $most }.
form-nonsense = 🤔 Не мога да приема { QUOTE($typed) }.
form-stale = Този екран вече не важи. Нищо не е променено.
form-refused = 🤔 Така не става: { $problem }.
form-expect-money = Напишете сума.
form-expect-number = Напишете цяло число.
form-expect-percent = Напишете процент, например 10 или 2,5.
form-expect-factor = Напишете колко пъти, например 2 или 1,5.
form-expect-text = Напишете кратък текст.
form-expect-texts = Напишете ги със запетаи.
form-expect-date = Напишете дата: ден, месец, година.
form-expect-hours = Напишете от колко до колко часа.
form-expect-choice = Натиснете каквото подхожда.
form-expect-rungs = Натиснете ред, за да го промените, или добавете нов.
form-button-yes = Да
form-button-no = Не
form-switched-on = включено
form-switched-off = изключено
form-button-add-rung = ➕ Добави ред
form-button-remove-rung = 🗑 Махни този ред
form-no-choices = Още няма от какво да се избира.
form-no-coupons = Първо направете купон: Всички правила → Добави правило → Купон.

problem-too-small = числото е твърде малко
problem-too-large = числото е твърде голямо
problem-not-rising = всеки ред трябва да започва по-високо от предишния и да дава повече
problem-empty-hours = часовете не бива да започват и да свършват по едно време
problem-too-many = твърде много са
problem-too-long = текстът е твърде дълъг
problem-duplicate = някое име се повтаря или липсва
problem-missing = трябва поне едно
problem-other = това не подхожда

# --- екрани ---
programme-planned = 🗓 Планирана е промяна. Тези правила важат от <b>{ $moment }</b>.
programme-planned-button-withdraw = 🗓 Оттегли планираната промяна
programme-hint = Натиснете правило, за да го промените, включите или изключите.
programme-none = Още няма правила.
programme-more = … и още { $count ->
    [one] { $count } правило
   *[other] { $count } правила
} по-долу.
programme-draft = ✏️ <b>Още не важи:</b>
programme-button-check = 🗓 Не сега, а по-късно
programme-button-drop = 🗑 Отхвърли промените ми
programme-button-add = ➕ Добави правило
programme-button-settings = ⚙️ Общи настройки
programme-button-history = 🕓 Версии
programme-settings-title = ⚙️ <b>Общи настройки</b>
programme-settings = Общи настройки
programme-rule-button-when = 🕐 Условия
programme-rule-button-rank = ⚖️ Заедно с другите
programme-rule-button-more = ⚙️ Още настройки
programme-rule-button-pause = ⚪ Изключи
programme-rule-button-resume = 🟢 Включи
programme-rule-button-remove = 🗑 Махни
programme-when-title = 🕐 <b>{ $rule }</b>: кога важи
programme-rank-title = ⚖️ <b>{ $rule }</b>: заедно с другите правила
programme-rest-title = ⚙️ <b>{ $rule }</b>: рядко променяни настройки
programme-add-title = ➕ <b>Какво да добавим?</b>
programme-add-button-mechanic = ➕ Добави го
programme-add-button-presets = 📚 От готова програма
programme-presets-title = 📚 <b>От коя програма да вземем?</b>
programme-preset-title = 📚 <b>{ $name }</b>: натиснете нужното правило
programme-check-title = 🔎 <b>Проверете, моля</b>
programme-unfinished = ⚠️ { $rule }: { QUOTE($field) } още е празно.
programme-check-when = От кога да важи?
programme-check-joins = Вече е планирана промяна; тази ще важи най-рано заедно с нея. За по-скоро първо оттеглете онази.
programme-check-button-now = ✅ Отсега
programme-check-button-tomorrow = 🗓 От утре
programme-check-button-planned = ✅ С планираната промяна
programme-check-button-date = 🗓 От друг ден
programme-check-since = 🗓 Важи <b>от { $date }</b>
programme-check-now = 🗓 Важи <b>отсега</b>
programme-check-button-confirm = ✅ Пусни
programme-ask-date = 🗓 От кой ден? Напишете датата, например { $example }.
programme-date-past = Този ден е минал. Напишете бъдещ, например { $example }.
programme-date-early = Вече е планирана промяна. Напишете { $planned } или по-късен ден.
programme-done-now = ✅ Готово. Новите правила важат <b>отсега</b>.
programme-done-since = ✅ Готово. Тези правила важат <b>от { $date }</b>
programme-button-undo = ↩️ Отмени
programme-undone = ↩️ Отменено. Правилата са каквито бяха.
programme-withdraw-ask = 🗓 Да оттеглим ли промяната, планирана за <b>{ $moment }</b>? Правилата остават както днес.
programme-withdrawn = 🗓 Оттеглено. Правилата остават както днес.
programme-button-withdraw-yes = Да, оттегли
programme-dropped = Отхвърлено. Правилата са каквито бяха.
programme-button-rules = 📋 Всички правила
programme-conflict = ⚠️ Междувременно <b>{ $name }</b> промени правилата, затова вашите не са пуснати. Ето какво искахте:
programme-button-anew = 👀 Виж как са сега
programme-versions-title = 🕓 <b>Версии на програмата</b>
programme-versions-holds = ✅ { $number } · { $day } · { $name }
programme-versions-planned = 🗓 { $number } · { $day } · { $name }
programme-versions-past = { $number } · { $day } · { $name }
programme-versions-withdrawn = ✖️ { $number } · { $day } · { $name }
programme-version-title = 🕓 <b>Версия { $number }</b>
programme-version-made = Направена от { $name }, { $moment }
programme-version-holds = ✅ Важи от { $moment }
programme-version-planned = 🗓 Ще важи от { $moment }
programme-version-past = Важеше от { $moment }
programme-version-withdrawn = ✖️ Трябваше да важи от { $moment }, но е оттеглена
programme-version-changes = Какво промени:
programme-version-button-back = ↩️ Върни тази версия
programme-version-ask = ↩️ Да върнем ли версия { $number }? Ще се промени следното:
programme-version-button-yes = ✅ Да, отсега
programme-no-difference = Нищо.

diff-field = • { $field }: { $before } → <b>{ $after }</b>
diff-changed = ✏️ { $rule }
diff-off = • включено → <b>изключено</b>
diff-on = • изключено → <b>включено</b>

refusal-programme-changed = Междувременно { $who } промени правилата. Нищо не е направено; моля, вижте ги отново.
refusal-plan-waiting = Планирана е промяна за { $planned_from }. Нека тази важи от същото време или първо оттеглете онази.
refusal-nothing-changed = Правилата вече са такива. Нищо не е променено.
