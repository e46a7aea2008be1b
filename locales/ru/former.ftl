# Former customers: their lists, the messages that win them back, and cards that come together.
owner-button-former = 🧾 Прежние покупатели

former-title =
    🧾 <b>Прежние покупатели</b>
    Перенесите старый список: каждый получит свою карту и { POINTS() }, которые у него были. Ссылка в СМС позовёт их обратно.
former-button-new-import = 📥 Загрузить список
former-button-new-winback = 💬 Вернуть по СМС
former-button-import = { $mark } { $day } · { $name }
former-button-winback = { $mark } { $day } · { $text }

import-ask-file =
    📥 <b>Пришлите список файлом</b>: Excel (.xlsx, .xls), .ods или CSV, до { $megabytes } МБ и { $limit } строк.
    Полезные столбцы: имя, телефон, почта, день рождения, { POINTS() }, номер карты, последний визит, язык, согласие. Пока вы не увидите, что получится, ничего не записывается.
import-title = 📄 <b>{ $name }</b>
import-new = { $count ->
    [one] ✅ <b>{ $count } новый покупатель</b>
    [few] ✅ <b>{ $count } новых покупателя</b>
   *[other] ✅ <b>{ $count } новых покупателей</b>
}
import-known = { $count ->
    [one] 👤 { $count } уже участник: ничего не задвоится
    [few] 👤 { $count } уже участники: ничего не задвоится
   *[other] 👤 { $count } уже участники: ничего не задвоится
}
import-twice = { $count ->
    [one] 👥 { $count } строка о том, кто уже есть выше
    [few] 👥 { $count } строки о тех, кто уже есть выше
   *[other] 👥 { $count } строк о тех, кто уже есть выше
}
import-bad = { $count ->
    [one] ⚠️ { $count } строка не подходит:
    [few] ⚠️ { $count } строки не подходят:
   *[other] ⚠️ { $count } строк не подходят:
}
import-fault = • строка { $line }: { $why }
import-problem-phone = не телефон: { QUOTE($value) }
import-problem-country = номер без кода страны: { QUOTE($value) }
import-problem-email = не адрес почты: { QUOTE($value) }
import-problem-nobody = нет ни телефона, ни почты
import-problem-birthday = не дата: { QUOTE($value) }
import-problem-points = не число { POINTS(of: 1) }: { QUOTE($value) }
import-problem-formula = формула без результата: { QUOTE($value) }. Откройте файл в Excel или LibreOffice, сохраните и пришлите ещё раз
import-problem-visit = не дата: { QUOTE($value) }
import-problem-several = эта почта у нескольких людей: { QUOTE($value) }
import-problem-twice = этот покупатель уже есть выше; { POINTS() } из этой строки не прибавлены
import-problem-frozen = счёт заморожен; { POINTS() } из этой строки не прибавлены
import-problem-taken = этот номер за это время занял кто-то другой
import-nothing = { $count ->
    [one] ✂️ { $count } ячейка ничего не значит, её не берём: { $cells }
    [few] ✂️ { $count } ячейки ничего не значат, их не берём: { $cells }
   *[other] ✂️ { $count } ячеек ничего не значат, их не берём: { $cells }
}
import-rounded = { $count ->
    [one] ⭐ { POINTS(start: 1) } целые: { $count } число округляем вниз: { $cells }
    [few] ⭐ { POINTS(start: 1) } целые: { $count } числа округляем вниз: { $cells }
   *[other] ⭐ { POINTS(start: 1) } целые: { $count } чисел округляем вниз: { $cells }
}
import-samples = Вот как они появятся:
import-sample = • { $told }
import-points = ⭐ Всего будет начислено: { $points }
import-agreed = { $count ->
    [0] 📣 Согласие на рекламу не отмечено ни у кого
    [one] 📣 { $count } согласен на рекламу
    [few] 📣 { $count } согласны на рекламу
   *[other] 📣 { $count } согласны на рекламу
}
import-country = 🌍 Номера без кода: { $country } { $code }
import-ask-country = 🌍 <b>Из какой страны номера без кода?</b> Сейчас: { $country } { $code }
import-ask-order = 🗓 <b>День и месяц стоят здесь то так, то наоборот. Какой день 05/06?</b> Пока вы не ответите, неясные даты не берём.
import-order = 🗓 День и месяц стоят здесь то так, то наоборот: неясные даты читаем, как вы сказали
import-short-years = 🗓 Год из двух цифр: до нынешнего года это наш век, дальше прошлый
import-letters = 🔡 Буквы прочитаны как { $letters }: { $names }
import-ask-letters = 🔡 <b>В какой строке имена правильные?</b> Сам файл не говорит, какими буквами записан.
import-button-letters = 🔡 Буквы
import-button-columns = 🔤 Столбцы
import-button-countries = 🌍 Страна
import-button-consents = 📣 Кто согласен на рекламу
import-button-points-leave = ⭐ { POINTS(start: 1) } участников: не менять
import-button-points-add = ⭐ { POINTS(start: 1) } участников: прибавить
import-button-report = 📄 Плохие строки файлом
import-button-run = { $count ->
    [one] 📥 Загрузить { $count } покупателя
    [few] 📥 Загрузить { $count } покупателей
   *[other] 📥 Загрузить { $count } покупателей
}
import-button-delete = 🗑 Удалить
import-button-delete-yes = Да, удалить
import-ask-delete = 🗑 Удалить этот список? Из него ещё ничего не записано.
import-columns = 🔤 <b>Что в каком столбце?</b> Нажмите на столбец, чтобы изменить.
import-button-column = { $title }: { $meaning }
import-button-header = ☐ В первой строке заголовки
import-button-no-header = ☑ В первой строке заголовки
import-ask-meaning =
    🔤 <b>{ $title }</b>: { $cells }
    Что это?
