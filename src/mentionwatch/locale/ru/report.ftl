# Отчёт: все его слова. Числа, даты и проценты берутся из CLDR через Babel.

report-title = Упоминания
report-title-of = Упоминания: { $names }
report-made = Составлен { $moment }
report-period = { $period }; для сравнения — { $span }
report-span-before = { $days ->
    [0] предыдущий отрезок
    [1] предыдущий день
    [one] предыдущие { $days } день
    [few] предыдущие { $days } дня
   *[many] предыдущие { $days } дней
}
report-untold = не указано
report-others = остальные
report-new = новое

report-headline = { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[many] { $count } упоминаний
}{ $trend ->
    [more] {""} — на { $percent } больше, чем за { $span }
    [fewer] {""} — на { $percent } меньше, чем за { $span }
    [same] {""} — столько же, сколько за { $span }
   *[none] {""}; за { $span } — ни одного
}.
report-headline-chance = При таких числах эта разница может быть случайной.
report-mood = Баланс тональности { $net }{ $trend ->
    [up] {""}, раньше было хуже: { $before }
    [down] {""}, раньше было лучше: { $before }
    [same] {""}, как и раньше
   *[none] {""}
}.
report-waiting = { $count ->
    [0] Все негативные упоминания разобраны.
    [one] { $count } негативное упоминание не разобрано (в inbox оно new или open).
    [few] { $count } негативных упоминания не разобраны (в inbox они new или open).
   *[many] { $count } негативных упоминаний не разобраны (в inbox они new или open).
}
report-peak = Больше всего — { $day }: { $count }.
report-unsure = Неуверенно определена тональность { $share } упоминаний; без них баланс тональности { $net }.
report-unclassified = { $count ->
    [one] Тональность { $count } упоминания ещё не определена.
   *[other] Тональность { $count } упоминаний ещё не определена.
}
report-partial-days = Первый и последний день неполные.

report-empty = За это время ({ $period }) никто не упомянул: { $names }.
report-empty-any = За это время ({ $period }) никто не упомянул ни одну из ваших тем.
report-empty-next = Что можно сделать:
report-empty-scan = Поискать упоминания сейчас: mentionwatch scan
report-empty-longer = Взять время подольше: mentionwatch report --since 4w
report-empty-check = Проверить, все ли источники отвечают: mentionwatch check --online
report-empty-try = Посмотреть, что находит запрос в тексте: mentionwatch try --topic НАЗВАНИЕ

report-section-topics = Темы
report-section-shares = Доля голоса
report-section-sources = Источники
report-section-sites = Сайты
report-section-languages = Языки
report-section-days = По дням
report-section-net = Баланс тональности по дням
report-section-authors = Самые активные авторы
report-section-engaging = Самые обсуждаемые
report-section-negatives = Свежий негатив
report-section-positives = Добрые слова
report-section-coverage = Полнота картины
report-section-glance = Коротко

report-mentions = Упоминания
report-mentions-short = Число
report-change = Изм.
report-before-column = Раньше
report-positive = Позитив
report-neutral = Нейтрально
report-negative = Негатив
report-unknown = Ещё не определено
report-net = Баланс тональности
report-net-short = Баланс
report-share = Доля
report-author = Автор
report-source = Источник
report-reach = Подписчики
report-day = День
report-topic = Тема
report-site = Сайт
report-language = Язык
report-waiting-label = Негатив не разобран
report-legend = + позитив   · нейтрально   − негатив   ? ещё не определено
report-net-explained = Баланс тональности: (позитив − негатив) / все упоминания с тональностью.

report-nobody = автор неизвестен
report-rating = { $stars } из 5 звёзд
report-likes = { $count ->
    [one] { $count } лайк
    [few] { $count } лайка
   *[many] { $count } лайков
}
report-comments = { $count ->
    [one] { $count } комментарий
    [few] { $count } комментария
   *[many] { $count } комментариев
}
report-shares-count = { $count ->
    [one] { $count } репост
    [few] { $count } репоста
   *[many] { $count } репостов
}
report-views = { $count ->
    [one] { $count } просмотр
    [few] { $count } просмотра
   *[many] { $count } просмотров
}

report-coverage-fine = { $sources ->
    [one] Ответил { $sources } источник — все, что есть.
    [few] Ответили все { $sources } источника.
   *[many] Ответили все { $sources } источников.
}
report-coverage-failing = { $failing ->
    [one] Не отвечает { $failing }
   *[other] Не отвечают { $failing }
} { $sources ->
    [one] из { $sources } источника
   *[other] из { $sources } источников
}{ $failing ->
    [one] {""} (с { $day }).
   *[other] {""} (первый — с { $day }).
}
report-coverage-never = { $count ->
    [one] { $count } источник ещё ни разу не ответил.
    [few] { $count } источника ещё ни разу не ответили.
   *[many] { $count } источников ещё ни разу не ответили.
}
report-coverage-capped = { $count ->
    [one] { $count } источник исчерпал бюджет запросов, и дальше его не спрашивали.
    [few] { $count } источника исчерпали бюджет запросов, и дальше их не спрашивали.
   *[many] { $count } источников исчерпали бюджет запросов, и дальше их не спрашивали.
}
report-coverage-cut = { $count ->
    [one] У { $count } источника записей было больше, чем удалось прочитать; части не хватает.
   *[other] У { $count } источников записей было больше, чем удалось прочитать; части не хватает.
}
report-coverage-silent = { $count ->
    [one] { $count } источник отвечает, но не принёс ничего нового
    [few] { $count } источника отвечают, но не принесли ничего нового
   *[many] { $count } источников отвечают, но не принесли ничего нового
} больше { $days ->
    [one] { $days } дня
   *[other] { $days } дней
}.
report-coverage-late = { $count ->
    [one] { $count } упоминание, опубликованное раньше этого времени, нашлось только сейчас.
    [few] { $count } упоминания, опубликованных раньше этого времени, нашлись только сейчас.
   *[many] { $count } упоминаний, опубликованных раньше этого времени, нашлись только сейчас.
}
report-coverage-doubtful = { $count ->
    [one] { $count } сомнительное упоминание отложено и здесь не посчитано.
    [few] { $count } сомнительных упоминания отложены и здесь не посчитаны.
   *[many] { $count } сомнительных упоминаний отложены и здесь не посчитаны.
}
report-coverage-last = Последний опрос: { $moment }.
report-coverage-no-scan = Источники ещё ни разу не опрашивались.
report-coverage-incomplete = Поэтому числа могут быть занижены.
report-state-failing = не отвечает с { $day }
report-state-never = ещё ни разу не ответил
report-state-capped = бюджет исчерпан (впервые { $day }); снова можно с { $until }
report-state-cut = прочитан не целиком (записей: { $told ->
    [0] { $read }
   *[other] { $read } примерно из { $told }
}); не хватает части за время с { $since } по { $until }
report-state-silent = ничего нового с { $day }

report-chart-days = Упоминания по дням и тональности, с { $first } по { $last }: всего { $count }, больше всего — { $peak } ({ $most }).
report-chart-net = Баланс тональности по дням, с { $first } по { $last }: от { $lowest } до { $highest }.
report-average-before = в среднем раньше
report-was = было { $before }
report-figures = Числа
report-footer = Отчёт составлен программой mentionwatch из того, что она нашла в открытых источниках. Один файл, без скриптов, ничего не загружает.
