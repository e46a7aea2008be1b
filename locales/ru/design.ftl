# Вид карты: конструктор для владельца и слова, которые нужны рисункам карт.

wallet-state-expired = Срок истёк
wallet-state-used = Использован
wallet-state-inactive = Больше не действует
wallet-valid-until = Действует до

# --- конструктор для владельца ----------------------------------------------------------------------------------------

design-title = 🎨 <b>Вид карты</b>: на айфоне с iOS 27, на айфоне постарше и на телефоне с Android.
design-shown = Так ваши карты выглядят сейчас.
design-draft = ✏️ Это черновик, его видите только вы. Изменено: { $parts }.
design-part-logo = логотип
design-part-colours = цвета
design-part-strip = картинка
design-part-stamps = штампы
design-part-look = стиль
design-part-texts = тексты
design-part-links = ссылки
design-part-tiers = уровни
design-button-logo = 🏷 Логотип
design-button-colours = 🎨 Цвета
design-button-strip = 🖼 Картинка
design-button-stamps = 🔖 Штампы
design-button-look = ✨ Стиль
design-button-texts = 📝 Тексты
design-button-links = 🔗 Ссылки
design-button-tiers = 🏅 Уровни
design-button-versions = 🕘 Прежние
design-button-undo = ↩ Отменить
design-button-discard = 🗑 Сбросить
design-button-publish = ✅ Опубликовать
design-sample-name = Мария Иванова

design-ask-logo = 🏷 Пришлите логотип: PNG, JPEG или WebP. Если отправить файлом, сохранятся качество и прозрачный фон.
design-button-no-logo = Без логотипа
design-button-spells = 🔤 Название уже на логотипе
design-button-names-apart = 🔤 Писать название рядом
design-ask-strip = 🖼 Пришлите картинку для середины карты, не меньше 375×144 пикселей. Она останется чистой: ваш цвет ляжет только в угол карты, а на новейших айфонах — ещё по краям, чтобы текст читался. Или выберите:
design-strip-stamps = ℹ️ На ваших картах есть штампы: они лягут поверх картинки.
design-button-pattern = Узор
design-button-plain = Один цвет
design-ask-stamps = 🔖 <b>Какие штампы?</b> Нажмите на один; на последнем месте карты всегда подарок. Или возьмите свои картинки.
design-stamp-tick = Галочка
design-stamp-star = Звезда
design-stamp-heart = Сердце
design-stamp-cup = Чашка
design-stamp-pizza = Пицца
design-stamp-cake = Кекс
design-stamp-cone = Мороженое
design-stamp-scissors = Ножницы
design-stamp-flower = Цветок
design-stamp-leaf = Лист
design-stamp-paw = Лапка
design-stamp-wheel = Колесо
design-stamp-drop = Капля
design-stamp-bag = Сумка
design-stamp-dumbbell = Гантель
design-button-own-stamp = 🖼 Свои картинки
design-ask-stamp-full = 🔖 Пришлите картинку полученного штампа: PNG, JPEG или WebP, не меньше 64 пикселей. Если отправить файлом, сохранится прозрачный фон; фотографию я обрежу по кругу.
design-ask-stamp-empty = 🔖 Теперь пришлите картинку пустого места — или пусть это будет та же картинка, но бледная.
design-button-faded = Бледная
design-ask-look = ✨ <b>Какой стиль вам подходит?</b> Он меняет узор, а если вы не выбирали цвета, то и их.
design-look-coffee = ☕ Кофейня
design-look-salon = 💇 Салон
design-look-shop = 🛍 Магазин
design-look-restaurant = 🍽 Ресторан

design-ask-colours =
    🎨 <b>Какие цвета?</b> Нажмите номер или напишите цвет: #3b2418 или «синий».
    Можно до трёх: фон, текст, подписи. Чего не напишете, подберу сам, чтобы всё читалось.
design-colours-logo =
    { $count ->
        [one] Последняя палитра — из цветов вашего логотипа.
        [few] Последние { $count } палитры — из цветов вашего логотипа.
       *[other] Последние { $count } палитр — из цветов вашего логотипа.
    }
design-colour-names =
    чёрный 111111 черный 111111 белый ffffff серый 757575 красный c62828 оранжевый ef6c00 жёлтый fdd835 желтый fdd835
    зелёный 2e7d32 зеленый 2e7d32 оливковый 6b7a2c бирюзовый 26a69a голубой 4fa8dd синий 1565c0 тёмно-синий 12285a
    темно-синий 12285a фиолетовый 6a1b9a сиреневый 9575cd розовый ec407a коричневый 5d4037 бежевый f5ead7
    кремовый fff8e7 золотой c9a227 серебряный c0c4c9 бордовый 6d1b2f
