"""The screen: the article on the left, the place under the cursor on the right, keys below."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from cleanup.review import keys
from cleanup.review.desk import Desk, head
from cleanup.review.face import AddName, Answers, Then
from cleanup.review.picture import draw
from cleanup.review.screen.page import Page
from cleanup.review.screen.reading import Reading
from cleanup.show.invisible import escaped
from cleanup.show.pen import Pen

if TYPE_CHECKING:
    from cleanup.review.article import Article

WATCH = 2.0
"""Seconds between looks at what others have decided, and at the file."""
_SAME = {
    "down": "j", "up": "k", "tab": "J", "shift+tab": "K", "home": "g", "end": "G",
    "ctrl+r": "U", "enter": "j",
}  # fmt: skip
"""Further keys for the same."""


class ReviewApp(App[bool]):
    """The review of one article on the screen: a `cleanup.review.face.Face`.

    Ends with whether the person leaves all files.

    Args:
        article: what is reviewed.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
        files: ``2/5``: which of several files this is.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; }
    #head { height: 1; background: $panel; padding: 0 1; }
    #body { height: 1fr; }
    Page { width: 1fr; height: 100%; padding: 0 0 0 1; }
    #place { width: 48%; height: 100%; border-left: vkey $primary; padding: 0 0 0 1;
      scrollbar-size-vertical: 1; }
    #change { width: 100%; text-wrap: nowrap; }
    #said { height: auto; max-height: 5; min-height: 1; background: $panel; padding: 0 1; }
    #line { height: 1; border: none; padding: 0 1; display: none; }
    #line.asking { display: block; }
    #keys, #said { link-style: none; link-color: $text; link-background: transparent; }
    #keys { height: auto; padding: 0 1; }
    """
    BINDINGS: ClassVar = [("ctrl+c", "leave", "quit")]

    def __init__(
        self, article: Article, add_name: AddName, *, backup: bool = False, files: str = ""
    ) -> None:
        super().__init__()
        self.desk = Desk(article, self, add_name, backup=backup)
        self.page = Page(self.desk.session)
        self.which_file = files
        self.answers: Answers | None = None
        """The keys that the person was offered."""
        self.entered: Callable[[str], None] | None = None
        """What is done with the line that the person was asked for."""
        self.has_colour = not os.environ.get("NO_COLOR")

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield Static(id="head")
        with Horizontal(id="body"):
            yield self.page
            with VerticalScroll(id="place", can_focus=False):
                yield Static(id="change")
        yield Static(id="said")
        yield Input(id="line", compact=True)
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Begin at the first open question."""
        self.page.can_focus = True
        self.page.focus()
        self.call_after_refresh(self.moved)
        self.desk.list_lost()
        self.set_interval(WATCH, lambda: self.desk.do(self.desk.watch))

    def on_resize(self) -> None:
        """Fold everything anew."""
        self.query_one("#keys", Static).update(_bar(self.size.width - 2))
        self.call_after_refresh(self.moved)

    # ------------------------------------------------------------ the face of the desk

    def say(self, message: str) -> None:
        """Show one line, until the next key."""
        self.query_one("#said", Static).update(escaped(message) or " ")

    def offer(self, question: str, answers: Answers) -> None:
        """Ask for one of some keys."""
        self.answers = answers
        text = Text(f"{escaped(question)} ", "bold")
        for key, (said, _) in answers.items():
            text.append_text(_button(key, escaped(said)))
        self.query_one("#said", Static).update(text.append("Esc\u00a0no", "dim"))

    def ask(self, question: str, then: Callable[[str], None], given: str = "") -> None:
        """Ask for a line; Escape goes back."""
        self.entered = then
        hint = ("  Enter takes it, Esc goes back", "dim")
        text = Text.assemble((escaped(question), "bold"), hint)
        self.query_one("#said", Static).update(text)
        line = self.query_one("#line", Input)
        line.value = given
        line.cursor_position = len(given)
        line.add_class("asking")
        line.focus()

    def read(self, draw: Callable[[Pen], None]) -> None:
        """Show something to read, over the screen."""
        self.push_screen(Reading(self.drawn(draw, self.size.width - 10)))

    def moved(self) -> None:
        """Show the place that the person is at."""
        self.page.show(self.desk.at)
        self.around()

    def changed(self) -> None:
        """Draw what was decided."""
        self.page.changed(self.desk.at)
        self.around()

    def replaced(self) -> None:
        """Draw other places than before."""
        self.page.take(self.desk.session)
        self.moved()

    def leave(self, everything: bool) -> None:
        """End the review of this file, or of all."""
        self.exit(everything)

    # ------------------------------------------------------------ drawing

    def around(self) -> None:
        """Draw all that is not the page."""
        desk = self.desk
        title = head(desk, self.which_file).append(f"  {self.page.part:.0%}", "dim")
        self.query_one("#head", Static).update(title)
        box = self.query_one("#place", VerticalScroll)
        if desk.session.items:
            width = box.scrollable_content_region.width - 1  # a last column takes no marks well
            text = self.drawn(lambda pen: draw(pen, desk.session, desk.at), width)
        else:
            text = Text("nothing to decide")
        self.query_one("#change", Static).update(text)
        box.scroll_home(animate=False)

    def drawn(self, by: Callable[[Pen], None], width: int) -> Text:
        """What is drawn with a pen, as a text for a widget."""
        stream = io.StringIO()
        by(Pen(stream, colour=self.has_colour, width=max(width, 24), marks=True))
        return Text.from_ansi(stream.getvalue().rstrip("\n"))

    # ------------------------------------------------------------ keys and mouse

    async def on_event(self, event: events.Event) -> None:
        """Keys are answered here before anything else has a use for them."""
        if isinstance(event, events.Key) and len(self.screen_stack) == 1 and self.took(event):
            event.stop()
            event.prevent_default()
        else:
            await super().on_event(event)

    def took(self, event: events.Key) -> bool:
        """Carry out a key; whether it was one of ours."""
        if self.entered is not None:
            if event.key == "escape":
                self.asked(None)
            return event.key in ("escape", "tab", "shift+tab")
        if event.key in ("pagedown", "pageup"):
            rows = self.page.size.height - 2
            self.page.scroll_rows(rows if event.key == "pagedown" else -rows)
            return True
        printable = event.character is not None and event.is_printable
        return self.press_one(
            str(event.character) if printable else _SAME.get(event.key, event.key)
        )

    def press_one(self, key: str) -> bool:
        """Carry out one key, pressed or clicked; whether it has a meaning here."""
        offered, self.answers = self.answers, None
        if offered is None and key == "ctrl+c":
            return False
        self.say("")
        if offered is None:
            return self.desk.press(key)
        if key in offered:
            self.desk.do(offered[key][1])
        return True

    def asked(self, given: str | None) -> None:
        """The line was entered, or not."""
        then, self.entered = self.entered, None
        line = self.query_one("#line", Input)
        line.remove_class("asking")
        self.page.focus()
        self.say("")
        if given is not None and then is not None:
            self.desk.do(_given(then, given))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The line was entered."""
        event.stop()
        if self.entered is not None:
            self.asked(event.value)

    def on_page_picked(self, event: Page.Picked) -> None:
        """A place was clicked at."""
        if self.entered is None:
            self.answers = None
            self.say("")
            self.desk.go(event.number)

    def action_click_key(self, key: str) -> None:
        """A key at the bottom was clicked at."""
        if self.entered is None:
            self.press_one(key)

    def action_leave(self) -> None:
        """Ctrl-C leaves at once: decisions are kept."""
        self.exit(True)


def _given(then: Callable[[str], None], given: str) -> Then:
    return lambda: then(given)


def _bar(width: int) -> Text:
    """The keys, to be clicked at, in lines of so many cells."""
    bar = Text(no_wrap=True)
    used = 0
    for key in keys.ALL:
        button = _button(key.key, key.short)
        if not key.short:
            continue
        if used + button.cell_len - 2 > width:
            bar.append("\n")
            used = 0
        bar.append_text(button)
        used += button.cell_len
    return bar


def _button(key: str, said: str) -> Text:
    """A key and what it does, which can be clicked at."""
    click = Style(meta={"@click": ("app.click_key", (key,))})
    text = Text()
    text.append(key, Style(bold=True) + click)
    text.append(f" {said}", click)
    return text.append("  ")
