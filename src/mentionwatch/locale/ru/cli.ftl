cli-language = Нет языка «{ $language }». Есть: { $known }.
cli-no-command = Нет команды «{ $name }». Есть: { $known }.
cli-no-command-near = Нет команды «{ $name }». Может быть, «{ $near }»?
cli-which-command = Какая команда? Есть: { $known }.
cli-no-option = Здесь нет параметра { $option }.
cli-no-option-near = Здесь нет параметра { $option }. Может быть, { $near }?
cli-option-bare = После { $option } нужно значение.
cli-option-full = { $option } пишется без значения.
cli-missing-value = Не хватает: { $name }.
cli-number-from = { $option }: нужно целое число не меньше { $least }.
cli-number = { $option }: нужно число.
cli-extra = Здесь ничего не ожидалось: { $value }.
cli-see-help = Как писать: { $command } --help
cli-choice = { $option }: нет значения «{ $value }». Есть: { $known }.
cli-either = { $one } и { $other } исключают друг друга. Оставьте что-нибудь одно.
cli-period = Между { $since } и { $until } ничего нет. День означает его начало. Исправьте --since или --until.
cli-system = Система отказалась читать или писать: { $why }. Проверьте диск (на нём и временные файлы) и запустите команду снова.
cli-system-file = Система отказала для { $file }: { $why }. Проверьте диск и права этого пользователя и запустите команду снова.
cli-zone-unread = В { $file } не прочитать часовой пояс, поэтому время показано по часам этой машины. Что не так: mentionwatch check --config { $file }
cli-not-a-file = это не обычный файл
cli-output = { $file } не записать: { $why }.
cli-input = { $file } не прочитать: { $why }.
cli-missing = такого файла нет
cli-no-mention = Упоминания { $id } нет. Номера стоят первыми в каждой строке mentionwatch mentions.
cli-line-json = Строка { $number } начинается с фигурной скобки, но это не JSON: { $why }. Исправьте её или напишите простым текстом.
cli-line-text = В строке { $number } нет "text". Он нужен в каждой строке JSON.
cli-line-topic = Строка { $number } называет тему «{ $name }», а её нет в настройках. Есть: { $known }.
cli-nothing-to-try = Нечего искать. Укажите --query, --topic или --target либо дайте строки JSON с target.

init-brand = «{ $brand }» искать нельзя: в названии должна быть буква или цифра.
init-no-brand = Какой бренд? Скажите: mentionwatch init --brand "Ваш бренд" --site example.ru
init-site = «{ $site }» — не домен. Пишите так: example.ru.
init-exists = { $file } уже есть и остаётся как был. Удалите его или запишите в другой файл через --output.
init-ask-brand = За каким брендом следить
init-ask-site = Его собственный сайт (Enter, если нет)
init-done = Записан { $file }. Просмотрите его, потом: mentionwatch check, mentionwatch scan, mentionwatch report.
init-google = Google News, { $language ->
    [ru] по-русски
   *[en] по-английски
}
init-head = Этот файл читает mentionwatch. Всё, что в нём может быть: config.example.ru.toml. Всё ли верно? mentionwatch check
init-topic = За чем следим. Запрос сам находит все формы слова; запятая перечисляет написания.
    Написания предложены: вычеркните те, что значат другое, добавьте те, что говорят клиенты.
    Проверить на тексте: echo "какой-нибудь текст" | mentionwatch try
init-context = Название — ещё и обычное слово? Слова рядом, с которыми упоминание вернее или сомнительнее:
init-own = Что пишут эти аккаунты — ответ или объявление, а не упоминание: "@имя", "vk.com/name"
init-competitor = Конкуренты — темы с kind = "competitor"; доля голоса считается внутри группы:
    group = "интернет-провайдеры"
init-sources = Где искать. Ни один из этих источников не требует аккаунта; о каждом расскажет mentionwatch sources ИМЯ.
init-more = Важные вам форумы, блоги и новости: адреса лент или страниц, у которых лента есть:
    feeds = ["https://forum.example/feed", "feeds.opml"]   (в начале файла, выше [[topics]])

