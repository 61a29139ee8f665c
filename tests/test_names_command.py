"""``cleanup names`` as its users meet it."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from terminal_io import ROOT, Ran, cleanup, program

from cleanup.cli.names import COMMANDS, command

PACK = Path(".cleanup") / "names.tsv"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, whose user has no names and no configuration."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(*arguments: object, stdin: bytes = b"") -> Ran:
    return cleanup("names", *arguments, stdin=stdin)


def pack() -> list[str]:
    """The entries of the project's file."""
    return [line for line in PACK.read_text("utf-8").splitlines() if line[:1] != "#"]


def fixed(text: str) -> str:
    """What `fix` makes of a text by the rules for names."""
    return cleanup("fix", "-", "-q", "--lang", "en", "--only", "names", stdin=text.encode()).text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert names(name, "--help").text.startswith(f"Usage: cleanup names {name} ")
    found = command.get_command(click.Context(command), name)
    assert found is not None
    for option in found.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name} says what it does"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ad"], "there is no command 'ad': did you mean 'add'?"),
        (["add"], "give a garble and the name, or the name alone"),
        (["add", "a", "b", "c"], "give a garble and the name"),
        (["add", "Ines Varga", "--kind", "ship"], "no kind of name"),
        (["add", "Ines Varga", "--native", "Elvish"], "no language tag"),
        (["add", "#Varga"], "cannot begin with #"),
        (["add", "?!"], "no name"),
        (["add", "Ines Varga", "--to", "nowhere"], "expected project, personal or a file"),
        (["edit", "Ines Varga"], "nothing to change"),
        (["edit", "Ines Varga", "--form", "Rome"], "should be a language tag and a form"),
        (["import"], "missing argument 'FILE...'"),
        (["import", "x.csv", "--format", "docx"], "'docx' is not one of"),
        (["export", "names.doc"], "the format is not clear"),
        (["list", "--layer", "moon"], "'moon' is not one of"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], said: str) -> None:
    ran = names(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.startswith("cleanup: ")
    assert ran.err.count("\n") == 1
    assert not PACK.exists()


def test_add_a_garble_and_it_works_at_once() -> None:
    text = "Later Ravelo Pig Climb spoke.\n"
    assert fixed(text) == text
    ran = names("add", "Ravelo Pig Climb", "Ravelo Quillfeder", "--kind", "person", "--from", "de")
    assert (ran.code, ran.err) == (0, "")
    assert "Ravelo Pig Climb → Ravelo Quillfeder (person), .cleanup/names.tsv:" in ran.text
    assert fixed(text) == "Later Ravelo Quillfeder spoke.\n"
    assert names("add", "Ravelo Pig Climb", "Ravelo Quillfeder").text.startswith("already known")


def test_add_a_name_alone_to_a_sorted_file_with_comments() -> None:
    PACK.parent.mkdir()
    head = (
        "# ours\n\n# about Bela\nBela Osk\tperson\tsk\n# about Zora\nZora Lim\tperson\n# the end\n"
    )
    PACK.write_text(head, "utf-8")
    assert names("add", "Mira Tolk", "--kind", "PER", "--native", "nl").code == 0
    assert names("add", "Abe Rond", "--kind", "person").code == 0
    assert PACK.read_text("utf-8") == (
        "# ours\n\n# about Bela\nAbe Rond\tperson\nBela Osk\tperson\tsk\nMira Tolk\tperson\tnl\n"
        "# about Zora\nZora Lim\tperson\n# the end\n"
    )


def test_add_refuses_what_would_do_harm() -> None:
    names("add", "Ines Varga", "--kind", "person")
    Path("corpora").mkdir()
    Path("corpora/clean.txt").write_text("The old Tolk Mirror hung there.\n", "utf-8")
    Path("corpora/bad.txt").write_text("Then Rondo Tolk came.\n", "utf-8")
    Path("corpora/bad.gold.txt").write_text("Then Rondo Talk came.\n", "utf-8")
    for wrong, said in (
        ("The World", "consists of ordinary words"),
        ("Fear", "is an ordinary word"),
        ("ines varga", "right form of Ines Varga (.cleanup/names.tsv:3)"),
        ("Tolk Mirror", "stands in clean text, corpora/clean.txt:1: The old Tolk Mirror hung"),
        ("MIRA-TOLK", "is the name itself"),
    ):
        before = PACK.read_bytes()
        ran = names("add", wrong, "Mira Tolk", "--kind", "person")
        assert ran.code == 1
        assert said in ran.err.replace(f"{Path.cwd()}/", "")
        assert "--force" in ran.err
        assert PACK.read_bytes() == before
    assert names("add", "Rondo Tolk", "Mira Tolk", "--kind", "person").code == 0
    assert names("add", "Rondo Tolk", "Other Name").code == 1
    assert names("add", "Tolk Mirror", "Mira Tolk", "--force").code == 0


def test_ordinary_words_may_be_asked_about() -> None:
    ran = names("add", "The Evening Lake", "Le Lac du Soir", "--kind", "work", "--policy", "ask")
    assert ran.code == 0
    assert fixed("I read The Evening Lake daily.\n") == "I read The Evening Lake daily.\n"
    found = cleanup("check", "-", "--lang", "en", "--only", "names",
                    stdin=b"I read The Evening Lake daily.\n")  # fmt: skip
    assert "Le Lac du Soir" in found.text


def test_examples_are_kept_shown_and_tested() -> None:
    example = "Then Ravelo Pig Climb spoke."
    call = ("add", "Ravelo Pig Climb", "Ravelo Quillfeder", "--kind", "person", "--from", "de")
    ran = names(*call, "--example", "Nothing of it.")
    assert ran.code == 1
    assert "does not stand in the example" in ran.err
    assert names(*call, "--example", example).code == 0
    assert f"# example (en, from de): {example}\n" in PACK.read_text("utf-8")
    assert re.search(rf"example +{re.escape(example)}", names("show", "Ravelo Quillfeder").text)
    assert names("test", "--layer", "project").code == 0
    names("edit", "Ravelo Quillfeder", "--garble", "Ravelo Pig Climb", "--drop")
    ran = names("test", "--layer", "project")
    assert ran.code == 1
    assert ".cleanup/names.tsv:3: the example holds no garble of Ravelo Quillfeder" in ran.text


def test_what_farther_layers_know_is_carried_over() -> None:
    names("add", "Varga Iness", "Ines Varga", "--kind", "person", "--to", "personal")
    names("edit", "Ines Varga", "--form", "fr=Inès Varga", "--to", "personal")
    ran = names("import", "-", stdin=b"canonical,kind,native_lang\nInes Varga,,hu\n")
    assert ran.code == 0
    assert pack() == ["Ines Varga\tperson\thu\tgarble=Varga Iness\tfr=Inès Varga"]
    ran = names("show", "ines vargá")
    assert re.search(r"^Ines Varga  project  \.cleanup/names\.tsv:\d+$", ran.text, re.MULTILINE)
    assert re.search(r"personal  \S+:3  hidden by \.cleanup/names\.tsv:3", ran.text)
    assert ran.text.index("project") < ran.text.index("personal")
    assert names("remove", "Ines Varga").err.startswith("cleanup: Ines Varga is still known from ")
    assert pack() == []
    assert names("remove", "Ines Varga").code == 0  # the personal one
    assert names("remove", "Ines Varga").code == 3


def test_an_imported_style_of_a_known_name_is_a_house_style() -> None:
    names("add", "Agnes Foundry", "Ines-Marta Varga", "--kind", "person", "--to", "personal")
    assert names("import", "-", stdin="canonical\nInés Marta Varga\n".encode()).code == 0
    assert pack() == ["Inés Marta Varga\tperson\t\tgarble=Agnes Foundry\tstyle=Ines-Marta Varga"]
    ran = names("add", "Ines Marta Varga")
    assert ran.code == 1
    assert "is a form of Inés Marta Varga" in ran.err
    assert "edit --rename" in ran.err


def test_names_of_other_programs_encodings() -> None:
    Path("excel.txt").write_bytes("canonical\tkind\nZoë Lund\tPerson\n".encode("utf-16"))
    assert names("import", "excel.txt").code == 0
    assert pack() == ["Zoë Lund\tperson"]


def test_edit_of_a_shipped_name_is_written_to_the_project() -> None:
    shipped = json.loads(names("list", "--layer", "shipped", "--json").text.splitlines()[0])
    name = shipped["canonical"]
    assert names("edit", name, "--policy", "never").code == 0
    assert pack()[0].startswith(f"{name}\t")
    ours = json.loads(names("list", "--layer", "project", "--json").text)
    assert ours == shipped | {"policy": "never", "layer": "project", "home": ours["home"]}
    assert names("remove", name).code == 0
    ran = names("remove", name)
    assert (ran.code, "`edit NAME --policy never` ends repairs" in ran.err) == (2, True)


def test_show_as_json_and_unknown_names() -> None:
    names("add", "Ines Varga", "--kind", "person")
    (record,) = map(json.loads, names("show", "INES VARGA", "--json").text.splitlines())
    assert record["canonical"] == "Ines Varga"
    assert record["layer"] == "project"
    assert record["home"].startswith(".cleanup/names.tsv:")
    ran = names("show", "Ines Vagra")
    assert (ran.code, ran.text) == (3, "")
    assert ran.err == "cleanup: no name 'Ines Vagra' is known; did you mean 'Ines Varga'?\n"


def test_edit_adds_and_drops() -> None:
    names("add", "Ines Varga", "--kind", "person")
    given = ("--kind", "org", "--native", "hu", "--garble", "Agnes Foundry", "--alias", "I. Varga",
             "--style", "Inés Varga", "--context", "budget", "--form", "fr=Inès Varga",
             "--since", "2001", "--until", "2009", "--id", "Q1", "--policy", "ask")  # fmt: skip
    assert names("edit", "Ines Varga", *given).code == 0
    assert pack() == [
        "Ines Varga\torganisation\thu\tgarble=Agnes Foundry\talias=I. Varga\tstyle=Inés Varga"
        "\tfr=Inès Varga\tcontext=budget\tfrom=2001\tuntil=2009\tid=Q1\tpolicy=ask"
    ]
    assert names("edit", "Ines Varga", *given).text.startswith("nothing changed")
    assert names("edit", "I. Varga", *given, "--drop").code == 0
    assert pack() == ["Ines Varga\tterm"]
    ran = names("edit", "Ines Varga", "--garble", "Nobody There", "--drop")
    assert ran.code == 2
    assert "has no 'Nobody There' to be dropped" in ran.err
    assert names("edit", "Ines Varga", "--until", "soon").code == 2
    assert names("edit", "Ines Varga", "--alias", "a; b").code == 2


def test_edit_refuses_garbles_that_do_harm() -> None:
    names("add", "Ines Varga", "--kind", "person")
    ran = names("edit", "Ines Varga", "--garble", "The Foundry")
    assert ran.code == 1
    assert "ordinary words" in ran.err
    assert pack() == ["Ines Varga\tperson"]


def test_house_style() -> None:
    names("add", "Ines Wargha", "Ines Varga", "--kind", "person", "--from", "hu")
    assert names("edit", "Ines Varga", "--rename", "Inés Varga").code == 0
    assert pack() == ["Inés Varga\tperson\t\tgarble=Ines Wargha\tstyle=Ines Varga"]
    assert "# Ines Wargha: en from hu" in PACK.read_text("utf-8")
    assert fixed("So Ines Wargha left.\n") == "So Inés Varga left.\n"


def test_list_filters() -> None:
    names("add", "Agnes Foundry", "Ines Varga", "--kind", "person")
    names("add", "Ponte Sora", "--kind", "place", "--native", "it")
    text = names("list", "--layer", "project").text
    assert re.fullmatch(
        r"Ines Varga .*person .*project .*Agnes Foundry\nPonte Sora .*it .*\n", text
    )
    assert names("list", "foundry").text == text.splitlines(keepends=True)[0]
    assert "Ines" not in names("list", "--kind", "LOC").text
    record = json.loads(names("list", "ponte sorä", "--json").text)
    assert (record["kind"], record["layer"]) == ("place", "project")


CSV = """\
canonical,kind,native_lang
Ines Varga,Person,hu
Ponte Sora,LOC,it
Banco Verde,org,pt
Rika Sol,starship,nl
Zoe Lund,PERSON,
"""


def test_import_adds_to_the_project_and_names_bad_rows() -> None:
    Path("list.csv").write_text(CSV, "utf-8-sig")
    ran = names("import", "list.csv", "--dry-run")
    assert (ran.code, PACK.exists()) == (3, False)
    assert "4 new, 0 changed: would be written" in ran.text
    ran = names("import", "list.csv")
    assert ran.code == 3
    assert ran.err.startswith("cleanup: list.csv:5: 'starship' is no kind of name")
    assert ran.err.count("\n") == 1
    assert pack() == ["Banco Verde\torganisation\tpt", "Ines Varga\tperson\thu",
                      "Ponte Sora\tplace\tit", "Zoe Lund\tperson"]  # fmt: skip
    before = PACK.read_bytes()
    assert "4 already there" in names("import", "list.csv").text
    assert PACK.read_bytes() == before


def test_imported_names_are_repaired() -> None:
    Path("list.csv").write_text("canonical,kind,native_lang\nRavelo Iglesias,person,es\n", "utf-8")
    assert names("import", "list.csv").code == 0
    text = b"Later Ravelo Churches spoke to them.\n"
    call = ("check", "-", "--lang", "en", "--source-lang", "es", "--only", "names")
    assert "Ravelo Iglesias" in cleanup(*call, stdin=text).text


def test_import_leaves_out_garbles_that_do_harm() -> None:
    Path("a.csv").write_text("canonical,garbles\nLe Lac,The Lake; Le Lak\n", "utf-8")
    ran = names("import", "a.csv")
    assert ran.code == 3
    assert "a.csv:2: 'The Lake' consists of ordinary words" in ran.err
    assert pack() == ["Le Lac\tterm\t\tgarble=Le Lak"]
    assert names("import", "a.csv", "--force", "--kind", "work", "--native", "fr").code == 0
    assert pack() == ["Le Lac\twork\tfr\tgarble=Le Lak; The Lake"]


def test_import_of_several_files_and_bad_ones() -> None:
    Path("a.csv").write_bytes("canonical\nAngströ\n".encode("latin-1"))
    Path("b.csv").write_text("canonical\nInes Varga\n", "utf-8")
    Path("c.csv.gz").write_bytes(gzip.compress(b"canonical\nZoe Lund\n"))
    Path("d.csv.gz").write_bytes(gzip.compress(b"canonical\nMira Tolk\n")[:-9])
    ran = names("import", "a.csv", "b.csv", "c.csv.gz", "d.csv.gz", "missing.csv")
    assert ran.code == 3
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == [
        "a.csv", "d.csv.gz", "missing.csv"]  # fmt: skip
    assert pack() == ["Ines Varga\tterm", "Zoe Lund\tterm"]
    assert names("import", "a.csv", "--encoding", "latin-1").code == 0
    Path("e.bin").write_text("hello\n", "utf-8")
    ran = names("import", "e.bin")
    assert (ran.code, "the format is not clear" in ran.err) == (2, True)


def test_a_broken_file_of_names_is_left_alone() -> None:
    PACK.parent.mkdir()
    PACK.write_text("Ines Varga\tstarship\n", "utf-8")
    for call in (("add", "Zoe Lund"), ("import", "-"), ("list",), ("show", "x"), ("packs",)):
        ran = names(*call, stdin=b"canonical\nZoe Lund\n")
        assert ran.code == 2
        assert "names.tsv:1: 'starship' is no kind of name" in ran.err
    assert PACK.read_text("utf-8") == "Ines Varga\tstarship\n"
    assert names("test", "--layer", "project").code == 1


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    Path("names.tsv").write_text("", "utf-8")
    Path("names.tsv").chmod(0o444)
    ran = names("add", "Ines Varga", "--to", "names.tsv")
    assert (ran.code, "read-only" in ran.err) == (3, True)
    assert not list(Path().glob(".*tmp"))


def test_export_and_import_again(tmp_path: Path) -> None:
    Path("list.csv").write_text(CSV.replace("Rika Sol,starship,nl\n", ""), "utf-8")
    names("import", "list.csv")
    first = pack()
    for name in ("out.csv", "out.tsv", "out.jsonl", "out.ttl", "out.tbx"):
        assert names("export", name, "--layer", "project").code == 0
        PACK.unlink()
        assert names("import", name).code == 0
        assert pack() == first, name
    text = names("export", "--format", "csv", "--kind", "org", "--layer", "project").text
    assert text == "canonical,kind,native_lang\nBanco Verde,organisation,pt\n"


def test_packs_tells_layers_and_licences() -> None:
    Path("cleanup.toml").write_text('names = ["ours.tsv"]\n', "utf-8")
    Path("ours.tsv").write_text("# Licence: CC0\nInes Varga\tperson\n", "utf-8")
    names("add", "Zoe Lund", "--kind", "person", "--to", "personal")
    names("add", "Mira Tolk", "--kind", "person")
    rows = [json.loads(line) for line in names("packs", "--json").text.splitlines()]
    assert [row["layer"] for row in rows[:4]] == ["run", "project", "personal", "shipped"]
    assert rows[0] == {"layer": "run", "file": "ours.tsv", "entries": 1, "licence": "Licence: CC0"}
    assert names("packs").text.startswith("run              1  ours.tsv  (Licence: CC0)\n")


def test_test_finds_every_fault_of_a_pack() -> None:
    PACK.parent.mkdir()
    PACK.write_text(
        "# ours\nZoe Lund\tperson\nInes Varga\tperson\t\tgarble=Zoe Lund; Pig Climb\n"
        "Zoe Lund\tperson\nMira Tolk\tperson\t\tgarble=Pig Climb\talias=Ines Varga\n"
        "Zoe\u0308 Lim\tperson\n",
        "utf-8",
    )
    Path("clean.txt").write_text("Nothing.\nThe Pig Climb was steep.\n", "utf-8")
    ran = names("test", "--layer", "project", "clean.txt")
    assert ran.code == 1
    said = ran.text
    for fault in (
        ":3: Ines Varga stands behind Zoe Lund: not sorted",
        ":4: Zoe Lund stands on line 2 already",
        ":3: garble 'Zoe Lund' is a right form of Zoe Lund",
        ":5: garble 'Pig Climb' is a garble of Ines Varga, too",
        ":5: 'Ines Varga' of Mira Tolk is a form of Ines Varga, too",
        ":6: ",
    ):
        assert f".cleanup/names.tsv{fault}" in said
    assert "NFC" in said


def test_test_finds_packs_that_contradict_each_other() -> None:
    names("add", "Zoe Lund", "--kind", "person", "--to", "personal")
    PACK.parent.mkdir()
    PACK.write_text("Mira Tolk\tperson\t\tgarble=Zoe Lund\n", "utf-8")
    ran = names("test")
    assert ran.code == 1
    assert "names.tsv:1: garble 'Zoe Lund' is a right form of Zoe Lund (" in ran.text


def test_test_finds_garbles_in_clean_text() -> None:
    names("add", "Pig Climb Lund", "Zoe Lund", "--kind", "person")
    Path("clean.txt").write_text("Nothing.\nThe Pig Climb Lund was steep.\n", "utf-8")
    ran = names("test", "--layer", "project", "clean.txt")
    assert ran.code == 1
    assert "names.tsv:3: 'Pig Climb Lund' of Zoe Lund stands in clean.txt:2" in ran.text
    assert names("test", "--layer", "project").code == 0


ARTICLE = """\
President Wilma Okafor arrived in Port Lesedi on Monday. Wilma Okafor met the board of Sol Verde.
The Sol Verde said that Wilma Okafor was welcome. Then Wilma Okaffor left for Port Lesedi.
Ravelo Churches spoke with Jean-Paul Ravelo and later with Jean Paul Ravelo.
"""


def suggested(*arguments: str) -> dict[str, dict[str, object]]:
    Path("article.txt").write_text(ARTICLE, "utf-8")
    ran = names("suggest", "article.txt", "--json", *arguments)
    assert ran.code == 0
    found = [json.loads(line) for line in ran.text.splitlines()]
    return {one["wrong"] or one["entry"]["canonical"]: one for one in found}


def test_suggest_finds_spellings_garbles_and_names() -> None:
    names("add", "Ravelo Iglesias", "--kind", "person", "--native", "es")
    before = PACK.read_bytes()
    found = suggested("--lang", "en")
    garble = found["Ravelo Churches"]
    assert (garble["why"], garble["count"]) == ("garble", 1)
    assert garble["entry"]["canonical"] == "Ravelo Iglesias"  # type: ignore[index]
    assert found["Wilma Okaffor"]["why"] == "spelling"
    assert found["Wilma Okaffor"]["entry"]["canonical"] == "Wilma Okafor"  # type: ignore[index]
    assert found["Wilma Okaffor"]["entry"]["kind"] == "person"  # type: ignore[index]
    assert found["Port Lesedi"]["entry"] == {"canonical": "Port Lesedi", "kind": "place"}
    assert "Sol Verde" in found
    assert any(one["why"] == "style" for one in found.values())
    assert "article.txt:3: " in garble["places"][0]  # type: ignore[index]
    assert PACK.read_bytes() == before
    text = names("suggest", "article.txt", "--lang", "en").text
    assert "garble   Ravelo Churches: Ravelo Iglesias, taken for words (es: " in text


def test_suggest_asks_on_a_terminal() -> None:
    Path("article.txt").write_text(ARTICLE, "utf-8")
    master, slave = pty.openpty()
    call = [sys.executable, "-m", "cleanup", "names", "suggest", "article.txt", "--lang", "en"]
    process = subprocess.Popen(call, stdin=slave, stdout=slave, stderr=slave,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    os.close(slave)
    os.write(master, b"?\nk\nPER\ny\nn\nq\n")
    shown = b""
    try:
        while piece := os.read(master, 4096):
            shown += piece
    except OSError:
        pass  # so Linux tells that the other end was closed
    assert process.wait(30) == 0
    assert b"1 of " in shown
    assert "Wilma Okafor\tperson\t\tgarble=Wilma Okaffor" in pack()


def test_suggest_goes_on_after_a_missing_file() -> None:
    Path("article.txt").write_text(ARTICLE, "utf-8")
    ran = names("suggest", "missing.txt", "article.txt", "--lang", "en", "--json")
    assert ran.code == 3
    assert "missing.txt: no such file" in ran.err
    assert "Wilma Okafor" in ran.text


def test_other_commands_load_nothing_of_names() -> None:
    code = (
        "import sys; from cleanup.cli.main import run; run(['--help']); "
        "run(['rules', '--help']); "
        "print([m for m in sys.modules if m.startswith('cleanup.names')], file=sys.stderr)"
    )
    call = [sys.executable, "-c", code]
    ran = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stderr == "[]\n"


GUIDE = ROOT / "docs" / "names.md"
_BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_works(project: Path) -> None:
    """Every command of docs/names.md does what stands there.

    Blocks with a file name are files; ``sh`` blocks are run, a ``text`` block behind one is what
    the last command prints.
    """
    ran = None
    runs = 0
    for kind, name, body in _BLOCK.findall(GUIDE.read_text("utf-8")):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(body, "utf-8")
        elif kind == "text" and ran is not None:
            out, err = ran.stdout.decode(), ran.stderr.decode()
            assert body in (out + err, err + out), ran.args
        elif kind == "sh":
            for line in body.replace("\\\n", " ").splitlines():
                told, _, code = line.partition("  # exit code ")
                arguments = shlex.split(told, comments=True)
                if not arguments:
                    continue
                assert arguments[0] == "cleanup", line
                options = ["--engine", "none"] if arguments[1] in ("fix", "diff", "check") else []
                environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
                ran = program(*arguments[1:], *options, cwd=project, env=environment)
                assert ran.returncode == int(code or 0), (line, ran.stderr)
                runs += 1
    assert runs > 10
