# Правила программы простыми словами и формы, в которых их меняет владелец.

# --- по строке на правило; условия следуют в скобках ---
rule-earn = <b>{ $points }</b> за каждые { $per }
rule-points-tender = { POINTS(start: 1) } оплачивают до <b>{ $cap }</b> покупки, { $points } = { $value }
rule-grant = { $participants-count ->
    [0] <b>{ $points }</b> за регистрацию
   *[other] Ещё <b>{ POINTS($points-count) }</b> первым { $participants-count } участникам
}
rule-boost = { $when ->
    [hours] <b>Счастливые часы</b>: { POINTS() } <b>{ $factor }</b>
   *[other] { POINTS(start: 1) } <b>{ $factor }</b>
}{ $categories-count ->
    [0] { "" }
   *[other] { " " }за: { $categories }
}
rule-bonus = <b>{ $points }</b> за покупку{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
rule-discount = <b>Скидка { $percent }</b> на всю покупку
rule-category-discount = <b>Скидка { $percent }</b>{ $categories-count ->
    [0] { " " }на каждый товар
   *[other] : { $categories }
}
rule-money-off = <b>Скидка { $amount }</b> на покупку{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
rule-nth-free = { $gifts-count ->
    [0] <b>{ $every-count } по цене { $every-before }</b>: самый дешёвый бесплатно
   *[other] За { $every } <b>подарок</b>: { $gifts }
}
rule-accumulating-discount = <b>Растущая скидка</b>: { $steps }; { rule-window }
rule-coupon = Купон <b>{ $title }</b>: { $kind ->
    [percent] скидка { $percent }
    [amount] скидка { $amount }
    [points] { $points }
   *[item] товар бесплатно
}
rule-gift-coupon = { $coupon-gives ->
    [none] Купон
   *[other] Купон <b>{ $coupon }</b>
} { $on ->
    [registration] за регистрацию
    [birthday] ко дню рождения
   *[purchase] с каждой покупкой
}{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
rule-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [masculine] Каждый { $nth } { $what } <b>в подарок</b>
        [feminine] Каждая { $nth } { $what } <b>в подарок</b>
        [neuter] Каждое { $nth } { $what } <b>в подарок</b>
       *[none] Каждый { $nth } { $categories-count ->
            [0] товар <b>в подарок</b>
           *[other] <b>в подарок</b>: { $categories }
        }
    }
   *[other] { $reward-gives ->
        [none] <b>Подарок</b>
       *[other] <b>{ $reward }</b>
    } за { $goal }, по одному за { $per ->
        [item] товар
        [purchase] покупку
       *[amount] каждые { $amount }
    }
}
rule-tiers = <b>Уровни</b>: { $base }, { $levels }; { rule-window }
rule-birthday = <b>{ $points }</b> ко дню рождения, { $days-before-count ->
    [0] в сам день
   *[other] за { $days-before }
}
rule-referral = <b>{ $inviter }</b> за приглашённого друга и { $friend } другу — после его первой покупки
rule-window = { $window ->
    [lifetime] считается всё время
    [rolling] считается за { $days }
    [month] считается с 1-го числа каждого месяца
   *[year] считается с 1 января каждого года
}
name-earn = { $back-count ->
    [0] { POINTS(start: 1) } за покупки
   *[other] Кешбэк { $back }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-points-tender = { POINTS(start: 1) }: до { $cap } покупки
name-grant = { $participants-count ->
    [0] За регистрацию
   *[other] Первым { $participants-count }
}: { $points }
name-boost = { $when ->
    [hours] Счастливые часы: { POINTS() } { $factor }
    [birthday] День рождения: { POINTS() } { $factor }
    [always] { POINTS(start: 1) } { $factor }
   *[other] { $when-text }: { POINTS() } { $factor }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-bonus = +{ $points }{ $from-count ->
    [0] { " " }за покупку
   *[other] { " " }за покупку от { $from }
}
name-discount = { $when ->
    [hours] Счастливые часы: скидка { $percent }
    [birthday] День рождения: скидка { $percent }
    [always] Скидка { $percent }
   *[other] { $when-text }: скидка { $percent }
}
name-category-discount = Скидка { $percent }{ $categories-count ->
    [0] { " " }на каждый товар
   *[other] : { $categories }
}
name-money-off = Скидка { $amount }{ $from-count ->
    [0] { "" }
   *[other] { " " }от { $from }
}
name-nth-free = { $gifts-count ->
    [0] { $every-count } по цене { $every-before }{ $categories-count ->
        [0] { "" }
       *[other] : { $categories }
    }
   *[other] За { $every }: { $gifts }
}
name-accumulating-discount = { $steps-count ->
    [0] Растущая скидка
   *[other] Скидка до { $steps-last-percent }
}
name-coupon = 🎟 { $title }
name-gift-coupon = { $on ->
    [registration] За регистрацию:
    [birthday] 🎂
   *[purchase] С покупкой:
} { $coupon }
name-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [masculine] Каждый { $nth } { $what } в подарок
        [feminine] Каждая { $nth } { $what } в подарок
        [neuter] Каждое { $nth } { $what } в подарок
       *[none] Каждый { $nth } { $categories-count ->
            [0] товар в подарок
           *[other] в подарок: { $categories }
        }
    }
   *[other] { $goal }: { $reward }
}
name-tiers = Уровни: { $base }{ $levels-count ->
    [0] { "" }
   *[other] { " – " }{ $levels-last-key }
}
name-birthday = День рождения: { $points }
name-referral = Приведи друга: { $inviter }

# что ещё задано в правиле, после его строки: сперва слова самой механики, затем общие для многих
also-points-tender-minimum = для покупок от { $minimum }
also-referral-minimum = от { $minimum }
also-coupon-valid-days = действует { $valid-days }
also-most = не больше { $most } за покупку
also-ladder = { $ladder }
also-categories = только на: { $categories }
also-excluded = кроме: { $excluded }
also-activation-days = можно тратить через { $activation-days }
also-expiry-days = действуют { $expiry-days }
also-milestones = по пути { $milestones }

# сказано в самой строке
also-boost-categories = { "" }
also-category-discount-categories = { "" }
rule-participants-grant = { "" }
also-stamp-card-categories = { $reward-gives ->
    [same] { "" }
   *[other] только за: { $categories }
}
rule-from-bonus = { "" }
rule-from-money-off = { "" }
rule-from-gift-coupon = { "" }

# условия
rule-no-coupon = пока не выбран
rule-since = с { $date }
rule-until = до { $date }
rule-from = покупки от { $minimum }
rule-first = первая покупка
rule-not-first = не первая покупка
rule-participants = первые { $participants ->
    [one] { $participants } участник
    [few] { $participants } участника
   *[other] { $participants } участников
}
rule-tiers-only = уровни: { $tiers }
rule-outlets-only = где: { $outlets }
rule-birthday-near = { $days ->
    [0] в день рождения
    [one] { $days } день до и после дня рождения
    [few] { $days } дня до и после дня рождения
   *[other] { $days } дней до и после дня рождения
}

# --- механики: как называются и зачем нужны ---
mechanic-earn = { POINTS(start: 1) } за покупки
mechanic-earn-help = { POINTS(start: 1) } за каждую сумму, уплаченную деньгами; за большие покупки можно давать больше.
mechanic-points-tender = Списание { POINTS(of: 1) }
mechanic-points-tender-help = { POINTS(start: 1) } оплачивают часть следующей покупки. Без этого правила их не потратить.
mechanic-grant = { POINTS(start: 1) } за регистрацию
mechanic-grant-help = Подарок новому участнику. С условием «только первым» это предложение к открытию.
mechanic-boost = Больше { POINTS(of: 1) }
mechanic-boost-help = Умножает { POINTS() } за покупку: по понедельникам, в тихие часы, на категории, для золотых участников.
mechanic-bonus = { POINTS(start: 1) } дополнительно
mechanic-bonus-help = Постоянное число { POINTS(of: 1) } за покупку, которая подходит под условия, например от какой-то суммы.
mechanic-discount = Скидка
mechanic-discount-help = Процент от всей покупки: всегда, в какие-то дни, для кого-то, ко дню рождения.
mechanic-category-discount = Скидка на категории
mechanic-category-discount-help = Процент на товары выбранных категорий. Категорию выбирает кассир.
mechanic-money-off = Скидка суммой
mechanic-money-off-help = Постоянная сумма скидки, обычно с условием «покупка от …».
mechanic-nth-free = Каждый N-й бесплатно
mechanic-nth-free-help = В одной покупке: из нескольких товаров самый дешёвый бесплатно или с ними подарок.
mechanic-accumulating-discount = Растущая скидка
mechanic-accumulating-discount-help = Чем больше куплено, тем больше скидка: по числу покупок или по сумме.
mechanic-coupon = Купон
mechanic-coupon-help = Что даёт купон. Его получают в подарок, за штампы, в рассылке или по общему коду.
mechanic-gift-coupon = Купон в подарок
mechanic-gift-coupon-help = Дарит купон за регистрацию, с покупкой (скидка в следующий раз) или ко дню рождения.
mechanic-stamp-card = Карта со штампами
mechanic-stamp-card-help = Штампы за товары, покупки или деньги; полная карта даёт купон. Лишние штампы переходят дальше.
mechanic-tiers = Уровни
mechanic-tiers-help = Серебро, золото…: участники поднимаются по мере покупок. Что даёт уровень, говорят другие правила с условием «уровни».
mechanic-birthday = { POINTS(start: 1) } ко дню рождения
mechanic-birthday-help = { POINTS(start: 1) } в подарок, чтобы успеть их потратить.
mechanic-referral = Приведи друга
mechanic-referral-help = { POINTS(start: 1) } тому, кто пригласил, и другу — после первой покупки друга.

# --- поля: коротко, чтобы поместились на кнопке вместе со значением ---
field-points = { POINTS(start: 1) }
field-points-tender-points = { POINTS(of: 1, start: 1) } за это
field-per = За каждые
field-ladder = Большие покупки
field-minimum = Покупки от
field-categories = Категории
field-excluded = Кроме
field-excluded-skus = Кроме артикулов
field-activation-days = Тратить через
field-expiry-days = Действуют
field-factor = Во сколько раз
field-value = { POINTS(1, only: "word", start: 1) } оплачивает
field-cap = Часть покупки до
field-most = Не больше
field-percent = Скидка
field-amount = Сумма
field-every = Товаров
field-gifts = Подарок из
field-metric = Считаем
field-window = За какое время
field-days = Сколько дней
field-steps = Ступени
field-threshold = От
field-title = Название
field-kind = Даёт
field-beside = Другие купоны
field-valid-days = Действует
field-uses = Один купон действует
field-total = Всего на всех
field-per-member = На участника
field-period-days = На участника за
field-coupon = Купон
field-on = Когда
field-goal = Штампов на карте
field-stamp-card-per = Штамп за
field-stamp-card-amount = Сумма за штамп
field-reward = За полную карту
field-milestones = Подарки по пути
field-at = На штампе
field-base = Первый уровень
field-levels = Уровни
field-key = Название уровня
field-warn-days = Предупредить за
field-days-before = До дня рождения
field-inviter = Пригласившему
field-friend = Другу
field-referral-minimum = Первая покупка от
field-monthly-cap = Друзей в месяц
field-when-since = Первый день
field-when-until = Последний день
field-when-weekdays = Дни недели
field-when-hours = Часы
field-when-outlets = Точки
field-when-tiers = Уровни
field-when-first-purchase = Первая покупка
field-when-participants = Только первым
field-when-birthday = Около дня рождения
field-rule-priority = Приоритет
field-rule-exclusive = Действует одно
field-rule-stackable = Складывается
field-settings-confirm-seconds = Время на ответ
field-settings-hold-minutes = { POINTS(start: 1) } отложены на
field-settings-grace-days = После возврата
field-settings-undo-minutes = Отмена на кассе
field-settings-max-cheque = Самая большая покупка
field-settings-adjust-per-day = Вручную в день
field-settings-in-money = { POINTS(start: 1) } деньгами
field-settings-receipts-per-day = Покупок в день
field-settings-static-points-per-day = Без вопроса, в день

# --- подсказки: что делает поле, если название говорит не всё ---
hint-excluded-skus = Артикулы, как их знает касса. За них { POINTS() } не начисляются.
hint-activation-days = Столько { POINTS() } ждут, прежде чем их можно тратить.
hint-cap = Какую часть покупки могут оплатить { POINTS() }.
hint-per-member = Сколько раз один участник может применить такие купоны.
hint-total = Когда применят столько, больше купоны не принимаются.
hint-beside = Можно ли применить в одной покупке другие купоны.
hint-warn-days = За сколько дней участник узнает, что может потерять уровень.
hint-monthly-cap = Остальные друзья ждут вашего решения.
hint-nth-free-every = На сколько товаров один бесплатно.
hint-when-participants = Только для регистрации: предложение кончится, когда придёт столько участников.
hint-when-birthday = Столько дней до и после. Только для тех, кто назвал свой день рождения.
hint-rule-priority = Если два правила равны или одно действует без других, побеждает большее число.
hint-rule-exclusive = Когда действует это правило, другие такие же не действуют, если их приоритет не больше.
hint-rule-stackable = Из нескольких скидок берётся лучшая; та, что складывается, прибавляется к ней.
hint-settings-confirm-seconds = Сколько времени у участника, чтобы подтвердить списание { POINTS(of: 1) }.
hint-settings-hold-minutes = Потом { POINTS() }, которые ждали ответа, снова свободны.
hint-settings-grace-days = Столько ещё действуют после возврата { POINTS() }, чей срок уже вышел.
hint-settings-undo-minutes = Столько времени кассир может отменить продажу; потом — только возврат.
hint-settings-max-cheque = Всё, что больше, считается опечаткой.
hint-settings-adjust-per-day = Сколько { POINTS(of: 1) } один сотрудник может начислить и снять вручную за день.
hint-settings-in-money = Покупатели и кассиры видят не число { POINTS(of: 1) }, а деньги, которые ими можно оплатить: кешбэк. Нужно одно правило списания и одна цена { POINTS(1, only: "word", of: 1) }.
hint-settings-receipts-per-day = Больше покупок одного участника за день не принимается.
hint-settings-static-points-per-day = Сколько { POINTS(of: 1) } один участник может потратить за день по неизменному коду (обычный QR, десять цифр) без подтверждения в чате. 0: спрашивать всегда.

# --- что говорит пустое поле ---
none-expiry-days = бессрочно
none-ladder = как обычные
none-categories = все
none-excluded = без исключений
none-excluded-skus = без исключений
none-most = без предела
none-gifts = самого дешёвого
none-milestones = нет
none-steps = нет
none-levels = нет
none-valid-days = бессрочно
none-uses = без предела
none-total = без предела
none-per-member = без предела
none-period-days = всё время
none-when-since = сразу
none-when-until = без конца
none-when-weekdays = каждый день
none-when-hours = весь день
none-when-outlets = все
none-when-tiers = все
none-when-first-purchase = неважно
none-when-participants = нет
none-when-birthday = неважно
none-title = пока без названия
none-coupon = не выбран
none-reward = не выбран

# --- что говорит ноль ---
zero-activation-days = сразу
zero-minimum = любой суммы
zero-days-before = в сам день

# --- примеры, которые сами слова ---
example-activation-days = 14 дней
example-title = Кофе в подарок
example-categories = кофе, чай
example-excluded = табак
example-excluded-skus = 4601234567890
example-gifts = печенье
example-key = золото
example-base = бронза

# --- выбор ---
choice-metric-visits = покупки
choice-metric-spend = деньги
choice-metric-points = { POINTS() }
choice-metric-friends = приглашённых друзей
choice-window-lifetime = за всё время
choice-window-rolling = за последние дни
choice-window-month = за календарный месяц
choice-window-year = за календарный год
choice-kind-percent = скидку в процентах
choice-kind-amount = скидку суммой
choice-kind-item = товар бесплатно
choice-kind-points = { POINTS() }
choice-beside-exclusive = никаких
choice-beside-stackable = те, что тоже можно
choice-beside-always = всегда можно
choice-on-registration = регистрация
choice-on-purchase = каждая покупка
choice-on-birthday = день рождения
choice-per-item = каждый товар
choice-per-purchase = каждую покупку
choice-per-amount = сумму

# --- уровни для начала ---
level-bronze = Бронза
level-silver = Серебро
level-gold = Золото

# --- ступени ---
rung-earn-ladder = от { $minimum }: { $points } за каждые { $per }
rung-accumulating-discount-steps = { $threshold } — { $percent }
rung-stamp-card-milestones = { $at }: { $coupon }
rung-tiers-levels = { $key } от { $threshold }

# --- единицы ---
unit-points = { POINTS($count) }
unit-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
unit-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
   *[other] { $count } минут
}
unit-seconds = { $count ->
    [one] { $count } секунда
    [few] { $count } секунды
   *[other] { $count } секунд
}
unit-items = { $count ->
    [one] { $count } товар
    [few] { $count } товара
   *[other] { $count } товаров
}
unit-stamps = { $count ->
    [one] { $count } штамп
    [few] { $count } штампа
   *[other] { $count } штампов
}
unit-times = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[other] { $count } раз
}
unit-friends = { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[other] { $count } друзей
}
unit-visits = { $count ->
    [one] { $count } покупка
    [few] { $count } покупки
   *[other] { $count } покупок
}

