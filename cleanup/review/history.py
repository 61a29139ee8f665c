"""What one person did to one file, in order: the stack behind undo and redo.

It is read from the memory, so it outlives a closed terminal.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleanup.review.memory import Decision


class History:
    """The actions of a person on a file.

    Args:
        decisions: every line of the memory in the order of writing.
        file: the article's name.
        who: the person; what others did is not theirs to undo.
    """

    def __init__(self, decisions: Iterable[Decision], file: str, who: str) -> None:
        done: dict[str, Decision] = {}
        undone: dict[str, Decision] = {}
        # Personal answers are in another file: only the time says where they belong.
        for decision in sorted(decisions, key=lambda d: d.at):
            if decision.who != who or decision.file != file:
                continue
            if decision.verdict in ("written", "name"):
                continue  # `cleanup names remove` takes a name away again
            if decision.verdict == "undo":
                taken = done.pop(decision.undone, None)
                if taken is not None:
                    undone[taken.id] = taken
            elif decision.verdict == "redo":
                taken = undone.pop(decision.undone, None)
                if taken is not None:
                    done[taken.id] = taken
            else:
                done[decision.id] = decision
                undone.clear()
        self.last = next(reversed(done.values()), None)
        """The last action that is in force; of several decisions in one stroke the last."""
        self.next = next(reversed(undone.values()), None)
        """What was taken back last."""
