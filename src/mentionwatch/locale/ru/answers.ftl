report-section-responses = Ответы
report-answers-days = { $days } дн. { $hours } ч
report-answers-hours = { $hours } ч { $minutes } мин
report-answers-minutes = { $minutes } мин
report-answers-column-topic = Тема
report-answers-column-waited = Ждали
report-answers-column-answered = Ответ
report-answers-column-unanswered = Без
report-answers-column-half = 50% за
report-answers-column-most = 90% за
report-answers-column-ignored = Мимо
report-answers-column-identical = Копий
report-answers-nobody = Ответа никто не ждал.
report-answers-waited = Ответа { $count ->
    [one] ждал { $count } человек
    [few] ждали { $count } человека
   *[other] ждали { $count } человек
}
report-answers-note = Здесь считаются люди, каждый один раз в обсуждении: кто упомянул тему с любой тональностью (но не в статье, не новостью и не рекламой) и кто присоединился с жалобой или вопросом. Неразобранный негатив считается иначе: это упоминания, по их статусу в inbox.
report-answers-answered = { $count ->
    [one] { $count } получил
   *[other] { $count } получили
}{ $late ->
    [0] {""}
   *[other] {" "}(из них { $late } позже обещанного)
}
report-answers-unanswered = без ответа { $count } ({ $share } тех, чей срок вышел)
report-answers-pending = у { $count } срок ещё не вышел
report-answers-withdrawn = { $count ->
    [one] { $count } удалил написанное
   *[other] { $count } удалили написанное
}
report-answers-unseen = { $count } там, где ответы не прочитать
report-answers-both = Половина получила первый ответ за { $half }, девять из десяти — за { $most }.
report-answers-half = Половина получила первый ответ за { $half }; девяти из десяти пока не ответили.
report-answers-no-half = Ответили пока меньше чем половине.
report-answers-working-both = В рабочее время: половине за { $half }, девяти из десяти за { $most }.
report-answers-working-half = В рабочее время: половине за { $half }.
report-answers-working-no-half = В рабочее время: пока меньше чем половине.
report-answers-oldest = Дольше всех ждут с { $time }.
report-answers-joined = В обсуждения { $joined ->
    [one] вступил { $joined } человек
    [few] вступили { $joined } человека
   *[other] вступили { $joined } человек
}; { $asked ->
    [0] ответа из них никто не ждал
   *[other] ответа ждали { $asked }, вовремя не получили { $ignored }
}.
report-answers-replies = { $count ->
    [one] { $count } ответ
    [few] { $count } ответа
   *[other] { $count } ответов
}
report-answers-identical = { $count ->
    [one] { $count } повторяет
   *[other] { $count } повторяют
} прежние ({ $share })
report-answers-referred = { $count ->
    [one] { $count } отсылает
   *[other] { $count } отсылают
} в другое место ({ $share })
report-answers-language = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
}: вопрос на языке «{ $asked }», ответ на языке «{ $answered }».
report-answers-gone = Найдены удалёнными: чужих { $theirs }, от отвечающих аккаунтов { $ours }. Кто удалил, не видно.
report-answers-threads = Обсуждения, где ждут:
report-answers-neglected = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
} с { $time } (упоминание { $id })
report-answers-templates = Одинаковые ответы:
report-answers-referrals = Ответы, которые отсылают в другое место:
report-answers-template = { $count ->
    [1] {""}
   *[other] { $count }×:{" "}
}{ $text }
report-answers-no-words = (слова не хранятся)
report-answers-chart = Когда обращались, по часам: внизу с ответом, выше без ответа
report-answers-hour = { $hour }:00: обратились { $asked }, ответ получили { $answered }, половина за { $half }
audit-nobody = Ни у одной темы нет own_accounts, по которым можно измерить ответы: добавьте их в [[topics]] или назовите --account.
audit-no-account = Ни в одном обсуждении за это время нет ответа от { $account }.
audit-title = Как людям отвечают
