"""The words by which an intent, urgency and foul language are known, in English and in Russian.

Each line is a regular expression with what it counts; it has to match from the beginning of a word. The
lists were written for this program; where they fail: docs/sentiment.md.
"""

from __future__ import annotations

ENGLISH = {
    "complaint": """
1.5 complain(?:t|ing|ed|ts)?\\b
1.2 (?:not|n't|never|no longer|stopped|doesnt|isnt|wont|cant|dont) (?:\\w+ ){0,2}(?:work|load|arriv|respond|answer|repl|open|help|deliver|connect|charg|refund|receiv|show)\\w*
1.2 (?:is|are|keeps?|went|has been|been|still) (?:\\w+ )?(?:down|broken|crash\\w*|freez\\w*|dead|missing|useless|buffering)\\b
1.2 (?:worst|terrible|horrible|awful|appalling|disgusting|disgrace\\w*|pathetic|unacceptable|ridiculous|shambles|shocking|useless|garbage|rubbish|a joke|crap\\w*|sucks?|atrocious)\\b
1.2 (?:disappoint\\w+|frustrat\\w+|annoy\\w+|fed up|unhappy|furious|sick of|tired of|ripped? off|scam\\w*|let down|dissatisfied|angry)\\b
1.0 (?:problem|issue|bug|error|outage|glitch|fault|trouble|defect)(?:s|ed|y)?\\b
1.0 (?:overcharg|double.charg|charged (?:me|twice))\\w*
1.0 (?:late|delay(?:ed|s)?|lost|broke|damaged|faulty|defective|wrong|stolen|cancell?ed) (?:again|my|our|order|item|parcel|package|flight|luggage)\\b
1.0 (?:on hold|waiting (?:for|since)|waited|still (?:waiting|no|not|haven't))\\b
1.0 (?:lost|cancell?ed|broke|ruined|ignored) (?:my|our|me|us)\\b
1.2 thank(?:s| you)[^.!?]{0,20} for (?:losing|ruining|breaking|ignoring|cancell?ing|nothing|charging|wasting|leaving|the delay)\\b
0.8 (?:refund|money back|compensat\\w+|fix (?:it|this|your|the))\\b
0.8 (?:why (?:is|are|do|does|did|can't|won't|has|have|would|the)|how (?:come|hard|long))\\b
0.6 (?:poor|bad|rude|slow|shame|fail\\w*|nothing|nobody|no (?:one|reply|response|answer|help)|again|hours?|days?|weeks?)\\b
""",
    "cancellation": """
2.2 (?:i|we)(?:'m| am|'re| are|'ve| have|'ll| will|) (?:\\w+ )?(?:cancel(?:l?ing|l?ed|)|leaving|quitting|switch(?:ing|ed)?|mov(?:ing|ed) (?:over )?to|unsubscrib\\w+|clos(?:ing|ed) (?:my|our)|terminat\\w+|done with|dropp(?:ing|ed))\\b(?! (?:the|my) (?:light|tv|lamp))
2.2 (?:how (?:do|can) (?:i|we)|want to|wanna|need to|going to|trying to|like to|about to|help me|please|tried to) (?:\\w+ )?(?:cancel|unsubscribe|close (?:my|our) (?:account|card)|leave|terminate|delete my account|switch to)\\b
1.8 (?:cancel|cancell?ing|cancell?ed) (?:my|our) (?:\\w+ )?(?:subscription|account|contract|plan|membership|service|card|policy)\\b
1.8 (?:ditch|dump|left|leaving|quit|dropp)(?:ed|ing)? \\w+ (?:for|and (?:went|moved|switched))\\b
1.6 (?:lost (?:a|me as a|another) customer|good ?bye|taking my (?:business|money) elsewhere|time to (?:switch|leave|move)|last time (?:i|we)|never (?:again|using|buying|flying|shopping))\\b
""",
    "question": """
0.9 [^?]*\\?
0.9 (?:does|do|is|are|can|could|will|would|has|have|did|should|what|which|who|when|where|how|why|any ?one|anybody)\\b[^.!?]*\\?
1.1 (?:how (?:do|can|to|much|many|long)|where (?:do|can|is)|what(?:'s| is| are| time)|when (?:does|do|is|will)|which|can (?:i|you|we|someone)|could you|do you (?:have|know|ship|sell|offer)|does any ?one|any ?one (?:know|tried|else|here)|is (?:there|it)|are there|wondering (?:if|whether|how)|please (?:advise|tell me|explain)|looking for (?:advice|help))\\b
""",
    "praise": """
1.3 (?:thank(?:s| you| u)|thx|kudos|shout.?out|props|well done|hats off|bravo|great job|good job|nice work)\\b
1.2 (?:lov(?:e|ing|ed)|ador\\w+|recommend(?:ed|ing)?|impressed|delighted|happy with|big fan|best(?! price)|amazing|awesome|excellent|fantastic|brilliant|wonderful|superb|outstanding|perfect|lifesaver|five stars|can't complain|couldn't be happier)\\b
0.7 (?:great|good|nice|lovely|easy|fast|quick|helpful|friendly|smooth|reliable|glad|pleased|happy|worth)\\b
""",
    "news": """
1.4 (?:announc|unveil|report|acquir|launch|appoint|sue|fin|raise|post|open|clos|cut|sign|warn|confirm|publish|plan)(?:e?d|e?s)\\b
1.2 (?:said|says|according to|reuters|bloomberg|press release|spokes(?:man|woman|person)|ceo|quarterly|earnings|revenue|shares|stock|profit|investors|regulator|court|lawsuit|merger|acquisition|billion|million|percent|per cent)\\b
1.0 (?:breaking|update|exclusive|report|analysis|in brief)\\s?[:|-]
""",
    "advertisement": """
2.0 (?:promo(?:tion)? ?code|discount code|coupon|use (?:my )?code|link in (?:my )?bio|buy now|order now|shop now|sign up (?:now|today|here)|limited (?:time|offer)|free shipping|special offer|best price|dm (?:me )?(?:to|for)|whatsapp|call us|visit our|check out (?:our|my)|giveaway|click (?:here|the link)|subscribe to|for sale)\\b
1.3 (?:\\d+ ?%|half) off\\b
1.0 (?:sale|deal|deals|discounts?|offer|offers|cheap|guarantee\\w*|affordable|earn (?:money|cash)|win (?:a|an))\\b
0.8 (?:[$€£] ?\\d+|only \\d+)
""",
    "job": """
2.6 (?:we(?:'re| are) (?:\\w+ )?(?:hiring|recruiting)|is hiring|now hiring|hiring:|#?jobs?\\b ?(?:opening|alert|vacanc\\w+|at\\b)|vacanc(?:y|ies)|apply (?:now|here|today)|join our team|send (?:us )?your (?:cv|resume)|job (?:opening|offer|description)|#hiring|#jobs?\\b|career opportunit\\w+|full.time (?:position|role))
0.8 (?:salary|remote|shift|requirements|candidate|internship|position)\\b
""",
}