check-denied = { $why } Ему нужно: { $needs }
check-done = { $file }: всё верно. { $topics ->
    [one] { $topics } тема
    [few] { $topics } темы
   *[many] { $topics } тем
}, { $sources ->
    [one] { $sources } источник
    [few] { $sources } источника
   *[many] { $sources } источников
}.
check-advised = { $file }: работать будет, но посмотрите, что сказано выше. { $topics ->
    [one] { $topics } тема
    [few] { $topics } темы
   *[many] { $topics } тем
}, { $sources ->
    [one] { $sources } источник
    [few] { $sources } источника
   *[many] { $sources } источников
}.
check-no-endings = { $topic }: окончания языка { $languages } неизвестны, слова находятся так, как написаны. Перечислите другие формы или поставьте звёздочку: nokia*
check-no-dictionary = { $topic }: украинский словарь не установлен, формы строятся только по окончаниям. Посмотрите его лицензию (docs/dependencies.ru.md) и выполните: pip install "mentionwatch[uk]"
check-former = { $count ->
    [one] Хранится { $count } упоминание
    [few] Хранятся { $count } упоминания
   *[many] Хранятся { $count } упоминаний
} темы «{ $topic }», которой здесь нет: отчёты считают их под этим именем и дальше. Тему переименовали? mentionwatch topics rename "{ $topic }" "НОВОЕ ИМЯ"
check-shared = «{ $term }» стоит в запросах двух тем, «{ $one }» и «{ $other }»: такие упоминания считаются в обеих.
check-readable = { $file } содержит ключ или пароль и доступен другим пользователям. Выполните: chmod 600 { $file }
check-answers = { $name }: отвечает

mentions-none = Таких упоминаний нет. Сколько их у каждой темы: mentionwatch topics

show-topic = тема
show-author = автор
show-followers = подписчики
show-url = адрес
show-source = источник
show-published = написано
show-seen = найдено
show-language = язык
show-rating = оценка
show-sentiment = тональность
show-intent = намерение
show-urgent = срочно
show-inappropriate = грубо
show-engagement = отклик
show-growth = Как рос отклик:
show-status = состояние
show-also = и здесь
show-before = До { $time } было написано:
show-why-match = Почему найдено (уверенность { $confidence }):
show-why-sentiment = Тональность: { $label }, оценка { $score }, уверенность { $confidence }, решил { $by }
show-why-words = Слова за тему (+) и против неё (-):
show-unsure = неуверенно: такая метка так же часто неверна, как верна
show-why-urgent = Что делает это срочным:

topics-name = тема
topics-kind = вид
topics-group = группа
topics-mentions = упоминания
topics-query = запрос

sources-source = источник
sources-ok = ответил
sources-posts = записи
sources-mentions = упоминания
sources-state = состояние
sources-well = в порядке
sources-unasked = ещё не опрошен
sources-resting = бюджет исчерпан до { $until }
sources-cut = не целиком
sources-left-out = { $name }: записей было больше, чем удалось прочитать: прочитано { $told ->
    [0] { $read }
   *[other] { $read } примерно из { $told }
}, и за время с { $since } по { $until } части не хватает. Опрашивайте чаще или сузьте запрос.
sources-fails = не отвечает
sources-silent = молчит с { $since }
sources-failing = не отвечает с { $since }: { $why }
sources-no-sample = Ответа { $name } не сохранилось: на ответе он не сбивался или это было давно.
sources-sampled = Что ответил { $name }, сохранено: mentionwatch sources --sample "{ $name }"
sources-needs = Нужно
sources-limits = Пределы
sources-options = Настройки
sources-required = обязательно

db-info-path = файл
db-info-version = версия таблиц
db-info-bytes = байтов
db-info-mentions = упоминаний
db-info-posts = записей
db-info-places = других мест
db-info-revisions = прежних редакций
db-info-authors = авторов
db-info-sources = источников
db-info-keys = ключей записей
db-info-events = изменений людьми
db-info-replies = ответов
db-info-archive = записей в архиве
db-info-archive-bytes = байтов в архиве
db-info-first = первое упоминание
db-info-last = последнее упоминание
db-info-sqlite = SQLite