design-unreadable = Текст цвета { $colour } плохо читается на { $background }. Ближайший цвет, который читается, — <b>{ $suggestion }</b>.
design-button-suggested = Взять { $colour }
design-tiers = 🏅 Верхние уровни по порядку серебряные, золотые и так далее, пока вы не выберете другое. Это видно на айфонах; на Android цвет один для всех. Какой уровень?
design-tier = 🏅 Карта уровня <b>{ $tier }</b>.
design-button-no-colours = Как у всех
design-button-by-place = 🏅 Цвета по порядку уровней

design-texts =
    📝 <b>На обороте карты</b>

    <b>О вас:</b> { $about }

    <b>Контакты:</b> { $contacts }
design-nothing = —
design-button-about = ✏️ О вас
design-button-no-about = ✖ Убрать
design-button-contacts = ✏️ Контакты
design-button-no-contacts = ✖ Убрать
design-ask-about = 📝 Напишите пару слов о вашем деле, до 500 знаков.
design-ask-contacts = ☎️ Напишите, как вас найти: телефон, адрес, почту — каждое с новой строки. До 300 знаков.
design-links = 🔗 <b>Ссылки на обороте карты.</b> Нажмите на ссылку, чтобы убрать её.
design-link = • { $title }: { $url }
design-button-link = ➕ Добавить ссылку
design-button-no-link = ✖ { $title }
design-link-button = • 📲 { $title }: { $url }
design-button-action = 📲 Кнопка под картой
design-button-no-action = Без этой кнопки
design-ask-action = 📲 Айфоны с iOS 27 показывают под картой две кнопки. Первая открывает страницу карты, вторую выбираете вы; она есть и под купонами. Какую ссылку она откроет?
design-ask-action-type = 📲 Для чего ссылка <b>{ $title }</b>? Слова айфон напишет сам, на своём языке.
design-ask-link =
    🔗 Напишите две строки: как ссылка называется и куда ведёт. Сайт, телефон или адрес почты.

    <i>Меню
    beans.example/menu</i>

design-button-discard-yes = 🗑 Да, сбросить
design-ask-discard = 🗑 Сбросить черновик? Карты останутся как есть.
design-button-publish-yes = ✅ Да, опубликовать
design-ask-publish =
    ✅ <b>Опубликовать этот вид?</b>
    { $count ->
        [0] Карт пока нет; первая будет выглядеть так.
        [one] Изменится { $count } карта, продажам это не помешает.
        [few] Изменятся { $count } карты, одна за другой; продажам это не помешает.
       *[other] Изменятся { $count } карт, одна за другой; продажам это не помешает.
    }
design-progress =
    🎨 <b>Новый вид в пути.</b>
    { $bar } Оповещено карт: { $told } из { $total }
design-published =
    ✅ <b>Новый вид опубликован.</b>
    { $count ->
        [0] Следующая карта будет такой.
        [one] Оповещена { $count } карта.
        [few] Оповещены все { $count } карты.
       *[other] Оповещены все { $count } карт.
    }
design-button-after = 🎨 К карте
design-versions = 🕘 <b>Опубликованные виды.</b> Нажмите, чтобы посмотреть.
design-version = { $moment }
design-version-held = { $moment } · сейчас
design-former = 🕘 Так карта выглядела тогда. Если вернуть, это станет вашим черновиком; публикуете вы сами.
design-button-bring-back = ↩ Вернуть как черновик

refusal-design-changed = Вид карты тем временем изменился. Откройте его снова и посмотрите ещё раз.
refusal-design-unchanged = Публиковать нечего: карты уже так выглядят.
refusal-artwork-unfit =
    { $problem ->
        [large] Картинка слишком большая. Пришлите не больше 20 МБ и 20 мегапикселей.
        [animated] Эта картинка движется, а карта не умеет. Пришлите неподвижную.
        [small] Картинка слишком мала и будет нечёткой. Логотипу и штампу нужно 64 пикселя, картинке для карты — 375×144.
        [narrow] Картинка слишком узкая: на карте будет тонкая полоска. Пришлите ближе к квадрату.
        [empty] На этой картинке ничего не видно: она прозрачная или одного цвета.
        [none] Пришлите, пожалуйста, картинку: PNG, JPEG или WebP.
       *[broken] Не могу открыть эту картинку. Пришлите PNG, JPEG или WebP.
    }
refusal-colour-unknown = Не знаю такого цвета. Напишите как #3b2418 или «синий»; до трёх, через пробел.
refusal-colour-unreadable = Текст цвета { $colour } плохо читается на { $background }. Возьмите { $suggestion }.
refusal-too-many-links = На карте не больше { $limit } ссылок. Сначала уберите одну.
