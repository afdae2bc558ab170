"""Where the embedded server answers is known to its owner alone, and never half written."""

import stat
from pathlib import Path

from rightsdesk.embedded import connection_url
from rightsdesk.embedded.address import Address, address_file, read_address, write_address

ADDRESS = Address("127.0.0.1", 5433, "desk", "p/w:@?", "rightsdesk")


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write_address(tmp_path, ADDRESS)

    assert read_address(tmp_path) == ADDRESS


def test_only_the_owner_may_read_the_password(tmp_path: Path) -> None:
    write_address(tmp_path, ADDRESS)

    assert stat.S_IMODE(address_file(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in address_file(tmp_path).parent.iterdir()] == ["postgres.json"]


def test_a_password_with_signs_of_its_own_stays_inside_the_url(tmp_path: Path) -> None:
    write_address(tmp_path, ADDRESS)

    assert connection_url(tmp_path) == "postgresql://desk:p%2Fw%3A%40%3F@127.0.0.1:5433/rightsdesk"


def test_a_desk_that_was_never_started_has_no_address(tmp_path: Path) -> None:
    assert connection_url(tmp_path) is None


def test_a_broken_address_file_counts_as_none(tmp_path: Path) -> None:
    address_file(tmp_path).parent.mkdir()
    address_file(tmp_path).write_text('{"host": "127.0.0.1"')

    assert connection_url(tmp_path) is None
