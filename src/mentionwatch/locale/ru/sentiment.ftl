asking-budget = Бюджет { $budget } запросов исчерпан; снова можно с { $again }.
asking-trouble = Классификатор не отвечает: { $why } Остальное определит embedded.
asking-senseless = { $count ->
    [one] Классификатор не дал осмысленного ответа о { $count } тексте; тональность определил embedded.
    [few] Классификатор не дал осмысленного ответа о { $count } текстах; тональность определил embedded.
   *[many] Классификатор не дал осмысленного ответа о { $count } текстах; тональность определил embedded.
}
asking-layout = { $host } ответил не так, как chat completions. Проверьте «url»; без «model» сервер спрашивают простым JSON.
asking-nonsense = Классификатор ответил, но не в той форме, о которой его просили.
check-classifier = классификатор: { $why }
evaluate-own = Измерено на ваших поправках. Исправляют чаще ошибки, чем верное: чтобы мерить честно, размечайте упоминания подряд, верные тоже.
evaluate-nothing-own = Поправок ещё нет. Их вносит triage НОМЕР --sentiment МЕТКА; или укажите файл с размеченными текстами.
neural-none = У «neural» нет моделей. Назовите их папку: models = "ПАПКА", или установите сделанный из неё пакет (training/sentiment/README.md).
neural-missing = В { $folder } нет { $file }. «neural» нужны там encoder.npz и stack.json; как их сделать, сказано в training/sentiment/README.md.
neural-spoiled = Модели в { $folder } не читаются ({ $why }). Сделайте их заново или скопируйте целиком.
