"""The magics themselves and their settings."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class, no_var_expand
from traitlets import Bool, Enum, Float, Int, Unicode, observe

from modelmax_nb.columns import LINE, wrap
from modelmax_nb.magics.frontend import MODES, display_mode
from modelmax_nb.magics.words import NEEDS_CELL, SETTINGS
from modelmax_nb.messages import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Bunch

    from modelmax_nb.magics.every_cell import EveryCell
    from modelmax_nb.magics.options import OptionParser
    from modelmax_nb.messages import Text
    from modelmax_nb.session import Call, Report, Session
    from modelmax_nb.widgets.presentation import Mode


@magics_class
class ModelMaxMagics(Magics):
    """Settings of ``%%modelmax``; ``%config ModelMaxMagics`` lists them."""

    model = Unicode("", help=SETTINGS["model"].english).tag(config=True)
    base_url = Unicode("", help=SETTINGS["base_url"].english).tag(config=True)
    allow_http = Bool(default_value=False, help=SETTINGS["allow_http"].english).tag(config=True)
    env_file = Unicode("", help=SETTINGS["env_file"].english).tag(config=True)
    attempts = Int(3, min=1, help=SETTINGS["attempts"].english).tag(config=True)
    deadline = Float(60.0, min=0.0, help=SETTINGS["deadline"].english).tag(config=True)
    timeout = Float(120.0, min=0.1, help=SETTINGS["timeout"].english).tag(config=True)
    stream = Bool(default_value=None, allow_none=True, help=SETTINGS["stream"].english).tag(config=True)
    every_cell = Bool(default_value=True, help=SETTINGS["every_cell"].english).tag(config=True)
    display = Enum(MODES, default_value="auto", help=SETTINGS["display"].english).tag(config=True)

    shell: InteractiveShell

    def __init__(self, shell: InteractiveShell, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own
        super().__init__(shell=shell, **kwargs)
        self._session: Session | None = None
        self.shown_report = ""  # the report that was shown last: only what was seen is written
        self.watch: EveryCell | None = None

    @classmethod
    def class_get_trait_help(
        cls,
        trait: Any,  # noqa: ANN401 - traitlets' own
        inst: Any = None,  # noqa: ANN401 - traitlets' own
        helptext: str | None = None,
    ) -> str:
        """Describe a setting for ``%config`` in the reader's language."""
        said = helptext if inst is None else inst.say(SETTINGS[trait.name])
        return super().class_get_trait_help(trait, inst, said)

    @property
    def session(self) -> Session:
        """The session of this process, with these settings; made when it is first needed."""
        if self._session is None:
            from modelmax_nb.api import current_session

            self._session = current_session()
            self._apply(self._session)
        return self._session

    @observe("model", "base_url", "allow_http", "env_file", "attempts", "deadline", "timeout")
    def _on_change(self, change: Bunch) -> None:
        if getattr(self, "_session", None) is not None:
            self._hand_over(self.session, change.name)

    def _apply(self, session: Session) -> None:
        """Hand over the settings that were made before there was a session."""
        for name in self.trait_names(config=True):
            if getattr(self, name) != self.traits()[name].default():
                self._hand_over(session, name)

    def _hand_over(self, session: Session, name: str) -> None:
        """Tell *session* of one setting; an empty text takes it back."""
        value = getattr(self, name)
        if name in {"attempts", "deadline"}:
            session.policy = session.policy._replace(**{name: value})
        elif name == "timeout":
            session.timeout = value
        elif hasattr(session.own_overrides, name):
            setattr(session.own_overrides, name, None if value == "" else value)

    @property
    def mode(self) -> Mode:
        """How to show things in the front end that asks now."""
        return display_mode(self.shell, self.display)

    def say(self, text: Text, /, **values: object) -> str:
        """Return *text* in the language of whoever asks now."""
        return say(text, self.session.language, **values)

    def print(self, text: str) -> None:
        """Print *text* as the output of a cell, broken at 80 columns."""
        print("\n".join(wrap(line, LINE) for line in text.split("\n")))  # noqa: T201 - a cell's output

    def show(self, bundle: dict[str, str]) -> None:
        """Display *bundle*; where only text is shown, print that."""
        if self.mode == "text":
            print(bundle["text/plain"])  # noqa: T201 - as above
            return
        from IPython.display import display

        display(bundle, raw=True)  # type: ignore[no-untyped-call]

    @no_var_expand
    @cell_magic
    def modelmax(self, line: str, cell: str) -> None:
        """Send the cell to a model and show its answer, or why there is none; --help lists the options."""
        with self._before_sending():
            read = self._read_cell(line, cell)
        if read is not None:
            call, options = read
            self.run(call, raises=not options.no_raise)

    @contextmanager
    def _before_sending(self) -> Iterator[None]:
        """Turn an interrupt into one line that says so: what a call needs is loaded at its first use.

        Raises:
            ModelMaxError: The reader stopped it.
        """
        try:
            yield
        except KeyboardInterrupt:
            from modelmax_nb.callers import stopped_before_sending

            raise stopped_before_sending(self.session) from None

    def _read_cell(self, line: str, cell: str) -> tuple[Call, argparse.Namespace] | None:
        """Return the call that a cell asks for, and its options; None where nothing is to be sent."""
        from modelmax_nb.magics.options import HelpShown, parse_cell_line
        from modelmax_nb.magics.prompts import fill_prompt
        from modelmax_nb.request import without_pictures

        try:
            options = parse_cell_line(line, self.session.language)
        except HelpShown:
            return None
        call = self._call(options, fill_prompt(cell, options.var, self.shell.user_ns, self.session.language))
        if options.dry_run:
            shown = without_pictures(call.request.body)
            print(json.dumps(shown, indent=2, ensure_ascii=False))  # noqa: T201 - a cell's output
            return None
        return call, options

    @no_var_expand
    @cell_magic
    def modelmax_video(self, line: str, cell: str) -> None:
        """Send the cell to a video model and look after the task; --help lists the options."""
        with self._before_sending():
            from modelmax_nb.magics.options import HelpShown
            from modelmax_nb.magics.video_cell import parse_video_line, run_video

        try:
            options = parse_video_line(line, self.session.language)
        except HelpShown:
            return
        run_video(self, options, line, cell.strip("\n"))

    @no_var_expand
    @cell_magic
    def modelmax_image(self, line: str, cell: str) -> None:
        """Send the cell to a picture model and show what it makes; --help lists the options."""
        with self._before_sending():
            from modelmax_nb.magics.image_cell import parse_image_line, run_image
            from modelmax_nb.magics.options import HelpShown

        try:
            options = parse_image_line(line, self.session.language)
        except HelpShown:
            return
        run_image(self, options, line, cell.strip("\n"))

    @line_magic("modelmax_video")  # type: ignore[arg-type]  # as below
    @no_var_expand
    def modelmax_video_line(self, line: str) -> None:
        """List the options of the cell magic, as a cell magic without a cell below it cannot."""
        from modelmax_nb.magics.video_cell import video_parser

        self._help_of_cell("%%modelmax_video", video_parser(self.session.language), line)

    @line_magic("modelmax_image")  # type: ignore[arg-type]  # as below
    @no_var_expand
    def modelmax_image_line(self, line: str) -> None:
        """List the options of the cell magic, as a cell magic without a cell below it cannot."""
        from modelmax_nb.magics.image_cell import image_parser

        self._help_of_cell("%%modelmax_image", image_parser(self.session.language), line)

    def _help_of_cell(self, magic: str, parser: OptionParser, line: str) -> None:
        from modelmax_nb.magics.options import asks_for_help, refuse_keys

        refuse_keys(line, self.session.language)
        if not asks_for_help(line):
            raise UsageError(self.say(NEEDS_CELL, magic=magic))
        print(parser.format_help())  # noqa: T201 - a cell's output

    def run(self, call: Call, *, raises: bool = True) -> Report:
        """Send *call* and show how it ended.

        Raises:
            ModelMaxError: The call failed, and *raises* says that this shall fail the cell.
        """
        with self._before_sending():
            from modelmax_nb.magics.cell import CellRun

        report = CellRun(self.session, self.shell, self.mode, call, raises=raises).run()
        if raises and not report.answered:
            raise report.exception()
        return report

    def _call(self, options: argparse.Namespace, prompt: str) -> Call:
        """Build the call that the cell asks for."""
        from modelmax_nb.request import ChatRequest, messages_from
        from modelmax_nb.session import Call

        settings = self.session.settings()
        pictures = self._pictures(options.image, options.model or settings.model)
        turn = messages = messages_from(prompt.strip("\n"), options.system, pictures)
        if options.chat and options.chat in self.session.chats:
            messages = self.session.chats[options.chat].with_turn(turn)
        request = ChatRequest(
            model=options.model or settings.model,
            messages=messages,
            temperature=options.temperature,
            top_p=options.top_p,
            max_tokens=options.max_tokens,
            stop=tuple(options.stop),
            stream=self._streams(options.stream),
        )
        policy = self.session.policy
        if options.attempts is not None:
            policy = policy._replace(attempts=options.attempts)
        if options.deadline is not None:
            policy = policy._replace(deadline=options.deadline)
        return Call(
            request=request,
            policy=policy,
            fallbacks=tuple(options.fallback),
            timeout=options.timeout,
            chat=options.chat,
            turn=turn,
            output=options.output,
        )

    def _streams(self, said: bool | None) -> bool:  # noqa: FBT001 - of an option: on, off or not said
        """Tell whether the answer is asked for in pieces.

        Where somebody watches, unless told otherwise: the first word is there as soon as it was sent, which
        for a long answer is many seconds earlier, a reader can stop, and no long answer runs into the limit
        on silence. The stored bytes and the usage are the same (``python -m tests.benchmarks long_stream``).
        The price is that a stream which broke is never repeated without asking, for it may be charged. So
        where nobody watches, an answer comes whole: nobody is there to gain by it, or to be asked.
        """
        chosen = self.stream if said is None else said
        if chosen is not None:
            return chosen
        from modelmax_nb.api import attended

        return self.mode != "static" and attended()

    def _pictures(self, files: list[str], model: str) -> list[str]:
        """Read the pictures that go along; say where the list of models, if it is known, makes them doubtful.

        Raises:
            UsageError: There are too many, or one cannot be read; nothing was sent.
        """
        if not files:
            return []
        from modelmax_nb.magics import words
        from modelmax_nb.magics.options import unread_picture
        from modelmax_nb.models import Ability
        from modelmax_nb.picture_files import data_url
        from modelmax_nb.request import MOST_PICTURES

        if len(files) > MOST_PICTURES:
            raise UsageError(self.say(words.TOO_MANY_PICTURES, most=MOST_PICTURES, count=len(files)))
        listed = self.session.models.records if self.session.models else ()
        known = next((record for record in listed if record.id == model), None)
        if known is not None and known.abilities and Ability.IMAGES not in known.abilities:
            self.print(self.say(words.PICTURES_DOUBTFUL, model=model, owner=known.provider))
        try:
            return [data_url(file) for file in files]
        except (OSError, ValueError) as error:
            raise unread_picture(error, self.session.language) from None

    @line_magic("modelmax")  # type: ignore[arg-type]  # IPython types the decorator for one use only
    @no_var_expand
    def modelmax_line(self, line: str) -> None:
        """Look after everything else: %modelmax help lists the commands."""
        from modelmax_nb.magics.commands import COMMANDS, near_command, show_help_of
        from modelmax_nb.magics.options import HelpShown, asks_for_help, cell_parser, refuse_keys

        refuse_keys(line, self.session.language)
        if line.strip() in {"-h", "--help"}:
            print(cell_parser(self.session.language).format_help())  # noqa: T201 - a cell's output
            return
        name, _, rest = line.strip().partition(" ")
        command = COMMANDS.get(name or "help")
        if command is None:
            raise UsageError(near_command(self, name))
        if not command.options and asks_for_help(rest):
            show_help_of(self, name or "help")
            return
        try:
            command.run(self, rest.strip())
        except HelpShown:
            return
