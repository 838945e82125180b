closed-amazon = Amazon не отдаёт отзывы программам и блокирует те, что читают его страницы. Что пишут о товаре в других местах, найдут googlealerts и yandex; отзывы, которые вам разрешено выгрузить, прочтёт file.
closed-bing = Поисковые API Bing закрыты 11 августа 2025 года, замены нет. Для новостей возьмите googlenews или gdelt, для остального веба — yandex или googlealerts.
closed-copiny = У Copiny нет описанного API и лент для читателей. Возьмите web с адресом сообщества (ИМЯ.copiny.com): он следит за новыми страницами; если сообщество ваше, пусть шлёт письма, их прочтёт imap.
closed-crowdtangle = CrowdTangle закрыт в августе 2024 года; его преемник доступен только исследователям. Свои страницы и записи, где они отмечены, читают facebook и instagram.
closed-dzen = У Дзена нет ни поиска, ни лент для программ. Возьмите yandex с filters = "site:dzen.ru"; за отдельным каналом, который вам можно читать, последит web.
closed-facebook-search = Поиск Facebook по открытым записям закрыт в 2015 году. Свои страницы и записи, где они отмечены, читает facebook; что из чужого видно в вебе, найдут yandex и googlealerts.
closed-google-play = Google Play показывает отзывы только владельцу приложения и только за 7 дней, mentionwatch их не читает. Если приложение ваше, выгрузите отзывы в Play Console и прочтите файл источником file; для iPhone есть appstore.
closed-google-plus = Google+ закрыт в апреле 2019 года, записи удалены. Читать больше нечего.
closed-instagram-basic = Instagram Basic Display API закрыт в декабре 2024 года. Возьмите instagram: нужен бизнес-аккаунт и одобрение Meta.
closed-irecommend = У irecommend.ru нет ни API, ни лент, программы он останавливает капчей. Возьмите yandex с filters = "site:irecommend.ru": он находит отзывы с их первыми фразами.
closed-odnoklassniki = Одноклассники не дают программам искать по открытым записям. Возьмите yandex с filters = "site:ok.ru"; за отдельной открытой группой последит web.
closed-otzovik = У otzovik.com нет ни API, ни лент, программы он останавливает капчей и блокировками. Возьмите yandex с filters = "site:otzovik.com": он находит отзывы с их первыми фразами.
closed-pushshift = Pushshift закрыт для публики в 2023 году. Возьмите reddit.
closed-reddit-json = С мая 2026 года Reddit отвечает на адреса .json ошибкой 403, если нет одобренного токена. Возьмите reddit: с токеном он ищет, без токена читает ленты.
closed-tripadvisor = TripAdvisor и сайты бронирования не дают программам читать отзывы. Возьмите googlealerts или yandex; страницу, которая сообщает отзывы в структурированном виде и разрешает это в robots.txt, прочтёт reviews.
closed-twitter = Twitter здесь называется x. Бесплатного поиска (API 1.1) больше нет: для x нужен платный токен.
closed-yandex-blogs = Яндекс закрыл поиск по блогам, замены нет. Возьмите yandex с filters = "site:livejournal.com", а для известных вам авторов — livejournal.
