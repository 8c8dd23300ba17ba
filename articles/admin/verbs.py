"""How the desk says each verb: its address, the word on its button, what the page tells before it is said."""

from collections.abc import Callable
from dataclasses import dataclass

from articles import describing, workflow
from articles.admin import verb_forms as ask
from articles.admin.out import Out, window
from articles.admin.reach import may
from articles.models import Edition, Story
from articles.models.revision import columns_of


def _always(out: Out) -> bool:
    return True


@dataclass(frozen=True)
class Verb:
    noun: str  # The last part of its address.
    label: str
    tells: str  # What will happen.
    done: str  # What the desk reads afterwards.
    form: type[ask.VerbForm] = ask.VerbForm
    fits: Callable[[Out], bool] = _always  # What it wants of the editions, beside the status.


VERBS = {
    "file": Verb(
        "filing",
        "File",
        "Hands the copy in. You can still write; a change takes it back to draft.",
        "“{story}” is filed.",
        ask.Weighed,
    ),
    "send_back": Verb(
        "return",
        "Send back",
        "It becomes a draft again, with your note for whoever writes it. What readers have stays as it is.",
        "“{story}” went back, and is a draft.",
        ask.SendBack,
    ),
    "clear": Verb(
        "clearance",
        "Clear",
        "Passes the copy exactly as it stands. Readers see nothing of it before it is published.",
        "“{story}” is cleared.",
        ask.Weighed,
    ),
    "publish": Verb(
        "publication",
        "Publish",
        "Readers get the cleared copy: at once, or from the hour you choose. A coming edition of older copy that was "
        "to open then or later gives way to it.",
        "“{story}” goes out.",
        ask.Publish,
        lambda out: not out.has(out.story.cleared_revision_id),
    ),
    "reschedule": Verb(
        "schedule",
        "Move",
        "The coming edition opens at another hour. Nobody outside was told of the first one.",
        "“{story}” was moved.",
        ask.Reschedule,
        lambda out: bool(out.coming) and not out.bundle,
    ),
    "unschedule": Verb(
        "unscheduling",
        "Take back",
        "The coming edition will not open. For readers it never existed.",
        "“{story}” was taken off the schedule.",
        ask.Unschedule,
        lambda out: bool(out.coming) and not out.bundle,
    ),
    "recall": Verb(
        "recall",
        "Recall",
        "Takes back what was just published, without a trace: nobody outside was told yet. What readers had before "
        "stands again. A coming edition that gave way stays off the schedule.",
        "“{story}” was recalled. Nobody outside was told.",
        ask.VerbForm,
        lambda out: out.recallable_until is not None,
    ),
    "correct": Verb(
        "correction",
        "Correct",
        "The cleared copy takes the place of what readers have, with your words under it and among the corrections.",
        "“{story}” goes out with its correction.",
        ask.Correct,
        lambda out: out.live is not None,
    ),
    "spike": Verb(
        "spiking",
        "Spike",
        "It will not run. It stays findable here, and can be taken up again.",
        "“{story}” is spiked.",
        ask.Spike,
        lambda out: not out.ran and (not out.coming or out.bundle is not None),
    ),
    "unspike": Verb(
        "unspiking",
        "Unspike",
        "It becomes a draft again.",
        "“{story}” is a draft again.",
        ask.Unspike,
    ),
    "kill": Verb(
        "killing",
        "Kill",
        "Withdraws it for good, at once or from the hour you choose: its pages, lists and feeds lose it, and its "
        "address shows your notice.",
        "“{story}” is killed.",
        ask.Kill,
        lambda out: out.ran,
    ),
    "spare": Verb(
        "sparing",
        "Take the kill back",
        "Readers keep it, and its copy is as far as it was. What was to open of it stays taken back.",
        "“{story}” stays with readers.",
        ask.VerbForm,
        lambda out: out.live is not None,
    ),
    "expire": Verb(
        "expiry",
        "Set its end",
        "Readers have it until the hour you choose, and its address then says that it is no longer there.",
        "“{story}” has another end.",
        ask.Expire,
        lambda out: out.live is not None,
    ),
    "emergency": Verb(
        "emergency",
        "Publish without a clear",
        "Readers get the copy as it stands, at once. An after-review is owed until somebody else signs it off.",
        "“{story}” is published. An after-review is owed.",
        ask.Emergency,
    ),
    "review": Verb(
        "review",
        "Sign off the after-review",
        "Says that you have read what was published without a clear. Nothing changes for readers.",
        "The after-review of “{story}” is done.",
        ask.VerbForm,
        lambda out: out.story.after_review_owed,
    ),
    "waive": Verb(
        "waiver",
        "Leave undescribed",
        "The picture goes before readers as it is, and who cannot see it is told nothing of it.",
        "“{story}” goes with a picture that nobody described.",
        ask.Waive,
        lambda out: bool(describing.missing(out.story, columns_of(out.story))),
    ),
    "unwaive": Verb(
        "description",
        "Ask for a description after all",
        "The picture goes no further without one. What readers have stays as it is.",
        "“{story}” wants its picture described again.",
        ask.Unwaive,
        lambda out: bool(describing.waived(out.story, columns_of(out.story))),
    ),
}


def sayable(request, out: Out) -> dict[str, Verb]:
    """The verbs that whoever asks may say of a story now, by name and in the order of the desk."""
    return {
        name: verb
        for name, verb in VERBS.items()
        if out.story.status in workflow.MOVES[name].leaves
        and verb.fits(out)
        and may(request, workflow.MOVES[name].permission, out.story)
    }


def outcome(name: str, story: Story, result) -> str:
    """What a verb did, in a sentence."""
    done = VERBS[name].done.format(story=story)
    return f"{done} Edition {result.number}: {window(result)}." if isinstance(result, Edition) else done


def refusal(error: Exception) -> list[str]:
    """Why a verb was refused, each reason a sentence."""
    return (
        [str(reason) for reason in error.reasons]
        if isinstance(error, workflow.PreflightFailed)
        else [str(error)]
    )
