"""`banmian layouts`: the profiles there are; `banmian layouts show NAME`: one of them, as a start for your own."""

from __future__ import annotations

import click

from ocr import profile
from ocr.cli import streams


@click.group("layouts", invoke_without_command=True, help="List layout profiles, or show one.")
@click.pass_context
def command(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        names = profile.available()
        width = max(map(len, names))
        for name in names:
            streams.write(f"{name:<{width}}  {profile.load(name).title}\n")


@command.command("show", help="Print the profile NAME (or a .toml file), after checking it.")
@click.argument("name")
def show(name: str) -> None:
    profile.load(name)
    streams.write(profile.source(name))
