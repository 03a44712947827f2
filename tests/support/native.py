"""Libraries for sites, made by the machine's own compiler."""

import os
import subprocess


def _compile(source, target, *flags):
    subprocess.run(["clang++-19", "-x", "c++", "-std=c++20", *flags, "-o", target, "-"], input=source, text=True, check=True)


def shared_library(path, source):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    # Replaced as a whole, as linkers do.
    _compile(source, path + ".new", "-shared", "-fPIC", "-fuse-ld=lld", "-Wl,-soname," + os.path.basename(path))
    os.rename(path + ".new", path)


def static_library(path, source, *flags):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    _compile(source, path + ".o", "-c", *(flags or ("-fPIC",)))
    subprocess.run(["ar", "rc", path + ".new", path + ".o"], check=True)
    os.remove(path + ".o")
    os.rename(path + ".new", path)
