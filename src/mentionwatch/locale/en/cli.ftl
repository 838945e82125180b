cli-language = There is no language “{ $language }”. There are: { $known }.
cli-no-command = There is no command “{ $name }”. There are: { $known }.
cli-no-command-near = There is no command “{ $name }”. Did you mean “{ $near }”?
cli-which-command = Which command? There are: { $known }.
cli-no-option = There is no option { $option } here.
cli-no-option-near = There is no option { $option } here. Did you mean { $near }?
cli-option-bare = { $option } needs a value.
cli-option-full = { $option } takes no value.
cli-missing-value = { $name } is missing.
cli-number-from = { $option } wants a whole number, { $least } or more.
cli-number = { $option } wants a number.
cli-extra = Nothing is expected here: { $value }.
cli-see-help = How it is written: { $command } --help
cli-choice = { $option }: there is no “{ $value }”. There are: { $known }.
cli-either = { $one } and { $other } exclude each other. Leave one out.
cli-period = Nothing lies between { $since } and { $until }. A day means its beginning. Mend --since or --until.
cli-system = The system refused to read or write: { $why }. Check the disk (temporary files are written too), then run the command again.
cli-system-file = The system refused { $file }: { $why }. Check the disk and the rights of this user, then run the command again.
cli-zone-unread = { $file } tells no time zone that can be read, so times are those of this machine. What is wrong: mentionwatch check --config { $file }
cli-not-a-file = it is no regular file
cli-output = { $file } cannot be written: { $why }.
cli-input = { $file } cannot be read: { $why }.
cli-missing = there is no such file
cli-no-mention = There is no mention { $id }. mentionwatch mentions prints the numbers first in each line.
cli-line-json = Line { $number } begins with an opening brace and is no JSON: { $why }. Mend it, or write it as plain text.
cli-line-text = Line { $number } has no "text". Every JSON line needs one, a string.
cli-line-topic = Line { $number } names the topic “{ $name }”, which the configuration does not have. It has: { $known }.
cli-nothing-to-try = Nothing to look for. Give --query, --topic or --target, or lines of JSON with a target.

init-brand = “{ $brand }” is no name that could be looked for. It needs a letter or a digit.
init-no-brand = Which brand? Say: mentionwatch init --brand "Your Brand" --site example.com
init-site = “{ $site }” is no domain. Write it like example.com.
init-exists = { $file } is there already, and is left as it is. Remove it, or write another with --output.
init-ask-brand = The brand to watch
init-ask-site = Its own site (Enter for none)
init-done = Wrote { $file }. Look it over, then: mentionwatch check, mentionwatch scan, mentionwatch report.
init-google = Google News, { $language ->
    [ru] Russian
   *[en] English
}
init-head = mentionwatch reads this file. All that it can hold: config.example.toml. Is it well? mentionwatch check
init-topic = What is watched. The query takes every form of a word by itself; the comma lists spellings.
    These spellings are proposals: strike out what means something else, add what customers say.
    Try it on lines of text: echo "some text" | mentionwatch try
init-context = Is the name an ordinary word, too? Words near it that make a mention surer, or less sure:
init-own = What these accounts write is an answer or an announcement, not a mention: "@handle", "vk.com/name"
init-competitor = Competitors are topics with kind = "competitor"; share of voice is counted within a group:
    group = "internet providers"
init-sources = Where to look. No source here needs an account; mentionwatch sources NAME tells of each.
init-more = Forums, blogs and news that matter to you, as addresses of feeds or of pages that have one:
    feeds = ["https://forum.example/feed", "feeds.opml"]   (at the top of the file, above [[topics]])

check-denied = { $why } It needs: { $needs }
check-done = { $file } is well: { $topics ->
    [one] { $topics } topic
   *[other] { $topics } topics
}, { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}.
check-advised = { $file } can be used, but look at what is said above: { $topics ->
    [one] { $topics } topic
   *[other] { $topics } topics
}, { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}.
check-no-endings = { $topic }: no endings are known for { $languages }, so words are found as they are written. List their other forms, or write an asterisk: nokia*
check-no-dictionary = { $topic }: the dictionary of Ukrainian is not installed, so forms are made from endings alone. Look at its licence (docs/dependencies.md) and run: pip install "mentionwatch[uk]"
check-former = { $count ->
    [one] { $count } mention is kept
   *[other] { $count } mentions are kept
} of “{ $topic }”, which is no topic here: reports go on to count under that name. Was it renamed? mentionwatch topics rename "{ $topic }" "NEW NAME"
check-shared = “{ $term }” stands in the queries of two topics, “{ $one }” and “{ $other }”: such mentions count for both.
check-readable = { $file } holds a key or password and can be read by other users. Say: chmod 600 { $file }
check-answers = { $name }: answers

mentions-none = No mention fits. What is kept of each topic: mentionwatch topics

show-topic = topic
show-author = author
show-followers = followers
show-url = address
show-source = source
show-published = published
show-seen = first seen
show-language = language
show-rating = rating
show-sentiment = sentiment
show-intent = intent
show-urgent = urgent
show-inappropriate = rude
show-engagement = engagement
show-growth = How reactions grew:
show-status = status
show-also = also seen
show-before = Until { $time } it said:
show-why-match = Why it matched (confidence { $confidence }):
show-why-sentiment = Sentiment: { $label }, score { $score }, confidence { $confidence }, by { $by }
show-why-words = Words that speak for the topic (+) and against it (-):
show-unsure = unsure: such a label is wrong about as often as right
show-why-urgent = What makes it urgent:

topics-name = topic
topics-kind = kind
topics-group = group
topics-mentions = mentions
topics-query = query

