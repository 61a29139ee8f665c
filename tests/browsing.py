"""A real Chromium without a window, driven by its own driver; tests skip where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DRIVER = shutil.which("chromedriver")
PATIENCE = 60
"""Seconds after which a condition that does not come is an error; never waited for its own sake."""


@contextmanager
def chromium(profile: Path, *, width: int = 1100, height: int = 900, dark: bool = False,
             scale: float = 1) -> Iterator[Any]:  # fmt: skip
    """A browser with a profile of its own, or a skipped test."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--hide-scrollbars", f"--window-size={width},{height}", f"--user-data-dir={profile}",
        f"--force-device-scale-factor={scale}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        *(["--force-dark-mode"] if dark else []),
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.set_page_load_timeout(PATIENCE)
        driver.set_script_timeout(PATIENCE)
        yield driver
    finally:
        driver.quit()


def until(driver: Any, holds: Callable[[], Any]) -> Any:
    """Wait until a condition holds; its value."""
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.support.ui import WebDriverWait

    waiting = WebDriverWait(driver, PATIENCE, ignored_exceptions=(StaleElementReferenceException,))
    return waiting.until(lambda _: holds())


def press(driver: Any, *keys: str) -> None:
    """Press keys wherever the focus is."""
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(driver).send_keys(key).perform()