import-meaning-name = имя
import-meaning-first = имя без фамилии
import-meaning-last = фамилия
import-meaning-phone = телефон
import-meaning-email = почта
import-meaning-birthday = день рождения
import-meaning-points = { POINTS() }
import-meaning-card = номер карты
import-meaning-visit = последний визит
import-meaning-language = язык
import-meaning-consent = согласие на рекламу
import-meaning-none = не брать
import-ask-which-country = 🌍 <b>Из какой страны номера, у которых нет кода?</b>
import-button-more = Ещё ›
import-ask-consent =
    📣 <b>Кто из них согласился получать рекламу?</b>
    Писать можно только им. Ваше слово сохранится с датой и временем: отвечайте «все», только если можете подтвердить согласие.
import-button-consent-none = Никто, или я не знаю
import-button-consent-column = Те, у кого «да» в столбце
import-button-consent-all = Все: подтверждаю
import-state-running = ⏳ <b>{ $name }</b>: загружаем
import-state-done = ✅ <b>{ $name }</b>: загружено
import-state-undoing = ⏳ <b>{ $name }</b>: отменяем
import-state-undone = ↩ <b>{ $name }</b>: загрузка отменена
import-figure-added = { $count ->
    [one] ✅ { $count } новый покупатель
    [few] ✅ { $count } новых покупателя
   *[other] ✅ { $count } новых покупателей
}
import-figure-known = { $count ->
    [one] 👤 { $count } уже был участником
    [few] 👤 { $count } уже были участниками
   *[other] 👤 { $count } уже были участниками
}
import-figure-bad = { $count ->
    [one] ⚠️ { $count } строка не взята
    [few] ⚠️ { $count } строки не взяты
   *[other] ⚠️ { $count } строк не взято
}
import-figure-undone = { $count ->
    [one] ↩ { $count } строка отменена
    [few] ↩ { $count } строки отменены
   *[other] ↩ { $count } строк отменено
}
import-figure-kept = { $count ->
    [one] 🤝 { $count } уже заходил и остаётся
    [few] 🤝 { $count } уже заходили и остаются
   *[other] 🤝 { $count } уже заходили и остаются
}
import-report = 📄 Строки, которые не подходят, с причиной в каждой. Исправьте и пришлите файл снова.
import-report-name = плохие-строки.csv
import-report-line = Строка
import-report-reason = Причина
import-button-undo = ↩ Отменить загрузку
import-button-undo-yes = Да, отменить
import-ask-undo =
    ↩ <b>Отменить загрузку?</b>
    Покупатели из списка удалятся, их { POINTS() } спишутся. Кто уже заходил, останется.

