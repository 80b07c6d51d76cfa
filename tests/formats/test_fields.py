"""Fields in a firm's own template: filled in, in a sandbox, with nothing alive in them."""

from __future__ import annotations

import ast
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.answers.report.made import DAY, EVIL, NORTHWIND, folder, hostile, reports
from tests.cli.running import run
from vatscheck.answers.report.files import made
from vatscheck.formats.docx.template import MissingExtra, TemplateError

PACKAGE = Path(__file__).parents[2] / "vatscheck"
NAME = "Northwind Software (Shanghai) Co., Ltd."


def template(*lines: str, header: str = "") -> bytes:
    """Return a template with a paragraph for each line."""
    document, out = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(out)
    return out.getvalue()


def filled(profile: str, *lines: str, lang: str = "en", header: str = "") -> list[str]:
    """Return the paragraphs of a template when its fields are filled in."""
    content = made(reports(profile, lang), ".docx", template(*lines, header=header))
    return [p.text for p in Document(BytesIO(content)).paragraphs]


def test_a_field_says_what_the_report_says() -> None:
    found = filled(
        NORTHWIND,
        "For {{ profile.name }}, judged for {{ as_of }}",
        "{{ summary.text }}",
        "{% for row in papers %}{{ loop.index }} {{ row.title }}; {% endfor %}",
        '{{ asked[0]["items"]|length }} {{ asked[0].items[0].id }}',
    )
    data = reports(NORTHWIND, "en")[0].data
    assert found[0] == f"For {NAME}, judged for {DAY}"
    assert found[1] == data["summary"]["text"]
    assert found[2].startswith(f"1 {data['papers'][0]['title']}; 2 ")
    first = data["asked"][0]["items"]
    assert found[3] == f"{len(first)} {first[0]['id']}"


def test_the_page_stands_where_it_is_placed_or_nowhere() -> None:
    found = filled(NORTHWIND, "Dear {{ profile.name }}", "{{report}}", "Yours")
    assert found[:2] == [f"Dear {NAME}", "Telecom licence pre-check"]
    assert found[-1] == "Yours"
    assert filled(NORTHWIND, "{{ as_of }}") == [DAY]


def test_a_report_in_two_languages_has_the_fields_of_both() -> None:
    line = "{{ in_en.summary.text }} / {{ in_zh.summary.text }}"
    one, other = (r.data["summary"]["text"] for r in reports(NORTHWIND, "both"))
    assert filled(NORTHWIND, line, lang="both") == [f"{one} / {other}"]


def test_equal_input_gives_equal_bytes() -> None:
    firm = template("{{ profile.name }}", "{{report}}")
    first, second = (made(reports(NORTHWIND, "en"), ".docx", firm) for _ in range(2))
    assert first == second


def test_head_and_foot_may_have_fields() -> None:
    firm = template("{{ as_of }}", header="{{ profile.name }} {{left}}")
    document = Document(BytesIO(made(reports(NORTHWIND, "en"), ".docx", firm)))
    head = document.sections[0].header.paragraphs[0].text
    assert head == f"{NAME} Telecom licence pre-check: {NAME}"


@pytest.mark.parametrize(
    "field",
    [
        "{{ cycler.__init__.__globals__.os.popen('touch alive').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ profile.__class__ }}",
        "{{ profile['__class__'] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ profile.name.format(1) }}",
        "{{ profile.name.unescape() }}",
        "{{ profile.name['unescape']() }}",
        "{{ profile.name|attr('unescape') }}",
        "{{ [profile.name]|map('attr', 'unescape')|list }}",
        "{{ [profile]|map(attribute='__class__')|first }}",
        "{{ profile.name|safe }}",
        "{% autoescape false %}{{ profile.name }}{% endautoescape %}",
        "{%-\n autoescape false %}{{ profile.name }}{% endautoescape %}",
        "{% for x in range(9) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% set _ = papers.append(1) %}",
        "{{ profile.nothing }}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
        "{% if %}",
        "{{ profile.name",
    ],
)
def test_a_field_that_does_more_than_say_is_refused(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TemplateError):
        filled(NORTHWIND, field)
    firm, output = tmp_path / "firm.docx", tmp_path / "r.docx"
    firm.write_bytes(template(field))
    ran = run("report", folder(tmp_path, NORTHWIND), "-o", output, "--template", firm)
    assert ran.code == 2
    assert "firm.docx" in ran.err
    assert "Traceback" not in ran.err
    assert not output.exists()
    assert not (tmp_path / "alive").exists()


