#!/usr/bin/env python3
"""Find nginx for the tests of serving, or install it, or say in one sentence what to install."""

import os
import shutil
import subprocess
import sys

PACKAGES = ["nginx-light", "libnginx-mod-http-brotli-static"]


def find() -> str | None:
    """The nginx that is installed, if any."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def install() -> None:
    """Install nginx from Debian's packages; it is not left running as a service."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", *PACKAGES]):
            subprocess.run(
                command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )


def main() -> int:
    if not find():
        install()
    if not find():
        print(
            f"The tests of serving need nginx: install the packages {' and '.join(PACKAGES)}.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
