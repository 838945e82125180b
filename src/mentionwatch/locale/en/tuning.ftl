triage-nothing = Nothing to change. Give --status, --assign, --take, --snooze, --note, --sentiment, --intent, --not-a-mention, --is-a-mention or --undo.
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
    [intent] intent
    [status] status
    [assignee] assigned to
    [snooze] snoozed until
   *[note] note
}
triage-event-change = { triage-kind }: { $before } → { $value }
triage-event-note = { triage-kind }: { $value }
triage-event-undo = took back { triage-kind }: { $before } → { $value }
triage-no-value = –
triage-taken-back = (taken back)
show-assignee = assigned to
show-snoozed = snoozed
show-answered = answered
show-history = What was done:

rescan-looked = { $posts ->
    [one] Looked at { $posts } post
   *[other] Looked at { $posts } posts
}, { $archived } of them in the archive.
rescan-added = { $count ->
    [one] { $count } mention is added.
   *[other] { $count } mentions are added.
}
rescan-removed = { $count ->
    [one] { $count } mention matches no more and is removed.
   *[other] { $count } mentions match no more and are removed.
}
rescan-changed = { $count ->
    [one] { $count } mention is seen otherwise
   *[other] { $count } mentions are seen otherwise
}: { $surer } no longer doubtful, { $doubted } newly doubtful.
rescan-left = { $count ->
    [one] { $count } mention matches no more and stays, as somebody worked on it.
   *[other] { $count } mentions match no more and stay, as somebody worked on them.
}
rescan-dry = Nothing was changed. Without --dry-run it will be.

suggest-nothing = Nothing to suggest. More scans, verdicts (mentionwatch triage) and an archive (archive = "30d") give more to go by.
suggest-spelling = another spelling? query = … , { $text }
suggest-handle = a handle? query = … , { $text }
suggest-hashtag = a hashtag? query = … , { $text }
suggest-exclusion = without it? query = … -{ $text }
suggest-context = speaks for it? context = "… { $text }"
suggest-not-context = speaks against it? not_context = "… { $text }"
suggest-effect = adds { $adds }, from the archive { $archived }; takes away { $removes }, of them sure { $sure }
