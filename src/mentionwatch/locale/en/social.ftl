social-missing = { $host } answers in another shape than before: “{ $key }” is missing. Look for a newer version of mentionwatch, or report it.
social-no-list = { $host } answers in another shape than before: “{ $key }” is no list. Look for a newer version of mentionwatch, or report it.
vk-limited = VK was asked too often ({ $why }). It may be asked again from { $when }.
vk-token = VK does not accept the token ({ $why }). Get a new service token at id.vk.com and write it in “token”.
vk-captcha = VK wants a captcha from this token ({ $why }). Use a service token instead of a user's, or ask less often (“every”).
vk-denied = VK does not allow { $method } with this token ({ $why }). The community may be closed, or the token may lack rights.
vk-error = VK answers { $method } with error { $code }: { $why }. Check the options of this source.
