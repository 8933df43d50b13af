"""How jupyter_client gets a kernel of ours: forked warm, or started cold where the host does not fork."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .warm import SERVER, UnavailableError

NAME = "labelqa"


class WarmProvisioner(LocalProvisioner):
    """
    Forks each kernel, once, from the server of this process; the entry point `labelqa` of jupyter_client.

    The kernel specification's argv is the cold start; its arguments after the program are the kernel's.
    `warm` says which of the two it was.
    """

    warm = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        with suppress(UnavailableError):
            program = cmd.index("-c") + 2
            forked = SERVER.fork(cmd[program:], kwargs["env"], kwargs["cwd"], kwargs["stdout"])
            self.process, self.warm = cast("Any", forked), True
            self.pid = self.pgid = forked.pid
            self.cwd = kwargs["cwd"]
            return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)
