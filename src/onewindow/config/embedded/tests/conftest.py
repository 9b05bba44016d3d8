"""Homes for throw-away clusters, not in tmp_path: root's is closed to the server's account."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onewindow.config.embedded import Cluster, binaries
from onewindow.config.embedded.account import serving


@pytest.fixture(scope="session")
def programs() -> Iterator[Path | None]:
    """One copy of the server's programs for all homes; None where none is needed."""
    if os.geteuid():
        yield None
        return
    path = Path(tempfile.mkdtemp(prefix="ow-programs-"))
    path.chmod(0o711)
    yield binaries.copied(path / "dist", serving().gid)
    shutil.rmtree(path)


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="ow-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def cluster_at(folder: Path, programs: Path | None) -> Iterator[Callable[..., Cluster]]:
    """Makes clusters and stops them at the end of the test."""
    made: list[Cluster] = []

    def make(home: Path | None = None, own_copy: bool = False) -> Cluster:
        made.append(Cluster(home or folder / "home", None if own_copy else programs))
        return made[-1]

    yield make
    for cluster in made:
        cluster.leave()
        if cluster.home.is_dir():
            cluster.stop()


@pytest.fixture
def cluster(cluster_at: Callable[..., Cluster]) -> Cluster:
    return cluster_at()


@pytest.fixture(scope="module")
def shared(programs: Path | None) -> Iterator[Cluster]:
    """One running cluster for tests that only look: making one costs a second."""
    path = Path(tempfile.mkdtemp(prefix="ow-"))
    path.chmod(0o711)
    cluster = Cluster(path / "home", programs)
    cluster.hold()
    yield cluster
    cluster.leave()
    shutil.rmtree(path)