db-sound = База цела.
db-copied = Скопировано в { $file }.
db-pruned = { $count ->
    [0] Таких старых нет; ничего не удалено.
    [one] Удалено { $count } упоминание.
    [few] Удалено { $count } упоминания.
   *[many] Удалено { $count } упоминаний.
}
db-forgotten = Навсегда удалено: { $mentions ->
    [one] { $mentions } упоминание
    [few] { $mentions } упоминания
   *[many] { $mentions } упоминаний
}, { $archived ->
    [one] { $archived } запись архива.
    [few] { $archived } записи архива.
   *[many] { $archived } записей архива.
}
db-forgotten-log = Базу читает другая программа, и в { $file } часть удалённого ещё может оставаться. Файл очистится, когда та закончит и пройдёт следующий опрос.
db-forgotten-copies = Рядом с базой есть копии, где всё это осталось: { $files }. Удалите их и свои резервные копии сами.
db-forget-posts = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
db-forget-several = { $name } — так зовут нескольких; ничего не удалено. Уточните через --source ТИП или удалите всех через --everywhere.
topics-renamed = { $count ->
    [one] { $count } упоминание теперь относится
    [few] { $count } упоминания теперь относятся
   *[many] { $count } упоминаний теперь относятся
} к теме «{ $name }».
topics-still-there = Тема «{ $name }» ещё есть в { $file }. Сначала переименуйте её там, потом — её упоминания.
topics-unknown = Нет упоминаний темы «{ $name }», которой нет в настройках. Есть: { $known }.
db-merged = { $count ->
    [0] В { $file } нет ничего нового.
    [one] Добавлено { $count } упоминание из { $file }.
    [few] Добавлено { $count } упоминания из { $file }.
   *[many] Добавлено { $count } упоминаний из { $file }.
}

import-done = { $posts ->
    [one] Прочитана { $posts } запись
    [few] Прочитано { $posts } записи
   *[many] Прочитано { $posts } записей
}, { $fresh ->
    [one] сохранено { $fresh } новое упоминание.
    [few] сохранено { $fresh } новых упоминания.
   *[many] сохранено { $fresh } новых упоминаний.
}
import-failed = { $why }

evaluate-no-labels = В { $file } нет меток. Рядом с text нужны match (true, false), sentiment или intent.
evaluate-label = Строка { $number }: { $name } = «{ $value }», а бывает: { $known }.
evaluate-label-column = метка
evaluate-n = n
evaluate-precision = точность
evaluate-recall = полнота
evaluate-f1 = F1

demo-own = В { $folder } лежат настройки не из примера; они остались как есть. Укажите другую папку: mentionwatch demo --folder sample
demo-mark = Пример: mentionwatch demo каждый раз записывает его заново.
demo-group = интернет-провайдеры
demo-outage = нет связи
demo-engineer = дежурный инженер
demo-hint = Что сломалось и когда заработает?
demo-head = начальник поддержки
demo-questions = вопросы
demo-support = поддержка
demo-praise = добрые слова
demo-leaving = хотят уйти
demo-next =
    Это был выдуманный город, опрошенный по HTTP на этой машине. Теперь ваш бренд:
      mentionwatch init --brand "Ваш бренд" --site example.ru
      mentionwatch check
      mentionwatch scan && mentionwatch report
demo-keep = Сохранить пример и осмотреться в нём: mentionwatch demo --folder sample
demo-look =
    Осмотреться в примере: cd { $folder } и
      mentionwatch mentions --sentiment negative
      mentionwatch show 1 --why
      mentionwatch inbox
      mentionwatch audit --since 15d
      mentionwatch alerts --since 15d

try-config-unused = { $file } в таком виде не прочитать, поэтому проба идёт без него. Что не так: mentionwatch check --config { $file }
try-forms-made = от названия: { $forms }
try-forms-alike = { "" } и ещё { $count ->
    [one] { $count } похожая
    [few] { $count } похожие
   *[many] { $count } похожих
}
try-doubtful = сомнительно: ниже { $least }, поэтому лежит отдельно (mentions --doubtful)
try-no-file = Файла «{ $text }» нет. Чтобы проверить строку текста, передайте её так: echo '{ $text }' | mentionwatch try
try-forms-guessed = автоматически, менее уверенно: { $forms }
try-forms-more = { $count ->
    [one] и ещё { $count }, с окончанием другого языка
    [few] и ещё { $count }, с окончаниями других языков
   *[many] и ещё { $count }, с окончаниями других языков
}

# Наши слова из параметров и JSON. Рядом с русским стоит английское: его берут фильтры.

word-positive = позитивная (positive)
word-neutral = нейтральная (neutral)
word-negative = негативная (negative)
word-complaint = жалоба (complaint)
word-question = вопрос (question)
word-praise = похвала (praise)
word-cancellation = уход (cancellation)
word-news = новость (news)
word-advertisement = реклама (advertisement)
word-job = вакансия (job)
word-other = другое (other)
word-new = новое (new)
word-open = в работе (open)
word-answered = отвечено (answered)
word-ignored = решено не отвечать (ignored)
word-article = статья (article)
word-post = запись (post)
word-comment = комментарий (comment)
word-review = отзыв (review)
word-video = видео (video)
word-brand = бренд
word-product = товар
word-person = человек
word-competitor = конкурент
word-subject = предмет
