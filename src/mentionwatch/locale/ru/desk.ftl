desk-timezone = нет такого часового пояса; нужно имя по IANA, например { $near }
desk-no-timezone = для дней, часов и праздников нужен часовой пояс: добавьте в [desk] строку timezone = "Europe/Moscow" (имя по IANA)
desk-days = «{ $text }» — это не дни недели; пишите пн-пт или пн ср пт
desk-hours = «{ $text }» — это не рабочие часы; пишите 09:00-18:00
playbook-to-nobody = к escalate_after нужен escalate_to: кому тогда сообщить
playbook-never = для escalate_to нужен срок: добавьте answer_within = "1h" или escalate_after = "4h"
playbook-twice = { $file }: { $key }: два правила с именем «{ $value }». Переименуйте одно.
playbook-no-topic = { $file }: { $key }: нет темы «{ $value }». Есть: { $known }.
playbook-tried = { $count ->
    [one] План ответов на { $count } упоминании за 30 дней:
   *[many] План ответов на { $count } упоминаниях за 30 дней:
}
playbook-no-rule = (ни одно)

inbox-empty = Ответа никто не ждёт.
inbox-section = { $section ->
    [complaints] Жалобы
    [questions] Вопросы
    [praise] Похвала: поблагодарить
   *[rest] Остальное
} ({ $count })
inbox-more = { $count ->
    [one] ещё { $count }
   *[other] ещё { $count }
}: mentionwatch inbox --limit
inbox-why-intent = { $intent ->
    [cancellation] уходит
    [complaint] жалуется
    [question] спрашивает
    [praise] хвалит
    [news] новость
    [advertisement] реклама
    [job] вакансия
   *[other] высказывается
}{ $haste ->
    [yes] , и это срочно
   *[no] { "" }
}
inbox-why-reach = { $people ->
    [one] видит { $people } человек
    [few] видят { $people } человека
   *[many] видят { $people } человек
}
inbox-why-feeling = { $feeling ->
    [grave] очень негативно
    [bad] негативно
   *[good] позитивно
}
inbox-why-people = { $people ->
    [one] ждёт { $people } человек
    [few] ждут { $people } человека
   *[many] ждут { $people } человек
}{ $joined ->
    [0] { "" }
   *[other] , за сутки прибавилось { $joined }
}
inbox-why-waiting = без ответа { $span }
inbox-days = { $count } д
inbox-hours = { $count } ч
inbox-minutes = { $count } мин
inbox-due = ответить за { $span }
inbox-overdue = просрочено на { $span }
inbox-snoozed = отложено до { $time }
inbox-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}

screen-view = { $view ->
    [mine] Моя работа
    [snoozed] Отложено
    [answered] Отвечено
    [ignored] Решено не отвечать
   *[waiting] Ждут ответа
}
screen-cards = { $count ->
    [one] { $count } карточка
    [few] { $count } карточки
   *[many] { $count } карточек
}
screen-news = ● есть новое: r
screen-nothing = Здесь пусто. v покажет другой список, r перечитает базу, ? объяснит клавиши.
screen-status = { $status ->
    [open] в работе
    [answered] отвечено
    [ignored] решено не отвечать
   *[new] новое
}
screen-assignee = занимается { $who }
screen-rule = правило «{ $name }»
screen-escalates = { $time } передать: { $who }.
screen-people = Кто ждёт ({ $count }):
screen-more-people = … и ещё { $count }
screen-others = { $count ->
    [one] Ещё { $count } человек пришёл
    [few] Ещё { $count } человека пришли
   *[many] Ещё { $count } человек пришли
} в ветку и ждут ответа.
screen-key-next = дальше
screen-key-previous = назад
screen-key-scroll = листать
screen-key-open = открыть
screen-key-visit = открыть запись одного из ждущих
screen-key-take = взять
screen-key-give = поручить
screen-key-answered = отвечено
screen-key-note = заметка
screen-key-snooze = отложить
screen-key-ignore = не отвечать
screen-key-wrong = это не о нас
screen-key-undo = отменить
screen-key-view = список: ждут, мои, отложенные, отвеченные …
screen-key-filter = фильтр
screen-key-reload = перечитать
screen-key-keys = клавиши
screen-key-quit = выход
screen-keys = Клавиши (буквы работают и в русской раскладке)
screen-marks = ! просрочено   ● моё   ○ чужое   3× столько человек ждут
screen-ask-filter = Слова, которые есть в карточке (пусто — все):
screen-ask-assignee = Кто занимается? (пусто — никто)
screen-ask-note = Заметка для тех, кто посмотрит потом:
screen-ask-snooze = До какого времени? 3h, 1d, 2w или 2026-12-01T09:00
screen-no-address = Открывать нечего: адреса нет.
screen-no-browser = Здесь нет браузера: { $address }
screen-no-undo = Здесь ещё ничего не сделано, отменять нечего.
screen-undone = Отменено: { $title }
