# Что отчёт ставит рядом со своими числами: другой период, показатели самого пользователя, соседство, часы недели.

report-span-against = { $period }
report-lengths = Периоды разной длины ({ $now } и { $before } дн.); числа приведены как есть.

report-section-hours = Часы недели
report-chart-hours = Упоминания по часам недели ({ $zone }): больше всего — { $weekday }, { $hour }:00 ({ $count }).
report-hours-note = Каждый квадрат — час недели, { $zone }: чем темнее, тем больше упоминаний. Обведён, если большинство из них негативные.
report-hour-says = { $weekday } { $hour }:00: { $count }

report-section-companions = Кого называют вместе
report-companions-of = Вместе с темой: { $topic }
report-companion-with = вместе с темой { $topic }
report-companion = Кто или что
report-companion-count = { $count } из { $of }
report-lift = × { $times } к обычной частоте
report-lift-column = В сравнении
report-lift-same = как обычно
report-lift-less = реже обычного

report-section-indicators = Рядом с вашими показателями
report-indicator = Ваш показатель
report-indicator-mean = В среднем { $mean } в день; за { $span } — { $before }.
report-indicator-untold = За этот период значений нет.
report-chart-indicator = { $name } по дням, с { $first } по { $last }: от { $lowest } до { $highest }.
report-relation-few = { $to ->
    [mentions] Рядом с числом упоминаний
   *[net] Рядом с балансом тональности
}: общих дней только { $days }, этого мало для выводов; нужно не меньше 20.
report-relation-none = { $to ->
    [mentions] Рядом с числом упоминаний
   *[net] Рядом с балансом тональности
}: ничего, чего не объяснила бы случайность (самое сильное ρ = { $rho }, дней: { $days }).
report-relation-found = { $to ->
    [mentions] Когда упоминаний становится больше
   *[net] Когда баланс тональности улучшается
}, показатель { $way ->
    [up] растёт
   *[down] падает
} { $when ->
    [same] в тот же день
    [later] { $lag ->
        [one] через { $lag } день
        [few] через { $lag } дня
       *[many] через { $lag } дней
    }
   *[earlier] { $lag ->
        [one] за { $lag } день до того
        [few] за { $lag } дня до того
       *[many] за { $lag } дней до того
    }
} (ρ = { $rho }, дней: { $days }, из них независимых: { $effective }; случайность даёт такое в { $chance } случаев).
report-relation-below = менее чем { $chance }
report-relation-note = Общее направление и недельный ритм вычтены, учтено, что просмотрены все сдвиги до 14 дней. Что движется вместе, не обязательно причина и следствие.

cli-compare = «{ $text }» — не период для сравнения. Пишите previous, last-year или два дня: 2026-10-01..2026-10-07 (оба включительно).
kpi-empty = В { $file } нет значений. Нужны строка названий и по строке на день: date,sales / 2026-11-20,1200.
kpi-header = { $file }: первая строка должна называть столбцы, день — первым: date,sales. Сейчас в ней: { $line }
kpi-columns = В { $file } столбцов с показателями { $count }; отчёт принимает не больше { $most }.
kpi-day = { $file }, строка { $line }: «{ $cell }» — не день. Пишите 2026-11-20 или 20.11.2026 в первом столбце.
kpi-number = { $file }, строка { $line }, столбец { $column }: «{ $cell }» — не число. Если значения нет, оставьте пустым.
