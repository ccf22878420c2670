"""What the frozen program leaves out: parts of Qt that nothing here uses, and the system's own."""

import re

EXCLUDED_MODULES = (
    "PIL",
    "PyInstaller",
    "_pytest",
    "cyclonedx",
    "hypothesis",
    "importlinter",
    "lxml",
    "markdown_it",
    "mdurl",
    "mypy",
    "numpy",
    "pkg_resources",
    "pygments",
    "pytest",
    "rich",
    "setuptools",
    "tkinter",
    "yaml",
)
"""Only for development, or only where something else that is not here would ask for it."""

_PLUGINS = {
    "iconengines": r"qsvgicon",
    "imageformats": r"q(ico|icns|jpeg|svg)",
    "multimedia": r"ffmpegmediaplugin",
    "platforminputcontexts": r"(compose|ibus)platforminputcontextplugin",
    "platforms": r"q(xcb|offscreen|wayland.*|windows|cocoa)",
    "platformthemes": r"qxdgdesktopportal",
    "styles": r".*",
    "wayland-decoration-client": r".*",
    "wayland-graphics-integration-client": r".*",
    "wayland-shell-integration": r".*",
    "xcbglintegrations": r".*",
}
"""By folder, the plugins of Qt that are kept. FFmpeg's links Qt Quick and Qml: those stay too."""

_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/]+?)\.(?:so|dll|dylib)")
_TRANSLATION = re.compile(r"PySide6/(?:Qt/)?translations/")
_UNUSED = re.compile(r"(?:^|/)(?:lib)?Qt6?(?:Pdf|VirtualKeyboard|EglF|WebEngine)|opengl32sw")
_PYTHONS_OWN = re.compile(
    r"lib(python3|ssl|crypto|ffi|sqlite3|bz2|lzma|z|uuid|expat|readline|ncursesw?|tinfo|mpdec|nsl)\b"
)
"""Libraries that Python itself was built with: another system may have other ones."""

_SYSTEM = re.compile(r"/(?:usr/)?lib(?:64)?/")


def is_needed(name: str, origin: str) -> bool:
    """Whether a file goes into the frozen program.

    `name` is its place there, `origin` where it comes from; both with forward slashes.
    """
    plugin = _PLUGIN.search(name)
    if plugin is not None:
        folder, stem = plugin.groups()
        return re.fullmatch(_PLUGINS.get(folder, "(?!)"), stem) is not None
    if _TRANSLATION.search(name) or _UNUSED.search(name):
        return False
    return not is_the_systems(name, origin)


def is_the_systems(name: str, origin: str) -> bool:
    """Whether a library is one that a Linux desktop brings itself; the packages depend on it."""
    last = name.rpartition("/")[2]
    return _SYSTEM.match(origin) is not None and _PYTHONS_OWN.match(last) is None
