# Former customers: their lists, the messages that win them back, and cards that come together.
owner-button-former = 🧾 Предишни клиенти

former-title =
    🧾 <b>Предишни клиенти</b>
    Донесете стария си списък: всеки получава своя карта и { POINTS(the: 1) }, които е имал. Линк по SMS ги връща при вас.
former-button-new-import = 📥 Качи списък
former-button-new-winback = 💬 Покани със SMS
former-button-import = { $mark } { $day } · { $name }
former-button-winback = { $mark } { $day } · { $text }

import-ask-file =
    📥 <b>Изпратете списъка като файл</b>: Excel (.xlsx, .xls), .ods или CSV, до { $megabytes } MB и { $limit } реда.
    Полезни колони: име, телефон, имейл, рожден ден, { POINTS() }, номер на карта, последно посещение, език, съгласие. Нищо не се записва, преди да сте видели какво ще стане.
import-title = 📄 <b>{ $name }</b>
import-new = { $count ->
    [one] ✅ <b>{ $count } нов клиент</b>
   *[other] ✅ <b>{ $count } нови клиенти</b>
}
import-known = { $count ->
    [one] 👤 { $count } вече е член: нищо не се удвоява
   *[other] 👤 { $count } вече са членове: нищо не се удвоява
}
import-twice = { $count ->
    [one] 👥 { $count } ред е за някого, който вече е по-горе
   *[other] 👥 { $count } реда са за хора, които вече са по-горе
}
import-bad = { $count ->
    [one] ⚠️ { $count } ред не може да се вземе:
   *[other] ⚠️ { $count } реда не могат да се вземат:
}
import-fault = • ред { $line }: { $why }
import-problem-phone = не е телефон: { QUOTE($value) }
import-problem-country = номерът е без код на държава: { QUOTE($value) }
import-problem-email = не е имейл адрес: { QUOTE($value) }
import-problem-nobody = няма нито телефон, нито имейл
import-problem-birthday = не е дата: { QUOTE($value) }
import-problem-points = не е брой { POINTS() }: { QUOTE($value) }
import-problem-formula = формула без резултат: { QUOTE($value) }. Отворете файла в Excel или LibreOffice, запазете го и го изпратете пак
import-problem-visit = не е дата: { QUOTE($value) }
import-problem-several = този имейл е на няколко души: { QUOTE($value) }
import-problem-twice = този клиент вече е по-горе; { POINTS(the: 1) } от този ред не са добавени
import-problem-frozen = сметката е замразена; { POINTS(the: 1) } от този ред не са добавени
import-problem-taken = междувременно някой друг е взел този номер
import-nothing = { $count ->
    [one] ✂️ { $count } клетка не казва нищо и не се взема: { $cells }
   *[other] ✂️ { $count } клетки не казват нищо и не се вземат: { $cells }
}
import-rounded = { $count ->
    [one] ⭐ { POINTS(the: 1, start: 1) } са цели: { $count } число се закръгля надолу: { $cells }
   *[other] ⭐ { POINTS(the: 1, start: 1) } са цели: { $count } числа се закръглят надолу: { $cells }
}
import-samples = Ето как ще изглеждат:
import-sample = • { $told }
import-points = ⭐ Общо { POINTS() }: { $points }
import-agreed = { $count ->
    [0] 📣 Никой не е отбелязан като съгласен с реклама
    [one] 📣 { $count } е съгласен с реклама
   *[other] 📣 { $count } са съгласни с реклама
}
import-country = 🌍 Номера без код: { $country } { $code }
import-ask-country = 🌍 <b>От коя държава са номерата без код?</b> Сега: { $country } { $code }
import-ask-order = 🗓 <b>Денят и месецът тук са ту в единия, ту в другия ред. Кой ден е 05/06?</b> Докато не отговорите, неясните дати не се вземат.
import-order = 🗓 Денят и месецът тук са ту в единия, ту в другия ред: неясните дати се четат, както казахте
import-short-years = 🗓 Година от две цифри: до тазгодишната е от този век, по-големите са от миналия
import-letters = 🔡 Буквите са прочетени като { $letters }: { $names }
import-ask-letters = 🔡 <b>На кой ред имената са верни?</b> Самият файл не казва с какви букви е записан.
import-button-letters = 🔡 Букви
import-button-columns = 🔤 Колони
import-button-countries = 🌍 Държава
import-button-consents = 📣 Кой е съгласен с реклама
import-button-points-leave = ⭐ { POINTS(start: 1) } на членовете: остават
import-button-points-add = ⭐ { POINTS(start: 1) } на членовете: добавят се
import-button-report = 📄 Редовете с грешки като файл
import-button-run = { $count ->
    [one] 📥 Въведи { $count } клиент
   *[other] 📥 Въведи { $count } клиенти
}
import-button-delete = 🗑 Изтрий
import-button-delete-yes = Да, изтрий
import-ask-delete = 🗑 Да изтрия ли този списък? От него още нищо не е записано.
import-columns = 🔤 <b>Какво означава всяка колона?</b> Натиснете, за да я промените.
import-button-column = { $title }: { $meaning }
import-button-header = ☐ На първия ред има заглавия
import-button-no-header = ☑ На първия ред има заглавия
import-ask-meaning =
    🔤 <b>{ $title }</b>: { $cells }
    Какво е това?
