"""A citizen without a browser: one connection that is kept, cookies, forms as they come."""

from __future__ import annotations

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PAGES = (
    {
        "child_name": "Chen Xiaoyu",
        "child_sex": "female",
        "birth_date_day": "28",
        "birth_date_month": "10",
        "birth_date_year": "2026",
        "birth_hospital": "mingzhou_maternity",
    },
    {
        "mother_name": "Li Na",
        "mother_number": "000000199001010017",
        "other_parent_name": "Chen Wei",
        "household_to_join": "mother",
        "card_pick_up": "service_hall",
    },
)
WHO = {"name": "Li Na", "email": "li.na@example.org"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Unexpected(Exception):
    """The server answered with something else than the flow needs."""


class Citizen:
    """Speaks to one server over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}

    def get(self, path: str, encoding: str = "identity") -> tuple[int, bytes, str]:
        """Gives status, body and the address it sends to."""
        return self._ask("GET", path, None, encoding)

    def post(self, path: str, values: dict[str, str], page: bytes) -> str:
        """Sends a form with the token of its page; gives the address it leads to."""
        found = TOKEN.search(page)
        token = {"csrfmiddlewaretoken": found[1].decode()} if found else {}
        status, body, goal = self._ask("POST", path, urlencode({**token, **values}))
        if status not in {302, 303}:
            raise Unexpected(f"{path}: {status} {body[:400]!r}")
        return goal

    def apply(self, service: str = "birth") -> str:
        """Walks the whole way: start, all pages of questions, preview, sending; the receipt."""
        start = f"/en/services/{service}/start/"
        address = self.post(start, {}, self._page(start))
        for values in PAGES:
            address = self.post(address, values, self._page(address))
        receipt = self.post(address, WHO, self._page(address))
        self._page(receipt)
        return receipt

    def _page(self, address: str) -> bytes:
        status, body, _ = self.get(address)
        if status != 200:
            raise Unexpected(f"{address}: {status}")
        return body

    def _ask(
        self, method: str, path: str, body: str | None, encoding: str = "identity"
    ) -> tuple[int, bytes, str]:
        headers = {"Host": "localhost", "Accept": "text/html", "Accept-Encoding": encoding}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.status, answer.read(), answer.headers.get("Location", "")

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()
