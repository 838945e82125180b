"""Alerts: rules over what is fresh, and messages that are not lost on the way.

    evaluate: what rules tell -> compose: messages in the outbox -> deliver: each to its target

Each step can run twice, and finishes what a crash left. Between a target that took a message and the note of it a
crash can only repeat the message, under the same key.
"""

from mentionwatch.alerts.delivery import Delivery, compose, deliver
from mentionwatch.alerts.replay import replay
from mentionwatch.alerts.rules import Watch, evaluate

__all__ = ["Delivery", "Watch", "compose", "deliver", "evaluate", "replay"]
