# Stories, spikes, subjects, people and coordination: in reports and in the commands stories and authors.

report-section-stories = Stories
report-section-spikes = Spikes
report-section-subjects = What people talk about
report-section-coordinated = Signs of coordination

report-story = Story
report-sites-column = Sites
report-first-column = First
report-size = { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
}
report-size-all = { $count } since it began
report-story-sites = { $count ->
    [one] on one site
   *[other] on { $count } sites
}
report-story-first = first on { $site }, { $day }
report-story-reach = { $count ->
    [one] { $count } follower reached
   *[other] { $count } followers reached
}
report-why-outage = all say it is down: { $words }
report-why-names = same names: { $words }
report-why-numbers = same figures: { $words }
report-why-direction = same turn: { $words }
report-why-words = same words: { $words }
report-why-of = One story, because: { $reasons }
report-kin-first = Story { $story }: this was its first mention.
report-kin-none = It is in no story yet; the next scan puts it into one.
report-kin-same = Story { $story }: the same wording as #{ $mention }.
report-kin-cut = Story { $story }: { $share } of it stands in the wording of #{ $mention }, or the other way round.
report-kin-edited = Story { $story }: { $share } of its wording is that of #{ $mention }.
report-kin-event = Story { $story }: tells of the same event as #{ $mention }.

report-spike-all = { $topic }: { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
} in { $span } ({ $moment }), where { $usual } is usual.
report-spike-negative = { $topic }: { $count ->
    [one] { $count } negative mention
   *[other] { $count } negative mentions
} in { $span } ({ $moment }), where { $usual } is usual.
report-spike-source = { $topic } in { $source } alone
report-spike-all-story = { $topic }, “{ $title }”: { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
} in { $span } ({ $moment }), where the loudest story usually has { $usual }.
report-spike-negative-story = { $topic }, “{ $title }”: { $count ->
    [one] { $count } negative mention
   *[other] { $count } negative mentions
} in { $span } ({ $moment }), where the loudest story usually has { $usual }.
report-spike-story = Mostly “{ $title }”.
report-spike-none = No spikes: all rises and falls are within what is usual.
report-span = { $unit ->
    [minute] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
    [hour] { $count ->
        [one] an hour
       *[other] { $count } hours
    }
   *[day] { $count ->
        [one] a day
       *[other] { $count } days
    }
}
report-once = { $unit ->
    [usual] Within what is usual.
    [day] { $count ->
        [one] So much comes about once a day.
       *[other] So much comes about once in { $count } days.
    }
    [week] { $count ->
        [one] So much comes about once a week.
       *[other] So much comes about once in { $count } weeks.
    }
    [month] { $count ->
        [one] So much comes about once a month.
       *[other] So much comes about once in { $count } months.
    }
    [year] { $count ->
        [one] So much comes about once a year.
       *[other] So much comes about once in { $count } years.
    }
   *[decade] So much comes once in ten years or less often.
}
report-once-never = Not seen in the { $count } days before that are known.
report-once-known = That is judged by { $count ->
    [one] { $count } day
   *[other] { $count } days
} that are known.

report-subject-question = Questions
report-subject-phrase = Phrases
report-subject-name = Names
report-subject-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}

report-roles = Role
report-role-complainer = complains again and again
report-role-friend = friend
report-role-leader = opinion leader
report-role-regular = regular
report-role-passer-by = passer-by
report-role-why-complainer = { $count } negative mentions on several days
report-role-why-friend = { $count } kind mentions
report-role-why-leader = { $count } followers, { $least } make a leader here
report-role-why-regular = { $count } mentions
report-role-why-passer-by = { $count ->
    [one] one mention
   *[other] { $count } mentions
}
report-ring = { $names } look coordinated, because { $one } and { $other } shared { $together ->
    [one] one thing
   *[other] { $together } things
} within a minute of each other, where chance explains { $chance }: { $objects }.
report-ring-none = Nobody looks coordinated.
report-ring-text = the same text
report-ring-note = That is a sign, no verdict: look at what they wrote before you say so.

stories-none = No stories of { $least } mentions or more in this time. Look at a longer time: mentionwatch stories --since 4w
authors-none = No authors in this time. Look at a longer time: mentionwatch authors --since 4w
authors-unknown = “{ $name }” wrote nothing that is kept here. See who did: mentionwatch authors
report-authors-days = By day: + positive · neutral − negative ? not known yet
report-author-accounts = { $count } accounts go by this name. They need not be one person.
report-author-followers = { $count ->
    [one] { $count } follower
   *[other] { $count } followers
}
report-author-where = { $mentions } of { $topics } on { $sites }
report-author-once = All on { $day }.
report-author-when = From { $first } to { $last }, on { $days } days.
report-author-net = net sentiment { $net }
report-author-complaints = { $count ->
    [one] { $count } complaint
   *[other] { $count } complaints
}
report-author-answered = { $count } answered
report-author-over-time = { $unit ->
    [day] By day: + positive · neutral − negative ? not known yet
    [week] By week, from Monday on: + positive · neutral − negative ? not known yet
   *[month] By month: + positive · neutral − negative ? not known yet
}
