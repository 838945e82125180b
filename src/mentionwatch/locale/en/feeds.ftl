feeds-empty = { $url } answers with an empty document instead of a feed. If it stays so, look at the address in a browser, or remove it.
feeds-page = { $url } answers with a web page, not with a feed (“{ $begins }”). Give the address of the feed itself: RSS, Atom or JSON Feed.
feeds-unreadable = { $url } does not answer with a feed: it begins with “{ $begins }”. Expected RSS, Atom or JSON Feed.
feeds-none = { $url } is a web page that announces no feed, and there is none where feeds usually are. Give the address of the feed itself.
opml-unreadable = This is not an OPML list of feeds. Export one from a feed reader, or write the addresses into “feeds” themselves.
opml-empty = This OPML list names no feed: no outline in it has an xmlUrl. Export it again with its subscriptions.
hackernews-layout = { $url } answers in another shape than before: no list of “hits”. Look for a newer version of mentionwatch, or report it.