# --- формы ---
form-title = ✏️ <b>{ $rule }</b> → { $field }
form-now = Сейчас: <b>{ $value }</b>
form-example = Например: { $example }.
form-least = Не меньше { $least }.
form-most = Не больше { $most }.
form-between = От { $least } до { $most }.
form-nonsense = 🤔 Не могу принять { QUOTE($typed) }.
form-stale = Этот экран устарел. Ничего не изменилось.
form-refused = 🤔 Так не получится: { $problem }.
form-expect-money = Введите сумму.
form-expect-number = Введите целое число.
form-expect-percent = Введите проценты, например 10 или 2,5.
form-expect-factor = Введите, во сколько раз: например 2 или 1,5.
form-expect-text = Введите короткий текст.
form-expect-texts = Введите через запятую.
form-expect-date = Введите дату: день, месяц, год.
form-expect-hours = Введите, с какого часа до какого.
form-expect-choice = Нажмите, что подходит.
form-expect-rungs = Нажмите строку, чтобы изменить её, или добавьте новую.
form-button-yes = Да
form-button-no = Нет
form-switched-on = включено
form-switched-off = выключено
form-button-add-rung = ➕ Добавить строку
form-button-remove-rung = 🗑 Убрать эту строку
form-no-choices = Выбирать пока не из чего.
form-no-coupons = Сначала создайте купон: Все правила → Добавить правило → Купон.

