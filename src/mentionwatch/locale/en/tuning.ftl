triage-nothing = Nothing to change. Give --status, --assign, --note, --sentiment, --not-a-mention, --is-a-mention or --undo.
triage-either = --undo takes back a change and makes none. Leave the other options out.
triage-who = It is not known who you are. Say it: --by NAME
triage-done = { $count ->
    [0] Nothing was to be changed.
    [one] { $count } mention changed.
   *[other] { $count } mentions changed.
}
triage-kind = { $kind ->
    [verdict] verdict
    [sentiment] sentiment
    [status] status
    [assignee] assigned to
   *[note] note
}
triage-event-change = { triage-kind }: { $before } → { $value }
triage-event-note = { triage-kind }: { $value }
triage-event-undo = took back { triage-kind }: { $before } → { $value }
triage-no-value = –
triage-taken-back = (taken back)
show-assignee = assigned to
show-answered = answered
show-history = What was done:
