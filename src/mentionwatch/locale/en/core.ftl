plugin-unknown = There is no plug-in “{ $name }” among { $kind }. There are: { $known }.
plugin-unknown-near = There is no plug-in “{ $name }” among { $kind }. Did you mean “{ $near }”?
plugin-broken = The plug-in “{ $name }” of { $kind } does not follow the contract: its module must define exactly one class of that kind. Ask its author, or remove it.
span-unreadable = “{ $text }” is not a length of time. Write a number and a unit: 90s, 15m, 24h, 7d, 4w, 1y.
time-unreadable = “{ $text }” is not a time. Write 2026-11-20, 2026-11-20T10:00, a span back from now (24h, 7d, 4w), yesterday or last-week.
time-past = “{ $text }” is past. Write a time to come: 3d, 12h, 2026-12-01T09:00.
