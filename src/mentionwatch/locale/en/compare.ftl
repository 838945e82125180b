# What a report sets beside its figures: another period, figures of the user's own, companions, hours of the week.

report-span-against = { $period }
report-lengths = The periods are not equally long ({ $now } and { $before } days); counts stand as they are.

report-section-hours = Hours of the week
report-chart-hours = Mentions by hour of the week ({ $zone }): most on { $weekday } at { $hour }:00 ({ $count }).
report-hours-note = Each square is an hour of the week, in { $zone }: the darker, the more mentions. Ringed where most of them are negative.
report-hour-says = { $weekday } { $hour }:00: { $count }

report-section-companions = Named together
report-companions-of = With { $topic }
report-companion-with = with { $topic }
report-companion = Who or what
report-companion-count = { $count } of { $of }
report-lift = { $times } × the usual
report-lift-column = Beside other texts
report-lift-same = as usual
report-lift-less = less than usual

report-section-indicators = Beside your own figures
report-indicator = Your figure
report-indicator-mean = On average { $mean } a day; in { $span } { $before }.
report-indicator-untold = No figure falls into this period.
report-chart-indicator = { $name } by day, { $first } to { $last }: between { $lowest } and { $highest }.
report-relation-few = { $to ->
    [mentions] Beside mentions
   *[net] Beside net sentiment
}: only { $days ->
    [one] { $days } day has
   *[other] { $days } days have
} both, too few to tell anything; 20 is the least.
report-relation-none = { $to ->
    [mentions] Beside mentions
   *[net] Beside net sentiment
}: nothing that chance does not explain (strongest ρ = { $rho }, { $days } days).
report-relation-found = { $to ->
    [mentions] When mentions become more
   *[net] When net sentiment gets better
}, it { $way ->
    [up] rises
   *[down] falls
} { $when ->
    [same] on the same day
    [later] { $lag ->
        [one] a day later
       *[other] { $lag } days later
    }
   *[earlier] { $lag ->
        [one] a day earlier
       *[other] { $lag } days earlier
    }
} (ρ = { $rho }, { $days } days worth { $effective } independent ones; chance alone: { $chance }).
report-relation-below = less than { $chance }
report-relation-note = Trend and weekly rhythm are taken out, all lags of up to 14 days are looked at and paid for. What moves together need not be cause and effect.

cli-compare = “{ $text }” is not a period to compare with. Write previous, last-year, or two days: 2026-10-01..2026-10-07 (both included).
kpi-empty = { $file } holds no figures. It takes a line of names and a line a day: date,sales / 2026-11-20,1200.
kpi-header = { $file }: the first line must name the columns, the day first: date,sales. It is: { $line }
kpi-columns = { $file } has { $count } columns of figures; a report takes { $most } at most.
kpi-day = { $file }, line { $line }: “{ $cell }” is not a day. Write 2026-11-20 or 20.11.2026 in the first column.
kpi-number = { $file }, line { $line }, column { $column }: “{ $cell }” is not a number. Leave it empty where there is none.
