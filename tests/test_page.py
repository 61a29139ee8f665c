"""The page in a real browser: filters, search, views, keys, Arabic, and nothing dangerous."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, press, until
from ledgers import edit, result

from cleanup.edit import Safety
from cleanup.pipeline import Result
from cleanup.show.page.draw import render
from cleanup.show.report import Report

ENGLISH = "Oslo , the capital of Norway, lies lies at a fjord. It is old."
ARABIC = "قال الوزير إن المحادثات انتهت . NATO قوية."
NASTY = (
    "<script>document.title='owned'</script> , <img src=x onerror=\"document.title='owned'\">"
    " <style>*{display:none}</style> ]]> --> ' onmouseover=document.title='owned' \u202etxt"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def english() -> Result:
    changes = [
        edit(ENGLISH, " ,", ",", rule="space"),
        edit(ENGLISH, "lies lies", "lies", rule="twice", stage="structure", safety=Safety.LIKELY),
    ]
    final = "Oslo, the capital of Norway, lies at a fjord. It is old."
    asked = [edit(final, "old", "ancient", rule="word", stage="grammar", safety=Safety.ASK)]
    return result(ENGLISH, changes, asked=asked)


def show(browser: Any, folder: Path, *reports: Report) -> None:
    path = folder / "page.html"
    path.write_text(render(reports), "utf-8")
    browser.get("about:blank")
    browser.get(path.as_uri())


def shown(browser: Any) -> list[str]:
    """The rules of the places that are in sight."""
    script = """return [...document.querySelectorAll('article.place')]
      .filter((card) => !card.hidden).map((card) => card.querySelector('code').textContent)"""
    found: list[str] = browser.execute_script(script)
    return found


def current(browser: Any) -> str:
    script = "return document.activeElement.id + '|' + document.querySelector('.current').id"
    focused, marked = browser.execute_script(script).split("|")
    assert focused == marked
    return str(marked)


def choose(browser: Any, id: str, value: str) -> None:
    from selenium.webdriver.support.ui import Select

    Select(browser.find_element("id", id)).select_by_value(value)


def test_filters_and_search(browser: Any, tmp_path: Path) -> None:
    show(
        browser, tmp_path, Report("a.txt", english()), Report("b.txt", error="b.txt: no such file")
    )
    assert shown(browser) == ["space", "twice", "word"]
    choose(browser, "rule", "structure")
    assert shown(browser) == ["twice"]
    assert browser.find_element("id", "count").text == "1 of 3 shown"
    choose(browser, "rule", "")
    choose(browser, "level", "ask")
    assert shown(browser) == ["word"]
    choose(browser, "status", "applied")
    assert shown(browser) == []
    assert browser.find_element("id", "none").is_displayed()
    browser.find_element("tag name", "body").click()
    press(browser, "\ue00c")
    assert shown(browser) == ["space", "twice", "word"]
    press(browser, "/", *"ANCIENT")
    assert shown(browser) == ["word"]
    browser.refresh()
    assert shown(browser) == ["word"], "the address remembers the filters"
    assert "no such file" in browser.find_element("css selector", "[role=alert]").text
    browser.find_element("id", "search").clear()
    press(browser, "\ue00c", "\ue00c")
    browser.find_element("css selector", "[data-filter=twice]").click()
    assert shown(browser) == ["twice"]


def test_keys(browser: Any, tmp_path: Path) -> None:
    show(browser, tmp_path, Report("a.txt", english()))
    for keys, place in (
        ("j", 0),
        ("jj", 2),
        ("j", 2),
        ("k", 1),
        ("p", 0),
        ("n", 1),
        ("G", 2),
        ("g", 0),
    ):
        press(browser, *keys)
        assert current(browser) == f"p0-{place}", keys
    choose(browser, "level", "ask")
    browser.execute_script("document.activeElement.blur()")
    press(browser, "j")
    assert current(browser) == "p0-2", "hidden places are passed over"
    press(browser, "?")
    dialog = browser.find_element("id", "help")
    assert dialog.get_attribute("open") is not None
    assert "side by side" in dialog.text
    press(browser, "j", "\ue00c")
    until(browser, lambda: dialog.get_attribute("open") is None)
    browser.find_element("id", "keys").click()
    browser.find_element("id", "shortcuts").click()
    press(browser, "\ue00c")
    until(browser, lambda: dialog.get_attribute("open") is None)
    press(browser, "k", "v")
    assert not browser.find_elements("class name", "pair"), "keys were switched off"


def test_side_by_side(browser: Any, tmp_path: Path) -> None:
    show(browser, tmp_path, Report("a.txt", english()))
    press(browser, "v")
    first = browser.find_element("css selector", "#p0-1 .pair")
    was, will = first.find_elements("tag name", "p")
    assert was.text == "Oslo, the capital of Norway, lies lies at a fjord. It is old."
    assert will.text == "Oslo, the capital of Norway, lies at a fjord. It is old."
    assert was.location["x"] < will.location["x"]
    assert not browser.find_element("css selector", "#p0-1 > .text").is_displayed()
    browser.find_element("id", "side").click()
    assert not browser.find_elements("class name", "pair")


def test_right_to_left_and_wide_text(browser: Any, tmp_path: Path) -> None:
    arabic = result(ARABIC, [edit(ARABIC, " .", ".")], lang="ar")
    japanese = result("首都は東京です、", [edit("首都は東京です、", "、", "。")], lang="ja")
    show(browser, tmp_path, Report("a", arabic), Report("j", japanese))
    text = browser.find_element("css selector", "#p0-0 .text")
    assert (text.get_attribute("dir"), text.get_attribute("lang")) == ("rtl", "ar")
    latin = """const node = [...arguments[0].childNodes].find((n) => n.data?.includes('NATO'));
      const range = document.createRange(); range.setStart(node, node.data.indexOf('NATO'));
      range.setEnd(node, node.data.indexOf('NATO') + 4);
      return range.getBoundingClientRect().right"""
    gone = browser.find_element("css selector", "#p0-0 del")
    assert gone.location["x"] > browser.execute_script(latin, text), "the sentence runs leftwards"
    press(browser, "v")
    was, will = browser.find_elements("css selector", "#p0-0 .pair p")
    assert was.location["x"] > will.location["x"], "what was stands where reading begins"
    assert browser.find_element("css selector", "#p1-0 .text").get_attribute("lang") == "ja"


def test_markup_in_the_text_does_nothing(browser: Any, tmp_path: Path) -> None:
    change = edit(NASTY, " ,", ",", message="<b onclick=x>", rule='"><script>', evidence=NASTY)
    show(browser, tmp_path, Report("</title><script>document.title='owned'</script>",
                                   result(NASTY, [change])))  # fmt: skip
    assert browser.title == "cleanup: </title><script>document.title='owned'</script>"
    assert len(browser.find_elements("tag name", "script")) == 1
    assert not browser.find_elements("tag name", "img")
    assert "<img src=x" in browser.find_element("css selector", ".text").text
    assert "⟨RLO⟩txt" in browser.find_element("css selector", ".text").text
    press(browser, "j", "v")
    assert current(browser) == "p0-0"
    assert browser.get_log("browser") == []
    blocked = """const made = document.createElement('script'); made.textContent = 'window.ran = 1';
      document.body.append(made); return window.ran === undefined"""
    assert browser.execute_script(blocked), "the policy lets no other script run"


def luminance(colour: str) -> float:
    numbers = [float(n) / 255 for n in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in numbers)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


CONTRASTS = """
  const solid = (node) => { while (node) { const c = getComputedStyle(node).backgroundColor;
    if (!/, 0\\)$/.test(c)) return c; node = node.parentElement; } return 'rgb(255, 255, 255)'; };
  return [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility()
    && [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((node) => [node.tagName + '.' + node.className, getComputedStyle(node).color, solid(node)])
"""


def test_contrast_and_labels_in_both_themes(browser: Any, tmp_path: Path) -> None:
    show(browser, tmp_path, Report("a.txt", english()))
    press(browser, "j")
    seen = set()
    for _ in range(2):
        seen.add(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))
        for name, ink, paper in browser.execute_script(CONTRASTS):
            light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ink, paper)
        press(browser, "t")
    assert len(seen) == 2, "light and dark"
    for field in browser.find_elements("css selector", "input, select, button"):
        if field.is_displayed():
            assert field.accessible_name
    for landmark in ("main", "[role=search]", "header", "h1"):
        assert len(browser.find_elements("css selector", landmark)) == 1
    said = "return getComputedStyle(document.querySelector('del'), '::before').content"
    assert browser.execute_script(said) == '" [taken out: "'
    outline = "return getComputedStyle(document.querySelector('#side')).outlineStyle"
    browser.execute_script("document.querySelector('#search').focus()")
    while browser.switch_to.active_element.get_attribute("id") != "side":
        press(browser, "\ue004")
    assert browser.execute_script(outline) == "solid", "the focus can be seen"


def test_printed_and_without_scripts(browser: Any, tmp_path: Path) -> None:
    def visible(selector: str) -> bool:
        return bool(browser.find_element("css selector", selector).is_displayed())

    show(browser, tmp_path, Report("a.txt", english()))
    assert visible(".tools")
    try:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert not visible(".tools")
        assert visible("#p0-2 .text")
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.refresh()
        assert not visible(".tools")
        assert visible("#p0-2 .text")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_ten_thousand_places(browser: Any, tmp_path: Path) -> None:
    """Far places are one key away, and a filter leaves what it should; nothing is timed."""
    line = "The talks , they said, went on.\n"
    text = line * 10_000
    starts = range(9, len(text), len(line))
    sample = edit(line, " ,", ",")
    edits = [
        type(sample)(start, start + 2, " ,", ",", "space" if n % 100 else "rare", "typography",
                     Safety.SAFE, None, "No space.")
        for n, start in enumerate(starts)
    ]  # fmt: skip
    show(browser, tmp_path, Report("long.txt", result(text, edits)))
    press(browser, "G")
    assert current(browser) == "p0-9999"
    inside = """const box = document.activeElement.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight"""
    until(browser, lambda: browser.execute_script(inside))
    choose(browser, "rule", "rare")
    assert len(shown(browser)) == 100
    press(browser, "\ue00c", "k")
    assert current(browser) == "p0-9900"