RUSSIAN = {
    "complaint": """
1.6 (?:жалоб\\w+|жалуюсь|жалуемся|претензи\\w+|возмущ\\w+|безобрази\\w+|позор\\w*|беспредел\\w*)
1.2 (?:не|нихрена не|ни черта не|так и не|перестал\\w*) (?:\\w+ ){0,2}(?:работа\\w+|груз\\w+|отвеча\\w+|ответил\\w*|приш\\w+|приеха\\w+|прив[её]з\\w*|достав\\w+|открыва\\w+|приход\\w+|возвращ\\w+|верн\\w+|реша\\w+|помог\\w+|лов\\w+|включ\\w+|дозвон\\w+|могу|можем|пускает|проходит)
1.2 (?:ужас\\w*|кошмар\\w*|отврат\\w+|отстой\\w*|мерзк\\w+|хамств\\w*|хам(?:ят|ит|ы|ло|ка)?\\b|нахамил\\w*|груб\\w+|дно\\b|бардак\\w*|издеват\\w+|разоч\\w+|обман\\w*|развод\\w*|надоел\\w*|достал[иао]?\\b|задолбал\\w*|бесит|бесят|сколько можно|гребан\\w+|цирк\\b|худш\\w+|косяк\\w*|кидал\\w+|мошенни\\w+|грабительск\\w+)
1.2 (?:обрыв\\w*|глюч\\w+|глюк\\w*|лаг\\w*|тормоз\\w+|зависа\\w+|вылета\\w+|слома\\w+|сбой\\w*|сбоит|лежит|отвалил\\w*|пропал\\w*|упал\\w*|потерял\\w*|разбит\\w+|просроч\\w+|брак\\w*|списал\\w+|навяз\\w+|задерж\\w+|опозда\\w+|опаздыва\\w+|отменил\\w*)
1.0 (?:нет (?:связи|интернета|сети|ответа|света|воды)|без (?:связи|интернета|ответа|света)|опять|снова|до сих пор|(?:второй|третий|четв[её]ртый|пятый|какой|\\d+-?й) (?:день|час|месяц|раз)|(?:вторую|третью) неделю|никто не|верните|почините|исправьте|разберитесь|примите меры)
0.8 (?:проблем\\w*|ошибк\\w*|плох\\w*|медленн\\w*|очеред\\w+|жд[уе]\\w*|почему|доколе|где (?:мой|моя|мои|моё|деньги|заказ)|стыд\\w*|дорог\\w*)
0.9 (?:спасибо|благодар\\w+|браво|молодцы)\\W+(?:\\w+\\W+){0,3}(?:за )?(?:потер|слом|двойн|испорч|три часа|отключ|второй день|третий день|опять|снова)\\w*
""",
    "cancellation": """
2.2 (?:ухожу|уш[её]л|ушла|ушли|уходим|уйду|переш[её]л|перешла|перешли|перехожу|переходим|перейду|сваливаю|сбежал\\w*|бегу) (?:\\w+ ){0,2}(?:от|к|на|с|из)\\b
2.2 (?:расторг\\w+|растор\\w+ договор|отказ(?:ыв\\w+|ал\\w+|ат\\w+|ом|)(?:ся)? от (?:услуг|подписк|договор|тариф|ваш|карт)\\w*|отключ(?:ить|ите|аю|аем|ил\\w*) (?:\\w+ )?(?:подписк|услуг|тариф|интернет|автоплат)\\w*|отмен(?:ить|ите|яю|ил[аи]?) (?:\\w+ )?(?:подписк|договор|страховк)\\w*|отпис(?:аться|ался|алась|ываюсь))
2.0 (?:закры(?:ть|л|ла|ли|ваю|ваем) (?:\\w+ )?(?:сч[её]т|карт|вклад|договор)\\w*|удал(?:ить|яю|ил|ила) (?:\\w+ )?(?:аккаунт|приложени|профил)\\w*|смен(?:ил|ила|или|ить|яю|им) (?:\\w+ )?(?:провайдер|оператор|банк)\\w*|меняю (?:\\w+ )?(?:провайдер|оператор|банк)\\w*)
1.8 (?:больше (?:никогда )?(?:не|ни ногой)|ноги моей|в последний раз|последний раз (?:заказ|покуп|лета)\\w*|прощай\\w*|до свидания, )
""",
    "question": """
0.9 [^?]*\\?
1.2 (?:подскажите|скажите|кто.?(?:нибудь|то)? ?(?:знает|пользуется|пробовал|сталкивался)|как (?:подключ|отключ|оплат|узна|наст|зарег|оформ|найти|получ|можно|мне)\\w*|сколько (?:стоит|идет|ид[её]т|ждать)|где (?:можно|найти|купить|посмотреть|находится)|можно ли|есть ли|когда (?:будет|появится|откро|подключ|заработа)\\w*|во сколько|что лучше|стоит ли|посоветуйте|интересует|вопрос|куда (?:обра|звон|пис)\\w*|какой|какая|какие|поделитесь)
""",
    "praise": """
1.3 (?:спасибо|благодар\\w+|спс|респект\\w*|браво|молодцы|молодец|красавцы|так держать|рекомендую|советую|обожаю|люблю|доволен|довольна|довольны|порадовал\\w*|рад\\b|рада\\b|выруч\\w+|в восторге|супер\\w*|лучш(?:ий|ая|ее|ие)|класс\\w*|отличн\\w+|прекрасн\\w+|замечательн\\w+|великолепн\\w+|потрясающ\\w+|шикарн\\w+|топ\\b|огонь|на высоте|идеальн\\w+)
0.7 (?:хорош\\w*|быстр\\w*|удобн\\w*|вежлив\\w*|приятн\\w*|нрав\\w+|понравил\\w*|качественн\\w+|вкусн\\w*|над[её]жн\\w*|не подв[её]л\\w*|не жалею|супер)
""",
    "news": """
1.5 (?:сообщ(?:ил|ила|или|ает|ают|ило)|заяв(?:ил|ила|или|ляет)|объяв(?:ил|ила|или|ило|ляет)|рассказал[аи]?|отметил[аи]?|уточнил[аи]?|подч[её]ркнул[аи]?|опубликовал\\w*|назнач\\w+|запус(?:тил|тила|тили|кает)|откр(?:ыл|ыла|ыли|ывает)|представил\\w*|подписал\\w*|оштраф\\w+|приобр\\w+|планирует|намерен\\w*|увеличил\\w*|сократил\\w*|подключил[аио]?|выявил\\w*|возбу\\w+ дел\\w*|вырос\\w*|снизил\\w*)
1.2 (?:по данным|по словам|согласно|пресс-служб\\w*|агентств\\w*|рбк|тасс|интерфакс|риа новости|ведомости|коммерсантъ?|гендиректор\\w*|глав[аыу]|акци(?:и|й|онер\\w*)|выручк\\w+|прибыл\\w+|млрд|млн|квартал\\w*|арбитраж\\w*|фас\\b|минцифры|госдум\\w+|инвест\\w+|компани[ия]|аналитик\\w*|эксперт\\w*)
""",
    "advertisement": """
2.0 (?:промокод\\w*|купить (?:по|со|у нас|сейчас)|заказ(?:ывайте|ать|ывай) (?:по|сейчас|на|у)|звоните|пишите в (?:лс|личк\\w+|директ)|переходи(?:те)? по ссылке|ссылка в (?:профиле|шапке|био)|жми(?:те)?|подпис(?:ывайтесь|ывайся|ывайтесь)|успей(?:те)?|только сегодня|выгодн\\w+ предложени\\w*|кэшб[эе]к\\w*|розыгрыш\\w*|розыгрываем|бесплатная доставка|оформ(?:и|ите|ляйте) (?:карт|заявк|кредит|заказ)\\w*|регистрируй(?:ся|тесь)|кредитный калькулятор|взять кредит|займ\\w*|оптом)
1.3 (?:скид(?:к|ок)\\w*|акция|акции до|распродаж\\w*|подарок за|дарим|от \\d+ ?(?:руб|₽)|всего за \\d+|гарантия низкой цены)
1.0 (?:продам|продаю|сдам|сдаю|в наличии|прайс\\w*|недорого|дешево|дёшево|под ключ)
""",
    "job": """
2.6 (?:ваканси\\w+|требу(?:е|ю)тся|ищ(?:ем|ет|ут) (?:в команду|сотрудник|курьер|продавц|водител|менеджер|программист|разработчик|кассир|официант)\\w*|приглаша(?:ем|ет) на работу|набира(?:ем|ет|ют) (?:сотрудник|курьер|персонал|водител)\\w*|отправ(?:ляйте|ьте|ить) резюме|открыта позиция|график \\d/\\d|#работа|#вакансия|набор (?:курьер|сотрудник|персонал|водител)\\w*)
0.8 (?:зарплат\\w+|оклад\\w*|з/п|резюме|соискател\\w+|собеседовани\\w+|стажиров\\w+|официальное оформление)
""",
}

