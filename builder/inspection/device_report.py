"""What is found about the devices of a machine: frozen data that travels from a worker to a page; no torch."""

from __future__ import annotations

import msgspec


class Device(msgspec.Struct, frozen=True):
    """One device: its name in torch, what it is, and its memory in bytes; None where torch cannot tell."""

    name: str
    title: str
    total: int | None = None
    free: int | None = None


class Answer(msgspec.Struct, frozen=True):
    """A line of code and what it gives, as the prompt prints it; `raised` where that is an error."""

    code: str
    answer: str
    raised: bool = False


class DeviceTensors(msgspec.Struct, frozen=True):
    """The tensors of a network that lie on one device."""

    device: str
    parameters: int
    buffers: int
    bytes: int


class Devices(msgspec.Struct, frozen=True):
    """The devices of a machine, what torch says of them, and where a network lies."""

    torch: str
    threads: int
    cores: int
    devices: tuple[Device, ...]
    answers: tuple[Answer, ...]
    copies: tuple[Answer, ...]
    mixed: tuple[Answer, ...]
    held: tuple[DeviceTensors, ...]
    code: str
    """What `answers` were asked with beside torch itself."""


class Timing(msgspec.Struct, frozen=True):
    """Seconds of one thing on one device: the median, the fastest and the slowest of `runs` after a warm-up."""

    what: str
    device: str
    median: float
    fastest: float
    slowest: float
    runs: int
