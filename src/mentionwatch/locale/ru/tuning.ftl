triage-nothing = Нечего менять. Укажите --status, --assign, --note, --sentiment, --not-a-mention, --is-a-mention или --undo.
triage-either = --undo отменяет изменение и не вносит новых. Уберите остальные ключи.
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
    [status] статус
    [assignee] ответственный
   *[note] заметка
}
triage-event-change = { triage-kind }: { $before } → { $value }
triage-event-note = { triage-kind }: { $value }
triage-event-undo = отменено, { triage-kind }: { $before } → { $value }
triage-no-value = –
triage-taken-back = (отменено)
show-assignee = ответственный
show-answered = отвечено
show-history = Что сделано:
