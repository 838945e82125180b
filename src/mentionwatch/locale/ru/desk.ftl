desk-timezone = нет такого часового пояса; нужно имя по IANA, например { $near }
desk-no-timezone = для дней, часов и праздников нужен часовой пояс: добавьте в [desk] строку timezone = "Europe/Moscow" (имя по IANA)
desk-days = «{ $text }» — это не дни недели; пишите пн-пт или пн ср пт
desk-hours = «{ $text }» — это не часы работы; пишите 09:00-18:00
playbook-to-nobody = к escalate_after нужен escalate_to: кому тогда сообщить
playbook-never = для escalate_to нужен срок: добавьте answer_within = "1h" или escalate_after = "4h"
playbook-twice = { $file }: { $key }: два правила с именем «{ $value }». Переименуйте одно.
playbook-no-topic = { $file }: { $key }: нет темы «{ $value }». Есть: { $known }.
