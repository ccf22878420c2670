"""What macOS is told, with stand-ins for its programs: which of them are called, and how."""

import plistlib
import struct
from base64 import b64encode
from pathlib import Path

import artefacts
import macho
import macos
import macos_signing
import pytest
from shell import Failed

THIN, FAT = b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"
SIGNED = {"MACOS_IDENTITY": "Us"}
CERTIFICATE = {"MACOS_CERT": b64encode(b"twelve").decode(), "MACOS_CERT_PASSWORD": "open"}
NOTARY = {
    "MACOS_NOTARY_KEY": "-----BEGIN",
    "MACOS_NOTARY_KEY_ID": "ID",
    "MACOS_NOTARY_ISSUER": "who",
}


def code_for(version: tuple[int, int], command: int = 0x32) -> bytes:
    """A library whose second command names the oldest macOS that it runs on."""
    number = version[0] << 16 | version[1] << 8
    platform = struct.pack("<I", 1) if command == 0x32 else b""
    told = platform + struct.pack("<2I", number, 26 << 16)
    commands = struct.pack("<2I8x", 0x19, 16) + struct.pack("<2I", command, 8 + len(told)) + told
    return (
        THIN + struct.pack("<3I", 0, 0, 6) + struct.pack("<4I", 2, len(commands), 0, 0) + commands
    )


@pytest.fixture
def bundle(monkeypatch, tmp_path):
    """A bundle as PyInstaller leaves it: links between its halves, and one framework."""
    monkeypatch.setattr(macos_signing, "MADE", tmp_path / "made")
    monkeypatch.setattr(macos, "BUILD", tmp_path)
    app = tmp_path / "Reviewer.app"
    monkeypatch.setattr(macos, "APP", app)
    frameworks = app / "Contents/Frameworks"
    qt = frameworks / "PySide6/Qt/lib/QtCore.framework"
    for file in (
        app / "Contents/MacOS/reviewer",
        frameworks / "libav.dylib",
        frameworks / "PySide6/QtCore.abi3.so",
        qt / "Versions/A/QtCore",
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(code_for((14, 0)))
    (qt / "Versions/A/Info.plist").write_text("<plist/>")
    (qt / "QtCore").symlink_to("Versions/A/QtCore")
    (frameworks / "resources").symlink_to("../Resources")
    (app / "Contents/Resources").mkdir()
    (app / "Contents/Resources/selftest.ts").write_bytes(b"\x47clip")
    return app


def test_the_bundle_says_what_it_needs_and_opens():
    assert macos.INFO["LSMinimumSystemVersion"] == "14.0"
    assert macos.INFO["NSHighResolutionCapable"] is True
    assert macos.URL_TYPES[0]["CFBundleURLSchemes"] == ["reviewer"]


@pytest.mark.parametrize("command", [0x32, 0x24])
def test_a_library_says_the_oldest_system_that_it_runs_on(tmp_path, command):
    (tmp_path / "lib").write_bytes(code_for((15, 2), command))
    assert macho.oldest_system(tmp_path / "lib") == (15, 2)


@pytest.mark.parametrize("content", [FAT + bytes(60), code_for((14, 0), 0x2A), b"", b"text"])
def test_what_names_no_system_is_no_evidence(tmp_path, content):
    (tmp_path / "lib").write_bytes(content)
    assert macho.oldest_system(tmp_path / "lib") is None
    assert macho.is_code(tmp_path / "lib") is (content[:4] in (THIN, FAT))


def test_a_library_for_a_newer_system_than_promised_fails_the_build(bundle):
    macos.see_systems(bundle)
    (bundle / "Contents/Frameworks/libnew.dylib").write_bytes(code_for((15, 0)))
    with pytest.raises(Failed, match=r"macOS 14.0 is too old for libnew.dylib"):
        macos.see_systems(bundle)


def test_libraries_are_signed_before_frameworks_and_links_not_at_all(bundle):
    frameworks = bundle / "Contents/Frameworks"
    assert macos_signing.nested_code(bundle) == [
        frameworks / "PySide6/QtCore.abi3.so",
        frameworks / "libav.dylib",
        frameworks / "PySide6/Qt/lib/QtCore.framework",
    ]


def test_a_bundle_is_signed_from_the_inside_out_and_looked_at(bundle, tools):
    tools.put("codesign")
    macos_signing.sign_bundle(bundle, SIGNED)
    inner, whole, looked = tools.calls
    hardened = "codesign --force --sign Us --options runtime --timestamp "
    assert inner.startswith(hardened + str(bundle / "Contents/Frameworks"))
    assert whole.startswith(hardened + "--entitlements ")
    assert whole.endswith(f".plist {bundle}")
    assert looked == f"codesign --verify --deep --strict {bundle}"
    written = plistlib.loads((bundle.parent / "made/entitlements.plist").read_bytes())
    assert written == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.disable-library-validation": True,
    }


def test_without_an_identity_the_bundle_is_as_strict_but_for_this_machine_and_that_is_said(
    bundle, tools, capfd
):
    tools.put("codesign")
    macos_signing.sign_bundle(bundle, {})
    inner, whole, _ = tools.calls
    hardened = "codesign --force --sign - --options runtime "
    assert inner.startswith(hardened + str(bundle / "Contents/Frameworks"))
    assert whole.startswith(hardened + "--entitlements ")
    assert "dev: warning: neither MACOS_IDENTITY nor MACOS_CERT is set" in capfd.readouterr().out


