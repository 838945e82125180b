"""Replies that send people to another channel."""

from __future__ import annotations

import pytest

from mentionwatch.analysis.referrals import refers


@pytest.mark.parametrize(
    "text",
    [
        "Please call us on 0800 123, we will help.",
        "Sorry to hear that! Send us a DM with your order number.",
        "Could you DM us your number?",
        "Please contact our customer support team.",
        "Kindly write to us at help@acme.example. Email us at help@acme.example",
        "We've sent you a private message.",
        "Please open a new support ticket.",
        "Здравствуйте! Напишите нам, пожалуйста, в личные сообщения.",
        "Анна, напишите нам в ЛС номер договора",
        "Позвоните нам, пожалуйста, по номеру 8 800 100-00-00",
        "Обратитесь, пожалуйста, в службу поддержки",
        "Ответили вам в личку.",
        "Ждём вас в личных сообщениях",
        "Оставьте, пожалуйста, обращение на сайте",
    ],
)
def test_elsewhere(text: str) -> None:
    assert refers(text)


@pytest.mark.parametrize(
    "text",
    [
        "The outage is over since ten o'clock. Please restart the router.",
        "We call this a feature, and are sorry.",
        "You were charged twice by mistake, the money is on its way.",
        "I called support and nobody answered",
        "Связь восстановлена, перезагрузите, пожалуйста, роутер.",
        "Деньги вернём до пятницы, номер возврата 1234.",
        "Спасибо, что написали! Исправим.",
        "Это сообщение об ошибке исчезнет после обновления.",
        "",
    ],
)
def test_an_answer_here(text: str) -> None:
    assert not refers(text)
