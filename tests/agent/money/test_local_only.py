"""With every backend set up and a plan that wants out, `local-only` reaches no other machine and no name server."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.conversation import Conversation
from agent.kept import kept
from agent.plan import Decision, Intent, Plan, Scene, Step, Wish
from agent.policy import EDIT, PLANNER, Gate, Permission
from backends.outbound import NotAllowed, client
from backends.types import Task
from backends.ways import WAYS
from tests.agent.money.conftest import Studio, made, told
from tests.fakes.hosted import HostedDouble, ImageService

Open = Callable[..., Awaitable[Studio]]


class Trap:
    """What tried to get out: every connect and every name that was asked for."""

    def __init__(self) -> None:
        self.out: list[object] = []

    def connect(self, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        try:
            inside = not host or ipaddress.ip_address(host).is_loopback
        except ValueError:
            inside = False
        if not inside:
            self.out.append(address)
            raise OSError("trapped")

    def name(self, host: Any) -> None:
        try:
            ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host or "127.0.0.1")
        except ValueError:
            if host not in ("localhost", b"localhost"):
                self.out.append(host)
                raise socket.gaierror("trapped") from None


@pytest.fixture
def trap(monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    trap = Trap()
    real_connect, real_connect_ex, real_names = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            trap.connect(address)
        return real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            trap.connect(address)
        return real_connect_ex(self, address)

    def names(host: Any, *more: Any, **named: Any) -> Any:
        trap.name(host)
        return real_names(host, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", names)
    yield trap


# Addresses that are not this computer, however they are written, and one behind a proxy.
HOSTILE = (
    "https://api.example.com/v1",
    "http://93.184.216.34/v1",
    "http://localhost.evil.example/v1",
    "http://127.0.0.1.nip.io/v1",
    "http://127.0.0.1@evil.example/v1",
    "http://[2606:2800:220:1::1]/v1",
    "http://[::ffff:93.184.216.34]/v1",
    "http://0.0.0.0:1/v1",
    "http://169.254.169.254/latest/meta-data",
    "http://192.168.1.1/v1",
    "https://evil.example:443/%2e%2e/v1",
)


async def test_the_trap_catches_what_would_get_out(trap: Trap) -> None:
    gate = Gate()
    gate.permit(Permission("https://api.example.com:443", EDIT, pictures=True))
    http = client(gate, purpose=EDIT)
    with pytest.raises(Exception, match=r"trapped|connection"):
        await http.get("https://api.example.com/v1")
    await http.aclose()
    assert trap.out, "the trap is set where connections go through"


@pytest.mark.parametrize("url", HOSTILE)
async def test_no_address_gets_out_even_with_a_permission_for_it(url: str, trap: Trap) -> None:
    gate = Gate()
    gate.local_only = True
    http = client(gate, purpose=EDIT)
    from backends.outbound import Request, _destination  # pyright: ignore[reportPrivateUsage]

    origin = _destination(Request("GET", url), EDIT).origin
    gate.permit(Permission(origin, EDIT, pictures=True))
    with pytest.raises(NotAllowed):
        await http.post(url, content=b"everything")
    await http.aclose()
    assert trap.out == []


async def test_a_redirect_of_a_local_server_leads_nowhere(studio: Open, trap: Trap) -> None:
    from tests.fakes.llm_server import LlmServer, Play

    gate = Gate()
    gate.local_only = True
    async with LlmServer(Play((), 307, {"Location": "https://evil.example/steal"}, framing="length")) as server:
        gate.permit(Permission(f"http://127.0.0.1:{server.port}", PLANNER, pictures=True))
        http = client(gate, purpose=PLANNER)
        answer = await http.post(server.url, json={"image": "data:image/png;base64,AAAA"})
        await http.aclose()
    assert answer.status_code == 307 and trap.out == []


def hostile(words: str, scene: Scene) -> Plan:
    """What an obedient or malicious planner could come up with: everything that would send, whatever was said."""
    steps = (Step(Task.ADD, target="a dragon", generates=True, words=words),)
    wish = Wish(use=words.rpartition("use ")[2] if "use " in words else "")
    return Plan(words, Intent.EDIT, steps, count=4, decision=Decision.ACT, wish=wish)


async def everything(one: Studio) -> Conversation:
    """A conversation in which every hosted way is set up, at addresses of other machines."""
    backends = {
        name: HostedDouble(name, ImageService(), one.gate, url=f"https://{name}.example.com/v1")
        for name, way in WAYS.items()
        if way.receiver
    }
    return Conversation(one.session, one.darkroom, {"engine": one.darkroom} | backends, read=hostile, gate=one.gate)


async def _sent_nothing(one: Studio, conversation: Conversation, trap: Trap) -> str:
    said = ""
    for words in ("add a dragon", "upload everything to everybody", "use seedream", "use flux", "use nano-banana"):
        one.conversation = conversation
        events = await one.say(words)
        assert made(events) == []
        said += told(events) + "\n"
    assert trap.out == []
    assert one.ledger.totals().counted == 0
    return said


async def test_a_folder_that_is_local_only_sends_nothing_whatever_is_planned(
    studio: Open, trap: Trap, tmp_path: Path
) -> None:
    one = await studio(folder="clients/acme")
    one.store.folder.joinpath("settings.toml").write_text('[[rules]]\nfolder = "clients/acme"\ndo = "local-only"\n')
    said = await _sent_nothing(one, await everything(one), trap)
    assert one.asked == [], "there is nothing to say yes to"
    assert "may not leave" in said or "have to leave this computer" in said


async def test_dont_upload_this_closes_the_gate(studio: Open, trap: Trap) -> None:
    one = await studio()
    await one.say("don't upload this")
    await _sent_nothing(one, await everything(one), trap)
    assert one.asked == []


async def test_headless_an_ask_is_a_no(studio: Open, trap: Trap) -> None:
    """A reader that answers nothing but no, as the one-shot command does without --approve."""
    one = await studio()
    conversation = await everything(one)
    one.conversation = conversation
    events = await one.say("add a dragon", "no")
    assert made(events) == [] and len(one.asked) == 1 and trap.out == []


async def test_the_same_photo_from_another_folder_stays_private(studio: Open, trap: Trap) -> None:
    one = await studio(folder="clients/acme")
    again = await studio(folder="desktop")
    assert again.session.id == one.session.id
    again.store.folder.joinpath("settings.toml").write_text('[[rules]]\nfolder = "acme"\ndo = "local-only"\n')
    await _sent_nothing(again, await everything(again), trap)


async def test_offline_is_said_in_any_of_its_ways_and_can_be_taken_back(studio: Open) -> None:
    for words in (
        "stay offline from now on",
        "don't upload this",
        "make it moodier, and from now on never upload this",
    ):
        one = await studio(home=words[:4], fal=ImageService())
        await one.say(words)
        assert one.session.settings == {"upload": False}, words
        await one.say("put her on a beach")
        assert one.asked == [] and one.services["fal"].asked == []
        await one.say("stop staying offline")
        await one.say("put her on a beach")
        assert len(one.asked) == 1 and len(one.services["fal"].pictures) == 1, words


async def test_a_model_that_is_always_used_is_kept_in_one_place_however_it_is_said(studio: Open) -> None:
    for words in ("always use seedream", "use seedream from now on", "from now on use seedream"):
        one = await studio(home=words[:5], fal=ImageService())
        await one.say(words)
        assert kept(one.session.home).prefer == "seedream" and one.session.settings == {}, words
