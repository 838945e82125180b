# Alerts: mistakes in their rules, and why messages do not arrive.

alerts-kind = there is no such kind of alert; did you mean “{ $near }”? There are: { $known }
alerts-digest = write 1h, 30m (5m to 1d) or daily 09:00
alerts-quiet = write hours of the clock: 22:00-08:00
alerts-unfit = “{ $option }” does not go with when = "{ $when }"; it goes with: { $kinds }
alerts-twice = { $file }: { $key }: there are two rules of the name “{ $value }”. Give each its own name.
alerts-no-target = No rule sends to that target any more.

# What alerts say. Short enough for a telephone.

alert-mention = { $count ->
    [one] 1 new mention
   *[other] { $number } new mentions
}
alert-mention-one = new mention: “{ $title }”
alert-loud = { $count ->
    [one] { $author } (reach { $reach })
   *[other] { $number } loud authors
}
alert-story = “{ $title }”: { $number } mentions
alert-grew = “{ $title }” grew from { $before } to { $number } mentions
alert-spike = { $count ->
    [one] 1 mention
   *[other] { $number } mentions
} in { $span }, { $usual } usual
alert-spike-negative = { $count ->
    [one] 1 negative mention
   *[other] { $number } negative mentions
} in { $span }, { $usual } usual
alert-spike-source = { $said }, in { $source } alone
alert-spike-of-story = { $said } for the loudest story: “{ $title }”
alert-spike-grew = the spike grew from { $before } to { $number } mentions in { $span }
alert-spike-negative-grew = the spike grew from { $before } to { $number } negative mentions in { $span }
alert-spike-since = It began { $moment }.
alert-source = Source fails: { $name }
alert-source-says = { $count ->
    [one] It failed once, { $moment }
   *[other] It failed { $number } times in a row since { $moment }
}: { $error }
alert-recovered = Source answers again: { $name }
alert-recovered-says = It had failed since { $moment }.
alert-promise = { $count ->
    [one] 1 answer is overdue
   *[other] { $number } answers are overdue
}
alert-promise-says = The first was due { $moment }.
alert-reach = reach { $reach }
alert-others = and { $number } more
alert-more-alerts = { $title } (+{ $count })
alert-next = Next: { $command }
alert-test-title = mentionwatch: a test
alert-test-body = This is a test of the rule “{ $rule }”. Alerts of that rule arrive here.

# Channels.

channel-failed = { $why }
channel-slow = There was no answer within { $seconds } seconds.
channel-refused = It was refused: { $why }
channel-unknown = Apprise knows no service for that address. See https://github.com/caronc/apprise/wiki for how addresses are written.
channel-webhook = A webhook is written webhook+https://HOST/PATH?secret=KEY.
channel-key = The secret begins with whsec_, and what follows is not base64.
channel-address = { $file }: the rule “{ $rule }”: { $target }: { $why }

# The command.

alerts-none = { $file } has no [[alerts]] table, so there is nobody to tell. config.example.toml shows how to write one.
alerts-nothing = Nothing to tell.
alerts-done = { $alerts ->
    [one] 1 alert
   *[other] { $alerts } alerts
}, { $sent ->
    [one] 1 message
   *[other] { $sent } messages
} sent, { $waiting } waiting.
alerts-waits = alert “{ $rule }” to { $target }: { $why } (again after { $again })
alerts-given-up = alert “{ $rule }” to { $target }: given up: { $why }
alerts-test-failed = alert “{ $rule }” to { $target }: { $why }
alerts-tested = alert “{ $rule }” to { $target }: the test was sent.
alerts-replayed = { $alerts ->
    [one] 1 alert
   *[other] { $alerts } alerts
} in { $messages ->
    [one] 1 message
   *[other] { $messages } messages
} would have been sent in { $days ->
    [one] a day.
   *[other] { $days } days.
}
alerts-not-replayed = Not replayed: “{ $rule }”. How sources fared and who waited in the past is not known.
alerts-outbox-empty = The outbox is empty: everything was sent.
alerts-outbox-waits = { $made }  { $target }  (tries: { $tries }, next after { $again })
alerts-outbox-failed = { $made }  { $target }  (tries: { $tries }, given up)
check-no-promise = The alert “{ $rule }” never comes: no rule of the [[playbook]] has answer_within. Add it to one.
report-coverage-unsent = { $count ->
    [one] { $count } alert did not arrive: mentionwatch alerts --outbox.
   *[other] { $count } alerts did not arrive: mentionwatch alerts --outbox.
}