import-meaning-name = име
import-meaning-first = собствено име
import-meaning-last = фамилия
import-meaning-phone = телефон
import-meaning-email = имейл
import-meaning-birthday = рожден ден
import-meaning-points = { POINTS() }
import-meaning-card = номер на карта
import-meaning-visit = последно посещение
import-meaning-language = език
import-meaning-consent = съгласие за реклама
import-meaning-none = не се взема
import-ask-which-country = 🌍 <b>От коя държава са номерата, които нямат код?</b>
import-button-more = Още ›
import-ask-consent =
    📣 <b>Кой от тях се е съгласил да получава реклама?</b>
    Само на тях може да се пише. Думата ви се пази с дата и час: отговорете „всички“ само ако можете да го докажете.
import-button-consent-none = Никой, или не знам
import-button-consent-column = Тези с „да“ в колоната
import-button-consent-all = Всички: потвърждавам
import-state-running = ⏳ <b>{ $name }</b>: въвежда се
import-state-done = ✅ <b>{ $name }</b>: въведен
import-state-undoing = ⏳ <b>{ $name }</b>: връща се назад
import-state-undone = ↩ <b>{ $name }</b>: върнат назад
import-figure-added = { $count ->
    [one] ✅ { $count } нов клиент
   *[other] ✅ { $count } нови клиенти
}
import-figure-known = { $count ->
    [one] 👤 { $count } вече беше член
   *[other] 👤 { $count } вече бяха членове
}
import-figure-bad = { $count ->
    [one] ⚠️ { $count } ред не е взет
   *[other] ⚠️ { $count } реда не са взети
}
import-figure-undone = { $count ->
    [one] ↩ { $count } ред е върнат назад
   *[other] ↩ { $count } реда са върнати назад
}
import-figure-kept = { $count ->
    [one] 🤝 { $count } вече е идвал и остава
   *[other] 🤝 { $count } вече са идвали и остават
}
import-report = 📄 Редовете, които не могат да се вземат, с причина във всеки. Поправете ги и изпратете файла отново.
import-report-name = loshi-redove.csv
import-report-line = Ред
import-report-reason = Причина
import-button-undo = ↩ Отмени въвеждането
import-button-undo-yes = Да, върни
import-ask-undo =
    ↩ <b>Да върна ли този списък назад?</b>
    Клиентите от него се премахват, а { POINTS(the: 1) } им се отнемат. Който вече е идвал, остава.

winback-suggested = { $name }, липсвате ни! Вашата карта с подарък: { $link }
winback-button-take = ✍️ Вземи този текст
winback-ask-text =
    ✍️ <b>Какво да прочетат?</b> Напишете текста. На мястото на { $name } застава името, на мястото на { $link } – линкът към картата; без линк не може.
    Например:

    { $text }
winback-ask-points = ⭐ <b>Колко { POINTS() } за карта в телефона?</b> Напишете число, 0 е без бонус.
winback-ask-days = ⏳ <b>Колко дни важат тези { POINTS() }?</b> Напишете число.
winback-ask-until = 📅 <b>До кой ден важи офертата?</b> Напишете последния ден, например 31.12.
winback-ask-audience = 👥 <b>Кой да го получи?</b> Само хора с телефон и съгласие за реклама, които още нямат карта в телефона.
winback-who-unseen = От списък, още не са идвали
winback-who-outside = Всички извън Telegram
winback-draft = 💬 <b>SMS, чернова</b>
winback-line-text = ✍️ { $text }
winback-line-points = { $days ->
    [one] 🎁 { $points } ⭐ за карта в телефона, важат { $days } ден
   *[other] 🎁 { $points } ⭐ за карта в телефона, важат { $days } дни
}
winback-line-no-points = 🎁 Без бонус
winback-line-until = 📅 Офертата важи до { $date } включително
winback-latin = латиница
winback-unicode = не само латиница
winback-line-size = { $parts ->
    [one] ✉️ { $length } знака ({ $alphabet }), { $parts } част
   *[other] ✉️ { $length } знака ({ $alphabet }), { $parts } части
}
winback-line-reach = { $count ->
    [0] ⚠️ Няма никого с телефон и съгласие за реклама, който още няма карта в телефона.
    [one] 👤 Сега ще го получи <b>{ $count } човек</b>
   *[other] 👥 Сега ще го получат <b>{ $count } души</b>
}
winback-line-parts = { $count ->
    [one] 💶 За плащане общо: { $count } част
   *[other] 💶 За плащане общо: { $count } части
}
winback-no-gateway =
    ⚠️ <b>Няма зададена услуга за SMS.</b> Който поддържа Tessera, задава <code>TESSERA_SMS_URL</code> (примери в docs/settings.md) и съобщенията ще могат да тръгнат.
