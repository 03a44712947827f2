"""What an installed or unpacked program loads, and from where."""

import os
import re
import subprocess

_BUILD = os.environ.get("QUIRE_BUILD", "")


def build_folder():
    """The build folder of the programs under test."""
    return _BUILD


def loaded(path, **variables):
    """What `ldd` finds for a program or library: names to paths, None for missing libraries."""
    output = subprocess.run(["ldd", path], check=True, capture_output=True, text=True, env={**os.environ, **variables}).stdout
    found = {}
    for line in output.splitlines():
        match = re.match(r"\s*(\S+) => (/.+(?= \(0x)|not found)", line)
        if match:
            found[match.group(1)] = None if match.group(2) == "not found" else os.path.realpath(match.group(2))
    return found


def run_path(path):
    """The run path of a program, as stored in it; None if it has none."""
    output = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    match = re.search(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", output)
    return match and match.group(1)


def needed(path):
    """The direct dependencies of a program or library."""
    output = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.*)\]", output)


def pack(generator, folder):
    """Has CPack create packages of one kind in `folder`; returns their paths."""
    subprocess.run(
        [os.environ["QUIRE_CPACK"], "--config", os.path.join(_BUILD, "CPackConfig.cmake"), "-G", generator, "-B", folder,
         "-D", f"CPACK_OUTPUT_FILE_PREFIX={folder}",
         # Test packages need not be small.
         "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=none"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".deb", ".tar.gz")))


def files_below(folder):
    """All files and links below a folder, relative to it."""
    return sorted(
        os.path.relpath(os.path.join(place, name), folder)
        for place, folders, names in os.walk(folder)
        for name in names + [one for one in folders if os.path.islink(os.path.join(place, one))])
