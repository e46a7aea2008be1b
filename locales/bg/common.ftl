# Думи, общи за всички екрани.
common-language-name = Български
common-button-back = ‹ Назад
common-button-share = Сподели
common-button-copy = Копирай линка
common-guest = Гост
common-stale = Този бутон вече не важи. Нищо не е променено.
common-question-open = Чакам отговор на въпроса по-горе 👆 Напишете го или натиснете бутон под него.
error-ours = 😔 При нас нещо се счупи. Нищо не е загубено. Ако се повтори, кажете на персонала този номер: <code>{ $id }</code>

menu-button-card = 💳 Моята карта
menu-button-sales = 🧾 Касови бележки
menu-button-business = 🏪 Моят бизнес
menu-button-mode = 🔁 Режим

mode-leave = 🧾 Покупката на { $name } още не е записана: <b>{ $money }</b>. Да остане ли незаписана?
mode-leave-coupons = 🧾 Покупката на { $name } още не е записана. Да остане ли незаписана?
mode-button-leave = Без запис
mode-ask = Какво искате да правите?
mode-button-member = 💳 Моята карта
mode-button-staff = 🧾 Обслужване на клиенти
mode-button-owner = 🏪 Управление на бизнеса

command-card = Моята карта
command-gift = Моите подаръчни ваучери
command-history = Моята история
command-settings = Език и настройки
command-language = Смяна на езика
command-help = Какво мога
command-scan = Следващият клиент
command-sales = Касови бележки и връщания
command-business = Моят бизнес
command-mode = Превключване между карта и работа

help-member = Аз пазя вашите { POINTS() }. Натиснете <b>💳 Моята карта</b> и покажете кода на касата.
help-staff =
    Изпратете снимка на кода на клиента или напишете десетте цифри под него. След това напишете сумата.
    Връщания: <b>🧾 Касови бележки</b>.
help-owner = Всичко за вашата програма е в <b>🏪 Моят бизнес</b>.

group-hint = Картата е лична работа. Пишете ми директно 🙂
group-button-open = Към чата
points-forms = точка, точки, точки, точките
