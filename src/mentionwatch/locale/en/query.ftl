query-empty = The query is empty. Write a name, for instance: Starlink, "Coffee House"
query-long = The query is longer than { NUMBER($most, useGrouping: 0) } characters. Split it into several topics.
query-deep = More than { $most } parentheses or operators stand one inside another. Write it flatter: a list with commas needs no parentheses.
query-missing-end = The query ends where a word is expected. Write the missing word or phrase, or take away the operator or field before it.
query-missing = A word is missing before “{ $found }” in column { $column }. Write it, or take “{ $found }” away; to search for “{ $found }” itself, put it in quotes.
query-parenthesis-open = The parenthesis opened in column { $column } is never closed. Write “)” where the group ends.
query-parenthesis-empty = Nothing stands in the parentheses in column { $column }. Write a word between them, or take them away.
query-parenthesis-stray = The “)” in column { $column } closes nothing. Take it away, or write “(” where the group begins; to search for it, put it in quotes.
query-quote-open = The quote opened in column { $column } is never closed. Write { $quote } where the phrase ends; for a quote that is part of a word write \" instead.
query-quote-stray = The closing quote in column { $column } has no opening one. Write « before the phrase, or take the » away.
query-quote-empty = There is no word between the quotes in column { $column }. Write the phrase, or take the quotes away.
query-tilde = The distance after a phrase is written with NEAR here. Instead of "late bus"~5 write: late NEAR/5 bus
query-escape-end = The backslash in column { $column } stands before nothing. Write the character that it should make plain, or \\ for a backslash.
query-dash-alone = The dash in column { $column } stands alone. For “without” write it right before the word: a -b; if it is part of a name, put the name in quotes: "a - b"
query-exact-alone = The “{ $sign }” in column { $column } must stand right before a word: { $sign }word
query-exact-what = “!” and “=” go with a plain word or a phrase in quotes, without wildcards (column { $column }): !word, =Word, !"two words"
query-no-letters = “{ $text }” in column { $column } holds no letter or digit, and is no operator. For “both” write AND; if it is part of a name, put the name in quotes: "Smith & Sons"; to search for the sign itself write it between slashes, as a regular expression.
query-address = A web address in column { $column }. Write url:"https://example.com/page" for this address, or only the domain, example.com, for all of its pages.
query-hashtag = After “#” in column { $column } come letters, digits and “_”: #summer_sale. For tags that begin alike write the word with a wildcard, without “#”: summer*
query-handle = After “@” in column { $column } comes an account name of letters, digits, “_”, “.” and “-”: @lanet_support
query-wildcard-short = A wildcard needs at least { $fewest } letters before it (column { $column }): sta*. To search for the sign itself write \* or \?
query-wildcard-many = At most { $most } wildcards in a word (column { $column }). Write several words: (interna*, internet*)
query-wildcard-word = A wildcard works within one word of letters and digits (column { $column }). Put several words in quotes: "coffee hous*"
query-near-distance = { $operator } needs a number of words from 1 to { $most } (column { $column }): a { $operator }/5 b. To search for the word itself, put it in quotes.
query-near-not = NEAR cannot stand beside a negation (column { $column }). Put it outside: (a NEAR/5 b) -c
query-near-and = NEAR cannot measure from several words at once (column { $column }). For either of them write OR: (a OR b) NEAR/5 c; for all of them: a NEAR/5 c AND b NEAR/5 c; for a phrase use quotes.
query-near-field = “{ $name }:” has no place in the text, so NEAR cannot measure from it (column { $column }). Put it outside: (a NEAR/5 b) AND { $name }:…; inside a field it is { $name }:(a NEAR/5 b)
query-only-negative = This says only what must not be there (column { $column }), and so nearly everything would match. Say first what you look for: Starlink -SpaceX; beside OR, each side must say it.
query-field-near = There is no field “{ $name }” (column { $column }). Did you mean “{ $near }:”? To search for the words themselves put them in quotes.
query-field-unknown = There is no field “{ $name }” (column { $column }). There are: { $known }. To search for the words themselves put them in quotes.
query-field-nested = A field cannot stand inside another: “{ $name }:” in “{ $outer }:” (column { $column }). Write them side by side: { $outer }:a { $name }:b
query-field-colon = “{ $name }” takes a colon (column { $column }): { $name }:value. Only stars, reach and likes can be compared.
query-field-not = The negation goes before the field (column { $column }): -{ $name }:value
query-number = “{ $text }” is not a number (column { $column }). Write it in digits, with a point and without blanks or commas: stars<=2.5 or reach>1000
query-language = There is no language code “{ $code }” (column { $column }). Write two letters of ISO 639-1: en, ru, uk, de.
query-language-near = “{ $code }” is not the code of a language (column { $column }). Did you mean lang:{ $near }?
query-kind = There is no kind “{ $kind }” (column { $column }). Did you mean “{ $near }”? There are: { $known }.
query-regex-open = The regular expression in column { $column } is never closed. Write “/” where it ends; to search for a word with a slash put it in quotes.
query-regex-flags = “{ $flags }” after the regular expression in column { $column }: only /…/ and /…/i (any case) are known. Leave a blank before the next word.
query-regex-long = The regular expression is longer than { NUMBER($most, useGrouping: 0) } characters (column { $column }). Split it with OR.
query-regex-empty = The regular expression in column { $column } matches an empty text, and so everything. Require at least one character: + instead of *.
query-regex-escape = The regular expression cannot be read from column { $column } on: a backslash or “[” stands before nothing. For the sign itself write \\ or \[.
query-regex-refused = “{ $part }” in column { $column } is not available: look-around, back-references, named groups and inline flags are left out, so that no expression can stall a scan. Rewrite without it; AND, NOT and NEAR often do the same.
query-regex-fault = The regular expression in column { $column } is faulty or too large: { $reason }. Close what is open, and repeat less.
query-regex-engine = Regular expressions need a package that is not installed (column { $column }). Run: pip install google-re2

query-hint-operator = “{ $word }” in column { $column } is searched for as a word. For the operator write { $operator }; to look for the words one after the other put them in quotes.
query-hint-plus = The “+” in column { $column } is part of the word. All words beside each other are required anyway; take it away.
query-hint-fuzzy = “{ $sign }” in column { $column } is part of the word: there is no search by likeness and no weight here. List the spellings: Ozon, Ozone
query-hint-lines = A new line begins in column { $column }, and both words are required. For a list of spellings put commas: Ozon, Ozone
query-hint-list-not = The negation in column { $column } limits only the last spelling of the list. To limit all of them write: (a, b, c) -d
query-hint-mixed = AND and OR stand side by side (column { $column }), and AND binds tighter. Put parentheses where you mean them: a AND (b OR c)
query-hint-unbounded = No search service can be asked for this query: it requires no word. Sources are then read whole; add a word if you can.

query-tree-any = any of
query-tree-list = any of the spellings
query-tree-all = all of
query-tree-not = without
query-tree-near = within { $distance ->
    [one] { $distance } word
   *[other] { $distance } words
} of each other
query-tree-near-ordered = the second at most { $distance ->
    [one] { $distance } word
   *[other] { $distance } words
} after the first
query-tree-word = “{ $text }” in any form
query-tree-form = “{ $text }” in this form only
query-tree-letters = “{ $text }” letter for letter
query-tree-pattern = words like “{ $text }”
query-tree-phrase = the words { $text } in this order, or joined
query-tree-regex = what the regular expression { $text } finds
query-tree-hashtag = the hashtag #{ $text }
query-tree-handle = the account @{ $text }
query-tree-domain = the domain { $text } and its subdomains
query-tree-title = in the title
query-tree-text = in the text
query-tree-author = by the author { $value }
query-tree-site = published on { $value }
query-tree-source = found by the source { $value }
query-tree-lang = in the language { $value }
query-tree-kind = of the kind { $value }
query-tree-url = at the address { $value }
query-tree-stars = rated { $value } stars
query-tree-reach = by an author with { $value } followers
query-tree-likes = with { $value } likes