def test_a_signature_that_does_not_hold_fails_the_build(bundle, tools):
    tools.put("codesign", does='test "$1" != --verify')
    with pytest.raises(Failed, match="does not hold"):
        macos_signing.sign_bundle(bundle, SIGNED)


def test_a_certificate_is_at_hand_in_a_keychain_of_its_own_and_then_gone(tools, tmp_path):
    copied = tmp_path / "copied"
    known = 'test "$4" = -s || echo \'    "/Users/me/login.keychain-db"\''
    tools.put(
        "security",
        does=f'case $1 in import) cp "$2" {copied} ;; list-keychains) {known} ;; esac',
    )
    with macos_signing.certificate_at_hand(CERTIFICATE):
        pass
    assert [call.split()[1] for call in tools.calls] == [
        "create-keychain",
        "set-keychain-settings",
        "unlock-keychain",
        "import",
        "set-key-partition-list",
        "list-keychains",
        "list-keychains",
        "delete-keychain",
    ]
    assert copied.read_bytes() == b"twelve"
    assert "-P open " in tools.calls[3]
    keychain = tools.calls[-1].split()[-1]
    assert tools.calls[-2].endswith(f"-s {keychain} /Users/me/login.keychain-db")


def test_a_certificate_that_does_not_open_fails_the_build_and_leaves_no_keychain(tools):
    tools.put("security", does='test "$1" != import')
    with (
        pytest.raises(Failed, match="security import failed"),
        macos_signing.certificate_at_hand(CERTIFICATE),
    ):
        pytest.fail("nothing can be signed")
    assert tools.calls[-1].startswith("security delete-keychain ")


def test_without_a_certificate_the_users_keychains_are_left_alone(tools):
    tools.put("security")
    with macos_signing.certificate_at_hand(SIGNED):
        assert tools.calls == []


def test_the_image_is_signed_and_notarised_and_bears_the_ticket(bundle, tools, tmp_path):
    tools.put("codesign", "ditto", "hdiutil", "security")
    tools.put("xcrun", does=f'case $1 in notarytool) cp "$5" {tmp_path}/key ;; esac')
    image = tmp_path / "reviewer.dmg"
    macos.pack(image, {**CERTIFICATE, **NOTARY})
    *_, delete, submit, staple = tools.calls
    signing = f"codesign --sign Developer ID Application --timestamp {image}"
    assert signing in tools.calls
    assert delete.startswith("security delete-keychain")
    assert submit.startswith(f"xcrun notarytool submit {image} --key ")
    assert submit.endswith("--key-id ID --issuer who --wait")
    assert staple == f"xcrun stapler staple {image}"
    assert (tmp_path / "key").read_text() == "-----BEGIN"


@pytest.mark.parametrize("given", [{}, SIGNED, NOTARY])
def test_without_key_or_identity_nothing_is_notarised_and_that_is_said(
    given, tools, capsys, tmp_path
):
    tools.put("xcrun")
    macos_signing.notarise(tmp_path / "reviewer.dmg", given)
    assert tools.calls == []
    assert "the disk image is not notarised" in capsys.readouterr().out


def test_github_shows_a_warning_beside_the_run(tools, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    macos_signing.notarise(tmp_path / "reviewer.dmg", {})
    assert capsys.readouterr().out.startswith("::warning::no notary key is set")


def test_an_image_that_is_busy_is_made_again(bundle, tools, tmp_path):
    tools.put("codesign", "ditto")
    tools.put("hdiutil", does=f"test -e {tmp_path}/once || {{ touch {tmp_path}/once; exit 1; }}")
    macos.pack(tmp_path / "reviewer.dmg", {})
    made = [call for call in tools.calls if call.startswith("hdiutil create ")]
    assert len(made) == 2
    tools.put("hdiutil", does="exit 1")
    with pytest.raises(Failed, match="disk image could not be made"):
        macos.pack(tmp_path / "reviewer.dmg", {})


def test_an_image_is_installed_into_the_users_applications_and_removed(
    bundle, tools, monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    tools.put("hdiutil")
    (tmp_path / "Info.plist").write_bytes(plistlib.dumps(macos.INFO))
    copies = f'mkdir -p "$2/Contents"; cp {tmp_path}/Info.plist "$2/Contents"'
    tools.put("ditto", does=copies)
    program = macos.install(tmp_path / "reviewer.dmg")
    assert program == tmp_path / "Applications/Reviewer.app/Contents/MacOS/reviewer"
    assert [call.split()[1] for call in tools.calls if "hdiutil" in call] == ["attach", "detach"]
    assert macos.traces() == {"the bundle": True, "reviewer:// links": True}
    macos.remove()
    assert not any(macos.traces().values())


def test_a_bundle_that_opens_no_links_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    contents = tmp_path / "Applications/Reviewer.app/Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(plistlib.dumps({"CFBundleVersion": "1"}))
    assert macos.traces() == {"the bundle": True, "reviewer:// links": False}


def test_a_disk_image_is_named_for_its_processor():
    assert artefacts.artefact("dmg", "x86_64", "1.0") == "reviewer-1.0-macos-x86_64.dmg"
