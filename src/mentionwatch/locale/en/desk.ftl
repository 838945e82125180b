desk-timezone = there is no such time zone; an IANA name is needed, such as { $near }
desk-no-timezone = days, hours and holidays need a time zone: add timezone = "Europe/Moscow" (an IANA name) to [desk]
desk-days = “{ $text }” are no days; write mon-fri, or mon wed fri
desk-hours = “{ $text }” are no hours; write 09:00-18:00
playbook-to-nobody = escalate_after needs escalate_to: whom to tell then
playbook-never = escalate_to needs a time: add answer_within = "1h" or escalate_after = "4h"
playbook-twice = { $file }: { $key }: there are two rules of the name “{ $value }”. Rename one.
playbook-no-topic = { $file }: { $key }: there is no topic “{ $value }”. There are: { $known }.
