"""On which machine the figures were measured, and how much memory was used."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

_LIBRARIES: Final = ("duckdb", "polars", "fastexcel", "openpyxl", "pandas")
_MEGABYTE: Final = 1024 * 1024


def machine_line() -> str:
    """Return processor, cores, memory and versions in one line."""
    memory = psutil.virtual_memory().total / 1024**3
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()}; Python {platform.python_version()}, {libraries}"
    )


def peak_megabytes() -> float:
    """Return the most memory this process has had, in MB.

    On Linux this is not `ru_maxrss`: that one remembers the parent as well.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(
            line for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
        return int(line.split()[1]) / 1024
    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):
        return float(memory.peak_wset) / _MEGABYTE
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / _MEGABYTE if sys.platform == "darwin" else used / 1024


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
