config-folder = { $file } is a folder. Name the file in it: --config { $file }/mentionwatch.toml
config-no-file = There is no configuration file { $file }. Name an existing file with --config, or make one: mentionwatch init --output { $file }
config-nowhere = No configuration found. Looked for mentionwatch.toml in { $here } and { $home }. Make one: mentionwatch init --brand "Your Brand"
config-toml-line = { $file }, line { $line }, column { $column }: this is not TOML: { $why }. Mend that line (https://toml.io shows the syntax).
config-toml-quotes = { $file }, line { $line }, column { $column }: this is not TOML: { $why }. Text stands between straight quotes: "…" or '…', not “…” or «…».
config-toml-backslash = { $file }, line { $line }, column { $column }: this is not TOML: { $why }. Where \ is meant as itself, write the text between apostrophes: 'C:\mentions.db'
config-toml-end = { $file }: this is not TOML: { $why }, and the file ends. Something is not closed (https://toml.io shows the syntax).
config-not-utf8 = { $file }: the file is not UTF-8. Save it as UTF-8 in your editor.
config-unreadable = { $file } cannot be read: { $why }.
config-variable = { $file }: { $key } needs the environment variable { $name }, which is not set. Set it (export { $name }=…) or write the value instead.
config-tables = { $file }: { $key } must be a table. Write it as [[{ $key }]] with the keys below it (for sentiment and desk: [{ $key }]).
config-twice = { $file }: { $key }: there are two topics of the name “{ $value }”. Rename one, or join their queries with a comma.
config-missing-source = { $file }: { $key } is missing. This source needs: { $needs }
config-missing = { $file }: { $key } is missing. Add it.
config-unknown = { $file }: there is no key { $key }. There are: { $known }.
config-unknown-near = { $file }: there is no key { $key }. Did you mean “{ $near }”?
config-at-the-top = { $file }: { $key } belongs to no table, and here it stands in { $where }. Move that line to the top of the file, above the first [[…]].
config-value = { $file }: { $key } = { $value }: { $why }.
config-together = { $file }: { $key }: { $why }.
config-secret = { $file }: { $key }: the value, which is not shown, does not fit there. See mentionwatch sources for what it should be.
config-no-topics = { $file }: there is no [[topics]] table, so there is nothing to look for. Add one with a name and a query.
config-no-sources = { $file }: there are no sources and no feeds, so there is nowhere to look. Add a [[sources]] table or feeds = ["feeds.opml"].
config-no-topic = There is no topic “{ $name }” in { $file }. There are: { $known }.
config-no-source = There is no source “{ $name }” in { $file }. There are: { $known }.

value-string = write text in quotes there
value-bool = write true or false there
value-whole = write a whole number there
value-number = write a number there
value-list = write a list there: ["one", "two"]
value-table = write keys with values there, not a single value
value-span = write a number and a unit there, in quotes: "90s", "15m", "24h", "7d", "4w", "1y"
value-one-of = write one of { $known }
value-above = write a number above { $bound }
value-least = write { $bound } or more
value-below = write a number below { $bound }
value-most = write { $bound } or less
value-empty = write something there
value-long = write { $bound } characters or fewer
value-meaning = this does not fit; what belongs here: { $meaning }
value-address = write an address there that begins with http:// or https://

# What the system says of files and networks.

system-eacces = permission denied
system-eperm = that is not permitted
system-enoent = there is no such file or folder
system-eisdir = it is a folder
system-enotdir = a part of that path is no folder
system-enospc = no room is left on the disk
system-erofs = the disk can only be read
system-enametoolong = the name is too long
system-no-name = no such name is known
system-name-later = the name server does not answer
system-enetunreach = there is no network
system-ehostunreach = no way leads there
system-enetdown = the network is down
