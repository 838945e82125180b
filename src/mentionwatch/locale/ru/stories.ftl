# Сюжеты, всплески, темы разговоров, люди и согласованность: в отчётах и в командах stories и authors.

report-section-stories = Сюжеты
report-section-spikes = Всплески
report-section-subjects = О чём говорят
report-section-coordinated = Признаки согласованности

report-story = Сюжет
report-sites-column = Сайты
report-first-column = Начало
report-size = { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[other] { $count } упоминаний
}
report-size-all = { $count } с самого начала
report-story-sites = { $count ->
    [one] на { $count } сайте
   *[other] на { $count } сайтах
}
report-story-first = первым был { $site }, { $day }
report-story-reach = { $count ->
    [one] { $count } подписчик у авторов
    [few] { $count } подписчика у авторов
   *[other] { $count } подписчиков у авторов
}
report-why-outage = все пишут, что не работает: { $words }
report-why-names = те же имена: { $words }
report-why-numbers = те же числа: { $words }
report-why-direction = тот же поворот: { $words }
report-why-words = те же слова: { $words }
report-why-of = Один сюжет, потому что: { $reasons }
report-kin-first = Сюжет { $story }: с этого упоминания он начался.
report-kin-none = Пока ни в одном сюжете; следующий scan определит, в каком.
report-kin-same = Сюжет { $story }: тот же текст, что в #{ $mention }.
report-kin-cut = Сюжет { $story }: { $share } этого текста стоит в #{ $mention }, или наоборот.
report-kin-edited = Сюжет { $story }: { $share } текста — те же слова, что в #{ $mention }.
report-kin-event = Сюжет { $story }: о том же событии, что #{ $mention }.

report-spike-all = { $topic }: { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[other] { $count } упоминаний
} за { $span } ({ $moment }), обычно { $usual }.
report-spike-negative = { $topic }: { $count ->
    [one] { $count } негативное упоминание
    [few] { $count } негативных упоминания
   *[other] { $count } негативных упоминаний
} за { $span } ({ $moment }), обычно { $usual }.
report-spike-source = { $topic } только в { $source }
report-spike-all-story = { $topic }, «{ $title }»: { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[other] { $count } упоминаний
} за { $span } ({ $moment }), обычно у самого громкого сюжета { $usual }.
report-spike-negative-story = { $topic }, «{ $title }»: { $count ->
    [one] { $count } негативное упоминание
    [few] { $count } негативных упоминания
   *[other] { $count } негативных упоминаний
} за { $span } ({ $moment }), обычно у самого громкого сюжета { $usual }.
report-spike-story = Больше всего — «{ $title }».
report-spike-none = Всплесков нет: всё в пределах обычного.
report-span = { $unit ->
    [minute] { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[other] { $count } минут
    }
    [hour] { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[other] { $count } часов
    }
   *[day] { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[other] { $count } дней
    }
}
report-once = { $unit ->
    [usual] В пределах обычного.
    [day] { $count ->
        [one] Столько бывает примерно раз в день.
        [few] Столько бывает примерно раз в { $count } дня.
       *[other] Столько бывает примерно раз в { $count } дней.
    }
    [week] { $count ->
        [one] Столько бывает примерно раз в неделю.
        [few] Столько бывает примерно раз в { $count } недели.
       *[other] Столько бывает примерно раз в { $count } недель.
    }
    [month] { $count ->
        [one] Столько бывает примерно раз в месяц.
        [few] Столько бывает примерно раз в { $count } месяца.
       *[other] Столько бывает примерно раз в { $count } месяцев.
    }
    [year] { $count ->
        [one] Столько бывает примерно раз в год.
        [few] Столько бывает примерно раз в { $count } года.
       *[other] Столько бывает примерно раз в { $count } лет.
    }
   *[decade] Столько бывает раз в десять лет или реже.
}
report-once-never = За { $count ->
    [one] известный до этого { $count } день
    [few] известные до этого { $count } дня
   *[other] известные до этого { $count } дней
} такого не было.
report-once-known = Это судя по { $count ->
    [one] { $count } известному дню.
   *[other] { $count } известным дням.
}

report-subject-question = Вопросы
report-subject-phrase = Выражения
report-subject-name = Имена
report-subject-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
}

report-roles = Роль
report-role-complainer = жалуется снова и снова
report-role-friend = друг
report-role-leader = лидер мнений
report-role-regular = постоянный
report-role-passer-by = прохожий
report-role-why-complainer = { $count ->
    [one] { $count } негативное упоминание в разные дни
    [few] { $count } негативных упоминания в разные дни
   *[other] { $count } негативных упоминаний в разные дни
}
report-role-why-friend = { $count ->
    [one] { $count } доброе упоминание
    [few] { $count } добрых упоминания
   *[other] { $count } добрых упоминаний
}
report-role-why-leader = подписчиков { $count }, лидером здесь делают { $least }
report-role-why-regular = { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[other] { $count } упоминаний
}
report-role-why-passer-by = { $count ->
    [one] { $count } упоминание
    [few] { $count } упоминания
   *[other] { $count } упоминаний
}
report-ring = { $names } — похоже на согласованность: { $one } и { $other } не позже минуты друг за другом поделились { $together ->
    [one] одним и тем же { $together } раз
    [few] одним и тем же { $together } раза
   *[other] одним и тем же { $together } раз
}, а случай объясняет { $chance }: { $objects }.
report-ring-none = Признаков согласованности нет.
report-ring-text = тот же текст
report-ring-note = Это признак, а не приговор: прежде чем говорить, прочтите, что они писали.

stories-none = За это время нет сюжетов из { $least } упоминаний и больше. Посмотрите дольше: mentionwatch stories --since 4w
authors-none = За это время авторов нет. Посмотрите дольше: mentionwatch authors --since 4w
authors-unknown = «{ $name }»: от этого автора здесь ничего нет. Какие авторы есть: mentionwatch authors
report-authors-days = По дням: + позитив · нейтрально − негатив ? ещё не определено
report-author-accounts = Под этим именем пишут с { $count ->
    [one] { $count } аккаунта
   *[other] { $count } аккаунтов
}. Это могут быть разные люди.
report-author-followers = { $count ->
    [one] { $count } подписчик
    [few] { $count } подписчика
   *[other] { $count } подписчиков
}
report-author-where = { $mentions }: { $topics }; где: { $sites }
report-author-once = Всё за один день: { $day }.
report-author-when = С { $first } по { $last }, дней с упоминаниями: { $days }.
report-author-net = баланс тональности { $net }
report-author-complaints = { $count ->
    [one] { $count } жалоба
    [few] { $count } жалобы
   *[other] { $count } жалоб
}
report-author-answered = отвечено: { $count }
report-author-over-time = { $unit ->
    [day] По дням: + позитив · нейтрально − негатив ? ещё не определено
    [week] По неделям, с понедельника: + позитив · нейтрально − негатив ? ещё не определено
   *[month] По месяцам: + позитив · нейтрально − негатив ? ещё не определено
}
