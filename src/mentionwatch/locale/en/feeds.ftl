feeds-empty = { $url } answers with an empty document instead of a feed. If it stays so, look at the address in a browser, or remove it.
feeds-page = { $url } answers with a web page, not with a feed (“{ $begins }”). Give the address of the feed itself: RSS, Atom or JSON Feed.
feeds-unreadable = { $url } does not answer with a feed: it begins with “{ $begins }”. Expected RSS, Atom or JSON Feed.
feeds-bridge = { $url } answers with an error of RSS-Bridge in place of posts: { $said }
feeds-none = { $url } is a web page that announces no feed, and there is none where feeds usually are. Give the address of the feed itself.
opml-unreadable = This is not an OPML list of feeds. Export one from a feed reader, or write the addresses into “feeds” themselves.
opml-empty = This OPML list names no feed: no outline in it has an xmlUrl. Export it again with its subscriptions.
hackernews-layout = { $url } answers in another shape than before: no list of “hits”. Look for a newer version of mentionwatch, or report it.
file-unknown = { $file } is none of the formats that are read: JSON Lines, CSV with a column “text”, a feed, an mbox. Name the column of the texts “text”, or convert the file.
file-unreadable = { $file } cannot be read: { $why }.
file-large = { $file } is larger than 1 GB. Split it.
file-lines = { $file }: { $count ->
    [one] a line was left out, line { $line }
   *[other] { $count } lines were left out, the first of them line { $line }
}: { $why }. The others were read.
file-no-json = it is no JSON
file-no-object = it is no JSON object
file-no-row = it is no row of a table
file-no-text = it holds no text
