# Сообщения, которые приходят сами.
notice-button-alien = 🙅 Это не я
notice-button-why = Почему?
notice-alien-told = Спасибо, что сказали. Владелец получил сообщение и разберётся.

moved-purchase = 🛍 <b>Покупка по вашей карте</b>
moved-refund = ↩ <b>Возврат по вашей карте</b>
moved-undo = ↩ <b>Покупка отменена</b>
moved-expiry = ⌛ <b>{ $points ->
    [one] Сгорел { $points } балл
    [few] Сгорели { $points } балла
   *[other] Сгорело { $points } баллов
}</b>
moved-activation = ✨ <b>{ $points ->
    [one] Теперь доступен { $points } балл
    [few] Теперь доступны { $points } балла
   *[other] Теперь доступно { $points } баллов
}</b>
moved-adjustment = ✏️ <b>{ $points ->
    [one] Вам начислен { $points } балл
    [few] Вам начислено { $points } балла
   *[other] Вам начислено { $points } баллов
}</b>
moved-adjustment-taken = ✏️ <b>{ $points ->
    [one] Списан { $points } балл
    [few] Списано { $points } балла
   *[other] Списано { $points } баллов
}</b>
moved-reason = Причина: { $reason }
moved-receipt = { $outlet } · { $number }
moved-paid = Оплачено: { $money }
moved-redeemed = { $points ->
    [one] Списан { $points } балл
    [few] Списано { $points } балла
   *[other] Списано { $points } баллов
}
moved-earned = { $points ->
    [0] Сумма зачтётся в следующий балл.
    [one] Начислен <b>+{ $points } балл</b>
    [few] Начислено <b>+{ $points } балла</b>
   *[other] Начислено <b>+{ $points } баллов</b>
}
moved-money-back = Вернули: { $money }
moved-balance = { $points ->
    [one] У вас ⭐ <b>{ $points } балл</b>
    [few] У вас ⭐ <b>{ $points } балла</b>
   *[other] У вас ⭐ <b>{ $points } баллов</b>
}
moved-pending = { $points ->
    [one] и ещё { $points } позже
   *[other] и ещё { $points } позже
}

confirm-ask =
    🔔 <b>{ $outlet }</b> спрашивает: списать { $points ->
        [one] <b>{ $points } балл</b>
        [few] <b>{ $points } балла</b>
       *[other] <b>{ $points } баллов</b>
    }?
    Они оплатят { $value }, вы заплатите <b>{ $money }</b>.
    { $seconds ->
        [60] Ответьте, пожалуйста, в течение минуты.
        [one] Ответьте, пожалуйста, за { $seconds } секунду.
        [few] Ответьте, пожалуйста, за { $seconds } секунды.
       *[other] Ответьте, пожалуйста, за { $seconds } секунд.
    }
confirm-button-yes = ✅ Да, списать { $points }
confirm-button-no = ✖ Нет
confirm-cancelled = Кассир отменил списание. { $points ->
    [one] Ваш { $points } балл остался у вас.
    [few] Ваши { $points } балла остались у вас.
   *[other] Ваши { $points } баллов остались у вас.
}
confirm-late = ⌛ Время вышло. { $points ->
    [one] Ваш { $points } балл остался у вас.
    [few] Ваши { $points } балла остались у вас.
   *[other] Ваши { $points } баллов остались у вас.
}

notice-disputed =
    🙅 <b>{ $name }</b> (карта { $member }) говорит: это не я.
    { $what } { $number } · { $outlet } · { $moment } · { $points }
notice-joined-staff = 🤝 В команде пополнение: <b>{ $name }</b>, { $role }.
notice-orphaned =
    ❗ <b>{ $name }</b>: покупка подтверждена, но кассир { $cashier } ({ $outlet }) здесь больше не работает. { $points ->
        [one] Спишется { $points } балл
        [few] Спишутся { $points } балла
       *[other] Спишется { $points } баллов
    }, взять ещё { $money }. Завершите продажу или отмените её и освободите баллы; { $moment } они освободятся сами.
notice-orphaned-button-finish = ✅ Завершить продажу
notice-orphaned-button-drop = ✖ Отменить её
notice-left-staff = Вы больше не работаете здесь сотрудником. Ваша карта остаётся с вами.
notice-account-frozen = ⛔ Цифры карты { $member } (<b>{ $name }</b>) не сходятся, поэтому карта остановлена. Пусть тот, кто обслуживает Tessera, выполнит «tessera audit»; когда цифры сойдутся, карта заработает сама.

notice-coupon = 🎟 Купон для вас: <b>{ $title }</b>
notice-coupon-until = Действует по { $date } включительно.
notice-coupon-button = 🎟 Показать купон
notice-tier-up = 🏅 Вы достигли уровня <b>{ $tier }</b>! Он действует со следующей покупки.
notice-tier-down = Теперь ваш уровень — <b>{ $tier }</b>. Следующие покупки снова поднимут его.
notice-tier-set = 🏅 Теперь ваш уровень — <b>{ $tier }</b>.
moved-discount = Скидка: { $money }
moved-stamps = 🔖 Штампы: { $have } из { $goal }
moved-stamps-full = 🔖 <b>Карта штампов заполнена!</b> На новой: { $have } из { $goal }
moved-unsaid = 🔖 Не засчитано: { $what }. Кассир ввёл только сумму. Если это было в покупке, скажите ему сейчас.
return-coupon-back = 🎟 Купон снова ваш: { $title }
return-coupon-gone = 🎟 Вместе с покупкой отменён купон: { $title }
stamps-waiting = ⏳ { $cards ->
    [one] Ещё { $cards } полная карта ждёт
    [few] Ещё { $cards } полные карты ждут
   *[other] Ещё { $cards } полных карт ждут
} следующего штампа: за одну покупку засчитываем не больше { $most }.

notice-phones-mended = 📞 { $count ->
    [one] Исправлен { $count } номер телефона, который был записан из списка неверно. Теперь его владелец найдёт по нему свою карту.
    [few] Исправлены { $count } номера телефона, которые были записаны из списков неверно. Теперь их владельцы найдут по ним свои карты.
   *[other] Исправлены { $count } номеров телефона, которые были записаны из списков неверно. Теперь их владельцы найдут по ним свои карты.
}
notice-phones-left = 📞 { $count ->
    [one] { $count } неверный номер телефона оставлен как есть: верный уже записан на другой карте. Посмотрите на каждую пару карт: если обе одного человека, баллы можно перенести вручную.
    [few] { $count } неверных номера телефона оставлены как есть: верные уже записаны на других картах. Посмотрите на каждую пару карт: если обе одного человека, баллы можно перенести вручную.
   *[other] { $count } неверных номеров телефона оставлены как есть: верные уже записаны на других картах. Посмотрите на каждую пару карт: если обе одного человека, баллы можно перенести вручную.
}
