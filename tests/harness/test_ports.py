"""Processes that run tests side by side start their kernels at ports of their own."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.connect import LocalPortCache

from tests.harness.kernels import Kernel
from tests.harness.ports import BLOCK, HIGHEST, HOST, LOWEST, Block, is_free, own_block

PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


@pytest.fixture
def blocks() -> Iterator[list[Block]]:
    """Two blocks, as two processes have them."""
    made = [Block(), Block()]
    yield made
    for block in made:
        block.close()


def test_blocks_have_no_port_in_common(blocks: list[Block]) -> None:
    """However many ports are asked for, nobody gets those of another, nor those that the system gives."""
    one, other = ({block.free_port() for _ in range(2 * BLOCK)} for block in blocks)
    assert not one & other
    assert all(LOWEST < port < HIGHEST for port in one | other)


def test_a_port_in_use_is_passed_over(blocks: list[Block]) -> None:
    """What listens already, of this process or another, keeps its port."""
    taken = blocks[0].free_port()
    with socket.create_server((HOST, taken)):
        assert not is_free(taken)
        assert taken not in {blocks[0].free_port() for _ in range(2 * BLOCK)}
    assert is_free(taken)


def test_jupyter_takes_ports_of_the_block(tmp_path: Path) -> None:
    """Kernels that tests start listen in the block of the process that runs the tests."""
    first = own_block().free_port()
    asked = LocalPortCache.instance().find_available_port(HOST)
    with Kernel(tmp_path) as kernel:
        ports = {getattr(kernel.client, name) for name in PORTS}
    assert len(ports) == 5
    assert {port // BLOCK for port in {asked, *ports}} == {first // BLOCK}
