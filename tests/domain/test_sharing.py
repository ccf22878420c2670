"""What an import would do, in a coordinator's words."""

from reviewer.domain.game import EventId
from reviewer.domain.sharing import Count, Preview, preview_words

NAMES = {EventId("1"): "Harbor City at North Ridge"}


def test_each_kind_has_its_line_then_by_whom_and_where():
    counts = (Count("item", 1), Count("palette"), Count("tag", 12, 3, 1))
    preview = Preview(("Kim",), (EventId("1"), EventId("77")), 17, counts)
    assert preview_words(preview, NAMES) == (
        "1 playlist item new",
        "12 tags new, 3 changed, 1 deleted",
        "By Kim",
        "In Harbor City at North Ridge, game 77",
    )
    assert (preview.made, preview.changed, preview.deleted) == (13, 3, 1)


def test_what_brings_nothing_says_so():
    assert preview_words(Preview((), (), 0, ()), NAMES) == (
        "Nothing new: all of it is here already.",
    )
    older = Preview(("Kim", "Lee"), (), 2, (Count("tag"),))
    assert preview_words(older, NAMES) == ("Nothing changes: what is here is newer.", "By Kim, Lee")
