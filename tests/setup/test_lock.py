import re
from pathlib import Path

import environment
import lock
import pytest
from shell import Failed

FILES = [lock.RUNTIME, environment.REQUIREMENTS]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_requirement_file_names_no_host(path):
    assert not lock.names_a_host(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "a @ https://example.org/a.whl"]
)
def test_a_host_is_recognised(line):
    assert lock.names_a_host(f"httpx==0.28.1\n{line}\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_pin_has_a_hash(path):
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", text)
    assert all("--hash=sha256:" in block for block in blocks)
    assert len(blocks) == len(PIN.findall(text))


def test_development_has_the_versions_that_users_have():
    assert pins(lock.RUNTIME).items() <= pins(environment.REQUIREMENTS).items()


def test_the_resolver_is_installed_by_its_hashes():
    pin = lock.pin_of("uv", environment.REQUIREMENTS.read_text(encoding="utf-8"))
    first, *hashes = pin.splitlines()
    assert re.fullmatch(r"uv==[\d.]+ \\", first)
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes)
    assert len(hashes) > 3


def test_a_resolver_that_is_not_pinned_is_not_fetched():
    with pytest.raises(Failed, match="uv is not pinned"):
        lock.pin_of("uv", "uvicorn==0.54.0 \\\n    --hash=sha256:aa\n")


def test_all_of_qt_is_one_version():
    qt = {
        pins(lock.RUNTIME)[name] for name in ("pyside6-essentials", "pyside6-addons", "shiboken6")
    }
    assert qt == {"6.11.3"}
