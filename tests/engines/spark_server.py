"""A real Spark Connect server with two executors, each a process of its own, for the tests of the cluster's engine."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

MASTER = "local-cluster[2,1,700]"
"""Two workers with a core and 700 MB each."""
_PATIENCE = 120


def why_not() -> str:
    """Why no server can be started here; empty where one can."""
    if shutil.which("java") is None:
        return "there is no java on the path (Debian: openjdk-17-jre-headless)"
    return "" if find_spec("pyspark") else "pyspark is not installed"


def _die_with_parent() -> None:
    """A server whose tests were killed would run on; Linux ends it with them (prctl, PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m"
"""It lives for minutes: the second compiler, and throwing away what the first one made, take more than they save."""
SMALL = {
    # Files of a few rows: compiling a query, or planning it anew after each stage, costs more than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": 2,
    "spark.sql.leafNodeDefaultParallelism": 1,
    "spark.driver.extraJavaOptions": _JVM,
    "spark.executor.extraJavaOptions": _JVM,
}
"""Settings for the tests."""


@contextmanager
def server(folder: Path, master: str = MASTER, settings: dict | None = None):
    """Start a server; gives its address. `settings` are Spark's own, those of `SMALL` where none are given."""
    home, port = Path(find_spec("pyspark").origin).parent, _free_port()
    given = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "700m",
        "spark.executor.memory": "700m",
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": folder / "warehouse",
        **(SMALL if settings is None else settings),
    }
    command = [home / "bin" / "spark-submit", "--master", master]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    command += [part for name, value in given.items() for part in ("--conf", f"{name}={value}")]
    log = folder / "server.log"
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_DIRS": str(folder), "SPARK_NO_DAEMONIZE": "1"}
    environment["JAVA_TOOL_OPTIONS"] = f"-Djava.io.tmpdir={folder}"  # killed in the end, it leaves behind what is there
    with log.open("w") as out:
        process = subprocess.Popen(
            [*map(str, command), "spark-internal"],
            stdout=out,
            stderr=out,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - it calls nothing that a thread may hold
        )
        try:
            _wait(process, port, log)
            yield f"sc://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the Spark server did not start: {log.read_text()[-2000:]}")
