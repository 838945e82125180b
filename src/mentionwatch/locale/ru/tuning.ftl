triage-nothing = Нечего менять. Укажите --status, --assign, --take, --snooze, --note, --sentiment, --intent, --not-a-mention, --is-a-mention или --undo.
triage-either = --undo отменяет изменение и не вносит новых. Уберите остальные параметры.
triage-who = Неизвестно, кто вы. Скажите: --by ИМЯ
triage-done = { $count ->
    [0] Менять было нечего.
    [one] Изменено { $count } упоминание.
    [few] Изменено { $count } упоминания.
   *[many] Изменено { $count } упоминаний.
}
triage-kind = { $kind ->
    [verdict] вердикт
    [sentiment] тональность
    [intent] намерение
    [status] статус
    [assignee] ответственный
    [snooze] отложено до
   *[note] заметка
}
triage-event-change = { triage-kind }: { $before } → { $value }
triage-event-note = { triage-kind }: { $value }
triage-event-undo = отменено: { triage-kind } { $before } → { $value }
triage-no-value = –
triage-taken-back = (отменено)
show-assignee = ответственный
show-snoozed = отложено
show-answered = отвечено
show-history = Что сделано:

rescan-looked = { $posts ->
    [one] Просмотрена { $posts } запись
    [few] Просмотрены { $posts } записи
   *[many] Просмотрено { $posts } записей
}, из них в архиве: { $archived }.
rescan-added = { $count ->
    [one] Добавляется { $count } упоминание.
    [few] Добавляются { $count } упоминания.
   *[many] Добавляется { $count } упоминаний.
}
rescan-removed = { $count ->
    [one] Больше не подходит и удаляется { $count } упоминание.
    [few] Больше не подходят и удаляются { $count } упоминания.
   *[many] Больше не подходят и удаляются { $count } упоминаний.
}
rescan-changed = { $count ->
    [one] Меняется уверенность { $count } упоминания
   *[other] Меняется уверенность { $count } упоминаний
}: перестали быть сомнительными: { $surer }, стали: { $doubted }.
rescan-left = { $count ->
    [one] Больше не подходит, но остаётся { $count } упоминание: с ним работали.
    [few] Больше не подходят, но остаются { $count } упоминания: с ними работали.
   *[many] Больше не подходят, но остаются { $count } упоминаний: с ними работали.
}
rescan-dry = Ничего не изменено. Без --dry-run будет.

suggest-nothing = Предложить нечего. Опросы, вердикты (mentionwatch triage) и архив (archive = "30d") дают больше материала.
suggest-spelling = другое написание? query = … , { $text }
suggest-handle = аккаунт? query = … , { $text }
suggest-hashtag = хештег? query = … , { $text }
suggest-exclusion = исключить? query = … -{ $text }
suggest-context = говорит за? context = "… { $text }"
suggest-not-context = говорит против? not_context = "… { $text }"
suggest-effect = добавит { $adds }, из архива { $archived }; уберёт { $removes }, из них верных { $sure }
