# Оповещения: ошибки в правилах и причины, по которым сообщения не доходят.

alerts-kind = такого вида оповещений нет; может быть, «{ $near }»? Есть: { $known }
alerts-digest = напишите 1h, 30m (от 5m до 1d) или daily 09:00
alerts-quiet = напишите часы по часам на стене: 22:00-08:00
alerts-unfit = «{ $option }» не подходит к when = "{ $when }"; подходит к: { $kinds }
alerts-twice = { $file }: { $key }: два правила с именем «{ $value }». Дайте каждому своё имя.
alerts-no-target = Ни одно правило больше не шлёт по этому адресу.

# Что говорят оповещения. Коротко, чтобы читать с телефона.

alert-mention = { $count ->
    [one] { $number } новое упоминание
    [few] { $number } новых упоминания
   *[many] { $number } новых упоминаний
}
alert-mention-one = новое упоминание: «{ $title }»
alert-loud = { $count ->
    [1] { $author } (охват { $reach })
    [one] { $number } громкий автор
    [few] { $number } громких автора
   *[many] { $number } громких авторов
}
alert-story = «{ $title }»: упоминаний { $number }
alert-grew = «{ $title }»: было упоминаний { $before }, стало { $number }
alert-spike = { $count ->
    [one] { $number } упоминание
    [few] { $number } упоминания
   *[many] { $number } упоминаний
} за { $span }, обычно { $usual }
alert-spike-negative = { $count ->
    [one] { $number } негативное упоминание
    [few] { $number } негативных упоминания
   *[many] { $number } негативных упоминаний
} за { $span }, обычно { $usual }
alert-spike-source = { $said }, только в { $source }
alert-spike-of-story = { $said } у самого громкого сюжета: «{ $title }»
alert-spike-grew = всплеск растёт: было упоминаний { $before }, стало { $number } за { $span }
alert-spike-negative-grew = всплеск растёт: было негативных упоминаний { $before }, стало { $number } за { $span }
alert-spike-since = Начало: { $moment }.
alert-source = Источник не отвечает: { $name }
alert-source-says = { $count ->
    [one] { $number } сбой подряд, начиная с { $moment }
    [few] { $number } сбоя подряд, начиная с { $moment }
   *[many] { $number } сбоев подряд, начиная с { $moment }
}: { $error }
alert-recovered = Источник снова отвечает: { $name }
alert-recovered-says = Не отвечал с { $moment }.
alert-promise = { $count ->
    [one] { $number } ответ просрочен
    [few] { $number } ответа просрочены
   *[many] { $number } ответов просрочено
}
alert-promise-says = Первый обещан к { $moment }.
alert-reach = охват { $reach }
alert-others = и ещё { $number }
alert-more-alerts = { $title } (+{ $count })
alert-next = Дальше: { $command }
alert-test-title = mentionwatch: проверка
alert-test-body = Это проверка правила «{ $rule }». Его оповещения приходят сюда.

# Каналы.

channel-failed = { $why }
channel-slow = Ответа не было { $seconds } с.
channel-refused = Отказ: { $why }
channel-unknown = Apprise не знает службы с таким адресом. Как пишутся адреса: https://github.com/caronc/apprise/wiki
channel-webhook = Вебхук пишется так: webhook+https://УЗЕЛ/ПУТЬ?secret=КЛЮЧ.
channel-key = Секрет начинается с whsec_, а дальше не base64.
channel-address = { $file }: правило «{ $rule }»: { $target }: { $why }

# Команда.

alerts-none = В { $file } нет таблицы [[alerts]], оповещать некого. Как её написать, показывает config.example.ru.toml.
alerts-nothing = Оповещать не о чем.
alerts-done = { $alerts ->
    [one] { $alerts } оповещение
    [few] { $alerts } оповещения
   *[many] { $alerts } оповещений
}, отправлено { $sent ->
    [one] { $sent } сообщение
    [few] { $sent } сообщения
   *[many] { $sent } сообщений
}, ждёт { $waiting }.
alerts-waits = оповещение «{ $rule }», { $target }: { $why } (следующая попытка после { $again })
alerts-given-up = оповещение «{ $rule }», { $target }: больше не отправляем: { $why }
alerts-test-failed = оповещение «{ $rule }», { $target }: { $why }
alerts-tested = оповещение «{ $rule }», { $target }: проверка отправлена.
alerts-replayed = { $days ->
    [one] За { $days } день
    [few] За { $days } дня
   *[many] За { $days } дней
} было бы { $alerts ->
    [one] { $alerts } оповещение
    [few] { $alerts } оповещения
   *[many] { $alerts } оповещений
} в { $messages ->
    [one] { $messages } сообщении.
   *[other] { $messages } сообщениях.
}
alerts-not-replayed = Не проигрывается: «{ $rule }». Какими были источники и кто ждал ответа раньше, неизвестно.
alerts-outbox-empty = Исходящих нет: всё отправлено.
alerts-outbox-waits = { $made }  { $target }  (попыток: { $tries }, следующая после { $again })
alerts-outbox-failed = { $made }  { $target }  (попыток: { $tries }, больше не отправляем)
check-no-promise = Оповещения «{ $rule }» никогда не будет: ни у одного правила [[playbook]] нет answer_within. Добавьте его.
report-coverage-unsent = { $count ->
    [one] { $count } оповещение не дошло: mentionwatch alerts --outbox.
    [few] { $count } оповещения не дошли: mentionwatch alerts --outbox.
   *[many] { $count } оповещений не дошли: mentionwatch alerts --outbox.
}
