gdelt-limited = GDELT was asked more often than once in 5 seconds. It may be asked again from { $when }. If it stays so, others behind your address ask it, too: raise “every”.
gdelt-refused = GDELT refuses the search: { $said }. Check “filters”.
gdelt-damaged = GDELT's answer cannot be read: { $said }. Try later; if it stays so, look for a newer version of mentionwatch.
yandex-limited = Yandex was asked too often ({ $why }). It may be asked again from { $when }. The limits are in the console of Yandex Cloud.
yandex-denied = Yandex does not accept the key or the folder ({ $why }). Check “token” and “folder”: the service account needs the role search-api.webSearch.user.
yandex-error = Yandex answers with error { $code }: { $why }. Check “filters”.
web-robots = { $url } may not be read by programs: the site's robots.txt says so. Take this source out, or ask the site's owner.
web-no-links = { $url } links to nothing: it may need a browser, or show something else to programs. Look for a feed or a sitemap of the site.
