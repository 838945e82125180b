"""Real servers on loopback: one file each, found by its name. ``tests/live.py`` installs, seeds and asks them."""
