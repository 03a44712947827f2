"""Of an installed or unpacked program: what it loads, and from where."""

import os
import re
import subprocess

_BUILD = os.environ.get("QUIRE_BUILD", "")


def build_folder():
    """Where CMake has built what is tested."""
    return _BUILD


def loaded(path, **variables):
    """What `ldd` finds for a program or library: name to path, None for what is missing."""
    output = subprocess.run(["ldd", path], check=True, capture_output=True, text=True, env={**os.environ, **variables}).stdout
    found = {}
    for line in output.splitlines():
        match = re.match(r"\s*(\S+) => (/.+(?= \(0x)|not found)", line)
        if match:
            found[match.group(1)] = None if match.group(2) == "not found" else os.path.realpath(match.group(2))
    return found


def run_path(path):
    """The folders in which a program looks for libraries, as they stand in it; None without any."""
    output = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    match = re.search(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", output)
    return match and match.group(1)


def needed(path):
    """The libraries that a program or library names itself."""
    output = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.*)\]", output)


def pack(generator, folder):
    """Has CPack make one kind of package from the build, in `folder`; returns their paths."""
    subprocess.run(
        [os.environ["QUIRE_CPACK"], "--config", os.path.join(_BUILD, "CPackConfig.cmake"), "-G", generator, "-B", folder,
         "-D", f"CPACK_OUTPUT_FILE_PREFIX={folder}",
         # Nobody downloads these.
         "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=none"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".deb", ".tar.gz")))


def files_below(folder):
    """All files and links below a folder, relative to it."""
    return sorted(
        os.path.relpath(os.path.join(place, name), folder)
        for place, folders, names in os.walk(folder)
        for name in names + [one for one in folders if os.path.islink(os.path.join(place, one))])
