# Настройки и то, что в них можно выбрать: классификаторы и виды отчёта. По-английски всё это стоит в коде.

settings-file-database = где хранятся упоминания
settings-file-feeds = списки лент OPML и адреса лент
settings-file-language = язык сообщений и отчётов
settings-file-contact = адрес в user agent, чтобы опрашиваемые серверы знали, кому писать
settings-file-proxy = HTTP-прокси для всех запросов
settings-file-workers = сколько серверов опрашивается одновременно
settings-file-timeout = сколько секунд ждать ответа целиком
settings-file-max-megabytes = самый большой ответ, который читается, в мегабайтах
settings-file-first-scan = за какое время назад смотрит первый опрос
settings-file-follow = снова смотреть на упоминания: кто ответил, что исправлено или удалено
settings-file-archive = столько хранить каждую прочитанную запись, для rescan: 30d; не задано — только упоминания
settings-file-retention = при каждом опросе удалять упоминания старше этого: 2y; не задано — хранить все

settings-topics-name = как тема называется в отчётах
settings-topics-query = что искать, на языке запросов
settings-topics-kind = brand — бренд, product — товар, person — человек, competitor — конкурент, subject — предмет
settings-topics-group = группа, внутри которой считается доля голоса
settings-topics-languages = коды языков по ISO 639-1: ru en
settings-topics-own-accounts = свои аккаунты: что они пишут — ответы, а не упоминания
settings-topics-context = слова рядом, с которыми сомнительное упоминание вернее
settings-topics-not-context = слова рядом, с которыми упоминание сомнительнее
settings-topics-min-confidence = что менее уверенно, откладывается как сомнительное
settings-topics-wrong-layout = находить и набранное в другой раскладке: vnc вместо мтс

settings-desk-timezone = часовой пояс дней и часов, имя по IANA: Europe/Moscow; нужен, если задано хоть что-то из них
settings-desk-days = рабочие дни: mon-fri, пн-пт или пн ср пт
settings-desk-hours = рабочие часы; 22:00-06:00 кончаются на следующий день
settings-desk-holidays = нерабочие дни: ["2026-12-31"]

settings-any-query = слова в тексте, на языке запросов
settings-any-topic = названия тем
settings-any-intent = complaint, cancellation, question, praise, news, advertisement, job, other — жалоба, уход, вопрос, похвала, новость, реклама, вакансия, другое
settings-any-sentiment = positive, neutral, negative — позитивная, нейтральная, негативная
settings-any-author = имена, ники, номера или адреса авторов
settings-any-source = названия источников или сайты: vk, banki.ru
settings-any-language = коды языков по ISO 639-1: ru
settings-any-min-reach = подписчики или просмотры, смотря чего больше

settings-playbook-name = как правило называют люди
settings-playbook-spike = только пока говорят больше обычного или больше плохого
settings-playbook-urgent = только со словами спешки: опасность, деньги, закон, потерянное время
settings-playbook-assign = кто занимается
settings-playbook-answer-within = обещанный срок, в рабочем времени: 1h (1d — это 24 рабочих часа)
settings-playbook-hints = о чём подумать, отвечая; готовых ответов здесь не пишут
settings-playbook-escalate-after = через сколько рабочего времени без ответа передать; не задано — когда вышел срок ответа
settings-playbook-escalate-to = кому тогда сообщить

settings-alerts-name = как правило называют люди; не задано — за чем оно следит
settings-alerts-when = о чём оповещать: mention — упоминание, spike — всплеск, negative spike — всплеск негатива, story grows — сюжет растёт, loud author — громкий автор, promise broken — обещание нарушено, source fails — источник не отвечает
settings-alerts-min-reach = подписчики или просмотры, смотря чего больше; у громкого автора 10000
settings-alerts-at-least = сколько упоминаний во всплеске (5) или в сюжете (10), сколько сбоев источника подряд (3)
settings-alerts-once-in = только всплески, которые бывают не чаще: 7d
settings-alerts-digest = собирать оповещения вместе: 1h или daily 09:00; не задано — сразу
settings-alerts-quiet = часы, когда ничего не отправляется: 22:00-08:00, в часовом поясе из [desk]
settings-alerts-urgent = отправлять и в эти часы
settings-alerts-to = адреса, как их пишет Apprise, и webhook+https://УЗЕЛ/ПУТЬ?secret=КЛЮЧ

