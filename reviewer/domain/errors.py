"""Everything that can go wrong in the world, told in the words of a coach.

    ReviewerError
      AccessError        not allowed: NotPermitted, BadCredentials (UnknownName, WrongSecret),
                         WrongComputerClock, NoKeyStore
      ServiceError       network or server: NoNetwork (ProxySignIn), TimedOut, ServerFault,
                         NotAnAnswer, TooBusy, AddressRefused
      MediaError         the footage: StreamGone, BadPlaylist, BadSegment,
                         Unplayable (NoRoom)
      DataError          what came back makes no sense: UnknownGame, UnknownClip, BadData, NoFootage
      LibraryError       what is kept on this computer: LibraryBusy, LibraryMissing, LibraryNewer,
                         LibraryDamaged, LibraryReadOnly, LibraryFault, DiskFull, BadEntry,
                         BadPackage

Programming errors are not in this family: they go to the last-resort hook and the log.
"""

from typing import ClassVar


class ReviewerError(Exception):
    """`title` says what happened in a few words, `sentence` in one; `remedy` says what to do.

    `kept` says what is still usable, `request_id` is ShotTracker's handle for its support.
    """

    title: ClassVar[str] = "Something went wrong"
    remedy: ClassVar[str] = ""

    def __init__(
        self,
        sentence: str,
        *,
        remedy: str | None = None,
        kept: str = "",
        request_id: str | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = type(self).remedy if remedy is None else remedy
        self.kept = kept
        self.request_id = request_id
        self.status = status

    def __str__(self) -> str:
        parts = [self.sentence, self.kept, self.advice]
        if self.request_id:
            parts.append(f"Request id: {self.request_id}.")
        return " ".join(part for part in parts if part)


class AccessError(ReviewerError):
    """The account may not do this."""


class NotPermitted(AccessError):
    title = "No access"
    remedy = "Ask ShotTracker to open it for your account."


class BadCredentials(AccessError):
    title = "Sign-in refused"
    remedy = "Check the user name and the secret."


class UnknownName(BadCredentials):
    title = "Unknown user name"
    remedy = "Check the user name: capitals and spaces count."


class WrongSecret(BadCredentials):
    title = "Wrong secret"
    remedy = "Paste the secret again, without spaces around it."


class WrongComputerClock(AccessError):
    title = "This computer's clock is wrong"
    remedy = "Set the clock and try again."


class NoKeyStore(AccessError):
    """This computer's key store cannot keep or give out a secret."""

    title = "The key store did not help"
    remedy = "Unlock it, or go on for this run only."


class ServiceError(ReviewerError):
    """The network or the server failed; trying again may help."""

    remedy = "Try again in a moment."


class NoNetwork(ServiceError):
    title = "No connection"
    remedy = "Check the network and try again."


class ProxySignIn(NoNetwork):
    title = "The proxy wants a password"
    remedy = "Put it into this computer's proxy settings, or ask who runs the network."


class TimedOut(ServiceError):
    title = "No answer in time"


class ServerFault(ServiceError):
    title = "The server failed"


class TooBusy(ServiceError):
    title = "The server is busy"


class NotAnAnswer(ServiceError):
    title = "That was not ShotTracker"
    remedy = "Sign in to the network in a browser first, then try again."


class AddressRefused(ServiceError):
    title = "Address refused"
    remedy = "If it stays, tell ShotTracker."


class MediaError(ReviewerError):
    """One clip cannot be shown; the others can."""


class StreamGone(MediaError):
    title = "Stream is gone"
    remedy = "Reload the game, or ask ShotTracker for the footage."


class BadPlaylist(MediaError):
    title = "Stream cannot be read"
    remedy = "Try again; if it stays, tell ShotTracker."


class BadSegment(MediaError):
    title = "A piece of the footage is missing"
    remedy = "Try again; if it stays, tell ShotTracker."


class Unplayable(MediaError):
    title = "Cannot be played"


class NoRoom(Unplayable):
    """Not even the cache, which gives way, has any left."""

    title = "The disk is full"
    remedy = "Free some space and try again."


class DataError(ReviewerError):
    """The answer arrived but cannot be used."""


class UnknownGame(DataError):
    title = "No such game"
    remedy = "Check the game id."


class UnknownClip(DataError):
    title = "No such clip"
    remedy = "Clips have other ids when the game was cut anew; list them again."


class NoFootage(DataError):
    title = "No footage yet"
    remedy = "Try again later."


class BadData(DataError):
    title = "Garbled answer"
    remedy = "Try again; if it stays, tell ShotTracker."


class LibraryError(ReviewerError):
    """The library, which keeps the staff's work, could not do what was asked; it is unchanged."""


class LibraryBusy(LibraryError):
    """Another process has it: the window that is already open, as a rule."""

    title = "The library is open elsewhere"
    remedy = "Use the other window, or close it first."


class LibraryMissing(LibraryError):
    title = "No library yet"
    remedy = "It begins with the first thing that is kept."


class LibraryNewer(LibraryError):
    title = "From a newer Reviewer"
    remedy = "Update Reviewer on this computer."


class LibraryDamaged(LibraryError):
    title = "The library is damaged"
    remedy = "Rescue what can be read into a new library."


class LibraryReadOnly(LibraryError):
    title = "The library cannot be written"
    remedy = "Allow writing in its folder, or choose another."


class LibraryFault(LibraryError):
    title = "The disk failed"
    remedy = "Check the disk; make a backup before going on."


class DiskFull(LibraryError):
    title = "The disk is full"
    remedy = "Make room and do it again."


class BadEntry(LibraryError):
    """Something typed or imported cannot be kept as it is."""

    title = "Cannot be kept"


class BadPackage(LibraryError):
    title = "Not a library package"
    remedy = "Ask for the file again."


NONSENSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What Python raises where somebody's JSON, read as it should be, is something else: nested without
end, infinite where a number is counted with, a list in an object's place.
"""
