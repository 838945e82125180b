help-head-usage = Вызов:
help-head-options = Параметры:
help-head-commands = Команды:
help-head-arguments = Аргументы:
help-head-required = [обязательно]
help-head-default = [по умолчанию:{" "}
help-head-place-options = [ПАРАМЕТРЫ]
help-head-place-command = КОМАНДА [АРГУМЕНТЫ]...

help-value-ACCOUNT = АККАУНТ
help-value-AUTHOR = АВТОР
help-value-CODE = КОД
help-value-DIR = ПАПКА
help-value-DOMAIN = ДОМЕН
help-value-FILE = ФАЙЛ
help-value-ID = НОМЕР
help-value-INTENT = НАМЕРЕНИЕ
help-value-LABEL = МЕТКА
help-value-N = ЧИСЛО
help-value-NAME = ИМЯ
help-value-NEW = НОВОЕ
help-value-OLD = СТАРОЕ
help-value-OTHER = ДРУГАЯ
help-value-PERIOD = ПЕРИОД
help-value-Q = ЗАПРОС
help-value-SECONDS = СЕКУНДЫ
help-value-STATUS = СТАТУС
help-value-TEXT = ТЕКСТ
help-value-TIME = ВРЕМЯ
help-value-TYPE = ТИП
help-value-WHO = КТО
help-value-WORDS = СЛОВА

help-mentionwatch = Следит за тем, что говорят о бренде: находит каждое упоминание, определяет отношение к нему, подводит итоги недели.

    Начните так: mentionwatch demo, потом mentionwatch init --brand "Ваш бренд".
help-mentionwatch-config = Файл настроек.
help-mentionwatch-db = База вместо той, что в настройках.
help-mentionwatch-lang = Язык сообщений.
help-mentionwatch-verbose = Больше рассказывать в stderr.
help-mentionwatch-quiet = В stderr только ошибки.
help-mentionwatch-version = Напечатать версию и выйти.
help-any-help = Показать эту справку и выйти.

help-any-json = Строки JSON.
help-any-since = Не старше: 24h, 7d, yesterday, 2026-11-20.
help-any-until = Старше этого.
help-any-topic = Только эта тема; можно повторять.
help-any-source = Только этот источник; можно повторять.
help-any-output = Записать в этот файл (-: в stdout).
help-any-ids = Номера из первых строк mentions; - читает их со стандартного ввода.
help-any-target = К кому отношение.
help-any-sentiment = positive, neutral или negative; можно повторять.
help-any-intent = complaint, question, praise, cancellation ...; можно повторять.
help-any-status = new, open, answered или ignored; можно повторять.
help-any-language = ISO 639-1: ru, en ...; можно повторять.
help-any-search = Все эти слова в заголовке или тексте.
help-any-limit = Не больше стольких.

help-demo = Опросить по HTTP на этой машине пример за две недели, напечатать отчёт и сказать, что дальше.
help-demo-folder = Оставить настройки и базу примера здесь.

help-init = Записать настройки: предложенные написания, источники без аккаунтов, пояснения.
help-init-brand = Имя, за которым следить.
help-init-site = Собственный сайт бренда: dom.ru.
help-init-output = Куда записать (-: в stdout).

help-check = Проверить настройки и базу; с --online — спросить каждый источник и классификатор один раз.
help-check-online = Спросить каждый источник и классификатор на сервере один раз.

help-scan = Спросить у всех источников новое, сохранить относящееся к темам, разметить. Это задание для cron.
help-scan-since = Смотреть назад до этого времени: 30d, 2026-11-01.
help-scan-dry-run = Показать, что сохранилось бы; ничего не сохранять.
help-scan-json = Напечатать новые упоминания строками JSON.
help-scan-wait = Сколько секунд ждать, пока идёт другой опрос.

help-mentions = Список и поиск упоминаний, новые сверху: в конвейере все, на терминале 50 последних.
help-mentions-follow = Строки JSON новых упоминаний, как только они приходят; с --since сначала прежние.
help-mentions-doubtful = Только отложенные как сомнительные.
help-mentions-source = Только этот источник, по типу (rss, vk ...) или по имени; можно повторять.
help-mentions-csv = CSV для таблиц.

help-show = Показать упоминания целиком: текст, автор, все места, где их видели, и что там было раньше.
help-show-why = Почему найдено и почему такая тональность.

help-rescan = Применить изменённые запросы к сохранённому и к архиву. Сказанное человеком остаётся в силе.
help-rescan-dry-run = Сказать, что изменится, с примерами; ничего не менять.
help-rescan-json = Один объект JSON.
help-rescan-wait = Сколько секунд ждать, пока идёт опрос.

help-inbox =
    Показать, кто ждёт ответа, самое срочное сверху, карточками: на ветку, на событие, на один вопрос.

    На терминале открывается экран (клавиша ? объяснит остальные); с параметрами печатается список, в конвейере строки JSON.
    По умолчанию последние 30 дней, без конкурентов.
help-inbox-assignee = Только работа этого человека; пустое имя — ничья.
help-inbox-status = new, open, snoozed, answered или ignored; иначе всё, что ждёт.
help-inbox-limit = Не больше стольких карточек в каждом разделе.
help-triage = Сказать, что стало с упоминаниями. Вердикты учат тему; всё хранится и может быть отменено.
help-triage-not-a-mention = Это не о нас: больше ни в одном списке и ни в одном числе.
help-triage-is-a-mention = Это о нас: сомнительное становится верным.
help-triage-status = new, open, answered или ignored.
help-triage-assign = Кто занимается; пустое имя — никто.
help-triage-take = Это ваша работа: то же, что --assign с вашим именем.
help-triage-snooze = Отложить: 3d, 2026-12-01; вернётся само. Пусто: сейчас.
help-triage-note = Пометка для тех, кто посмотрит потом.
help-triage-sentiment = positive, neutral или negative, навсегда.
help-triage-intent = complaint, question, praise ..., навсегда.
help-triage-undo = Отменить последнее изменение; ещё раз — предыдущее.
help-triage-by = Кто это говорит; иначе имя пользователя.
help-triage-json = Напечатать изменённые упоминания строками JSON.

help-report = Итоги периода рядом с предыдущим; по умолчанию за последние 7 дней.
help-report-format = table, markdown, html, json, csv, feed ...
help-report-compare = Сравнить с другим периодом: previous, last-year, 2026-10-01..2026-10-07.
help-report-kpi = Ваши показатели по дням (CSV: день, затем столбец на каждый) рядом с упоминаниями.

help-try = Проверить запрос или тему на строках текста: что сохранилось бы, какое отношение и почему.
help-try-file = Строки текста или JSON с полем text.
help-try-query = Запрос.
help-try-topic = Тема из настроек.

help-evaluate = Измерить поиск, тональность и намерение: точность, полнота, F1. На вашей разметке или на ваших поправках.
help-evaluate-file = Строки с text и match, sentiment, intent; без файла — ваши поправки.
help-evaluate-query = Искать по этому запросу.
help-evaluate-topic = Искать по этой теме.
help-evaluate-json = Один объект JSON.

help-import = Прочитать записи из файла и сохранить относящиеся к темам, как при опросе.
help-import-file = Строки JSON, CSV, лента, mbox; - — стандартный ввод.
help-import-source = Как назвать источник этих записей.

help-sources = Как дела у каждого источника; с именем — что он находит, что ему нужно, какие у него настройки.
help-sources-name = Что этот источник находит и что ему нужно.

help-topics = Темы с их запросами и числом упоминаний.
help-topics-rename = Отдать упоминания темы, которая в настройках теперь называется иначе, её новому имени, с их историей.
help-topics-rename-old = Как она называлась.
help-topics-rename-new = Как её называют настройки теперь.
help-topics-suggest = Предложить написания, исключения и слова рядом; у каждого — что добавит и что уберёт.
help-topics-suggest-name = Только эта тема.

help-schema = Напечатать JSON Schema вывода: строки упоминания, если не названо другое.
help-schema-of = Чьего вывода.

help-db = Уход за базой: info, check, backup, prune, forget, merge.
help-db-info = Сколько места занимает база, что в ней и с какого времени.
help-db-info-json = Один объект JSON.
help-db-check = Поискать повреждения: файл, индексы, полный текст, числа. Если есть, код возврата 1.
help-db-backup = Скопировать базу; опрос тем временем может идти.
help-db-backup-file = Куда.
help-db-prune = Удалить старые упоминания. Они остаются известными, и старая лента их не вернёт.
help-db-prune-older = Старше этого: 1y, 2025-01-01.
help-db-forget = Удалить человека и всё, что он написал: упоминания, поиск, архив. Копии базы удалите сами.
help-db-forget-author = Имя, @ник, номер или адрес.
help-db-forget-source = Только тех, кого показал этот источник: vk, rss.
help-db-forget-everywhere = Всех, кого так зовут, из любого источника.
help-db-forget-dry-run = Только сказать, о ком речь.
help-db-merge = Добавить упоминания другой базы; что есть в обеих, хранится один раз.
help-db-merge-file = Что добавить.

help-audit = Измерить, как скоро людям отвечают, скольким не отвечают и чем отвечают; сверху темы, где ждут больше всех.

    По умолчанию последние 7 дней и все темы, у которых есть own_accounts.
help-audit-account = Только ответы от этого имени, id или адреса; можно повторять.
help-audit-format = table, markdown, html или json.
help-audit-json = Строки JSON: по объекту на тему.
help-stories = Сюжеты: упоминания, собранные по событиям, самые большие первыми, рядом с таким же временем до того.
help-stories-least = Сюжеты не меньше стольких упоминаний.
help-authors = Кто пишет о нас: сколько, как, для скольких подписчиков и в какой роли; с именем — всё, что написал этот автор.
help-authors-name = Показать всё, что написал этот автор.
help-authors-coordination = Только признаки того, что действовали сообща.

help-alerts = Оповестить о том, что нашли правила [[alerts]], как это делает каждый опрос; или сказать, о чём они оповестили бы раньше.
help-alerts-dry-run = Показать, о чём оповестили бы; никого не оповещать.
help-alerts-at = О чём оповестили бы за сутки до этого времени.
help-alerts-test = Отправить проверочное сообщение по каждому адресу.
help-alerts-outbox = Список сообщений, которые ждут или больше не отправляются, и почему.
help-alerts-retry = Снова отправить, сейчас же, всё, что ждёт или больше не отправляется.
help-sources-sample = Напечатать ответ, на котором источник сбился.
