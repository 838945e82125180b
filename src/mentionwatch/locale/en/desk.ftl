desk-timezone = there is no such time zone; an IANA name is needed, such as { $near }
desk-no-timezone = days, hours and holidays need a time zone: add timezone = "Europe/Moscow" (an IANA name) to [desk]
desk-days = “{ $text }” are no days; write mon-fri, or mon wed fri
desk-hours = “{ $text }” are no hours; write 09:00-18:00
playbook-to-nobody = escalate_after needs escalate_to: whom to tell then
playbook-never = escalate_to needs a time: add answer_within = "1h" or escalate_after = "4h"
playbook-twice = { $file }: { $key }: there are two rules of the name “{ $value }”. Rename one.
playbook-no-topic = { $file }: { $key }: there is no topic “{ $value }”. There are: { $known }.
playbook-tried = { $count ->
    [one] The playbook, tried on { $count } mention of the last 30 days:
   *[other] The playbook, tried on { $count } mentions of the last 30 days:
}
playbook-no-rule = (no rule)

inbox-empty = Nothing waits for an answer.
inbox-section = { $section ->
    [complaints] Complaints
    [questions] Questions
    [praise] Praise, to be thanked
   *[rest] The rest
} ({ $count })
inbox-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}: mentionwatch inbox --limit
inbox-why-intent = { $intent ->
    [cancellation] wants to leave
    [complaint] complains
    [question] asks
    [praise] praises
    [news] news
    [advertisement] an advertisement
    [job] a job offer
   *[other] says something
}{ $haste ->
    [yes] , and it is urgent
   *[no] { "" }
}
inbox-why-reach = { $people ->
    [one] reaches { $people } person
   *[other] reaches { $people } people
}
inbox-why-feeling = { $feeling ->
    [grave] very negative
    [bad] negative
   *[good] positive
}
inbox-why-people = { $people ->
    [one] { $people } person waits
   *[other] { $people } people wait
}{ $joined ->
    [0] { "" }
   *[other] , { $joined } since yesterday
}
inbox-why-waiting = unanswered for { $span }
inbox-days = { $count } d
inbox-hours = { $count } h
inbox-minutes = { $count } min
inbox-due = due in { $span }
inbox-overdue = overdue by { $span }
inbox-snoozed = snoozed until { $time }
inbox-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}

screen-view = { $view ->
    [mine] My work
    [snoozed] Snoozed
    [answered] Answered
    [ignored] Ignored
   *[waiting] Waiting
}
screen-cards = { $count ->
    [one] { $count } card
   *[other] { $count } cards
}
screen-news = ● there is something new: r
screen-nothing = Nothing here. v shows another view, r reads the inbox again, ? explains the keys.
screen-status = { $status ->
    [open] open
    [answered] answered
    [ignored] ignored
   *[new] new
}
screen-assignee = for { $who }
screen-rule = rule “{ $name }”
screen-escalates = Escalates to { $who } at { $time }.
screen-people = Who waits ({ $count }):
screen-more-people = … and { $count } more
screen-others = { $count ->
    [one] { $count } more joined the thread
   *[other] { $count } more joined the thread
} and got no answer.
screen-key-next = next
screen-key-previous = back
screen-key-scroll = scroll
screen-key-open = browser
screen-key-visit = a person’s post in the browser
screen-key-take = take
screen-key-give = give to
screen-key-answered = answered
screen-key-note = note
screen-key-snooze = snooze
screen-key-ignore = ignore
screen-key-wrong = no mention of us
screen-key-undo = undo
screen-key-view = view: waiting, mine, snoozed, answered …
screen-key-filter = filter
screen-key-reload = read again
screen-key-keys = help
screen-key-quit = quit
screen-keys = Keys
screen-marks = ! overdue   ● mine   ○ somebody else’s   3× people who wait
screen-ask-filter = Words that a card must hold (empty: all):
screen-ask-assignee = Whose work is it? (empty: nobody’s)
screen-ask-note = A note for those who look next:
screen-ask-snooze = Until when? 3h, 1d, 2w or 2026-12-01T09:00
screen-no-address = There is no address to open.
screen-no-browser = There is no browser here: { $address }
screen-no-undo = Nothing was done here that could be taken back.
screen-undone = Taken back: { $title }