classifier-any-budget = сколько запросов можно, вместе с повторными: 500/day
classifier-any-together = сколько отрывков в одном запросе
classifier-any-timeout = сколько ждать одного ответа

classifier-command = На каждую порцию запускает программу, без оболочки: та читает отрывки строками JSON, ``{"{"}"id", "target",
    "language", "spans", "text"{"}"}``, и печатает ответы строками JSON, ``{"{"}"id", "label", "score", "confidence",
    "words"{"}"}``. Обязателен только ``label``, если на каждый отрывок по строке в том же порядке. Ответы
    хранятся; о чём она не ответила или ответила не в той форме, решает ``embedded``.
classifier-command-together = сколько отрывков за один запуск
classifier-command-command = программа и аргументы
classifier-command-folder = папка, в которой она запускается
classifier-command-version-of = если сменить, об отвеченном под прежней версией спросят снова

classifier-embedded = Определяет отношение к теме на любом языке, лучше всего на русском и английском, на одном ядре.

    Линейные модели по хешированным n-граммам — для английского, для восточнославянских языков и для всех остальных — и
    небольшой трансформер, общий для всех. Как они обучены и где ошибаются: docs/sentiment.ru.md.
classifier-embedded-quick = одни n-граммы: менее верно, в двадцать раз быстрее

classifier-http = Спрашивает сервер. С ``model`` к нему обращаются, как к chat completions у OpenAI (OpenAI, vLLM, llama.cpp,
    Ollama, LM Studio и многие другие); без неё он получает ``{"{"}"passages": [{"{"}"id", "target", "language", "spans",
    "text"{"}"}]{"}"}`` и отвечает ``{"{"}"answers": [{"{"}"id", "label", "score", "confidence", "words"{"}"}]{"}"}``. Обязателен
    только ``label``. Ответы хранятся, чтобы ни за один отрывок не платить дважды; о чём ответа нет или он не в той форме,
    решает ``embedded``.
classifier-http-url = адрес; с model — до /v1 или полностью
classifier-http-model = модель для chat completions
classifier-http-key = передаётся как Authorization: Bearer
classifier-http-instructions = что модели надо знать о ваших брендах
classifier-http-form = как от модели добиваются JSON: schema (вернее всего), object, none

classifier-lexicon = Считает слова похвалы и осуждения, с учётом отрицаний и расстояния до темы.

    Английские (список VADER) и русские. Намного менее точен, чем ``embedded``: он здесь для сравнения и наглядности.

classifier-neural = Читает так же, как ``embedded``, но вместо четырёх слоёв из пакета — ваш собственный энкодер: больше слоёв,
    другие тексты. Как сделать его и пакет с ним: training/sentiment/README.md.
classifier-neural-models = папка, где лежат encoder.npz и stack.json; не задана — из установленного пакета

format-csv = Таблица для программ: по числу в строке, рядом — за прежний период. Слова в ней не зависят от языка.
format-feed = Новейшие упоминания периода, от новых к старым, лентой Atom. Идентификатор упоминания не меняется никогда.
format-html = Страница, которую можно отправить руководству: числа, графики, цитаты, полнота картины. Чужой текст — всегда только текст.
format-json = Отчёт для программ. Слова в нём не зависят от языка; описывает его mentionwatch schema report.
format-jsonfeed = Новейшие упоминания периода, от новых к старым, как в feed, но в JSON.
format-markdown = Отчёт для чатов и писем. Чужой текст не станет ни ссылкой, ни картинкой и никого не позовёт.
format-table = Отчёт для терминала. Чужой текст показан как текст и ничем не управляет.
