config-folder = { $file } — папка. Назовите файл в ней: --config { $file }/mentionwatch.toml
config-no-file = Нет файла настроек { $file }. Укажите существующий файл через --config или создайте: mentionwatch init --output { $file }
config-nowhere = Настройки не найдены. Искали mentionwatch.toml в { $here } и { $home }. Создайте файл: mentionwatch init --brand "Ваш бренд"
config-toml-line = { $file }, строка { $line }, знак { $column }: это не TOML: { $why }. Исправьте эту строку (синтаксис: https://toml.io).
config-toml-quotes = { $file }, строка { $line }, знак { $column }: это не TOML: { $why }. Текст берут в прямые кавычки: "…" или '…', а не «…» или “…”.
config-toml-backslash = { $file }, строка { $line }, знак { $column }: это не TOML: { $why }. Где \ значит сам себя, возьмите текст в апострофы: 'C:\mentions.db'
config-toml-end = { $file }: это не TOML: { $why }, а файл кончился. Что-то не закрыто (синтаксис: https://toml.io).
config-not-utf8 = { $file }: файл не в UTF-8. Сохраните его в UTF-8.
config-unreadable = { $file } не читается: { $why }.
config-variable = { $file }: для { $key } нужна переменная окружения { $name }, а она не задана. Задайте её (export { $name }=…) или впишите значение.
config-tables = { $file }: { $key } должен быть таблицей. Пишите [[{ $key }]] и ключи под ней (для sentiment и desk: [{ $key }]).
config-twice = { $file }: { $key }: две темы с именем «{ $value }». Переименуйте одну или соедините их запросы запятой.
config-missing-source = { $file }: не хватает { $key }. Этому источнику нужно: { $needs }
config-missing = { $file }: не хватает { $key }. Добавьте.
config-unknown = { $file }: нет такого ключа: { $key }. Есть: { $known }.
config-unknown-near = { $file }: нет такого ключа: { $key }. Может быть, «{ $near }»?
config-at-the-top = { $file }: { $key } — не из таблиц, а стоит в { $where }. Перенесите эту строку в начало файла, выше первой [[…]].
config-value = { $file }: { $key } = { $value }: { $why }.
config-together = { $file }: { $key }: { $why }.
config-secret = { $file }: { $key }: значение (оно не показывается) сюда не подходит. Что здесь нужно, скажет mentionwatch sources.
config-no-topics = { $file }: нет ни одной таблицы [[topics]], искать нечего. Добавьте тему: name и query.
config-no-sources = { $file }: нет ни источников, ни лент, искать негде. Добавьте таблицу [[sources]] или feeds = ["feeds.opml"].
config-no-topic = В { $file } нет темы «{ $name }». Есть: { $known }.
config-no-source = В { $file } нет источника «{ $name }». Есть: { $known }.

value-string = здесь нужен текст в кавычках
value-bool = здесь нужно true или false
value-whole = здесь нужно целое число
value-number = здесь нужно число
value-list = здесь нужен список: ["один", "два"]
value-table = здесь нужны ключи со значениями, а не одно значение
value-span = здесь нужны число и единица в кавычках: "90s", "15m", "24h", "7d", "4w", "1y"
value-one-of = бывает { $known }
value-above = здесь нужно число больше { $bound }
value-least = здесь нужно число не меньше { $bound }
value-below = здесь нужно число меньше { $bound }
value-most = здесь нужно число не больше { $bound }
value-empty = здесь не должно быть пусто
value-long = здесь помещается { $bound } знаков, не больше
value-meaning = это не подходит; здесь задаётся: { $meaning }
value-address = здесь нужен адрес, который начинается с http:// или https://

# Что говорит система о файлах и сети.

system-eacces = нет прав
system-eperm = это не разрешено
system-enoent = такого файла или папки нет
system-eisdir = это папка
system-enotdir = часть этого пути — не папка
system-enospc = на диске нет места
system-erofs = диск доступен только для чтения
system-enametoolong = имя слишком длинное
system-no-name = такого имени нет
system-name-later = сервер имён не отвечает
system-enetunreach = сети нет
system-ehostunreach = дороги туда нет
system-enetdown = сеть отключена
