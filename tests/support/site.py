"""A web application in a temporary folder, edited as by an author."""

import errno
import os
import shutil
import tempfile

from .waiting import wait_until


# The source tree.
TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
# Begins a page whose text is compared.
PLAIN = '<%@ page contentType="text/plain" %>'


class Site:
    """A folder of files; `files` maps paths to text or bytes.

    with Site({"a.page": "<%= 1 %>"}) as site:
        site.write("a.page", "<%= 2 %>")
    """

    def __init__(self, files=None):
        # Resolved, because the programs report paths without symbolic links.
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="quire-test-"))
        for path, content in (files or {}).items():
            self.write(path, content)

    @classmethod
    def of_sample(cls, *folder):
        """A copy of a sample, without what a server has built of it."""
        site = cls()
        shutil.copytree(os.path.join(TOP, "samples", *folder), site.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("work"))
        return site

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def path(self, path=""):
        return os.path.join(self.root, path.lstrip("/"))

    def write(self, path, content):
        """Writes a file in place, without converting line ends."""
        whole = self.path(path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def write_and_rename(self, path, content):
        """Saves like many editors: writes a new file and renames it over the old one."""
        beside = os.path.join(os.path.dirname(path), "." + os.path.basename(path) + ".new")
        self.write(beside, content)
        os.rename(self.path(beside), self.path(path))

    def read(self, path):
        with open(self.path(path), "rb") as file:
            return file.read().decode()

    def replace(self, path, old, new):
        """Replaces `old`, which must occur in the file."""
        text = self.read(path)
        if old not in text:
            raise AssertionError(f"{path} does not contain {old!r}")
        self.write(path, text.replace(old, new))

    def delete(self, path):
        os.remove(self.path(path))

    def delete_folder(self, path):
        """Deletes a folder into which a server may still be writing: retries until it is gone."""

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
