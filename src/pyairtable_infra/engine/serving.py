"""What a plug-in does besides its work: say the port, serve, and end with whoever started it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent import futures

import grpc

UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1), ("grpc.so_reuseport", 0)]
_WORKERS = 64
"""Threads of a server. A call that is made to hang holds one."""


class PortError(Exception):
    """A port that cannot be had; the message says which, and what to do."""


def start(
    register: Callable[[grpc.Server], None], port: int = 0, interceptors: Sequence[grpc.ServerInterceptor] = ()
) -> tuple[grpc.Server, int]:
    """A server on this machine alone, and its port; 0 takes a free one.

    Raises:
        PortError: The port is taken, or must not be used.
    """
    server = grpc.server(futures.ThreadPoolExecutor(_WORKERS), options=UNLIMITED, interceptors=list(interceptors))
    register(server)
    try:
        bound = server.add_insecure_port(f"127.0.0.1:{port}")
    except RuntimeError:
        raise PortError(
            f"port {port} of 127.0.0.1 cannot be had: another program uses it, or it is reserved. "
            "For example: --port 0, which takes a free one"
        ) from None
    server.start()
    return server, bound


def serve_engine(port: int) -> None:
    """Tell the engine the port, then wait until it is gone, or a signal comes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)
