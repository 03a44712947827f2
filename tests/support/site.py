"""A webapp in a temporary folder, edited as an author would."""

import errno
import os
import shutil
import tempfile

from .waiting import wait_until


class Site:
    """A folder of files; `files` maps paths to text, or to bytes.

    with Site({"a.page": "<%= 1 %>"}) as site:
        site.write("a.page", "<%= 2 %>")
    """

    def __init__(self, files=None):
        # Whole: the programs report paths without symbolic links.
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="quire-test-"))
        for path, content in (files or {}).items():
            self.write(path, content)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def path(self, path=""):
        return os.path.join(self.root, path.lstrip("/"))

    def write(self, path, content):
        """Opens, writes and closes; line ends stay as they are."""
        whole = self.path(path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def write_and_rename(self, path, content):
        """As many editors save: beside the file, then renamed over it."""
        beside = os.path.join(os.path.dirname(path), "." + os.path.basename(path) + ".new")
        self.write(beside, content)
        os.rename(self.path(beside), self.path(path))

    def read(self, path):
        with open(self.path(path), "rb") as file:
            return file.read().decode()

    def replace(self, path, old, new):
        """Edits: `old` must stand there."""
        text = self.read(path)
        if old not in text:
            raise AssertionError(f"{path} has no {old!r}")
        self.write(path, text.replace(old, new))

    def delete(self, path):
        os.remove(self.path(path))

    def delete_folder(self, path):
        """Also while a server still writes into it: again until it was whole gone once."""

        def gone():
            try:
                shutil.rmtree(self.path(path))
                return True
            except FileNotFoundError:
                return not os.path.exists(self.path(path))
            except OSError as error:
                if error.errno != errno.ENOTEMPTY:
                    raise
                return False

        wait_until(gone, f"{path} can be deleted")
