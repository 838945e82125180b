asking-budget = The budget of { $budget } requests is used up; there is more from { $again } on.
asking-trouble = The classifier does not answer: { $why } embedded tells the sentiment of the rest.
asking-senseless = { $count ->
    [one] The classifier gave no answer that makes sense for { $count } passage; embedded tells its sentiment.
   *[other] The classifier gave no answer that makes sense for { $count } passages; embedded tells their sentiment.
}
asking-layout = { $host } did not answer as chat completions do. Check “url”; without “model” the server is asked in plain JSON.
asking-nonsense = The classifier answered, but not in the form that was asked for.
check-classifier = classifier: { $why }
evaluate-own = Measured on your own corrections. People correct what is wrong rather than what is right: to measure fairly, label mentions drawn at random, the right ones too.
evaluate-nothing-own = There are no corrections yet. Make some with triage ID --sentiment LABEL, or name a file of labelled texts.
neural-none = “neural” has no models. Name their folder in models = "FOLDER", or install the wheel that was made of one (training/sentiment/README.md).
neural-missing = { $folder } has no { $file }. “neural” needs encoder.npz and stack.json there, as training/sentiment/README.md makes them.
neural-spoiled = The models in { $folder } cannot be read ({ $why }). Make them again, or copy them whole.
