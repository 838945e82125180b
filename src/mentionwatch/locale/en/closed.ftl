closed-amazon = Amazon offers no reviews to programs and blocks those that read its pages. Use googlealerts or yandex to find what is written about a product elsewhere; reviews that you are allowed to export can be read with file.
closed-bing = Bing's search APIs were shut down on 11 August 2025, and nothing replaced them. Use googlenews or gdelt for news, yandex or googlealerts for the web.
closed-copiny = Copiny documents no API and no feeds for readers. Use web for the address of the community (NAME.copiny.com): it is watched for new pages; if the community is yours, let it send its letters and read them with imap.
closed-crowdtangle = CrowdTangle was shut down in August 2024; its successor is open to researchers only. Use facebook and instagram for your own pages and for posts that tag them.
closed-dzen = Dzen has no search and no feeds that programs may read. Use yandex with filters = "site:dzen.ru"; a single channel that you may read can be watched with web.
closed-facebook-search = Facebook's search of public posts was closed in 2015. Use facebook for your own pages and for posts that tag them, and yandex or googlealerts for what the web shows of others.
closed-google-play = Google Play tells reviews to an app's owner only, those of the last 7 days, and mentionwatch does not read them. If the app is yours, export the reviews in the Play Console and read the file with file; for iPhones there is appstore.
closed-google-plus = Google+ was shut down in April 2019, and its posts were deleted. There is nothing left to read.
closed-instagram-basic = Instagram's Basic Display API was shut down in December 2024. Use instagram, which needs a business account and Meta's approval.
closed-irecommend = irecommend.ru has no API and no feeds, and blocks programs with captchas. Use yandex with filters = "site:irecommend.ru": it finds the reviews, with their first sentences.
closed-odnoklassniki = Odnoklassniki offers no search of public posts to programs. Use yandex with filters = "site:ok.ru"; a single public group can be watched with web.
closed-otzovik = otzovik.com has no API and no feeds, and blocks programs with captchas and bans. Use yandex with filters = "site:otzovik.com": it finds the reviews, with their first sentences.
closed-pushshift = Pushshift was closed to the public in 2023. Use reddit.
closed-reddit-json = Reddit answers .json addresses with 403 since May 2026 unless they come with an approved token. Use reddit: with a token it searches, without one it reads feeds.
closed-tripadvisor = TripAdvisor and booking sites do not let programs read reviews. Use googlealerts or yandex; a page that tells its reviews in structured form and allows it in robots.txt can be read with reviews.
closed-twitter = Twitter is called x here. Its free search (API 1.1) is gone: x needs a paid token.
closed-yandex-blogs = Yandex closed its search in blogs, and nothing replaced it. Use yandex with filters = "site:livejournal.com", and livejournal for authors whom you know.