PERSONAL = {
    "en": "i|i'm|i've|my|me|we|our|us|you|your|u|ur|yours",
    "ru": "я|мне|меня|мной|мой|моя|моё|мое|мои|моего|моей|мою|моих|нам|нас|мы|наш|наша|наши|вы|вас|вам|ваш|ваша|ваше|ваши|вашего|вашей|вами|ребята|у нас",
}

URGENT = """
lawyer|attorney|solicitor|legal action|sue|suing|court|trading standards|ombudsman|police|fraud|scam(?:med)?|stolen|stole|hacked|data (?:breach|leak)|leaked|refund|money back|chargeback|unsafe|safety|dangerous|hazard|injur(?:y|ed)|hurt|hospital|poison(?:ed|ing)|allerg(?:y|ic)|on fire|caught fire|smoke|explod\\w+|burn(?:t|ed)|emergency|urgent(?:ly)?|asap|immediately|right now|(?:second|third|fourth|fifth|\\d+(?:st|nd|rd|th)) (?:day|week|time|month)|for (?:\\d+|two|three|four|five|six|several) (?:days|weeks|months|hours)|\\d+ (?:days|weeks|hours) (?:without|and|now|later)|still (?:no|not|waiting)|no (?:response|reply|answer)|stranded|disabled|pregnant|elderly|baby|press|journalist|petition
юрист\\w*|адвокат\\w*|суд(?:а|е|ом|у|иться)?|в суд|иск\\w*|прокуратур\\w+|роспотребнадзор\\w*|фас|цб|центробанк\\w*|полици\\w+|мошенни\\w+|украл[иа]?|украден\\w*|взлом\\w*|утечк\\w+|слили|слив\\w*|верните (?:деньги|средства|мои)|возврат\\w* (?:денег|средств)|вернуть деньги|опасн\\w+|безопасност\\w+|травм\\w+|пострадал\\w*|больниц\\w+|отрав\\w+|аллерги\\w+|пожар\\w*|загорел\\w+|дым(?:ит|ится)?|взорвал\\w+|ожог\\w*|скорая|скорую|срочно|немедленно|прямо сейчас|(?:второй|третий|четв[её]ртый|пятый|шестой|седьмой|\\d+-?[ий]й?) (?:день|месяц|раз|час)|(?:вторую|третью|\\d+-?ю) неделю|(?:вторые|третьи) сутки|сутки|\\d+ (?:дней|дня|сутки|суток|часов|часа|недели|недель) (?:без|нет|не|жд\\w+)|(?:два|три|четыре|пять) (?:дня|дней|часа|часов|недели|недель) (?:без|нет|не|жд\\w+)|до сих пор|так и не|не отвечают|без ответа|реб[её]н\\w+|инвалид\\w*|пенсионер\\w*|беременн\\w*|журналист\\w*|сми
"""