@pytest.mark.parametrize(
    "field",
    ["{{ profile.name }}", "{% set x %}{{ profile.name }}{% endset %}{{ x }}"]
    + [f"{{{{ profile.name|{f} }}}}" for f in ("string", "striptags", "join", "upper")],
)
def test_no_text_of_a_profile_comes_alive_in_a_field(field: str) -> None:
    firm = template(field, "{{report}}", header=field)
    document = Document(BytesIO(made(reports(hostile(), "en"), ".docx", firm)))
    for xml in (document.element.body.xml, document.sections[0].header._element.xml):
        assert "<script" not in xml.lower()
        assert "\x1b" not in xml
    if field == "{{ profile.name }}":
        assert EVIL.replace("\x1b", "\\x1b") == document.paragraphs[0].text
    known = {s["url"] for s in reports(hostile(), "en")[0].data["sources"]}
    assert {r.target_ref for r in document.part.rels.values() if r.is_external} <= known


@pytest.mark.parametrize(
    "name",
    [
        "{{report}}",
        "{_{report}_}",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "A & B <w:p/>",
        "{{foot}}",
    ],
)
def test_a_name_that_looks_like_a_field_is_a_name(name: str) -> None:
    profile = NORTHWIND.replace(NAME, name)
    found = filled(profile, "{{ profile.name }}", header="{{ profile.name }}")
    assert found == [name.replace("{_{", "{{").replace("}_}", "}}")]
    assert filled(profile, "{{left}}{{ as_of }}")[0].endswith(f"{found[0]}{DAY}")


def test_without_the_extra_a_template_with_fields_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(MissingExtra):
        filled(NORTHWIND, "{{ as_of }}")
    assert filled(NORTHWIND, "Dear", "{{report}}")[0] == "Dear"
    firm, output = tmp_path / "firm.docx", tmp_path / "r.docx"
    firm.write_bytes(template("{{ as_of }}"))
    ran = run("report", folder(tmp_path, NORTHWIND), "-o", output, "--template", firm)
    assert ran.code == 2
    assert "vatscheck[template]" in ran.err


def test_one_module_imports_the_library_of_fields() -> None:
    users = [
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (getattr(node, "module", None), *(a.name for a in node.names))
        if name and name.split(".")[0] == "docxtpl"
    ]
    assert users == ["formats/docx/fields.py"]


# --- a firm's styles --------------------------------------------------------------------


def settled(path: Path, styles: str) -> Path:
    """Write a profile, its folder's settings and a template; return the profile."""
    (path / ".vatscheck.toml").write_text(f"[styles]\n{styles}\n", encoding="utf-8")
    (path / "firm.docx").write_bytes(template("{{report}}"))
    return folder(path, NORTHWIND)


def test_styles_of_the_settings_stand_for_ours(tmp_path: Path) -> None:
    profile = settled(tmp_path, '"Short Answer" = "Intense Quote"\nTitle = "Heading 1"')
    output = tmp_path / "r.docx"
    firm = tmp_path / "firm.docx"
    ran = run("report", profile, "-o", output, "--as-of", DAY, "--template", firm)
    assert ran.code == 0, ran.err
    found = Document(str(output)).paragraphs
    assert found[0].style
    assert found[0].style.name == "Heading 1"
    assert "Intense Quote" in {p.style.name for p in found if p.style}


@pytest.mark.parametrize(
    ("styles", "said"),
    [
        ('"Short Anser" = "Intense Quote"', "Short Anser"),
        ('"Short Answer" = "Intense Quot"', "Intense Quot"),
        ('"Short Answer" = "Table Grid"', "Table Grid"),
        ('"Short Answer" = 3', "styles"),
    ],
)
def test_a_style_that_cannot_stand_for_ours_is_told(
    styles: str, said: str, tmp_path: Path
) -> None:
    profile, output = settled(tmp_path, styles), tmp_path / "r.docx"
    firm = tmp_path / "firm.docx"
    ran = run("report", profile, "-o", output, "--as-of", DAY, "--template", firm)
    assert ran.code == 2
    assert said in ran.err
    assert ".vatscheck.toml" in ran.err
    assert not output.exists()
