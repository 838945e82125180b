gdelt-limited = К GDELT обращались чаще, чем раз в 5 секунд. Снова можно с { $when }. Если так и останется, с вашего адреса обращается кто-то ещё: увеличьте «every».
gdelt-refused = GDELT отклоняет поиск: { $said }. Проверьте «filters».
gdelt-damaged = Ответ GDELT не читается: { $said }. Попробуйте позже; если не пройдёт, поищите новую версию mentionwatch.
yandex-limited = Яндекс просит обращаться реже ({ $why }). Снова можно с { $when }. Квоты видны в консоли Yandex Cloud.
yandex-denied = Яндекс не принимает ключ или каталог ({ $why }). Проверьте «token» и «folder»: сервисному аккаунту нужна роль search-api.webSearch.user.
yandex-error = Яндекс отвечает ошибкой { $code }: { $why }. Проверьте «filters».