FOUL = """
f+[u*@]+[c*@]*k+\\w*|motherf\\w+|sh[i*]t(?:ty|s|e)?|bullshit|cunts?|c\\*nt|bitch\\w*|b\\*tch|assholes?|arseholes?|dickheads?|wank\\w*|bastards?|twats?|nigg\\w+|fagg?ots?|retard(?:s|ed)?|whores?|sluts?|kill yourself|kys|piss off|pricks?
[хx](?:у|\\*)(?:[йеёяиюл]|\\*|ё)\\w*|(?:на|по|ни|о|до)ху[йеяию]\\w*|п[иe*и]+з[д*]\\w*|(?:за|на|вы|до|у|от|съ|с|про|подъ|разъ|отъ)?[ъь]?[её]б(?:а|л|у|н|ё|и|ыр|ош|ет)\\w*|[её]пт\\w*|бля(?:д\\w*|т\\w*|ха)?|бл[@*]\\w+|муд(?:ак|ил|озв)\\w*|г[ао]ндон\\w*|пид[оа]р\\w*|педик\\w*|сук(?:а|и|ин|у|ой)\\b|суч(?:ка|ий|ара)\\w*|шлюх\\w*|залуп\\w*|дроч\\w+|говн\\w+|дерьм\\w*|ж[оo]п[аеуы]\\w*|срат[ьи]\\w*|обосра\\w*|твар(?:и|ь)|урод(?:ы|ов)?\\b|мраз(?:и|ь)|ублюд\\w+|дебил\\w*|сдохн\\w+|убить вас|хач\\w*|чурк\\w*|жид(?:ы|ов\\w*)?\\b|хохл\\w*|нах\\b|похер\\w*|нахер\\w*
"""