problem-too-small = число слишком маленькое
problem-too-large = число слишком большое
problem-not-rising = каждая ступень должна быть выше предыдущей и давать больше
problem-empty-hours = часы не должны начинаться и кончаться в одно время
problem-too-many = их слишком много
problem-too-long = текст слишком длинный
problem-duplicate = название повторяется или пустое
problem-missing = нужно хотя бы одно
problem-other = это не подходит

# --- экраны ---
programme-planned = 🗓 Запланировано изменение. Эти правила действуют с <b>{ $moment }</b>.
programme-planned-button-withdraw = 🗓 Отозвать запланированное
programme-hint = Нажмите правило, чтобы изменить его, включить или выключить.
programme-none = Правил пока нет.
programme-more = … и ещё { $count ->
    [one] { $count } правило
    [few] { $count } правила
   *[other] { $count } правил
} ниже.
programme-draft = ✏️ <b>Ещё не действует:</b>
programme-button-check = 🗓 Не сейчас, а позже
programme-button-drop = 🗑 Сбросить мои изменения
programme-button-add = ➕ Добавить правило
programme-button-settings = ⚙️ Общие настройки
programme-button-history = 🕓 Версии
programme-settings-title = ⚙️ <b>Общие настройки</b>
programme-settings = Общие настройки
programme-rule-button-when = 🕐 Условия
programme-rule-button-rank = ⚖️ Вместе с другими
programme-rule-button-more = ⚙️ Ещё настройки
programme-rule-button-pause = ⚪ Выключить
programme-rule-button-resume = 🟢 Включить
programme-rule-button-remove = 🗑 Убрать
programme-when-title = 🕐 <b>{ $rule }</b>: когда действует
programme-rank-title = ⚖️ <b>{ $rule }</b>: вместе с другими правилами
programme-rest-title = ⚙️ <b>{ $rule }</b>: то, что меняют редко
programme-add-title = ➕ <b>Что добавим?</b>
programme-add-button-mechanic = ➕ Добавить
programme-add-button-presets = 📚 Из готовой программы
programme-presets-title = 📚 <b>Из какой программы взять?</b>
programme-preset-title = 📚 <b>{ $name }</b>: нажмите нужное правило
programme-check-title = 🔎 <b>Проверьте, пожалуйста</b>
programme-unfinished = ⚠️ { $rule }: { QUOTE($field) } пока не заполнено.
programme-check-when = С какого дня это действует?
programme-check-joins = Изменение уже запланировано; это начнёт действовать не раньше него. Чтобы быстрее, сначала отзовите то.
programme-check-button-now = ✅ С этого момента
programme-check-button-tomorrow = 🗓 С завтрашнего дня
programme-check-button-planned = ✅ Вместе с запланированным
programme-check-button-date = 🗓 С другого дня
programme-check-since = 🗓 Действует <b>с { $date }</b>
programme-check-now = 🗓 Действует <b>прямо сейчас</b>
programme-check-button-confirm = ✅ Включить
programme-ask-date = 🗓 С какого дня? Введите дату, например { $example }.
programme-date-past = Этот день прошёл. Введите будущий, например { $example }.
programme-date-early = Изменение уже запланировано. Введите { $planned } или более поздний день.
programme-done-now = ✅ Готово. Новые правила <b>уже действуют</b>.
programme-done-since = ✅ Готово. Эти правила действуют <b>с { $date }</b>
programme-button-undo = ↩️ Отменить
programme-undone = ↩️ Отменено. Правила такие же, как были.
programme-withdraw-ask = 🗓 Отозвать изменение, запланированное на <b>{ $moment }</b>? Правила останутся как сегодня.
programme-withdrawn = 🗓 Отозвано. Правила останутся как сегодня.
programme-button-withdraw-yes = Да, отозвать
programme-dropped = Сброшено. Правила такие же, как были.
programme-button-rules = 📋 Все правила
programme-conflict = ⚠️ Тем временем правила изменились (автор: <b>{ $name }</b>), поэтому ваши не включены. Вот что вы хотели:
programme-button-anew = 👀 Посмотреть, как сейчас
programme-versions-title = 🕓 <b>Версии программы</b>
programme-versions-holds = ✅ { $number } · { $day } · { $name }
programme-versions-planned = 🗓 { $number } · { $day } · { $name }
programme-versions-past = { $number } · { $day } · { $name }
programme-versions-withdrawn = ✖️ { $number } · { $day } · { $name }
programme-version-title = 🕓 <b>Версия { $number }</b>
programme-version-made = Автор: { $name }, { $moment }
programme-version-holds = ✅ Действует с { $moment }
programme-version-planned = 🗓 Будет действовать с { $moment }
programme-version-past = Действовала с { $moment }
programme-version-withdrawn = ✖️ Должна была действовать с { $moment }, но отозвана
programme-version-changes = Что изменила:
programme-version-button-back = ↩️ Вернуться к этой версии
programme-version-ask = ↩️ Вернуться к версии { $number }? Изменится вот что:
programme-version-button-yes = ✅ Да, прямо сейчас
programme-no-difference = Изменений нет.

diff-field = • { $field }: { $before } → <b>{ $after }</b>
diff-changed = ✏️ { $rule }
diff-off = • включено → <b>выключено</b>
diff-on = • выключено → <b>включено</b>

refusal-programme-changed = Тем временем правила изменились (автор: { $who }). Ничего не сделано; посмотрите их заново.
refusal-plan-waiting = Изменение запланировано на { $planned_from }. Пусть это действует с того же времени, или сначала отзовите то.
refusal-nothing-changed = Правила уже такие. Ничего не изменено.
