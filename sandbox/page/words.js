// What the page and the phones' own buttons say, in three languages. The bot's words come from the bot.

const WORDS = {
  en: {
    title: "Tessera: a shop to try", brand: "a shop to try", language: "Language of all phones", tools: "Developer tools", sandbox: "Sandbox", phones: "Phones",
    connecting: "connecting…", away: "The demo has stopped. Start it again with “make demo”.", starting_bot: "starting…", waiting: "{count} waiting",
    steps: "Three steps to an open shop", step_owner: "The owner opens the shop", step_cashier: "The cashier joins the till", step_member: "The member takes a card",
    hint_owner: "Press Start on the owner’s phone and answer five questions.",
    hint_cashier: "Owner: “Team…”, invite a cashier. Then point the cashier’s camera at the owner’s phone.",
    hint_member: "Point the member’s camera at the poster, or press Start.",
    hint_done: "The shop is open. Point the cashier’s camera at the member’s card and sell something.", done: "done",
    fill: "Fill with a month of sales", filling: "Filling…", filled: "A month of sales is in the books",
    add_phone: "Add a phone", sms: "SMS", faults: "Faults", calls: "Calls", clock: "Clock of the demo",
    calls_title: "Calls of the bot", calls_filter: "Filter by method or text", sms_title: "Short messages", sms_none: "Nothing has been sent yet.", sms_off: "No SMS gateway is set.",
    sms_install: "Put the card on the phone", sms_start: "Open the bot", sms_done: "Done on the phone “{name}”.",
    faults_title: "Faults on demand", fault_method: "Method", fault_how: "What happens", fault_429: "429, too many requests", fault_500: "500, internal server error", fault_403: "403, blocked by the user",
    fault_garbage: "An answer that is not JSON", fault_cut: "The connection breaks", fault_hang: "No answer for 30 seconds", fault_times: "Times", fault_retry: "Retry after, seconds",
    fault_done: "The call takes effect, only its answer is lost", fault_add: "Add the fault", fault_limits: "Enforce Telegram's rate limits", fault_clear: "Clear all faults", fault_effect: "after taking effect",
    close: "Close", cancel: "Cancel", add: "Add", ok: "OK", name: "Name", its_language: "Language", number: "Phone number", picture: "Picture",
    member: "Member", cashier: "Cashier", owner: "Owner", guest: "Guest", phone_of: "{name}’s phone", wallet: "Wallet", wall: "Posters",
    poster: "Poster “{name}”", poster_hint: "Photograph it with a phone", poster_shoot: "{name}’s camera",
    this_language: "Language of this phone", bot: "bot", bot_starting: "starting…", bot_starting_answers: "starting, answers in a moment…", typing: "typing…",
    upload_photo: "sending a photo…", upload_document: "sending a file…", choose_sticker: "choosing a sticker…", find_location: "finding a place…",
    more: "More", menu: "Menu", message: "Message", messages: "Messages", send: "Send", camera: "Camera", attach: "Attach", keyboard: "Bot keyboard", buttons: "Buttons", notifications: "Notifications",
    start: "START", unblock_start: "UNBLOCK", scan: "Point the camera at a code", empty: "Nothing here yet. Press Start, or point the camera at a poster.",
    pinned: "Pinned message", pinned_by: "{name} pinned a message", photo: "Photo", enlarge: "Enlarge the photo", edited: "edited", to_wallet: "tap to add to the wallet", download: "Download {name}", copied: "Copied: {text}",
    sticker: "Sticker", voice: "Voice message", video: "Video", play_voice: "Voice message, {seconds} s", recording: "Recording…", no_recorder: "This browser records nothing",
    from_disk: "Photo or video from the disk", file: "File", my_contact: "My contact", other_contact: "Somebody else’s contact", location: "Location", user_id: "User id", latitude: "Latitude", longitude: "Longitude",
    share_title: "Share your phone number?", share_text: "{name} will know your number {number}. This can be useful for integration with other services.", share: "Share",
    open_link: "Open a start link", link: "Link", open: "Open", block: "Block the bot", unblock: "Unblock the bot",
    point: "Point the camera at", code_use: "What to do with the code", use_fitting: "What fits", use_photo: "Send a photo", use_open: "Open the link", nothing_to_see: "Nothing to photograph yet: no poster hangs, and no other phone shows a code.",
    app_of: "{name}’s Mini App", screen_of: "{name}’s screen", card_of: "{name}’s wallet card", google_of: "{name}’s card in Google Wallet", app: "Mini App",
    no_card: "The card appears here once it is added to the wallet.", wallet_card: "Wallet card", google_card: "Google Wallet card", remove: "Remove", updates_on: "Automatic updates: on", updates_off: "Automatic updates: off",
  },
  ru: {
    title: "Tessera: попробуйте магазин", brand: "попробуйте магазин", language: "Язык всех телефонов", tools: "Инструменты разработчика", sandbox: "Песочница", phones: "Телефоны",
    connecting: "соединяемся…", away: "Демо остановлено. Запустите его снова: make demo.", starting_bot: "запускается…", waiting: "в очереди: {count}",
    steps: "Три шага до открытия", step_owner: "Владелец открывает заведение", step_cashier: "Кассир встаёт за кассу", step_member: "Клиент берёт карту",
    hint_owner: "Нажмите «Старт» на телефоне владельца и ответьте на пять вопросов.",
    hint_cashier: "Владелец: «Команда…», пригласить кассира. Затем наведите камеру кассира на телефон владельца.",
    hint_member: "Наведите камеру клиента на плакат или нажмите «Старт».",
    hint_done: "Всё открыто. Наведите камеру кассира на карту клиента и продайте что-нибудь.", done: "готово",
    fill: "Заполнить месяцем продаж", filling: "Заполняем…", filled: "Месяц продаж уже в учёте",
    add_phone: "Ещё телефон", sms: "SMS", faults: "Сбои", calls: "Вызовы", clock: "Часы демо",
    calls_title: "Вызовы бота", calls_filter: "Искать по методу или тексту", sms_title: "Сообщения SMS", sms_none: "Пока ничего не отправлено.", sms_off: "Отправка SMS не настроена.",
    sms_install: "Установить карту на телефон", sms_start: "Открыть бота", sms_done: "Готово на телефоне «{name}».",
    faults_title: "Сбои по заказу", fault_method: "Метод", fault_how: "Что случится", fault_429: "429, слишком много запросов", fault_500: "500, внутренняя ошибка", fault_403: "403, бот заблокирован",
    fault_garbage: "Ответ не в JSON", fault_cut: "Соединение рвётся", fault_hang: "30 секунд без ответа", fault_times: "Сколько раз", fault_retry: "Повторить через, секунд",
    fault_done: "Вызов выполнен, теряется только ответ", fault_add: "Добавить сбой", fault_limits: "Соблюдать лимиты Telegram", fault_clear: "Убрать все сбои", fault_effect: "после выполнения",
    close: "Закрыть", cancel: "Отмена", add: "Добавить", ok: "ОК", name: "Имя", its_language: "Язык", number: "Номер телефона", picture: "Картинка",
    member: "Клиент", cashier: "Кассир", owner: "Владелец", guest: "Гость", phone_of: "Телефон: {name}", wallet: "Wallet", wall: "Плакаты",
    poster: "Плакат «{name}»", poster_hint: "Сфотографируйте его телефоном", poster_shoot: "Камера: {name}",
    this_language: "Язык этого телефона", bot: "бот", bot_starting: "запускается…", bot_starting_answers: "запускается, сейчас ответит…", typing: "печатает…",
    upload_photo: "отправляет фото…", upload_document: "отправляет файл…", choose_sticker: "выбирает стикер…", find_location: "ищет место…",
    more: "Ещё", menu: "Меню", message: "Сообщение", messages: "Сообщения", send: "Отправить", camera: "Камера", attach: "Прикрепить", keyboard: "Клавиатура бота", buttons: "Кнопки", notifications: "Уведомления",
    start: "СТАРТ", unblock_start: "РАЗБЛОКИРОВАТЬ", scan: "Навести камеру на код", empty: "Здесь пока пусто. Нажмите «Старт» или наведите камеру на плакат.",
    pinned: "Закреплённое сообщение", pinned_by: "{name} закрепил сообщение", photo: "Фото", enlarge: "Увеличить фото", edited: "изменено", to_wallet: "нажмите, чтобы добавить в Wallet", download: "Скачать {name}", copied: "Скопировано: {text}",
    sticker: "Стикер", voice: "Голосовое сообщение", video: "Видео", play_voice: "Голосовое сообщение, {seconds} с", recording: "Запись…", no_recorder: "Этот браузер не умеет записывать",
    from_disk: "Фото или видео с диска", file: "Файл", my_contact: "Мой контакт", other_contact: "Чужой контакт", location: "Геопозиция", user_id: "Номер пользователя", latitude: "Широта", longitude: "Долгота",
    share_title: "Поделиться номером?", share_text: "{name} узнает ваш номер {number}. Это нужно, чтобы найти вас в других системах.", share: "Поделиться",
    open_link: "Открыть ссылку на бота", link: "Ссылка", open: "Открыть", block: "Заблокировать бота", unblock: "Разблокировать бота",
    point: "Навести камеру на", code_use: "Что сделать с кодом", use_fitting: "Что подходит", use_photo: "Отправить фото", use_open: "Открыть ссылку", nothing_to_see: "Снимать пока нечего: плакат ещё не висит, на других телефонах нет кода.",
    app_of: "Мини-приложение: {name}", screen_of: "Экран: {name}", card_of: "Карта в Wallet: {name}", google_of: "Карта в Google Wallet: {name}", app: "Мини-приложение",
    no_card: "Здесь появится карта, когда её добавят в Wallet.", wallet_card: "Карта в Wallet", google_card: "Карта в Google Wallet", remove: "Удалить", updates_on: "Обновляется сама: да", updates_off: "Обновляется сама: нет",
  },
  bg: {
    title: "Tessera: магазин за проба", brand: "магазин за проба", language: "Език на всички телефони", tools: "Инструменти за разработчици", sandbox: "Пясъчник", phones: "Телефони",
    connecting: "свързване…", away: "Демото е спряно. Пуснете го отново с make demo.", starting_bot: "стартира…", waiting: "чакащи: {count}",
    steps: "Три стъпки до отварянето", step_owner: "Собственикът отваря обекта", step_cashier: "Касиерът застава на касата", step_member: "Клиентът взема карта",
    hint_owner: "Натиснете „Старт“ на телефона на собственика и отговорете на пет въпроса.",
    hint_cashier: "Собственик: „Екип…“, покана за касиер. После насочете камерата на касиера към телефона на собственика.",
    hint_member: "Насочете камерата на клиента към плаката или натиснете „Старт“.",
    hint_done: "Обектът е отворен. Насочете камерата на касиера към картата на клиента и продайте нещо.", done: "готово",
    fill: "Запълни с месец продажби", filling: "Запълване…", filled: "Месец продажби вече е осчетоводен",
    add_phone: "Още телефон", sms: "SMS", faults: "Повреди", calls: "Извиквания", clock: "Часовник на демото",
    calls_title: "Извиквания на бота", calls_filter: "Търсене по метод или текст", sms_title: "SMS съобщения", sms_none: "Още нищо не е изпратено.", sms_off: "Изпращането на SMS не е настроено.",
    sms_install: "Сложи картата на телефона", sms_start: "Отвори бота", sms_done: "Готово на телефона „{name}“.",
    faults_title: "Повреди по поръчка", fault_method: "Метод", fault_how: "Какво се случва", fault_429: "429, твърде много заявки", fault_500: "500, вътрешна грешка", fault_403: "403, ботът е блокиран",
    fault_garbage: "Отговор, който не е JSON", fault_cut: "Връзката се прекъсва", fault_hang: "30 секунди без отговор", fault_times: "Пъти", fault_retry: "Отново след, секунди",
    fault_done: "Извикването е изпълнено, губи се само отговорът", fault_add: "Добави повредата", fault_limits: "Спазвай ограниченията на Telegram", fault_clear: "Премахни всички повреди", fault_effect: "след изпълнение",
    close: "Затвори", cancel: "Отказ", add: "Добави", ok: "ОК", name: "Име", its_language: "Език", number: "Телефонен номер", picture: "Снимка",
    member: "Клиент", cashier: "Касиер", owner: "Собственик", guest: "Гост", phone_of: "Телефон: {name}", wallet: "Wallet", wall: "Плакати",
    poster: "Плакат „{name}“", poster_hint: "Снимайте го с телефон", poster_shoot: "Камера: {name}",
    this_language: "Език на този телефон", bot: "бот", bot_starting: "стартира…", bot_starting_answers: "стартира, отговаря след миг…", typing: "пише…",
    upload_photo: "изпраща снимка…", upload_document: "изпраща файл…", choose_sticker: "избира стикер…", find_location: "търси място…",
    more: "Още", menu: "Меню", message: "Съобщение", messages: "Съобщения", send: "Изпрати", camera: "Камера", attach: "Прикачи", keyboard: "Клавиатура на бота", buttons: "Бутони", notifications: "Известия",
    start: "СТАРТ", unblock_start: "ОТБЛОКИРАЙ", scan: "Насочи камерата към код", empty: "Тук още няма нищо. Натиснете „Старт“ или насочете камерата към плакат.",
    pinned: "Закачено съобщение", pinned_by: "{name} закачи съобщение", photo: "Снимка", enlarge: "Увеличи снимката", edited: "редактирано", to_wallet: "докоснете, за да добавите в Wallet", download: "Изтегли {name}", copied: "Копирано: {text}",
    sticker: "Стикер", voice: "Гласово съобщение", video: "Видео", play_voice: "Гласово съобщение, {seconds} с", recording: "Записва се…", no_recorder: "Този браузър не може да записва",
    from_disk: "Снимка или видео от диска", file: "Файл", my_contact: "Моят контакт", other_contact: "Чужд контакт", location: "Местоположение", user_id: "Номер на потребител", latitude: "Ширина", longitude: "Дължина",
    share_title: "Да споделите ли номера си?", share_text: "{name} ще узнае номера ви {number}. Това помага при връзка с други услуги.", share: "Сподели",
    open_link: "Отвори връзка към бота", link: "Връзка", open: "Отвори", block: "Блокирай бота", unblock: "Отблокирай бота",
    point: "Насочи камерата към", code_use: "Какво да се направи с кода", use_fitting: "Каквото подхожда", use_photo: "Изпрати снимка", use_open: "Отвори връзката", nothing_to_see: "Още няма какво да се снима: няма плакат, а другите телефони не показват код.",
    app_of: "Мини приложение: {name}", screen_of: "Екран: {name}", card_of: "Карта в Wallet: {name}", google_of: "Карта в Google Wallet: {name}", app: "Мини приложение",
    no_card: "Картата ще се появи тук, щом бъде добавена в Wallet.", wallet_card: "Карта в Wallet", google_card: "Карта в Google Wallet", remove: "Премахни", updates_on: "Обновява се сама: да", updates_off: "Обновява се сама: не",
  },
};