winback-suggested = { $name }, мы скучаем! Ваша карта с подарком: { $link }
winback-button-take = ✍️ Взять этот текст
winback-ask-text =
    ✍️ <b>Что им написать?</b> Напишите текст. { $name } станет именем, { $link } ссылкой на карту; без ссылки нельзя.
    Например:

    { $text }
winback-ask-points = ⭐ <b>Сколько { POINTS(of: 1) } за карту в телефоне?</b> Напишите число; 0 — без бонуса.
winback-ask-days = ⏳ <b>Сколько дней действуют эти { POINTS() }?</b> Напишите число.
winback-ask-until = 📅 <b>До какого дня действует предложение?</b> Напишите последний день, например 31.12.
winback-ask-audience = 👥 <b>Кому отправить?</b> Только тем, у кого есть телефон и согласие на рекламу, а карты в телефоне ещё нет.
winback-who-unseen = Из списка, ещё не заходили
winback-who-outside = Все, кто не в Telegram
winback-draft = 💬 <b>СМС, черновик</b>
winback-line-text = ✍️ { $text }
winback-line-points = { $days ->
    [one] 🎁 { $points } ⭐ за карту в телефоне на { $days } день
    [few] 🎁 { $points } ⭐ за карту в телефоне на { $days } дня
   *[other] 🎁 { $points } ⭐ за карту в телефоне на { $days } дней
}
winback-line-no-points = 🎁 Без бонуса
winback-line-until = 📅 Предложение действует по { $date }
winback-latin = латиница
winback-unicode = не латиница
winback-line-size = { $parts ->
    [one] ✉️ Знаков: { $length } ({ $alphabet }), { $parts } часть
    [few] ✉️ Знаков: { $length } ({ $alphabet }), { $parts } части
   *[other] ✉️ Знаков: { $length } ({ $alphabet }), { $parts } частей
}
winback-line-reach = { $count ->
    [0] ⚠️ Нет никого с телефоном и согласием на рекламу, у кого карты в телефоне ещё нет.
    [one] 👤 Сейчас получит <b>{ $count } человек</b>
    [few] 👥 Сейчас получат <b>{ $count } человека</b>
   *[other] 👥 Сейчас получат <b>{ $count } человек</b>
}
winback-line-parts = { $count ->
    [one] 💶 К оплате { $count } часть
    [few] 💶 К оплате { $count } части
   *[other] 💶 К оплате { $count } частей
}
winback-no-gateway =
    ⚠️ <b>СМС-шлюз не настроен.</b> Тот, кто обслуживает Tessera, задаёт <code>TESSERA_SMS_URL</code> (примеры в docs/settings.md), и сообщения смогут уйти.
winback-button-text = ✍️ Текст
winback-button-audience = 👥 Кому
winback-button-points = ⭐ { POINTS(start: 1) }
winback-button-days = ⏳ Срок
winback-button-until = 📅 Конец
winback-button-preview = 👁 Посмотреть
winback-button-send = 📨 Отправить
winback-button-delete = 🗑 Удалить
winback-button-mine = 📱 Отправить на { $phone }
winback-preview = 👆 Так это будет выглядеть. Ссылка здесь ненастоящая, но той же длины.
winback-mine-sent = Отправлено на ваш телефон.
winback-mine-not = Шлюз не принял сообщение.
winback-ask-send = { $count ->
    [one] 📨 Отправить <b>{ $count } человеку</b>? Частей к оплате: { $parts }.
    [few] 📨 Отправить <b>{ $count } людям</b>? Частей к оплате: { $parts }.
   *[other] 📨 Отправить <b>{ $count } людям</b>? Частей к оплате: { $parts }.
}
winback-state-sending = 📨 <b>Сообщения отправляются</b> (в тихие часы ждут)
winback-state-paused = ⏸ <b>На паузе</b>
winback-state-cancelled = ✖ <b>Отменено</b>
winback-state-done = ✅ <b>Отправлено</b>
winback-figure-sent = 📨 Отправлено: { $count }
winback-figure-refused = 🚫 Шлюз не принял: { $count }
winback-figure-skipped = 🙅 Отказались от рекламы: { $count }
winback-figure-unknown = ❔ Неизвестно: { $count }. Второй раз не отправляем.
winback-figure-opened = 👀 Открыли ссылку: { $count }
winback-figure-installed = 📱 Карта в телефоне: { $count }
winback-figure-paid = 🎁 Бонус начислен: { $count }