winback-button-text = ✍️ Текст
winback-button-audience = 👥 До кого
winback-button-points = ⭐ { POINTS(start: 1) }
winback-button-days = ⏳ Дни
winback-button-until = 📅 До
winback-button-preview = 👁 Преглед
winback-button-send = 📨 Изпрати
winback-button-delete = 🗑 Изтрий
winback-button-mine = 📱 Изпрати на { $phone }
winback-preview = 👆 Така ще изглежда. Линкът тук не е истинският, но е също толкова дълъг.
winback-mine-sent = Изпратено на вашия телефон.
winback-mine-not = Услугата за SMS не прие съобщението.
winback-ask-send = { $count ->
    [one] 📨 Да го изпратя ли на <b>{ $count } човек</b>? Части за плащане: { $parts }.
   *[other] 📨 Да го изпратя ли на <b>{ $count } души</b>? Части за плащане: { $parts }.
}
winback-state-sending = 📨 <b>Съобщенията тръгват</b> (не и в тихите часове)
winback-state-paused = ⏸ <b>На пауза</b>
winback-state-cancelled = ✖ <b>Отменено</b>
winback-state-done = ✅ <b>Изпратено</b>
winback-figure-sent = 📨 Изпратени: { $count }
winback-figure-refused = 🚫 Отказани от услугата за SMS: { $count }
winback-figure-skipped = 🙅 Вече не искат реклама: { $count }
winback-figure-unknown = ❔ Неизвестно: { $count }. Не се изпращат повторно.
winback-figure-opened = 👀 Отворили линка: { $count }
winback-figure-installed = 📱 Карта в телефона: { $count }
winback-figure-paid = 🎁 Начислен бонус: { $count }

winback-page-link = Без повече оферти по SMS
winback-page-ask = Да не ви пращаме повече оферти по SMS? Картата остава с всичко в нея.
winback-page-stop = Без повече оферти
winback-page-stopped = Няма да получавате повече оферти. Картата остава с всичко в нея.
winback-page-card = Към моята карта

join-found = { $points ->
    [0] 🎉 Добре дошли отново, { $name }! Картата ви е тук.
   *[other] 🎉 Добре дошли отново, { $name }! Картата ви е тук, { POINTS($points, by: 1) }.
}
join-card-found = 💳 Картата ви чака: ⭐ <b>{ $points }</b>.
join-card-contact = 📱 Картата ви е на номер, който завършва на <b>{ $ending }</b>. Споделете номера си, за да знаем, че е ваша.
join-card-other = Можете да продължите и да получите своя карта: споделете номера си или продължете без него.
merge-ask-contact = 📱 Тази карта е на номер, който завършва на <b>{ $ending }</b>. Споделете номера си, за да знаем, че е ваша.
merge-button-not = Не сега
merge-thanks = Благодарим!
merge-ask = 🤝 Тук имате още една карта: ⭐ <b>{ $points }</b>. Да станат ли една? Всичко от нея идва в картата ви тук, а тази в телефона продължава да работи.
merge-button-yes = 🤝 Да, нека са една
merge-button-no = Не
merge-left = Добре: двете карти остават както са.
merge-done = 🤝 Картите ви вече са една: ⭐ <b>{ $points }</b>.
merge-phone-kept = Благодарим, номерът е записан.

history-kind-import = Предишен баланс
history-kind-import-undo = Коригиран предишен баланс
history-kind-winback = Добре дошли отново
history-kind-merge = От другата ви карта
why-import = • предишният ви баланс при нас: { $result }
why-winback = • за картата в телефона: { $result }
moved-import = 🧾 <b>От предишния ви баланс: +{ POINTS($points) }</b>
moved-winback = 🎁 <b>{ POINTS($points) } за картата в телефона</b>

refusal-file-too-large = Файлът е твърде голям: до { $megabytes } MB, моля. Разделете го на две.
refusal-too-many-rows = Повече от { $limit } реда: разделете файла, моля.
refusal-file-unreadable = Това не е CSV, Excel или .ods, който мога да прочета. Запазете го отново и го изпратете като файл.
refusal-file-empty = В този файл няма нищо.
refusal-import-unknown = Този списък вече го няма.
refusal-import-closed = Този списък вече е въведен и не може да се променя.
refusal-import-without-contact = Първо кажете коя колона е телефонът или имейлът: без това никой не може да бъде разпознат.
refusal-winback-unknown = Това съобщение вече го няма.
refusal-winback-closed = Съобщението вече тръгна и не може да се променя.
refusal-link-missing = В текста трябва да има { $link }: без него никой няма да стигне до картата си.
refusal-placeholder-unknown = Не знам с какво да заменя { $found }. Има само { $known }.
refusal-number-unreadable = Това не е цяло число. Например: 100
refusal-card-taken = Някой вече има тази карта в Telegram. Ако е ваша, регистрирайте се с телефона си и тя ще дойде при вас.
refusal-card-not-yours = Тази карта е на друг телефонен номер.
refusal-phone-in-use = Този телефонен номер е на друг акаунт.