export const LANGUAGES = { en: "English", ru: "Русский", bg: "Български" };

export function preferred() {
  return navigator.languages.map((tag) => tag.split("-")[0]).find((code) => code in LANGUAGES) ?? "en";
}

export function say(language, key, values = {}) {
  return (WORDS[language] ?? WORDS.en)[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// What an element says: `word` its text, `label` its name for those who hear it, `hint` an empty field's, `empty` an empty list's.
const PLACES = {
  word: (node, text) => { node.textContent = text; },
  label: (node, text) => node.setAttribute("aria-label", text),
  alt: (node, text) => node.setAttribute("alt", text),
  hint: (node, text) => node.setAttribute("placeholder", text),
  empty: (node, text) => node.setAttribute("data-says", text),
};

// Puts words into everything under `root`, in the language of the nearest element that has one: a phone's or the page's.
export function speak(root) {
  for (const [place, put] of Object.entries(PLACES)) {
    const name = `data-${place}`;
    for (const node of [...(root.hasAttribute(name) ? [root] : []), ...root.querySelectorAll(`[${name}]`)]) {
      const text = say(node.closest("[lang]")?.lang, node.getAttribute(name), JSON.parse(node.dataset.values ?? "{}"));
      if (node.getAttribute(`${name}-said`) === text) continue;
      put(node, text);
      node.setAttribute(`${name}-said`, text);
    }
  }
}
