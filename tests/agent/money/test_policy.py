"""Rules deny, ask and allow, by folder and by what was said; permissions are for one destination and one purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.policy import EDIT, PLANNER, Gate, Permission, Rule, Standing, Verdict, rules_for
from agent.settings import load
from backends.errors import BadRequest
from backends.outbound import Destination, is_loopback

ANY = ("openrouter", "OpenRouter", "nano-banana", "Google")


def verdict(standing: Standing, usd: float = 0.04, *, leaves: bool = True) -> Verdict:
    return standing.judge(ANY, usd, leaves=leaves).verdict


def test_deny_comes_before_ask_and_ask_before_allow_whatever_the_order() -> None:
    deny, ask, allow = Rule("deny", to="google"), Rule("ask"), Rule("allow", to="OpenRouter", below_usd=1.0)
    assert verdict(Standing((allow, ask, deny))) is Verdict.DENY
    assert verdict(Standing((allow, ask))) is Verdict.ASK
    assert verdict(Standing((allow,))) is Verdict.ALLOW
    assert verdict(Standing()) is Verdict.ASK


def test_an_allow_rule_without_an_amount_allows_no_money() -> None:
    rule = Standing((Rule("allow", to="openrouter"),))
    assert (verdict(rule, 0.0), verdict(rule, 0.001)) == (Verdict.ALLOW, Verdict.ASK)
    below = Standing((Rule("allow", below_usd=0.05),))
    assert (verdict(below, 0.05), verdict(below, 0.051)) == (Verdict.ALLOW, Verdict.ASK)


def test_free_work_that_stays_here_needs_no_question_and_no_rule() -> None:
    assert verdict(Standing((Rule("local-only"), Rule("ask"))), 0.0, leaves=False) is Verdict.ALLOW


def test_what_was_said_in_the_session_holds() -> None:
    assert verdict(Standing(said={"upload": False})) is Verdict.DENY
    assert verdict(Standing(said={"paid": False})) is Verdict.DENY
    assert verdict(Standing(said={"paid": False}), 0.0) is Verdict.ASK
    assert verdict(Standing(said={"ask_above_usd": 0.05})) is Verdict.ALLOW
    assert verdict(Standing(said={"ask_above_usd": 0.03})) is Verdict.ASK
    # No money is no reason to send a picture unasked.
    assert verdict(Standing(said={"ask_above_usd": 0.05}), 0.0) is Verdict.ASK


@pytest.mark.parametrize(
    ("folder", "pattern", "holds"),
    [
        ("/home/ana/clients/acme/shoot 1", "clients/acme", True),
        ("/home/ana/clients/acme", "clients/acme", True),
        ("/home/ana/Clients/ACME", "clients/acme", True),
        ("/home/ana/clients/acme-old", "clients/acme", False),
        ("/home/ana/clients/beta", "clients/acme", False),
        ("/home/ana/clients", "clients/acme", False),
        ("/home/ana/clients/beta", "clients/*", True),
        ("/srv/private/x", "/srv/private", True),
        ("/mnt/srv/private/x", "/srv/private", False),
        ("/home/ana/anything", "", True),
    ],
)
def test_folders_are_matched_by_whole_names(folder: str, pattern: str, holds: bool) -> None:
    assert bool(rules_for([Rule("local-only", folder=pattern)], [folder])) is holds


def test_where_nobody_knows_the_folder_every_rule_that_forbids_holds() -> None:
    rules = [Rule("local-only", folder="clients/acme"), Rule("allow", folder="holiday", below_usd=1), Rule("ask")]
    assert [rule.do for rule in rules_for(rules, [])] == ["local-only", "ask"]


def test_rules_and_caps_are_read_from_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'cap_day_usd = 2.5\n[[rules]]\nfolder = "clients/acme"\ndo = "local-only"\n'
        '[[rules]]\nto = "openrouter"\ndo = "allow"\nbelow_usd = 0.05\n'
    )
    settings = load(tmp_path)
    assert settings.cap_day_usd == 2.5 and [rule.do for rule in settings.rules] == ["local-only", "allow"]
    (tmp_path / "settings.toml").write_text('[[rules]]\nfoldr = "clients/acme"\ndo = "local-only"\n')
    with pytest.raises(BadRequest, match="does not fit"):
        load(tmp_path)


def at(origin: str, purpose: str = EDIT, *, pictures: bool = False, size: int = 0) -> Destination:
    scheme, _, rest = origin.partition("://")
    host, _, port = rest.rpartition(":")
    return Destination(scheme, host, int(port), is_loopback(host), size, purpose, pictures)


API = "https://api.example.com:443"


def test_nothing_is_allowed_at_first_not_even_on_this_computer() -> None:
    gate = Gate()
    assert not gate.allows(at(API)) and not gate.allows(at("http://127.0.0.1:11434"))


@pytest.mark.parametrize(
    "other",
    [
        at("http://api.example.com:443"),
        at("https://api.example.com:8443"),
        at("https://api.example.com.evil.com:443"),
        at("https://evil.com:443"),
        at(API, PLANNER),
        at(API, ""),
        at(API, pictures=True),
        at(API, size=1001),
    ],
    ids=str,
)
def test_a_permission_is_for_exactly_one_destination_purpose_kind_and_size(other: Destination) -> None:
    gate = Gate()
    gate.permit(Permission(API, EDIT, most_bytes=1000))
    assert gate.allows(at(API, size=1000))
    assert not gate.allows(other)


def test_permission_ends_with_its_job_and_by_being_taken_back() -> None:
    gate, one = Gate(), Permission(API, EDIT)
    with gate.permitted([one]):
        assert gate.allows(at(API)) and one.used == 1
    assert not gate.allows(at(API))
    first, second = gate.permit(Permission(API, EDIT)), gate.permit(Permission(API, EDIT))
    gate.revoke(first)
    assert gate.allows(at(API))
    gate.revoke(second)
    assert not gate.allows(at(API))


def test_local_only_is_stronger_than_any_permission() -> None:
    gate = Gate()
    gate.permit(Permission(API, EDIT, pictures=True))
    gate.permit(Permission("http://127.0.0.1:8080", PLANNER))
    for closed in ("local_only", "closed"):
        setattr(gate, closed, True)
        assert not gate.allows(at(API))
        assert gate.allows(at("http://127.0.0.1:8080", PLANNER))
        assert not gate.allows(at("http://127.0.0.1:9999", PLANNER))
        setattr(gate, closed, False)
