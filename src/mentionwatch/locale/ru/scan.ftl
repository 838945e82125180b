scan-source = { $name }: { $why }
scan-plugin = { $name }: модуль источника «{ $type }» сломался: { $why }. Остальные источники опрошены. Сообщите об этом автору модуля.
scan-failed = { $failed ->
    [one] Не ответил { $failed } источник из { $asked }; остальное сохранено:
    [few] Не ответили { $failed } источника из { $asked }; остальное сохранено:
   *[many] Не ответили { $failed } источников из { $asked }; остальное сохранено:
}
scan-again = следующая попытка после { $again }
scan-clock = Часы этого компьютера с прошлого опроса переведены назад (сейчас { $now }). Все источники опрашиваются заново.
scan-done = Опрошено: { $asked ->
    [one] { $asked } источник
    [few] { $asked } источника
   *[many] { $asked } источников
}, прочитано: { $posts ->
    [one] { $posts } запись
    [few] { $posts } записи
   *[many] { $posts } записей
}, новых: { $fresh ->
    [one] { $fresh } упоминание
    [few] { $fresh } упоминания
   *[many] { $fresh } упоминаний
} за { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } с
scan-followed = Повторно { $looked ->
    [one] просмотрено { $looked } упоминание
    [few] просмотрено { $looked } упоминания
   *[other] просмотрено { $looked } упоминаний
}{ $answered ->
    [0] {""}
   *[other] , отвечено: { $answered }
}{ $unread ->
    [0] {""}
   *[other] , не прочитано: { $unread }
}{ $waiting ->
    [0] {""}
   *[other] , отложено до следующего опроса: { $waiting }
}
scan-resting = { $resting ->
    [one] { $resting } источник отдыхает
    [few] { $resting } источника отдыхают
   *[many] { $resting } источников отдыхают
} (после сбоев или ещё не срок); какие — покажет mentionwatch sources.
scan-doubtful = Из них { $doubtful ->
    [one] { $doubtful } сомнительное
    [few] { $doubtful } сомнительных
   *[many] { $doubtful } сомнительных
}, они отложены: mentionwatch mentions --doubtful
scan-classifier = Классификатор «{ $name }» сломался: { $why }. Упоминания сохранены, их разметит следующий опрос. Сообщите автору или выберите другой в [sentiment].
