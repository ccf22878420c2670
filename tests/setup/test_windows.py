"""What Windows is told, with stand-ins for its programs, and an installer that is compiled."""

import shutil
from base64 import b64encode

import artefacts
import pytest
import windows
import windows_signing
from icons import drawn, ico
from shell import Failed

STORE = {"WINDOWS_CERT_SHA1": "ab12"}
FILE = {"WINDOWS_CERT": b64encode(b"twelve").decode(), "WINDOWS_CERT_PASSWORD": "open"}


@pytest.fixture
def frozen(monkeypatch, tmp_path, qapp):
    """A frozen folder with both programs."""
    folder = tmp_path / "frozen/reviewer"
    (folder / "_internal/av").mkdir(parents=True)
    (folder / "_internal/av/core.pyd").write_bytes(b"MZ")
    for name in ("reviewer.exe", "reviewer-cli.exe"):
        (folder / name).write_bytes(b"MZ")
    (tmp_path / "reviewer.ico").write_bytes(ico({32: drawn(32)}))
    monkeypatch.setattr(windows, "FROZEN", folder.parent)
    monkeypatch.setattr(windows, "MADE", tmp_path)
    return folder


def test_explorer_is_told_the_version():
    block = windows.version_block("1.2.3")
    assert "filevers=(1, 2, 3, 0)" in block
    assert 'StringStruct("ProductVersion", "1.2.3")' in block


def test_the_installer_needs_no_administrator_and_opens_links():
    script = windows.SCRIPT.read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    assert '\'"$INSTDIR\\reviewer.exe" open "%1"\'' in script


def test_without_a_certificate_nothing_is_signed_and_that_is_said(tools, tmp_path, capsys):
    tools.put("signtool")
    windows_signing.sign(tmp_path / "reviewer.exe", {"WINDOWS_CERT": ""})
    assert tools.calls == []
    assert "reviewer.exe is not signed" in capsys.readouterr().out


def test_a_certificate_in_the_store_is_named_by_its_thumbprint(tools, tmp_path):
    tools.put("signtool")
    windows_signing.sign(tmp_path / "reviewer.exe", STORE)
    stamp = "/tr http://timestamp.digicert.com /td SHA256"
    assert tools.calls == [
        f"signtool sign /fd SHA256 /sha1 ab12 {stamp} /d Reviewer {tmp_path / 'reviewer.exe'}"
    ]


def test_a_certificate_in_a_variable_is_a_file_for_a_while(tools, tmp_path):
    tools.put("signtool", does=f'cp "$5" {tmp_path}/copied')
    windows_signing.sign(tmp_path / "reviewer.exe", FILE)
    words = tools.calls[0].split()
    assert (words[4], words[6:8]) == ("/f", ["/p", "open"])
    assert (tmp_path / "copied").read_bytes() == b"twelve"
    assert not (tmp_path / words[5]).exists()


def test_a_signature_that_fails_fails_the_build(tools, tmp_path):
    tools.put("signtool", does="exit 1")
    with pytest.raises(Failed, match=r"reviewer.exe could not be signed"):
        windows_signing.sign(tmp_path / "reviewer.exe", STORE)


def test_signtool_is_the_newest_of_the_development_kits(tools, tmp_path):
    for version in ("10.0.9600.0", "10.0.26100.0", "10.0.22621.0"):
        folder = tmp_path / "Windows Kits/10/bin" / version / "x64"
        folder.mkdir(parents=True)
        tool = folder / "signtool.exe"
        tool.write_text(f"#!/bin/sh\necho {version} > {tmp_path}/used\n")
        tool.chmod(0o755)
    windows_signing.sign(tmp_path / "reviewer.exe", {**STORE, "PROGRAMFILES(X86)": str(tmp_path)})
    assert (tmp_path / "used").read_text() == "10.0.26100.0\n"


def test_a_machine_without_signtool_is_told_so(tmp_path):
    with pytest.raises(Failed, match="signtool was not found"):
        windows_signing.sign(tmp_path / "reviewer.exe", {**STORE, "PROGRAMFILES(X86)": "/nowhere"})


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
def test_programs_installer_and_remover_are_signed(frozen, tools, monkeypatch, tmp_path):
    tools.put("signtool")
    monkeypatch.setenv("WINDOWS_CERT_SHA1", "ab12")
    installer = tmp_path / artefacts.artefact("setup", "AMD64")
    windows.pack(installer, STORE)
    assert installer.stat().st_size > 100_000
    signed = [call.split()[-1] for call in tools.calls]
    assert set(signed[:2]) == {str(frozen / "reviewer.exe"), str(frozen / "reviewer-cli.exe")}
    assert "makensis" in signed[2]
    assert signed[3:] == [str(installer)]


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
def test_a_remover_that_could_not_be_signed_fails_the_build(frozen, tools, monkeypatch, tmp_path):
    tools.put("signtool", does="exit 1")
    monkeypatch.setenv("WINDOWS_CERT_SHA1", "ab12")
    with pytest.raises(Failed, match="could not be compiled"):
        windows.compile_installer(frozen, tmp_path / "s.exe", windows_signing.signing_command())


def test_what_installing_leaves_on_windows_is_looked_for(tools, monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    (tmp_path / "local/Programs/Reviewer").mkdir(parents=True)
    menu = tmp_path / "roaming/Microsoft/Windows/Start Menu/Programs"
    menu.mkdir(parents=True)
    (menu / "Reviewer.lnk").touch()
    answers = {"command": '"C:/reviewer.exe" open "%1"', "Uninstall": "C:/uninstall.exe"}
    cases = "".join(f"*{part}*) echo '{told}' ;; " for part, told in answers.items())
    tools.put("reg", does=f'case "$2" in {cases}esac')
    assert all(windows.traces().values())
    tools.put("reg", does="exit 1")
    there = [name for name, is_there in windows.traces().items() if is_there]
    assert there == ["the folder", "the start menu's entry"]


def test_links_that_open_something_else_are_noticed(tools, monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    tools.put("reg", does="echo other.exe")
    traces = windows.traces()
    assert traces["the key of reviewer:// links"]
    assert not traces["reviewer:// links"]