winback-page-link = Не получать предложения по СМС
winback-page-ask = Больше не присылать вам предложения по СМС? Карта останется, и всё на ней тоже.
winback-page-stop = Больше не присылать
winback-page-stopped = Предложений больше не будет. Карта и всё на ней остаётся как было.
winback-page-card = К моей карте

join-found = { $points ->
    [0] 🎉 С возвращением, { $name }! Ваша карта здесь.
   *[other] 🎉 С возвращением, { $name }! Ваша карта здесь, на ней { POINTS($points) }.
}
join-card-found = 💳 Ваша карта ждёт: ⭐ <b>{ $points }</b>.
join-card-contact = 📱 Ваша карта записана на номер, который кончается на <b>{ $ending }</b>. Поделитесь номером, чтобы мы знали, что она ваша.
join-card-other = Можно продолжить и получить свою карту: поделитесь номером или продолжите без него.
merge-ask-contact = 📱 Эта карта записана на номер, который кончается на <b>{ $ending }</b>. Поделитесь номером, чтобы мы знали, что она ваша.
merge-button-not = Не сейчас
merge-thanks = Спасибо!
merge-ask = 🤝 У вас здесь есть ещё одна карта: ⭐ <b>{ $points }</b>. Объединить их? Всё с неё перейдёт на вашу карту здесь, а та, что в телефоне, продолжит работать.
merge-button-yes = 🤝 Да, объединить
merge-button-no = Нет
merge-left = Хорошо: обе карты остаются как есть.
merge-done = 🤝 Теперь у вас одна карта: ⭐ <b>{ $points }</b>.
merge-phone-kept = Спасибо, номер записан.

history-kind-import = Прежний баланс
history-kind-import-undo = Прежний баланс исправлен
history-kind-winback = С возвращением
history-kind-merge = С другой вашей карты
why-import = • ваш прежний баланс у нас: { $result }
why-winback = • за карту в телефоне: { $result }
moved-import = 🧾 <b>С прежнего баланса: +{ POINTS($points) }</b>
moved-winback = 🎁 <b>{ POINTS($points) } за карту в телефоне</b>

refusal-file-too-large = Файл слишком большой: можно до { $megabytes } МБ. Разделите его на два.
refusal-too-many-rows = Строк больше { $limit }: разделите файл, пожалуйста.
refusal-file-unreadable = Это не CSV, не Excel и не .ods, или файл повреждён либо закрыт паролем. Сохраните его заново и пришлите файлом.
refusal-file-empty = В этом файле ничего нет.
refusal-import-unknown = Этого списка больше нет.
refusal-import-closed = Этот список уже загружен, изменить его нельзя.
refusal-import-without-contact = Сначала укажите столбец с телефоном или почтой: без него никого не узнать.
refusal-winback-unknown = Этого сообщения больше нет.
refusal-winback-closed = Сообщение уже уходит, изменить его нельзя.
refusal-link-missing = В тексте нужна { $link }: без неё никто не попадёт к своей карте.
refusal-placeholder-unknown = Не знаю, чем заменить { $found }. Есть только { $known }.
refusal-number-unreadable = Это не целое число. Например: 100
refusal-card-taken = Эта карта уже у кого-то в Telegram. Если она ваша, зарегистрируйтесь со своим номером, и она перейдёт к вам.
refusal-card-not-yours = Эта карта принадлежит другому номеру телефона.
refusal-phone-in-use = Этот номер уже у другого аккаунта.
