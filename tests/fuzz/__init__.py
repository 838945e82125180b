"""Fuzzing: whatever strangers send, no reader of it crashes, hangs or eats the memory.

    python -m fuzz [TARGET ...] [--cases N] [--seed N] [--seconds S]        (in tests/)

``seeds`` gives sound material, ``mutate`` spoils it, ``targets`` are the readers. A case that fails is written to
``tests/fuzz/crashers/TARGET/``, where it stays as a test once it is mended.
"""
