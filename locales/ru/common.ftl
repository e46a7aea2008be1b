# Слова, общие для всех экранов.
common-language-name = Русский
common-button-back = ‹ Назад
common-button-share = Поделиться
common-button-copy = Скопировать ссылку
common-guest = Гость
common-stale = Эта кнопка устарела. Ничего не изменилось.
common-question-open = Жду ответа на вопрос выше 👆 Напишите его или нажмите кнопку под ним.
error-ours = 😔 У нас что-то сломалось. Ничего не потеряно. Если повторится, назовите сотрудникам этот номер: <code>{ $id }</code>

menu-button-card = 💳 Моя карта
menu-button-sales = 🧾 Чеки
menu-button-business = 🏪 Мой бизнес
menu-button-mode = 🔁 Режим

mode-leave = 🧾 <b>{ $name }</b>: покупка на <b>{ $money }</b> ещё не записана. Не записывать её?
mode-leave-coupons = 🧾 <b>{ $name }</b>: покупка ещё не записана. Не записывать её?
mode-button-leave = Не записывать
mode-ask = Что вы хотите делать?
mode-button-member = 💳 Моя карта
mode-button-staff = 🧾 Обслуживать гостей
mode-button-owner = 🏪 Управлять бизнесом

command-card = Моя карта
command-gift = Мои подарочные сертификаты
command-history = Моя история
command-settings = Язык и настройки
command-language = Сменить язык
command-help = Что я умею
command-scan = Обслужить следующего гостя
command-sales = Чеки и возвраты
command-business = Мой бизнес
command-mode = Переключиться между картой и работой

help-member = Я храню ваши { POINTS() }. Нажмите <b>💳 Моя карта</b> и покажите код на кассе.
help-staff =
    Пришлите фото кода гостя или наберите десять цифр под ним. Затем наберите сумму.
    Возвраты: <b>🧾 Чеки</b>.
help-owner = Всё о вашей программе — в разделе <b>🏪 Мой бизнес</b>.

group-hint = Карта — дело личное. Напишите мне напрямую 🙂
group-button-open = Открыть чат
points-forms = балл, балла, баллов, баллы
