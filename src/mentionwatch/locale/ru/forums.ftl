forums-search = Поиск { $host } отвечает отказом: { $why }. Обращайтесь реже («every») или читайте все сообщения вместо поиска («search = false»).
forums-timezone = Нет часового пояса «{ $zone }». Напишите, например, Europe/Moscow или UTC.
forums-encoding = Нет кодировки «{ $name }». Напишите, например, utf-8 или windows-1251.
forums-selector-name = Нет селектора «{ $name }». Есть: { $known }.
forums-selector = Селектор «{ $name }» не читается: { $selector }. Напишите его как в таблице стилей.
forums-flood = { $host } разрешает гостям искать лишь изредка. Снова можно с { $when }; задайте «every» или читайте раздел.
forums-closed = { $host } показывает это только вошедшим участникам. Впишите куки сеанса в «cookie» или выберите другой раздел.
forums-unknown = { $url } сделан движком, который здесь не известен. Опишите вёрстку в «selectors» или возьмите ленту форума источником rss.
forums-empty = { $url } ({ $engine }) не показывает ни сообщений, ни тем. Укажите адрес раздела, темы или поиска; если это он и есть, поищите новую версию mentionwatch.
forums-threads = На { $host } больше { $threads } тем с новыми сообщениями, остальные не прочитаны. Увеличьте «threads» или проверяйте чаще.
forums-refused = { $host } отвечает отказом: { $why }. Проверьте настройки этого источника.
forums-stackexchange-quota = Запросы к Stack Exchange на сегодня исчерпаны ({ $why }). Снова можно с { $when }; с ключом в «token» доступно 10 000 в день.
forums-stackexchange-key = Stack Exchange не принимает ключ ({ $why }). Получите ключ на stackapps.com и впишите его в «token».
forums-github-token = Обсуждения GitHub показывает только тем, у кого есть токен. Впишите его в «token» или уберите discussions из «kinds».
forums-github-long = Запрос «{ $query }…» длиннее { $most } знаков, которые принимает GitHub. Сократите «only» или фразу.
forums-wait = { $host } просит зайти позже ({ $why }). Снова можно с { $when }.
forums-no-mailbox = { $url } — не почтовый ящик в gzip, какие выгружает HyperKitty. Проверьте адрес рассылки.
