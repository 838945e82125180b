forums-search = The search of { $host } refuses: { $why }. Ask less often (“every”), or read all posts instead of searching (“search = false”).
