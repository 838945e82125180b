social-missing = { $host } answers in another shape than before: “{ $key }” is missing. Look for a newer version of mentionwatch, or report it.
social-no-list = { $host } answers in another shape than before: “{ $key }” is no list. Look for a newer version of mentionwatch, or report it.
