"""Which addresses are asked and which are refused."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.errors import AddressRefused
from reviewer.net.urls import Reach, UrlRules, reach_of_host, resolve

PUBLIC = UrlRules("https://api.shottracker.com")
DEMO = UrlRules("http://127.0.0.1:8000")
CLUB = UrlRules("https://192.168.1.5")


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.example.com/a/b.m3u8?sig=%2F",
        "https://cdn.example.com:8443/a",
        "https://93.184.216.34/a",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/a",
        "https://bücher.example/a",
        "https://api.shottracker.com/v1",
    ],
)
def test_public_https_is_asked(url):
    for rules in (PUBLIC, DEMO, CLUB):
        rules.check(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example.com/a",
        "ftp://cdn.example.com/a",
        "file:///etc/passwd",
        "concat:a|b",
        "data:text/plain,x",
        "subfile,,start,0,end,9,,:/etc/passwd",
        "//cdn.example.com/a",
        "relative.ts",
        "",
        "https://",
        "https:///a",
        "https://user@cdn.example.com/a",
        "https://user:word@cdn.example.com/a",
        "https://cdn.example.com:99999999/a",
        f"https://{'a' * 64}.example.com/a",
        "https://cdn..example.com/a",
        "https://[::1/a",
        "https://a b/",
        "https://10.0.0.1/a",
        "https://172.16.0.1/a",
        "https://192.168.1.6/a",
        "https://100.64.0.1/a",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/a",
        "https://[fd00::1]/a",
        "https://0.0.0.0/a",
        "https://224.0.0.1/a",
        "https://localhost/a",
        "http://localhost./a",
        "https://game.localhost/a",
        "http://127.0.0.1/a",
        "https://127.1/a",
        "https://2130706433/a",
        "https://0x7f000001/a",
        "https://0177.0.0.1/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://[2002:7f00:1::]/a",
        "https://[2002:5db8:d822::]/a",
        "https://a.example\x00.com/",
    ],
)
def test_anything_else_is_refused_where_the_api_is_public(url):
    with pytest.raises(AddressRefused):
        PUBLIC.check(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a", "http://localhost/a", "http://[::1]/a"])
def test_the_demo_may_ask_this_computer(url):
    DEMO.check(url)


@pytest.mark.parametrize(
    "url", ["https://10.0.0.1/a", "http://192.168.1.5/a", "https://[fe80::1]/"]
)
def test_the_demo_may_not_ask_the_network_around_it(url):
    with pytest.raises(AddressRefused):
        DEMO.check(url)


def test_a_club_with_its_own_server_may_ask_its_network():
    CLUB.check("https://192.168.1.6/a")
    with pytest.raises(AddressRefused):
        CLUB.check("https://169.254.169.254/a")
    with pytest.raises(AddressRefused, match="https"):
        CLUB.check("http://192.168.1.6/a")


def test_an_odd_api_address_may_be_asked_itself():
    UrlRules("https://169.254.1.1").check("https://169.254.1.1/v1")


@pytest.mark.parametrize("url", ["", "https://", "not an address"])
def test_an_api_address_that_is_none_is_refused(url):
    with pytest.raises(AddressRefused):
        UrlRules(url)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "169.254.1.1"])
def test_a_name_that_leads_inside_is_refused(address):
    with pytest.raises(AddressRefused, match=r"evil\.example"):
        PUBLIC.check_address("https://evil.example/a", address)


def test_where_a_name_leads_to_matters_for_footage_alone():
    PUBLIC.check_address("https://cdn.example.com/a", "93.184.216.34")
    PUBLIC.check_address("https://api.shottracker.com/v1", "10.0.0.7")
    DEMO.check_address("http://localhost:1/a", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "here"), [("http://127.0.0.1:1/", True), ("https://cdn.example.com/", False)]
)
def test_it_knows_this_computer(url, here):
    assert DEMO.is_here(url) is here


@given(st.ip_addresses())
def test_every_private_literal_is_refused(address):
    host = f"[{address}]" if address.version == 6 else str(address)
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        with pytest.raises(AddressRefused):
            PUBLIC.check(f"https://{host}/")


@given(st.integers(0x7F000000, 0x7FFFFFFF), st.sampled_from(["{}", "{:#x}"]))
def test_loopback_as_one_number_is_seen_through(number, form):
    assert reach_of_host(form.format(number)) is Reach.LOOPBACK


@given(st.text() | st.text("ht:/p@[]%.0127s?#").map("https://".__add__))
def test_any_text_is_judged_or_refused(text):
    try:
        PUBLIC.check(text)
    except AddressRefused:
        return
    url = httpx.URL(text)
    assert (url.scheme, url.userinfo) == ("https", b"")
    assert reach_of_host(url.host) is Reach.PUBLIC


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("1.ts", "https://a.example/x/1.ts"),
        ("../1.ts?k=v", "https://a.example/1.ts?k=v"),
        ("/1.ts", "https://a.example/1.ts"),
        ("//b.example/1.ts", "https://b.example/1.ts"),
        ("https://c.example/1.ts", "https://c.example/1.ts"),
    ],
)
def test_references_are_resolved(reference, url):
    assert resolve("https://a.example/x/y.m3u8?t=1", reference) == url


@given(st.text())
def test_any_reference_is_resolved_or_refused(reference):
    try:
        resolve("https://a.example/x/", reference)
    except AddressRefused:
        return
