"""The skin with a socket: a small HTTP server over the core, for every client there is.

Threads of the standard library serve a class with ease and start in milliseconds.
"""

import socket
import threading
from http.server import ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING

from .clock import RealClock
from .connection import Connection

if TYPE_CHECKING:
    from .simulator import Simulator


class SimulatorServer:
    """A running server; its threads are daemons and end with the process.

    Args:
        simulator: Who answers.
        host: Where to listen; the default can be reached from this machine only.
        port: 0 takes a free one.

    Raises:
        OSError: When the port is taken.
    """

    def __init__(self, simulator: "Simulator", host: str = "127.0.0.1", port: int = 0) -> None:
        self._listener = Listener(simulator, host, port)
        self.origin = f"http://{host}:{self._listener.server_port}"
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(0.1,), name="modelmax-simulator", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"{self.origin}/v1"

    def close(self) -> None:
        """Stop listening, drop open connections and wait until their last events are journalled."""
        self._listener.shutdown()
        self._thread.join()
        self._listener.hang_up()
        self._listener.server_close()


class Listener(ThreadingHTTPServer):
    """Accepts connections, one thread each, and remembers them so that it can drop them."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = hasattr(socket, "AF_UNIX")  # elsewhere it would let two servers share one port

    def __init__(self, simulator: "Simulator", host: str, port: int) -> None:
        self.simulator = simulator
        # Sockets wait in real time; a virtual clock would let nothing take any.
        self.clock = simulator.clock if isinstance(simulator.clock, RealClock) else RealClock()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._open_lock = threading.Lock()
        super().__init__((host, port), Connection)

    def server_bind(self) -> None:
        """Bind without looking up the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: a client that leaves is an ordinary event, and a notebook is no place for logs."""

    def now(self) -> float:
        """Tell the time at which a request arrives."""
        return self.simulator.clock.now() if self.simulator.in_trial else self.clock.now()

    def real_seconds(self, seconds: float) -> float:
        """Return how long to wait on the wall for *seconds* to pass; in a trial they pass at once."""
        if self.simulator.in_trial:
            self.simulator.clock.sleep(seconds)
            return 0.0
        return self.clock.real_seconds(seconds)

    def opened(self, connection: socket.socket) -> None:
        """Remember the connection of this thread."""
        with self._open_lock:
            self._open[threading.current_thread()] = connection

    def closed(self) -> None:
        """Forget the connection of this thread."""
        with self._open_lock:
            self._open.pop(threading.current_thread(), None)

    def hang_up(self) -> None:
        """Drop every connection and wait for its thread."""
        with self._open_lock:
            still_open = dict(self._open)
        for connection in still_open.values():
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # gone already
        for thread in still_open:
            thread.join(timeout=2)
