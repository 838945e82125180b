forums-search = The search of { $host } refuses: { $why }. Ask less often (“every”), or read all posts instead of searching (“search = false”).
forums-timezone = There is no time zone “{ $zone }”. Write it as Europe/Moscow or UTC.
forums-encoding = There is no encoding “{ $name }”. Write it as utf-8 or windows-1251.
forums-selector-name = There is no selector “{ $name }”. Known: { $known }.
forums-selector = The selector of “{ $name }” cannot be read: { $selector }. Write it as in a style sheet.
forums-flood = { $host } allows guests to search only now and then. It may be asked again from { $when }; set “every”, or read a section instead.
forums-closed = { $host } shows this only to members who are logged in. Write the cookie of a session in “cookie”, or choose another section.
forums-unknown = { $url } was made by no forum engine that is known here. Tell its layout in “selectors”, or use one of its feeds with the source rss.
forums-empty = { $url } ({ $engine }) shows neither posts nor topics. Give the address of a section, a thread or a search; if it is one, look for a newer version of mentionwatch.
forums-threads = { $host } has more than { $threads } threads with new posts, and the others were not read. Raise “threads”, or scan more often.
forums-refused = { $host } refuses: { $why }. Check the options of this source.
forums-stackexchange-quota = The requests of today to Stack Exchange are spent ({ $why }). It may be asked again from { $when }; a key in “token” allows 10,000 a day.
forums-stackexchange-key = Stack Exchange does not accept the key ({ $why }). Register one at stackapps.com and write it in “token”.
forums-github-token = Discussions of GitHub are shown only to those who have a token. Write one in “token”, or take discussions out of “kinds”.
forums-github-long = The search “{ $query }…” is longer than the { $most } characters that GitHub takes. Shorten “only”, or the phrase.
forums-wait = { $host } asks to come later ({ $why }). It may be asked again from { $when }.
forums-no-mailbox = { $url } is no mailbox in gzip, as HyperKitty exports them. Check the address of the list.
