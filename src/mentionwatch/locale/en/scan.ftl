scan-source = { $name }: { $why }
scan-plugin = { $name }: the source plug-in “{ $type }” broke: { $why }. The other sources were scanned. Please report this to the plug-in's author.
scan-failed = { $failed ->
    [one] { $failed } of { $asked } sources failed; the rest is kept:
   *[other] { $failed } of { $asked } sources failed; the rest is kept:
}
scan-again = asked again after { $again }
scan-clock = The clock of this machine was set back since the last scan (it is { $now } now). All sources are asked again.
scan-done = { $asked ->
    [one] { $asked } source
   *[other] { $asked } sources
} asked, { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} read, { $fresh ->
    [one] { $fresh } fresh mention
   *[other] { $fresh } fresh mentions
} in { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
scan-followed = { $looked ->
    [one] { $looked } mention looked at again
   *[other] { $looked } mentions looked at again
}{ $answered ->
    [0] {""}
   *[other] , { $answered } found answered
}{ $unread ->
    [0] {""}
   *[other] , { $unread } could not be read
}{ $waiting ->
    [0] {""}
   *[other] , { $waiting } put off to the next scan
}
scan-resting = { $resting ->
    [one] { $resting } source rests (backing off, or not yet due)
   *[other] { $resting } sources rest (backing off, or not yet due)
}; mentionwatch sources tells which.
scan-doubtful = { $doubtful ->
    [one] { $doubtful } of them is doubtful
   *[other] { $doubtful } of them are doubtful
} and kept apart: mentionwatch mentions --doubtful
scan-classifier = The classifier “{ $name }” broke: { $why }. The mentions are kept and will be classified by the next scan. Report this to its author, or choose another under [sentiment].
