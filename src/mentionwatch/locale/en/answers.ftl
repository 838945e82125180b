report-section-responses = Answers
report-answers-days = { $days } d { $hours } h
report-answers-hours = { $hours } h { $minutes } min
report-answers-minutes = { $minutes } min
report-answers-column-topic = Topic
report-answers-column-waited = Waited
report-answers-column-answered = Answered
report-answers-column-unanswered = Not
report-answers-column-half = Half in
report-answers-column-most = 90% in
report-answers-column-ignored = Ignored
report-answers-column-identical = Copies
report-answers-nobody = Nobody waited for an answer.
report-answers-waited = { $count ->
    [one] { $count } person waited for an answer
   *[other] { $count } people waited for an answer
}
report-answers-note = Counted are people, each once in a thread: who mentioned the topic, with whatever sentiment, but not in an article, as news or to advertise; and who joined with a complaint or a question. Negative mentions that are not dealt with are counted by their status in the inbox.
report-answers-answered = { $count } answered{ $late ->
    [0] {""}
   *[other] {" "}(of them { $late } later than promised)
}
report-answers-unanswered = { $count } not answered ({ $share } of those whose time is up)
report-answers-pending = { $count } still in time
report-answers-withdrawn = { $count } who deleted what they had written
report-answers-unseen = { $count } where replies cannot be read
report-answers-both = Half had their first answer within { $half }, nine in ten within { $most }.
report-answers-half = Half had their first answer within { $half }; fewer than nine in ten have one so far.
report-answers-no-half = Fewer than half have an answer so far.
report-answers-working-both = In working hours: half within { $half }, nine in ten within { $most }.
report-answers-working-half = In working hours: half within { $half }.
report-answers-working-no-half = In working hours: fewer than half so far.
report-answers-oldest = The longest wait began on { $time }.
report-answers-joined = { $joined ->
    [one] { $joined } person joined the threads
   *[other] { $joined } people joined the threads
}; { $asked ->
    [0] none of them wanted an answer
   *[other] { $asked } of them wanted an answer, { $ignored } got none in time
}.
report-answers-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
}
report-answers-identical = { $count ->
    [one] { $count } repeats
   *[other] { $count } repeat
} an earlier one ({ $share })
report-answers-referred = { $count ->
    [one] { $count } sends
   *[other] { $count } send
} people elsewhere ({ $share })
report-answers-language = { $count ->
    [one] { $count } person
   *[other] { $count } people
} asked in { $asked } and had an answer in { $answered }.
report-answers-gone = Found deleted: { $theirs } by others, { $ours } by the answering accounts. Who deleted them cannot be seen.
report-answers-threads = Threads where people wait:
report-answers-neglected = { $count ->
    [one] { $count } person
   *[other] { $count } people
} since { $time } (mention { $id })
report-answers-templates = Replies of one wording:
report-answers-referrals = Replies that send people elsewhere:
report-answers-template = { $count ->
    [1] {""}
   *[other] { $count } times:{" "}
}{ $text }
report-answers-no-words = (words not kept)
report-answers-chart = When people asked, by the hour: answered at the foot, not answered above
report-answers-hour = { $hour }:00: { $asked } asked, { $answered } answered, half within { $half }
audit-nobody = No topic has own_accounts that could be measured: add them to [[topics]], or name --account.
audit-no-account = None of the threads kept in this time holds a reply by { $account }.
audit-title = How people are answered
