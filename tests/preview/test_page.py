"""The local page in a real browser, as a newcomer uses it."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.charts.charts import PHONE_WIDTH
from tests.preview.serving import page_process

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """The page, opened on a phone."""
    with page_process() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 412, "height": 860})
        opened.goto(address)
        yield opened
        browser.close()


def ask(page: Page, command: str, *options: str) -> None:
    """Type a command, choose it, and fill its options one after the other."""
    page.locator("#channel-composer-input").click()
    page.keyboard.type(command, delay=20)
    page.get_by_text("What a job", exact=False).first.wait_for()
    page.keyboard.press("Enter")
    for option in options:
        page.wait_for_timeout(300)
        page.keyboard.type(option, delay=20)
        page.get_by_text(f"Options matching {option}", exact=False).wait_for()
        page.wait_for_timeout(700)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def test_a_newcomer_types_a_title_with_typos_and_clicks_on(page: Page) -> None:
    ask(page, "/role", "reserch enginer")
    page.get_by_text("You build and scale the systems that research runs on").last.wait_for()
    picture = page.get_by_role("img", name=re.compile("How the week of RE splits"))
    picture.first.wait_for()
    box = picture.first.bounding_box()
    assert box is not None
    assert box["width"] >= PHONE_WIDTH
    page.get_by_role("button", name="Pay", exact=True).click()
    page.get_by_text("a year for a research engineer").last.wait_for()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_text("Shared by Member").last.wait_for()


def test_the_page_fits_a_phone(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 412
