source-any-name = своё имя источника: показывается вместо адреса
source-any-every = спрашивать не чаще: 15m, 2h, 1d
source-any-budget = сколько запросов можно: 90/day
source-any-endpoint = основной адрес
source-any-follow = снова смотреть на его упоминания: ответы, правки, удаления, отклики

source-appstore = Читает отзывы о приложении в App Store тех стран, которые вы назвали: оценка, заголовок, текст, автор.
source-appstore-needs = номер приложения: apps.apple.com/ru/app/name/id1234567890
source-appstore-limits = Новейшие 500 в каждой стране; ответов разработчика не видно. Некоторые сети получают пустые ответы: об этом сообщается как о сбое.
source-appstore-app = номер приложения
source-appstore-countries = страны: ru, us, de …

source-banki = Читает отзывы о банке на banki.ru: оценку, заголовок, текст, автора, число комментариев и, как комментарий, ответ банка.
source-banki-needs = имя банка в адресах: banki.ru/services/responses/bank/ИМЯ/
source-banki-limits = robots.txt соблюдается. Список не описан и может измениться или закрыться; тогда начала отзывов читает со страниц источник reviews. Когда ответил банк, не видно.
source-banki-bank = имя банка в адресах banki.ru

source-bluesky = Находит записи и ответы в Bluesky по словам, от новых к старым.
source-bluesky-needs = ничего; лучше учётная запись: Settings → Privacy and security → App passwords → Add app password
source-bluesky-limits = 3000 запросов за 5 минут, 300 входов в день (один за обход). Без входа поиск раньше закрывали на недели и могут закрыть снова.
source-bluesky-identifier = ваше имя или адрес почты
source-bluesky-app-password = пароль приложения, не учётной записи
source-bluesky-followers = спрашивать, сколько подписчиков у авторов: ещё один запрос на 25 человек
source-bluesky-endpoint = основной адрес без входа
source-bluesky-pds = основной адрес со входом

source-command = Читает записи, которые печатает ваша программа: строки JSON в том виде, в каком их пишет mentionwatch mentions --json (нужен только text); также CSV, ленты и почтовые ящики.
source-command-needs = программа; она запускается без оболочки, каждый аргумент отдельно
source-command-limits = 20 МБ вывода. {"{"}since{"}"} в аргументе заменяется временем, с которого нужны записи (2026-11-20T10:00:00Z), {"{"}term{"}"} — фразой: тогда программа запускается для каждой фразы запросов. Она должна завершиться с кодом 0.
source-command-command = программа и аргументы
source-command-folder = папка, в которой она запускается
source-command-timeout = через сколько её остановить
source-command-source = как называть источник этих записей

source-devto = Читает новые статьи на dev.to (или другом Forem), все или с названными метками: заголовок, краткое содержание, метки. Комментарии под статьёй читаются, когда за её упоминанием следят.
source-devto-needs = ничего
source-devto-limits = Нет ни поиска, ни полных текстов: для них есть источник rss с адресом dev.to/feed/tag/ИМЯ. В списке метки сначала то, что больше нравится, за последние дни.
source-devto-tags = только статьи с одной из этих меток

source-discourse = Читает каждую новую запись форума Discourse; с search — спрашивает поиск форума о фразах запросов.
source-discourse-needs = на открытых форумах ничего; на других ключ API: Admin → API → New API key, только чтение, от имени пользователя
source-discourse-limits = Гости на большинстве форумов могут спрашивать около 60 раз в минуту. Поиск находит фразы от трёх букв.
source-discourse-url = адрес форума
source-discourse-search = искать на форуме, а не читать все записи
source-discourse-api-key = ключ API
source-discourse-api-user = имя пользователя, для которого выдан ключ

source-disqus = Читает каждый новый комментарий сайта, комментарии которого ведёт Disqus.
source-disqus-needs = бесплатный открытый ключ: disqus.com/api/applications → «Register new application» → «API Key»; и краткое имя форума сайта: в страницах оно стоит как ИМЯ.disqus.com/embed.js
source-disqus-limits = 1000 запросов в час. Поиска у Disqus нет.
source-disqus-forum = краткое имя форума сайта
source-disqus-token = открытый ключ API

