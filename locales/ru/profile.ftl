# Что участник рассказывает о себе.
settings-button-profile = 🧾 Обо мне
settings-button-notifications = 🔔 Уведомления

profile-title =
    <b>🧾 Обо мне</b>
    Расскажите только то, что хотите; всё можно удалить.
profile-birthday = 🎂 День рождения: <b>{ $value }</b>
profile-sex = 👤 Пол: <b>{ $value }</b>
profile-city = 🏙 Город: <b>{ $value }</b>
profile-email = ✉️ Почта: <b>{ $value }</b>
profile-birthday-gift = 🎁 Расскажите о дне рождения — к нему придёт подарок.
profile-button-birthday = 🎂 День рождения
profile-button-sex = 👤 Пол
profile-button-city = 🏙 Город
profile-button-email = ✉️ Почта
profile-sex-female = Женский
profile-sex-male = Мужской
profile-ask-birthday =
    🎂 Когда у вас день рождения? Напишите, например: 12 апреля или 12.04.1990. Год можно не указывать.

    Изменить его можно раз в год, поэтому проверьте перед подтверждением.
profile-birthday-waits = День рождения уже указан, с { $date } его можно изменить.
profile-birthday-check =
    Ваш день рождения — <b>{ $date }</b>, верно?

    Потом изменить его можно будет через год.
profile-button-right = ✅ Да, верно
profile-button-again = ✏️ Нет, ещё раз
profile-ask-sex = 👤 Ваш пол?
profile-ask-city = 🏙 В каком городе вы живёте?
profile-ask-email = ✉️ Какой у вас адрес почты?
profile-button-remove = 🗑 Удалить
profile-kept = Записали, спасибо!
profile-removed = Удалено.

refusal-birthday-unreadable = Не получается прочитать это как день рождения. Напишите день и месяц, например: 12 апреля или 12.04.1990.
refusal-birthday-too-soon = День рождения можно менять раз в год, с { $changes_from } его можно изменить снова. Если он указан неверно, обратитесь к сотрудникам.
refusal-email-unreadable = Это не похоже на адрес почты. Напишите его так: anna@example.com.
