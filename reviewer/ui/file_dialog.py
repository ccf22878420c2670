"""Asks for a file: one to read, or where to write one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(
    parent: QWidget, title: str, kind: str, answer: Callable[[Path], None], *, save_as: str = ""
) -> None:
    """Have a file picked, or with `save_as` the place of a new one; it begins in the documents.

    `kind` is like `Zip files (*.zip)`. `answer` is told the path, unless the user cancels.
    """
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where))
    folder = documents if documents.is_dir() else Path.home()
    dialog = QFileDialog(parent, title, str(folder), kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(save_as).suffix)
        dialog.selectFile(save_as)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: answer(Path(path)))
    dialog.open()
