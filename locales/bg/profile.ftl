# Какво разказва участникът за себе си.
settings-button-profile = 🧾 За мен
settings-button-notifications = 🔔 Известия

profile-title =
    <b>🧾 За мен</b>
    Разкажете само каквото искате; всичко може да се изтрие.
profile-birthday = 🎂 Рожден ден: <b>{ $value }</b>
profile-sex = 👤 Пол: <b>{ $value }</b>
profile-city = 🏙 Град: <b>{ $value }</b>
profile-email = ✉️ Имейл: <b>{ $value }</b>
profile-birthday-gift = 🎁 Кажете кога е рожденият ви ден и за него ще дойде подарък.
profile-button-birthday = 🎂 Рожден ден
profile-button-sex = 👤 Пол
profile-button-city = 🏙 Град
profile-button-email = ✉️ Имейл
profile-sex-female = Жена
profile-sex-male = Мъж
profile-ask-birthday =
    🎂 Кога е рожденият ви ден? Напишете го, например 12 април или 12.04.1990. Годината не е задължителна.

    Може да се променя веднъж годишно, затова проверете, преди да потвърдите.
profile-birthday-waits = Вече е посочен; от { $date } може да се промени.
profile-birthday-check =
    Рожденият ви ден е <b>{ $date }</b>, вярно ли е?

    След това може да се промени след година.
profile-button-right = ✅ Да, вярно е
profile-button-again = ✏️ Не, още веднъж
profile-ask-sex = 👤 Вашият пол?
profile-ask-city = 🏙 В кой град живеете?
profile-ask-email = ✉️ Какъв е имейл адресът ви?
profile-button-remove = 🗑 Изтрий
profile-kept = Записахме, благодарим!
profile-removed = Изтрито.

refusal-birthday-unreadable = Не мога да прочета това като рожден ден. Напишете ден и месец, например 12 април или 12.04.1990.
refusal-birthday-too-soon = Рожденият ден може да се променя веднъж годишно, от { $changes_from } може отново. Ако е грешен, обърнете се към персонала.
refusal-email-unreadable = Това не прилича на имейл адрес. Напишете го така: anna@example.com.
