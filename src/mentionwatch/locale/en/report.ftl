# The report: every word of it. Figures, dates and percentages come from CLDR, through Babel.

report-title = Mentions
report-title-of = Mentions of { $names }
report-made = Made { $moment }
report-period = { $period }, compared with { $span }
report-span-before = the { $days ->
    [0] stretch before
    [one] day before
   *[other] { $days } days before
}
report-untold = not told
report-others = others
report-new = new

report-headline = { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
}{ $trend ->
    [more] {""}, { $percent } more than in { $span }
    [fewer] {""}, { $percent } fewer than in { $span }
    [same] {""}, as many as in { $span }
   *[none] {""}; none in { $span }
}.
report-headline-chance = So small a difference can be chance.
report-mood = Net sentiment is { $net }{ $trend ->
    [up] {""}, up from { $before }
    [down] {""}, down from { $before }
    [same] {""}, as before
   *[none] {""}
}.
report-waiting = { $count ->
    [0] All negative mentions are dealt with.
    [one] { $count } negative mention is not dealt with: it is new or open in the inbox.
   *[other] { $count } negative mentions are not dealt with: they are new or open in the inbox.
}
report-peak = Most on { $day }: { $count }.
report-unsure = The sentiment of { $share } of mentions is unsure; without these net sentiment is { $net }.
report-unclassified = { $count ->
    [one] The sentiment of { $count } mention is not known yet.
   *[other] The sentiment of { $count } mentions is not known yet.
}
report-partial-days = The first and the last day are not whole.

report-empty = Nobody mentioned { $names } in this period: { $period }.
report-empty-any = Nobody mentioned any of your topics in this period: { $period }.
report-empty-next = What you can do:
report-empty-scan = Look for mentions now: mentionwatch scan
report-empty-longer = Look at a longer time: mentionwatch report --since 4w
report-empty-check = See whether every source answers: mentionwatch check --online
report-empty-try = See what your query finds in a text: mentionwatch try --topic NAME

report-section-topics = Topics
report-section-shares = Share of voice
report-section-sources = Sources
report-section-sites = Sites
report-section-languages = Languages
report-section-days = Day by day
report-section-net = Net sentiment by day
report-section-authors = Loudest authors
report-section-engaging = Most engaging
report-section-negatives = Newest negatives
report-section-positives = Kind words
report-section-coverage = Coverage
report-section-glance = At a glance

report-mentions = Mentions
report-mentions-short = Mentions
report-change = Change
report-before-column = Before
report-positive = Positive
report-neutral = Neutral
report-negative = Negative
report-unknown = Not known yet
report-net = Net sentiment
report-net-short = Net
report-share = Share
report-author = Author
report-source = Source
report-reach = Followers
report-day = Day
report-topic = Topic
report-site = Site
report-language = Language
report-waiting-label = Negative, not dealt with
report-legend = + positive   · neutral   − negative   ? not known yet
report-net-explained = Net sentiment: (positive − negative) / all that have a sentiment.

report-nobody = unknown author
report-rating = { $stars } of 5 stars
report-likes = { $count ->
    [one] { $count } like
   *[other] { $count } likes
}
report-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
report-shares-count = { $count ->
    [one] { $count } share
   *[other] { $count } shares
}
report-views = { $count ->
    [one] { $count } view
   *[other] { $count } views
}

report-coverage-fine = { $sources ->
    [one] The one source answered.
   *[other] All { $sources } sources answered.
}
report-coverage-failing = { $failing } of { $sources } { $sources ->
    [one] source
   *[other] sources
} { $failing ->
    [one] has been failing since { $day }.
   *[other] have been failing, the first since { $day }.
}
report-coverage-never = { $count ->
    [one] { $count } source has never answered.
   *[other] { $count } sources have never answered.
}
report-coverage-capped = { $count ->
    [one] { $count } source spent its budget of requests and was then asked no more.
   *[other] { $count } sources spent their budgets of requests and were then asked no more.
}
report-coverage-cut = { $count ->
    [one] { $count } source had more posts than could be read; some are missing.
   *[other] { $count } sources had more posts than could be read; some are missing.
}
report-coverage-silent = { $count ->
    [one] { $count } source answers, but has brought nothing new for more than { $days } days.
   *[other] { $count } sources answer, but have brought nothing new for more than { $days } days.
}
report-coverage-late = { $count ->
    [one] { $count } mention from before this period was found only now.
   *[other] { $count } mentions from before this period were found only now.
}
report-coverage-doubtful = { $count ->
    [one] { $count } doubtful mention is kept apart and not counted here.
   *[other] { $count } doubtful mentions are kept apart and not counted here.
}
report-coverage-last = Last scan: { $moment }.
report-coverage-no-scan = No scan has been made yet.
report-coverage-incomplete = So the figures may be too low.
report-state-failing = failing since { $day }
report-state-never = has never answered
report-state-capped = budget spent, first on { $day }; more from { $until }
report-state-cut = not read whole ({ $told ->
    [0] { $read }
   *[other] { $read } of about { $told }
} { $read ->
    [one] post
   *[other] posts
}): some from { $since } to { $until } are missing
report-state-silent = nothing new since { $day }

report-chart-days = Mentions a day by sentiment, { $first } to { $last }: { $count } in all, most on { $peak } ({ $most }).
report-chart-net = Net sentiment by day, { $first } to { $last }: between { $lowest } and { $highest }.
report-average-before = average before
report-was = was { $before }
report-figures = The figures
report-footer = mentionwatch made this report from what it found in public. One file, no script, nothing loaded from anywhere.
