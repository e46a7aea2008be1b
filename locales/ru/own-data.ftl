# Данные участника: файл с ними и способ всё стереть.
settings-button-own-data = 🗂 Мои данные
own-data-title =
    🗂 <b>Мои данные</b>
    Заберите всё, что мы о вас знаем, или сотрите.
own-data-button-export = 📥 Прислать мои данные
own-data-button-erase = 🗑 Стереть меня
own-data-file = 🗂 Всё, что мы о вас знаем. Откроется в любом текстовом редакторе.
own-data-ask-erase = 🗑 <b>Стереть карту и всё, что мы о вас знаем?</b> Вернуть это будет нельзя. Чеки останутся в учёте без вашего имени.
own-data-points-lost = { $points ->
    [one] Пропадёт <b>{ POINTS($points) }</b>.
   *[other] Пропадут <b>{ POINTS($points) }</b>.
}
cashback-own-data-points-lost = Пропадёт <b>{ $points }</b> кешбэка.
own-data-button-erase-yes = 🗑 Да, стереть всё
own-data-erased = ✅ Стёрто. Мы вас больше не знаем.
own-data-goodbye = Спасибо, что были с нами. Захотите карту снова — отправьте /start.

refusal-works-here = Вы здесь работаете. Сначала владелец должен убрать вас из команды.