sources-source = source
sources-ok = last well
sources-posts = posts
sources-mentions = mentions
sources-state = state
sources-well = well
sources-unasked = not asked yet
sources-resting = its budget is spent until { $until }
sources-cut = not read whole
sources-left-out = { $name }: there was more than could be read: { $told ->
    [0] { $read }
   *[other] { $read } of about { $told }
} { $read ->
    [one] post was
   *[other] posts were
} read, and of those from { $since } to { $until } some are missing. Scan more often, or make the query narrower.
sources-fails = failing
sources-silent = silent since { $since }
sources-failing = failing since { $since }: { $why }
sources-no-sample = There is no answer kept of { $name }: it did not fail at one, or that was long ago.
sources-sampled = What { $name } answered is kept: mentionwatch sources --sample "{ $name }"
sources-needs = Needs
sources-limits = Limits
sources-options = Options
sources-required = required

db-info-path = file
db-info-version = version of its tables
db-info-bytes = bytes
db-info-mentions = mentions
db-info-posts = posts
db-info-places = further places
db-info-revisions = earlier versions
db-info-authors = authors
db-info-sources = sources
db-info-keys = keys of posts
db-info-events = changes by people
db-info-replies = replies
db-info-archive = posts in the archive
db-info-archive-bytes = bytes in the archive
db-info-first = first mention
db-info-last = last mention
db-info-sqlite = SQLite

db-sound = The database is sound.
db-copied = Copied to { $file }.
db-pruned = { $count ->
    [0] Nothing is that old; nothing was removed.
    [one] Removed { $count } mention.
   *[other] Removed { $count } mentions.
}
db-forgotten = { $mentions ->
    [one] Removed { $mentions } mention
   *[other] Removed { $mentions } mentions
} and { $archived ->
    [one] { $archived } archived post
   *[other] { $archived } archived posts
} for good.
db-forgotten-log = Another program reads the database, so that { $file } may still hold some of it. It is emptied when that program is done and the next scan has run.
db-forgotten-copies = Copies beside the database still hold them: { $files }. Remove those, and your backups, yourself.
db-forget-posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
db-forget-several = Several people are called { $name }; nothing was removed. Say which with --source TYPE, or mean all of them with --everywhere.
topics-renamed = { $count ->
    [one] { $count } mention belongs
   *[other] { $count } mentions belong
} to “{ $name }” now.
topics-still-there = “{ $name }” is still a topic in { $file }. Rename it there first, then its mentions.
topics-unknown = No mentions are kept of a topic “{ $name }” that the configuration does not have. There are: { $known }.
db-merged = { $count ->
    [0] Nothing in { $file } is new here.
    [one] Added { $count } mention from { $file }.
   *[other] Added { $count } mentions from { $file }.
}

import-done = { $posts ->
    [one] { $posts } post read
   *[other] { $posts } posts read
}, { $fresh ->
    [one] { $fresh } fresh mention kept.
   *[other] { $fresh } fresh mentions kept.
}
import-failed = { $why }

evaluate-no-labels = { $file } has no labels. Lines need match (true, false), sentiment or intent beside text.
evaluate-label = Line { $number }: { $name } is “{ $value }”, which is none of: { $known }.
evaluate-label-column = label
evaluate-n = n
evaluate-precision = precision
evaluate-recall = recall
evaluate-f1 = F1

demo-own = There is a configuration in { $folder } that is not the sample's, and it is left as it is. Name another folder: mentionwatch demo --folder sample
demo-mark = The sample of mentionwatch demo, which writes it anew each time.
demo-group = internet providers
demo-outage = outage
demo-engineer = duty engineer
demo-hint = What broke, and when does it work again?
demo-head = head of support
demo-questions = questions
demo-support = support
demo-praise = kind words
demo-leaving = people who want to leave
demo-next =
    That was an invented town, scanned over HTTP on this machine. Now your own brand:
      mentionwatch init --brand "Your Brand" --site example.com
      mentionwatch check
      mentionwatch scan && mentionwatch report
demo-keep = To keep the sample and look around in it: mentionwatch demo --folder sample
demo-look =
    To look around in the sample: cd { $folder } and
      mentionwatch mentions --sentiment negative
      mentionwatch show 1 --why
      mentionwatch inbox
      mentionwatch audit --since 15d
      mentionwatch alerts --since 15d

try-config-unused = { $file } cannot be used as it is, so this goes without it. What is wrong: mentionwatch check --config { $file }
try-forms-made = made of the name: { $forms }
try-forms-alike = { "" }, and { $count ->
    [one] one more like it
   *[other] { $count } more like it
}
try-doubtful = doubtful: under { $least }, so kept apart (mentions --doubtful)
try-no-file = “{ $text }” is not a file. To try a line of text, hand it over: echo '{ $text }' | mentionwatch try
try-forms-guessed = made automatically, less sure: { $forms }
try-forms-more = { $count ->
    [one] and one more, with an ending of another language
   *[other] and { $count } more, with endings of other languages
}

# Words of our own that stand in options and JSON. Other languages show both: the English one is what filters take.

word-positive = positive
word-neutral = neutral
word-negative = negative
word-complaint = complaint
word-question = question
word-praise = praise
word-cancellation = cancellation
word-news = news
word-advertisement = advertisement
word-job = job
word-other = other
word-new = new
word-open = open
word-answered = answered
word-ignored = ignored
word-article = article
word-post = post
word-comment = comment
word-review = review
word-video = video
word-brand = brand
word-product = product
word-person = person
word-competitor = competitor
word-subject = subject
