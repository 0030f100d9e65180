"""The cells of an XLS, read in a process of their own.

A damaged XLS can make the reader ask for hundreds of GiB, and then the whole
process ends. So it runs in a child (`python -m cartera.ingest.old_workbook_cells`)
that takes the file on its input and gives a ZIP with the frames on its output.
"""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import fastexcel
import polars as pl

from cartera.errors import RefusedError

_SECONDS: Final = 300
_ROOT: Final = Path(__file__).parents[2]


def read_cells(content: bytes, file: str) -> list[tuple[str, bool, pl.DataFrame]]:
    """Return (name, hidden, cells as text from row 1) for each sheet.

    Raises RefusedError WORKBOOK_DAMAGED.
    """
    command = [sys.executable, "-m", "cartera.ingest.old_workbook_cells"]
    try:
        child = subprocess.run(
            command,
            input=content,
            capture_output=True,
            cwd=_ROOT,
            timeout=_SECONDS,
            check=True,
        )
        with zipfile.ZipFile(io.BytesIO(child.stdout)) as frames:
            return [
                (name, hidden, pl.read_ipc(frames.read(f"{number}.arrow")))
                for number, (name, hidden) in enumerate(json.loads(frames.read("list")))
            ]
    except (subprocess.SubprocessError, zipfile.BadZipFile) as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part="Workbook") from error


def main() -> None:
    """Read a workbook from the input, write its frames to the output."""
    reader = fastexcel.read_excel(sys.stdin.buffer.read())
    sheets = [
        reader.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
        for name in reader.sheet_names
    ]
    with zipfile.ZipFile(sys.stdout.buffer, "w") as frames:
        names = [(sheet.name, sheet.visible != "visible") for sheet in sheets]
        frames.writestr("list", json.dumps(names))
        for number, sheet in enumerate(sheets):
            data = io.BytesIO()
            sheet.to_polars().write_ipc(data)
            frames.writestr(f"{number}.arrow", data.getvalue())


if __name__ == "__main__":
    main()
