"""How jupyter_client gets a kernel of ours: forked warm, or started cold where the host does not fork."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .record import VARIABLE, Record
from .warm import SERVER, START_SECONDS, Launch, UnavailableError

NAME = "labelqa"


class WarmProvisioner(LocalProvisioner):
    """
    Forks each kernel, once, from the server of this process; the entry point `labelqa` of jupyter_client.

    The kernel specification's argv is the cold start; its arguments after the program are the kernel's.
    `warm` says which of the two it was, `told` how it is boxed.
    """

    warm = False
    told: Mapping[str, str]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        with Record() as record:
            connection = await self._launched(cmd, record.descriptor, kwargs)
            self.told = record.read(START_SECONDS)
        return connection

    async def _launched(self, cmd: list[str], pipe: int, kwargs: dict[str, Any]) -> KernelConnectionInfo:
        with suppress(UnavailableError):
            program, log = cmd.index("-c") + 2, kwargs["stdout"].fileno()
            forked = SERVER.fork(Launch(cmd[program:], kwargs["env"], kwargs["cwd"]), log, pipe)
            self.process, self.warm = cast("Any", forked), True
            self.pid = self.pgid = forked.pid
            self.cwd = kwargs["cwd"]
            return self.connection_info
        environment = {**kwargs["env"], VARIABLE: str(pipe)}
        return await super().launch_kernel(cmd, **{**kwargs, "env": environment, "pass_fds": (pipe,)})