source-facebook = Читает, что написано на вашей странице Facebook: её записи, все комментарии под ними и открытые записи, где страница отмечена. Искать по открытым записям Facebook не даёт никому.
source-facebook-needs = токен страницы с правами pages_read_engagement и pages_read_user_content (developers.facebook.com → ваше приложение → Graph API Explorer → Page token); для чужих страниц — проверка Meta «Page Public Content Access»
source-facebook-limits = Только свои страницы; комментарии к записям не старше 14 дней; авторы названы лишь там, где они это разрешили.
source-facebook-page = номер страницы или её имя в адресах
source-facebook-token = токен страницы
source-facebook-tagged = читать и открытые записи, где страница отмечена
source-facebook-endpoint = основной адрес с версией

source-file = Читает записи из файла или папки: строки JSON, CSV, ленты, почтовые ящики и отдельные письма. В JSON и CSV обязателен только text. Если строка неполна, остальные всё равно читаются.
source-file-needs = ничего
source-file-limits = файлы читаются целиком, до 1 ГБ каждый
source-file-path = файл, папка или файлы по маске: inbox/*.jsonl; - это стандартный ввод
source-file-source = как называть источник этих записей
source-file-given = что значит -

source-flarum = Читает каждую новую запись форума Flarum; с search — спрашивает обсуждения с фразами запросов и читает в каждом самую подходящую запись.
source-flarum-needs = на открытых форумах ничего; на других ключ API от администратора форума
source-flarum-limits = Поиск показывает одну запись каждого обсуждения: чтение находит больше.
source-flarum-url = адрес форума
source-flarum-search = искать на форуме, а не читать все записи
source-flarum-token = ключ API

source-forum = Читает форумы на phpBB, vBulletin, XenForo, SMF, MyBB, Invision, Vanilla, FluxBB, PunBB, bbPress, Forumotion, Misago и Spirit, а также страницы, размеченные как обсуждения (schema.org): каждую новую запись раздела или одной темы, а с {"{"}term{"}"} в адресе — то, что находит поиск самого форума.
source-forum-needs = адрес раздела, темы, ленты или страницы поиска, как он стоит в браузере, с {"{"}term{"}"} вместо слова; для закрытых форумов — cookie вашего входа
source-forum-limits = Один запрос на каждую тему с новыми записями. Многие форумы дают гостям искать раз в 30 секунд или не дают вовсе: тогда читайте раздел. В лентах чужие цитаты не отделить. Даты без часового пояса понимаются так, как сказано на странице, иначе как UTC: см. «timezone».
source-forum-url = раздел, тема, лента или страница поиска с {"{"}term{"}"}
source-forum-timezone = часовой пояс дат на страницах: Europe/Moscow
source-forum-encoding = в какой кодировке {"{"}term{"}"} пишется в адресе: windows-1251
source-forum-threads = сколько тем с новыми записями открывать за раз
source-forum-cookie = заголовок Cookie входа, которому можно читать форум
source-forum-selectors = селекторы CSS для форумов на других программах: post, text, author, date, link, topic, topic_link, latest, topic_date, result, result_link, result_date

source-gdelt = Находит новости на 65 языках по словам, не старше трёх месяцев. Виден только заголовок; фраза может стоять в тексте, которого не видно.
source-gdelt-needs = ничего
source-gdelt-limits = Один запрос в 5 секунд, а ответ идёт 10–15: много фраз — это минуты. Фразы без слова хотя бы из трёх букв искать нельзя, они пропускаются. Время — когда GDELT увидел статью.
source-gdelt-filters = операторы GDELT: sourcelang:russian, sourcecountry:RS

source-github = Находит на GitHub задачи и запросы на слияние по словам в заголовках, текстах и комментариях, от новых к старым; с токеном — и обсуждения.
source-github-needs = ничего; лучше токен: Settings → Developer settings → Fine-grained tokens, открытые репозитории, только чтение
source-github-limits = 10 поисков в минуту, с токеном 30; по 1000 находок. Закрытые репозитории не спрашиваются.
source-github-token = токен доступа
source-github-kinds = что искать: issues — задачи, pull-requests — запросы на слияние, discussions — обсуждения
source-github-comments = искать и в комментариях к задачам и запросам на слияние
source-github-only = ещё слова поиска: repo:owner/name, -user:name

source-googlealerts = Читает, что нашло в сети оповещение Google: новости, блоги, форумы, страницы. О каждой находке — заголовок и несколько слов текста.
source-googlealerts-needs = учётная запись Google: google.com/alerts → запрос → «Показать параметры» → «Доставлять: в RSS-канал» → адрес под знаком ленты. Кто знает адрес, может читать оповещение: держите его в переменной окружения
source-googlealerts-limits = Новейшие 20 или около того; новое появляется через часы после публикации. Даты — когда нашёл Google.
source-googlealerts-url = адрес ленты: https://www.google.com/alerts/feeds/…

source-googlenews = Находит заголовки новостных сайтов по словам в названных выпусках (страна и язык). Видны только заголовок и издание, текста нет.
source-googlenews-needs = ничего
source-googlenews-limits = Google разрешает только личное некоммерческое чтение в читалках лент. В ответе не больше 100 заголовков: промежуток делится пополам, пока не поместятся. При частых запросах приходят 429, 503 или страница согласия.
source-googlenews-editions = страна и язык, как их пишет ceid= в адресе Google Новостей

source-habr = Находит статьи и новости на Хабре по словам, от новых к старым; видно то, что стоит до «Читать далее».
source-habr-needs = ничего
source-habr-limits = Начало каждой статьи. Новейшие 20 берутся из ленты; более ранние и комментарии под упоминанием читаются так, как их читают страницы самого Хабра: это не описано и может измениться. Поиска по комментариям нет.
source-habr-language = какой Хабр: ru или en

source-hackernews = Находит записи и комментарии на Hacker News по словам, от новых к старым, с 2006 года.
source-hackernews-needs = ничего
source-hackernews-limits = около 10 000 запросов в час с одного адреса
source-hackernews-comments = искать и в комментариях

source-hyperkitty = Читает каждое новое письмо списка рассылки из архива HyperKitty (Mailman 3), без цитат.
source-hyperkitty-needs = адрес открытого архива списка
source-hyperkitty-limits = Письма приходят по месяцам, месяц одним файлом; адреса людей не сохраняются.
source-hyperkitty-url = адрес архива списка

source-imap = Читает каждое новое письмо в папке почтового ящика: рассылки, списки, оповещения других служб (письма Google Alerts разбираются на записи). Там ничего не меняется, письма не отмечаются прочитанными.
source-imap-needs = ящик с IMAP; у Gmail, Яндекса, Mail.ru и Outlook — пароль приложения: учётная запись → безопасность → пароли приложений
source-imap-limits = Заведите для оповещений и рассылок отдельную папку: читается всё, что в папке. У писем больше 2 МБ читается начало. Пароль передаётся только по imaps://. Прокси из настроек не используется.
source-imap-url = сервер: imaps://imap.example.org
source-imap-user = имя пользователя, чаще всего адрес почты
source-imap-password = пароль приложения
source-imap-folder = папка, которую читать

source-instagram = Читает, что Instagram показывает бизнес-аккаунту: новейшие записи с названными хештегами, записи с отметкой аккаунта и комментарии под его записями.
source-instagram-needs = бизнес-аккаунт Instagram, связанный со страницей Facebook, и токен с правами instagram_basic и instagram_manage_comments; для хештегов — проверка Meta «Instagram Public Content Access»
source-instagram-limits = Хештеги: последние 24 часа, без авторов, 30 разных за неделю. Поиска по словам нет. Поставьте «every» меньше суток.
source-instagram-user-id = номер бизнес-аккаунта Instagram
source-instagram-token = долгоживущий токен
source-instagram-hashtags = хештеги, записи с которыми читать
source-instagram-mentions = читать записи с отметкой аккаунта
source-instagram-comments = читать комментарии под записями аккаунта
source-instagram-endpoint = основной адрес с версией

source-lemmy = Находит записи и комментарии по словам на сервере Lemmy и на всех, с кем он связан.
source-lemmy-needs = ничего
source-lemmy-limits = 60 поисков за 10 минут на большинстве серверов. Сервер знает то, на что подписаны его пользователи: от одного до трёх больших знают почти всё.
source-lemmy-endpoint = адрес сервера

source-livejournal = Читает новые записи названных журналов и сообществ Живого журнала.
source-livejournal-needs = имена журналов; укажите «contact»: ЖЖ просит у программ адрес для связи
source-livejournal-limits = Новейшие 25 в каждом, обрезанные там, где автор спрятал остальное. Комментарии читаются под упоминанием так, как их читают страницы самого ЖЖ: это не описано и может измениться. Искать по всему ЖЖ нельзя: возьмите источник yandex с site:livejournal.com.
source-livejournal-journals = имена журналов и сообществ
source-livejournal-tag = только записи с этой меткой
source-livejournal-endpoint = адрес журнала, {"{"}journal{"}"} заменяется его именем

source-lobsters = Читает каждую новую запись и каждый новый комментарий на Lobsters, или записи с названными метками.
source-lobsters-needs = ничего
source-lobsters-limits = 100 запросов за 10 минут. Поиска для программ нет, поэтому читаются все новые записи; комментариев видно лишь 25 новейших, спрашивайте хотя бы раз в несколько часов.
source-lobsters-tags = только записи с этими метками: privacy, go
source-lobsters-comments = читать и комментарии

source-mastodon = Находит записи Федиверса, известные серверу Mastodon (так же говорят Pleroma, GoToSocial и snac): с фразой в виде хештега, а с токеном — и с фразой в тексте.
source-mastodon-needs = для хештегов на большинстве серверов ничего; для текстов учётная запись там: Настройки → Разработчикам → Новое приложение с правами read:search и read:statuses → «Ваш токен доступа»
source-mastodon-limits = 300 запросов за 5 минут. По текстам ищутся только авторы, которые это разрешили. Сервер знает то, на что подписаны его пользователи: заведите источник для каждого важного большого сервера. Некоторые серверы не показывают хештеги гостям.
source-mastodon-endpoint = адрес сервера
source-mastodon-token = токен учётной записи

source-mediawiki = Находит страницы Википедии или другой вики, в том числе страницы обсуждений, с фразами запросов, последние изменённые первыми; с changes — читает все недавно изменённые страницы. Изменённая снова страница — та же запись с другим текстом.
source-mediawiki-needs = адрес api.php этой вики; для Википедии — «contact» в настройках
source-mediawiki-limits = Спрашивайте редко: поиск приносит целые страницы. Недавние изменения видны за 30–90 дней.
source-mediawiki-url = адрес api.php этой вики
source-mediawiki-changes = читать недавно изменённые страницы, а не искать
source-mediawiki-namespaces = 0 статьи, 1 обсуждения, 4 проект ...

source-medium = Читает новые истории на Medium: с метками, названных авторов или изданий.
source-medium-needs = ничего
source-medium-limits = Новейшие 10 в каждом; от историй для подписчиков только начало. Поиска нет.
source-medium-feeds = tag/ИМЯ, @АВТОР, ИЗДАНИЕ или ИЗДАНИЕ/tagged/ИМЯ

source-nntp = Читает каждую новую статью группы новостей, без цитат.
source-nntp-needs = сервер новостей, где есть эта группа; многие требуют учётную запись
source-nntp-limits = Серверы хранят статьи от недель до лет. Пароль передаётся только по nntps://. Прокси из настроек не используется.
source-nntp-url = сервер и группа: nntps://news.example.org/comp.misc
source-nntp-user = имя пользователя, если сервер его требует
source-nntp-password = его пароль

source-nodebb = Читает каждую новую запись форума NodeBB; с search — спрашивает поиск форума о фразах запросов.
source-nodebb-needs = ничего там, где читать могут гости; для поиска на большинстве форумов токен: Admin → API Access → Create token
source-nodebb-limits = Список новых записей приходит без разметки, поэтому цитаты в нём не отделить от слов автора. Поиск некоторых форумов не находит кириллицы: чтение находит.
source-nodebb-url = адрес форума
source-nodebb-search = искать на форуме, а не читать все записи
source-nodebb-token = токен API

source-pipermail = Читает каждое новое письмо списка рассылки из архива Pipermail (Mailman 2) или с любой страницы, которая ведёт к почтовым ящикам по месяцам, без цитат.
source-pipermail-needs = адрес открытого архива списка: страница со ссылками на месяцы
source-pipermail-limits = Письма приходят по месяцам, месяц одним файлом, текущий — когда в нём есть новое. Где страница письма, файлы не говорят; адреса людей не сохраняются.
source-pipermail-url = адрес архива списка
source-reddit = Находит записи на Reddit по словам; если названы сабреддиты — читает все их новые записи и комментарии, которых поиск не знает. Без ключа читает ленты Reddit: голосов в них нет.
source-reddit-needs = client id и secret приложения, одобренного Reddit (reddit.com/prefs/apps, потом заявка по Responsible Builder Policy); для лент ничего
source-reddit-limits = 100 запросов в минуту с ключом. Ленты: несколько запросов за полчаса, из дата-центров меньше; поставьте «every». В списке доступно около 1000 записей. По комментариям поиска нет.
source-reddit-client-id = client id одобренного приложения
source-reddit-client-secret = его secret; пусто для устанавливаемых приложений
source-reddit-subreddits = читать все записи и комментарии этих сабреддитов, а не искать везде
source-reddit-endpoint = основной адрес лент и входа
source-reddit-api = основной адрес с ключом

source-reviews = Читает отзывы на страницах магазинов, банков, клиник, гостиниц: оценка, текст, автор, дата, официальные ответы как комментарии — везде, где страница даёт их в размеченном виде (schema.org), как большинство делает для поисковиков.
source-reviews-needs = адрес страницы с отзывами, от новых к старым
source-reviews-limits = robots.txt соблюдается. Некоторые сайты дают так лишь новейшие отзывы или их начала, некоторые не пускают программы.
source-reviews-url = страница; {"{"}page{"}"} в адресе — это 1, 2, 3 …
source-reviews-pages = сколько страниц читать самое большее

source-rss = Находит каждую запись ленты: новостные сайты, блоги, форумы, подкасты, видеоканалы, сохранённые поиски.
source-rss-needs = ничего
source-rss-limits = в ленте только новейшие записи: спрашивайте достаточно часто
source-rss-url = адрес ленты или страницы, которая её объявляет

source-searchinbox = Находит письма списка рассылки в архиве public-inbox (lore.kernel.org и другие) по словам, от новых к старым.
source-searchinbox-needs = адрес архива списка
source-searchinbox-limits = Поиск не знает форм русских слов: впишите формы в запрос.
source-searchinbox-url = адрес архива рассылки

source-stackexchange = Находит вопросы и ответы на сайте Stack Exchange (Stack Overflow, Super User, Server Fault и ещё 170) по словам, от новых к старым, с полными текстами.
source-stackexchange-needs = ничего; с ключом (stackapps.com → Register for an API key, вход не нужен) больше запросов
source-stackexchange-limits = 300 запросов в день с одного адреса, с ключом 10 000. По комментариям поиска нет.
source-stackexchange-site = сайт: stackoverflow, ru.stackoverflow, superuser
source-stackexchange-token = ключ API

source-substack = Читает новые письма названных изданий на Substack.
source-substack-needs = ничего
source-substack-limits = От платных писем только начало. Поиска нет. Новейшие 20 писем каждого издания берутся из его ленты; более ранние и комментарии под упоминанием читаются так, как их читают страницы самого Substack: это не описано и может измениться.
source-substack-publications = имена, ИМЯ.substack.com, или собственные адреса

source-telegram = Читает каждую запись названных открытых каналов Telegram; с search — спрашивает поиск самого канала о фразах запросов: он достаёт дальше за меньшее число страниц.
source-telegram-needs = имена каналов; учётная запись не нужна
source-telegram-limits = Только каналы с открытым просмотром: без групп и каналов с пометкой. Комментарии читаются под упоминанием, сто новейших. Поиск по всему Telegram открыт лишь учётным записям людей.
source-telegram-channels = каналы: @имя или t.me/имя
source-telegram-search = искать в каналах, а не читать все записи

source-threads = Находит открытые записи и ответы в Threads по словам, от новых к старым.
source-threads-needs = токен пользователя приложения с правами threads_basic и threads_keyword_search (developers.facebook.com). Пока Meta не одобрила второе, ищутся только ваши записи, и ничто об этом не говорит
source-threads-limits = 2200 поисков в день; токен живёт 60 дней. По словам, которые Meta считает чувствительными, ничего не приходит. Отметок и подписчиков не видно.
source-threads-token = долгоживущий токен пользователя

source-trustpilot = Читает отзывы о компании на Trustpilot и ответы компании как комментарии.
source-trustpilot-needs = ключ API, он идёт с платным тарифом: Trustpilot Business → Integrations → API. Читать страницы программами Trustpilot запрещает
source-trustpilot-limits = Отзывы об одной компании; как часто спрашивать, говорит тариф ключа.
source-trustpilot-company = сайт компании: example.com
source-trustpilot-token = ключ API

source-vk = Находит открытые записи ВКонтакте по словам; если названы сообщества — читает их стены со всеми комментариями (groups) и обсуждения (boards), которых поиск не знает.
source-vk-needs = сервисный токен: id.vk.com/about/business → Мои приложения → создать приложение → «Сервисный ключ доступа»; прав не нужно
source-vk-limits = 3 запроса в секунду. Поиск не показывает комментариев и показывает не все записи: VK их отбирает. Стена и обсуждения приходят целиком.
source-vk-token = сервисный токен или токен пользователя
source-vk-groups = сообщества, чьи стены и комментарии читать
source-vk-boards = сообщества, чьи обсуждения читать, или отдельные темы: vk.com/topic-1_2

source-web = Читает новые статьи сайта без ленты: то, на что ссылается страница или что перечисляет карта сайта. Каждая читается один раз: заголовок, полный текст, автор, дата.
source-web-needs = ничего; если у сайта есть лента, лучше источник rss
source-web-limits = robots.txt соблюдается. Страницы, которым нужен браузер, не читаются. Страницы, которые не объявляют себя статьями, пропускаются, если «links» не говорит, какие нужны.
source-web-url = страница или карта сайта, которая называет новые статьи
source-web-links = регулярное выражение для адресов статей
source-web-most = сколько статей читать за обход

source-wordpress = Находит записи и комментарии одного сайта на WordPress по словам через его REST, а где он закрыт — записи через ленту поиска.
source-wordpress-needs = ничего
source-wordpress-limits = Сайты с закрытым REST дают только записи, часто обрезанные, и без комментариев.
source-wordpress-url = адрес сайта
source-wordpress-comments = искать и в комментариях

source-x = Находит записи и ответы в X (Twitter) за последние семь дней по словам, от новых к старым.
source-x-needs = токен Bearer: console.x.com → приложение → Keys and tokens, и купленные там кредиты
source-x-limits = Платно: 0,005 доллара за запись, 0,01 за автора, каждого раз в день; «max_posts» ограничивает расход. 450 запросов за 15 минут. Репосты пропускаются.
source-x-token = токен Bearer приложения
source-x-max-posts = сколько записей каждой фразы читать (и оплачивать) за обход, от новых к старым
source-x-follow = снова смотреть на его упоминания: ответы на них тоже платные
source-x-authors = спрашивать, кто написал запись: это тоже платно

source-yandex = Находит страницы русской сети по словам, последние изменённые первыми: новости, блоги, форумы, отзывы. Видны заголовок и предложения вокруг фразы.
source-yandex-needs = учётная запись Yandex Cloud с оплатой: console.yandex.cloud → каталог (его номер — «folder») → сервисный аккаунт с ролью search-api.webSearch.user → ключ API для него с областью yc.search-api.execute
source-yandex-limits = Платно за каждый запрос; 10 в секунду, 250 страниц на фразу. Когда страница опубликована, не видно, только когда изменена: такие упоминания считаются по времени, когда их увидели впервые.
source-yandex-token = ключ API сервисного аккаунта
source-yandex-folder = номер каталога в Yandex Cloud
source-yandex-type = какой Яндекс: RU, TR, COM (остальной мир), KK, BE, UZ
source-yandex-filters = операторы Яндекса: site:livejournal.com, lang:ru

source-youtube = Находит видео на YouTube по словам и комментарии под ними с этими словами; и комментарии под любыми видео названных каналов, например ваших.
source-youtube-needs = бесплатный ключ API: console.cloud.google.com → проект → включить «YouTube Data API v3» → Credentials → API key
source-youtube-limits = 100 поисков в день (страница из 50 видео одной фразы — один поиск), 10 000 других запросов: поставьте «every». Поиск пропускает некоторые видео. Комментарии, пришедшие через дни после видео, находятся только в «channels».
source-youtube-api-key = ключ Data API
source-youtube-comments = искать и в комментариях под найденными видео
source-youtube-channels = номера каналов (UC…), чьи комментарии искать
source-youtube-language = язык, который предпочитает поиск: ru, en
