"""What went wrong between here and a server, from httpx's words into the coach's."""

import socket
import ssl
from collections.abc import Iterator

import httpx

from reviewer.domain.errors import NoNetwork, NotAnAnswer, ProxySignIn, ServiceError, TimedOut
from reviewer.net.policy import Policy

FAILURES = (
    httpx.TimeoutException,
    httpx.NetworkError,
    httpx.ProxyError,
    httpx.RemoteProtocolError,
    httpx.DecodingError,
    ssl.SSLError,  # in the midst of an answer httpx lets it through as it is
)
"""What a network can do to a request; anything else that httpx raises is our own mistake."""

PROXY_REMEDY = "Check this computer's proxy settings."
_PROXY_SIGN_IN = "407"
"""How httpx begins what a proxy says that wants to know who asks."""

_TLS_REMEDY = "Check this computer's date, and sign in to the network in a browser first."


def worth_another_try(failure: Exception, policy: Policy) -> bool:
    """Whether asking again may help: not where the answer would be the same."""
    if isinstance(failure, httpx.ReadTimeout | httpx.WriteTimeout):
        return policy.retry_silence
    if isinstance(failure, httpx.ProxyError | httpx.DecodingError):
        return False
    return _cause(failure, ssl.SSLCertVerificationError) is None


def translated(failure: Exception, place: str) -> ServiceError:
    """The domain's error for one of FAILURES; `place` is the host as the user knows it."""
    match failure:
        case httpx.ConnectTimeout():
            return TimedOut(f"{place} could not be reached in time.")
        case httpx.TimeoutException():
            return TimedOut(f"{place} stopped answering.")
        case httpx.ProxyError() if str(failure).startswith(_PROXY_SIGN_IN):
            return ProxySignIn(f"{place} is not reached: the proxy asks for a password (407).")
        case httpx.ProxyError():
            return NoNetwork(f"{place} refused: {failure}.", remedy=PROXY_REMEDY)
        case httpx.ConnectError():
            return _not_connected(failure, place)
        case httpx.RemoteProtocolError() | httpx.DecodingError():
            return NotAnAnswer(f"{place} broke off or garbled its answer.", remedy=NoNetwork.remedy)
        case _:
            return NoNetwork(f"The connection to {place} was lost.")


def _not_connected(failure: Exception, place: str) -> NoNetwork:
    untrusted = _cause(failure, ssl.SSLCertVerificationError)
    if isinstance(untrusted, ssl.SSLCertVerificationError):
        why = untrusted.verify_message
        return NoNetwork(f"The certificate of {place} is not trusted: {why}.", remedy=_TLS_REMEDY)
    if _cause(failure, ssl.SSLError):
        return NoNetwork(f"No secure connection to {place} could be made.", remedy=_TLS_REMEDY)
    if _cause(failure, socket.gaierror):
        return NoNetwork(f"{place} could not be found.")
    if _cause(failure, ConnectionRefusedError):
        return NoNetwork(f"{place} refused the connection.")
    return NoNetwork(f"{place} could not be reached.")


def _cause(failure: BaseException, kind: type[BaseException]) -> BaseException | None:
    return next((cause for cause in _causes(failure) if isinstance(cause, kind)), None)


def _causes(failure: BaseException) -> Iterator[BaseException]:
    """The failure and all that led to it, through groups of attempts as well."""
    yield failure
    if isinstance(failure, BaseExceptionGroup):
        for inner in failure.exceptions:
            yield from _causes(inner)
    before = failure.__cause__ or failure.__context__
    if before is not None:
        yield from _causes(before)
