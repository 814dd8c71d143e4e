"""The library that draws pictures, loaded and set up so that a picture is the same on every machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.interrupts import unbroken


@contextmanager
def plotting(settings: Mapping[str, object]) -> Iterator[None]:
    """Draw with these settings and the library's own; those of the user (`matplotlibrc`) made other pictures, or none.

    Raises:
        UsageFault: the library cannot be loaded.
    """
    library = _loaded()
    with library.rc_context():
        library.rcdefaults()
        library.rcParams.update(settings)
        yield


def _loaded() -> ModuleType:
    """The library. What it tells its log, as of a folder for its list of fonts, is no result and no finding."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with unbroken():
            import matplotlib as mpl
            from matplotlib import font_manager  # noqa: F401 - looks for fonts where it is loaded
    except OSError as error:
        raise UsageFault(
            "the library that draws pictures needs a folder that may be written to; name one in the environment "
            "variable MPLCONFIGDIR"
        ) from error
    except Exception as error:
        raise UsageFault(
            "the library that draws pictures cannot be loaded ({kind}); unset the environment variable MPLBACKEND, or "
            "install it anew: pip install --force-reinstall matplotlib",
            {"kind": type(error).__name__},
        ) from error
    finally:
        log.setLevel(level)
    return mpl
