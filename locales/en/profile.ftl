# What a member tells about themselves.
settings-button-profile = 🧾 About me
settings-button-notifications = 🔔 Notifications

profile-title =
    <b>🧾 About me</b>
    Tell only what you like; anything can be removed again.
profile-birthday = 🎂 Birthday: <b>{ $value }</b>
profile-sex = 👤 Sex: <b>{ $value }</b>
profile-city = 🏙 City: <b>{ $value }</b>
profile-email = ✉️ E-mail: <b>{ $value }</b>
profile-birthday-gift = 🎁 Tell us your birthday, and a gift comes for it.
profile-button-birthday = 🎂 Birthday
profile-button-sex = 👤 Sex
profile-button-city = 🏙 City
profile-button-email = ✉️ E-mail
profile-sex-female = Female
profile-sex-male = Male
profile-ask-birthday =
    🎂 When is your birthday? Type it, for example 12 April or 12 April 1990. The year is up to you.

    It can be changed once a year, so please check it before you confirm.
profile-birthday-waits = It has been set already and can be changed from { $date }.
profile-birthday-check =
    Your birthday is <b>{ $date }</b>, is that right?

    After that it can only be changed in a year’s time.
profile-button-right = ✅ Yes, that is right
profile-button-again = ✏️ No, once more
profile-ask-sex = 👤 Your sex?
profile-ask-city = 🏙 Which city do you live in?
profile-ask-email = ✉️ What is your e-mail address?
profile-button-remove = 🗑 Remove
profile-kept = Noted, thank you!
profile-removed = Removed.

refusal-birthday-unreadable = I can’t read this as a birthday. Type day and month, for example 12 April or 12 April 1990.
refusal-birthday-too-soon = The birthday can be changed once a year: the next time from { $changes_from }. If it is wrong, please ask the staff.
refusal-email-unreadable = This does not look like an e-mail address. Type it like anna@example.com.
