# Alerts: mistakes in their rules, and why messages do not arrive.

alerts-kind = there is no such kind of alert; did you mean “{ $near }”? There are: { $known }
alerts-digest = write 1h, 30m (5m to 1d) or daily 09:00
alerts-quiet = write hours of the clock: 22:00-08:00
alerts-unfit = “{ $option }” does not go with when = "{ $when }"; it goes with: { $kinds }
alerts-twice = { $file }: { $key }: there are two rules of the name “{ $value }”. Give each its own name.
alerts-no-target = No rule sends to that target any more.
