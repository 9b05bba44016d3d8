"""Service cards: each file is a service or one plain reason, and each service has five answers."""

from pathlib import Path

import pytest

from onewindow.delivery.services.wire.cartas_de_servico import count, read, read_card
from onewindow.delivery.services.wire.first_screen import NOT_STATED, Answer, first_screen
from onewindow.delivery.services.wire.imported import (
    CostKind,
    ImportedService,
    Rejection,
    ValidityKind,
)
from onewindow.delivery.services.wire.rich_text import plain_line
from onewindow.delivery.services.wire.words import (
    CHANNEL_WORDS,
    CHANNELS,
    SEGMENT_WORDS,
    UNITS,
    ChannelKind,
    Purpose,
    Segment,
    Unit,
    channel_words,
    unit_words,
)
from onewindow.ground.kernel.money import Money

NO_ESTIMATE = "The source gives no estimate."
STEP = """<etapa id="1"><titulo>Pedir</titulo><descricao>Leve tudo.</descricao>
<documentos><default><item>CPF;</item><item>CPF</item></default>
<caso descricao="Se menor"><documento><id>1</id><descricao>Tutela</descricao></documento></caso>
</documentos><custos><default><custo><descricao>Taxa.....</descricao><moeda>R$</moeda>
<valor>1.234,50</valor></custo></default></custos><canais-de-prestacao><default>
<canal-de-prestacao tipo="presencial" tempo-estimado-espera="15" tempo-estimado-periodo="minutos">
<descricao>Rua Um, 5</descricao></canal-de-prestacao>
<canal-de-prestacao tipo="web-agendar"><descricao>https://a.example/x</descricao></canal-de-prestacao>
</default></canais-de-prestacao></etapa>"""


def card(inside: str = "", *, name: str = "id") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<servico xmlns="http://servicos.gov.br/v3/schema"><{name}>pedir-farol</{name}><dbId>7</dbId>
<nome>Pedir um farol.</nome>{inside}</servico>"""


def written(tmp_path: Path, content: str | bytes, name: str = "card.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def service(tmp_path: Path, inside: str = "") -> ImportedService:
    made = read_card(written(tmp_path, card(inside)))
    assert isinstance(made, ImportedService), made
    return made


def answers(tmp_path: Path, inside: str = "") -> dict[str, Answer]:
    return {answer.code: answer for answer in first_screen(service(tmp_path, inside))}


def etapas(*steps: str) -> str:
    return f"<etapas>{''.join(steps)}</etapas>"


def time(inside: str) -> str:
    return f"<tempo-total-estimado>{inside}</tempo-total-estimado>"


def test_a_card_becomes_a_service_with_all_its_parts(tmp_path: Path) -> None:
    made = service(
        tmp_path,
        "<sigla>PF</sigla>"
        "<descricao>Um &lt;b&gt;farol&lt;/b&gt; novo.</descricao><gratuito>false</gratuito>"
        "<solicitantes><solicitante><tipo>Faroleiros</tipo><requisitos>-</requisitos>"
        "</solicitante></solicitantes>" + etapas(STEP) + '<orgao id="55"/>'
        "<segmentos-da-sociedade><item>Empresas</item></segmentos-da-sociedade>"
        "<legislacoes><item>-</item><item>[Lei 1](http://a.example/l)</item></legislacoes>"
        "<palavras-chave><item>luz</item><item>-</item><item>luz</item></palavras-chave>",
    )
    assert (made.source_id, made.number, made.name) == ("pedir-farol", "7", "Pedir um farol")
    assert (made.acronym, made.language) == ("PF", "pt")
    assert made.summary.html() == "<p>Um <strong>farol</strong> novo.</p>"
    assert [one.who.plain() for one in made.audience] == ["Faroleiros"]
    assert not made.audience[0].requirements
    assert [(one.text.plain(), one.case) for one in made.bring] == [
        ("CPF", ""),
        ("Tutela", "Se menor"),
    ]
    assert made.cost.kind is CostKind.FEES
    assert made.cost.fees[0].money == Money(123450, "BRL")
    assert (made.cost.fees[0].label, made.cost.fees[0].text) == ("Taxa", "R$ 1.234,50")
    assert made.start is not None and made.start.kind is ChannelKind.IN_PERSON
    assert made.start.wait is not None and made.start.wait.words["en"] == "Up to 15 minutes"
    assert made.steps[0].channels[1].words["en"] == "Book online"
    assert made.steps[0].channels[1].links[0].href == "https://a.example/x"
    assert made.body.source_id.endswith("/unidade-organizacional/55") and made.body.name == ""
    assert made.segments == (Segment.COMPANIES,)
    assert [one.plain() for one in made.legal_basis] == ["Lei 1"]
    assert made.keywords == ("luz",)


@pytest.mark.parametrize(
    ("inside", "kind", "words", "iso"),
    [
        ('<entre min="16" max="30" unidade="dias-corridos"/>', "range", "16 to 30 days", "P30D"),
        ('<entre min="0" max="0" unidade="meses"/>', "not_estimated", NO_ESTIMATE, ""),
        ('<entre min="0" max="1" unidade="meses"/>', "up_to", "Up to 1 month", "P1M"),
        ('<entre min="6" max="6" unidade="horas"/>', "up_to", "Up to 6 hours", "PT6H"),
        ('<entre min="9" max="6" unidade="horas"/>', "not_estimated", NO_ESTIMATE, ""),
        ('<ate max="5" unidade="dias-uteis"/>', "up_to", "Up to 5 working days", ""),
        ('<ate max="-5" unidade="dias-uteis"/>', "not_estimated", NO_ESTIMATE, ""),
        ('<ate max="5" unidade="luas"/>', "not_estimated", NO_ESTIMATE, ""),
        ('<em-media max="45" unidade="minutos"/>', "average", "About 45 minutes", "PT45M"),
        ("<atendimento-imediato/>", "immediate", "At once", ""),
        ("<nao-estimado-ainda/>", "not_estimated", NO_ESTIMATE, ""),
        ("", "not_stated", "Not stated by the source.", ""),
    ],
)  # fmt: skip
def test_durations_are_said_in_words(
    tmp_path: Path, inside: str, kind: str, words: str, iso: str
) -> None:
    made = service(tmp_path, time(inside)).duration
    assert (made.kind, made.words["en"], made.iso_maximum) == (kind, words, iso)
    assert made.words["pt"]


def test_a_note_that_only_repeats_that_nothing_is_estimated_is_left_out(tmp_path: Path) -> None:
    note = "<descricao>O tempo de prestação deste serviço não é estimado ainda.</descricao>"
    made = service(tmp_path, time("<nao-estimado-ainda/>" + note)).duration
    assert not made.note and not made.is_stated
    other = answers(tmp_path, time("<nao-estimado-ainda/><descricao>Varia.</descricao>"))[
        "duration"
    ]
    assert other.stated and other.ours == {} and plain_line(other.lines[0]) == "Varia."


@pytest.mark.parametrize(
    ("fee", "said", "kind", "money"),
    [
        ("", "true", CostKind.FREE, None),
        ("", "false", CostKind.NOT_SAID_HOW_MUCH, None),
        ("", "", CostKind.NOT_STATED, None),
        ("<moeda>R$</moeda><valor>7</valor>", "false", CostKind.FEES, Money(700, "BRL")),
        ("<moeda>USD</moeda><valor>40,00</valor>", "false", CostKind.FEES, Money(4000, "USD")),
        ("<moeda>R$</moeda><valor>2,000</valor>", "false", CostKind.FEES, None),
        ("<moeda>R$</moeda><valor>7,50</valor>", "true", CostKind.FEES, Money(750, "BRL")),
        (
            "<moeda>R$</moeda><valorVariavel>1% do valor</valorVariavel>",
            "false",
            CostKind.FEES,
            None,
        ),
        ("<moeda>R$</moeda><valorVariavel>Varia</valorVariavel>", "false", CostKind.VARIES, None),
        ("<moeda>R$</moeda><valorVariavel>Gratuito</valorVariavel>", "false", CostKind.FREE, None),
    ],
)
def test_costs_are_free_or_figures_or_said_to_vary(
    tmp_path: Path, fee: str, said: str, kind: CostKind, money: Money | None
) -> None:
    custo = f"<custo><descricao>Taxa</descricao>{fee}</custo>" if fee else ""
    step = f"<etapa><titulo>Um</titulo><custos><default>{custo}</default></custos></etapa>"
    made = service(tmp_path, f"<gratuito>{said}</gratuito>" + etapas(step)).cost
    assert made.kind is kind
    assert [one.money for one in made.fees] == ([money] if fee else [])


def documents(*texts: str) -> str:
    found = "".join(f"<item>{text}</item>" for text in texts)
    return f"<etapa><titulo>Um</titulo><documentos><default>{found}</default></documentos></etapa>"


@pytest.mark.parametrize(
    "text",
    ["Nenhum", "Nenhum documento.", "Nenhuma documentação é necessária", "Não se aplica",
     "Nenhuma documentação necessária", "Não há documentação necessária nesta etapa"],
)  # fmt: skip
def test_a_step_that_asks_for_nothing_says_so(tmp_path: Path, text: str) -> None:
    answer = answers(tmp_path, etapas(documents(text)))["bring"]
    assert answer.stated and answer.ours["en"] == "No documents are needed."


def test_what_begins_like_nothing_but_asks_for_something_is_kept(tmp_path: Path) -> None:
    long = "Não é necessário nenhum documento, mas leve o nome completo"
    made = service(tmp_path, etapas(documents(long)))
    assert [one.text.plain() for one in made.bring] == [long]


def test_things_to_bring_are_named_once_over_all_steps(tmp_path: Path) -> None:
    made = service(
        tmp_path, etapas(documents("CPF", "Foto 3x4"), documents("cpf.", "Recibo", "Nenhum"))
    )
    assert [one.text.plain() for one in made.bring] == ["CPF", "Foto 3x4", "Recibo"]


def test_a_card_that_says_nothing_answers_five_times_that_it_is_not_stated(tmp_path: Path) -> None:
    found = answers(tmp_path)
    assert list(found) == ["audience", "cost", "duration", "bring", "start"]
    for answer in found.values():
        assert answer.ours == NOT_STATED and not answer.stated and answer.lines == ()


def test_without_a_channel_the_contact_is_where_to_ask(tmp_path: Path) -> None:
    answer = answers(tmp_path, "<contato>me@a.example</contato>")["start"]
    assert not answer.stated and answer.ours["en"].endswith("Ask the responsible body:")
    assert plain_line(answer.lines[0]) == "me@a.example"


def test_the_address_of_a_digital_service_comes_before_its_channels(tmp_path: Path) -> None:
    link = "<link-servico-digital>https://b.example/go</link-servico-digital>"
    assert answers(tmp_path, link + etapas(STEP))["start"].href == "https://b.example/go"
    assert answers(tmp_path, etapas(STEP))["start"].href == ""
    bad = "<link-servico-digital>javascript:x</link-servico-digital>"
    assert answers(tmp_path, bad + etapas(STEP))["start"].ours["en"] == "In person"


def test_the_first_screen_is_short_and_says_how_much_more_there_is(tmp_path: Path) -> None:
    answer = answers(tmp_path, etapas(documents(*(f"Papel {n}" for n in range(9)))))["bring"]
    assert (len(answer.lines), answer.more, answer.is_list) == (3, 6, True)
    one_more = answers(tmp_path, etapas(documents(*(f"Papel {n}" for n in range(4)))))["bring"]
    assert (len(one_more.lines), one_more.more) == (4, 0)


def test_the_figure_of_a_fee_is_never_cut_off(tmp_path: Path) -> None:
    label = f"<descricao>{'Taxa longa ' * 30}</descricao>"
    fee = f"<custo>{label}<moeda>R$</moeda><valor>9,00</valor></custo>"
    step = f"<etapa><titulo>Um</titulo><custos><default>{fee}</default></custos></etapa>"
    line = plain_line(answers(tmp_path, etapas(step))["cost"].lines[0])
    assert line.endswith("…: R$ 9,00") and len(line) < 100


def test_an_applicant_that_ends_in_a_colon_goes_on_with_the_requirement(tmp_path: Path) -> None:
    one = "<tipo>Pessoas que:</tipo><requisitos>- moram aqui\n- pagam</requisitos>"
    inside = f"<solicitantes><solicitante>{one}</solicitante></solicitantes>"
    answer = answers(tmp_path, inside)["audience"]
    assert [plain_line(line) for line in answer.lines] == ["Pessoas que: moram aqui"]


def test_empty_steps_vanish_and_steps_without_a_title_get_one(tmp_path: Path) -> None:
    made = service(
        tmp_path,
        etapas(
            "<etapa><titulo>-</titulo><descricao></descricao></etapa>",
            "<etapa><titulo>-</titulo><descricao>Vá ao cais.</descricao></etapa>",
            STEP.replace("Pedir", "-").replace("Leve tudo.", ""),
        ),
    )
    assert [step.title for step in made.steps] == ["Vá ao cais.", "Etapa 2"]


def test_the_validity_of_the_result_is_read(tmp_path: Path) -> None:
    known = "<tipo>Válido por</tipo><quantidade>5</quantidade><unidade>anos</unidade>"
    made = service(tmp_path, f"<validade-documento>{known}</validade-documento>").validity
    assert made is not None and (made.kind, made.count, made.unit) == (
        ValidityKind.FOR,
        5,
        Unit.YEAR,
    )
    assert service(tmp_path, "<validade-documento/>").validity is None


def test_an_english_card_is_marked_as_english(tmp_path: Path) -> None:
    assert (
        service(tmp_path, "<descricao>The light of the harbour is for you.</descricao>").language
        == "en"
    )


def test_a_code_that_nobody_knows_gets_words_too(tmp_path: Path) -> None:
    made = service(tmp_path, etapas(STEP.replace('"presencial"', '"pombo"')))
    assert made.start is not None and made.start.words["en"] == "In another way"


def test_every_code_has_words_in_both_languages() -> None:
    for kind, purpose in CHANNELS.values():
        assert set(channel_words(kind, purpose)) == {"en", "pt"}
    assert set(CHANNEL_WORDS) == set(ChannelKind) and set(SEGMENT_WORDS) == set(Segment)
    assert {purpose for _, purpose in CHANNELS.values()} == set(Purpose)
    assert (
        unit_words(1, UNITS["meses"])["pt"] == "mês"
        and unit_words(2, UNITS["meses"])["pt"] == "meses"
    )


BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (card(name="nada"), "The card has no <id>."),
        (
            card().replace("pedir-farol", " - ").replace("<id> - </id>", "<id> </id>"),
            "The card has no <id>.",
        ),
        (card().replace("Pedir um farol.", "-"), "The card has no <nome>."),
        (card().replace("pedir-farol", "x" * 201), "longer than 200 signs"),
        ("", "not well-formed XML"),
        (b"\x00\x01\x02", "not well-formed XML"),
        (card()[:-20], "not well-formed XML (line 3)"),
        (card().replace("Pedir", "\x00"), "not well-formed XML"),
        (card().replace("UTF-8", "latin-99"), "not well-formed XML"),
        (card().encode().replace(b"Pedir", b"\xff\xfe"), "not well-formed XML"),
        (card("<a>" * 400 + "</a>" * 400), "not well-formed XML"),
        ("<servico/><servico/>", "not well-formed XML"),
        ("<outro/>", "The file does not hold the element <servico> of version 3."),
        (card().replace("<servico", BOMB + "<servico").replace("Pedir", "&c;"), "document type"),
        (card().replace("<servico", OUTSIDE + "<servico").replace("Pedir", "&b;"), "document type"),
        (card("<descricao>" + "x" * 20_001 + "</descricao>"), "longer than 20000 signs"),
        (card(f'<etapas a="{"x" * 20_001}"/>'), "longer than 20000 signs"),
        (card("<descricao>" + "x" * 2_100_000 + "</descricao>"), "larger than 2097152 bytes"),
    ],
)
def test_a_broken_file_costs_one_rejection(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    written(tmp_path, content, "a.xml")
    written(tmp_path, card(), "b.xml")
    bad, good = read(tmp_path)
    assert isinstance(bad, Rejection) and bad.source == "a.xml" and reason in bad.reason
    assert isinstance(good, ImportedService)


def test_a_second_card_with_the_same_id_is_rejected(tmp_path: Path) -> None:
    written(tmp_path, card(), "a.xml")
    written(tmp_path, card(), "b.xml")
    _, second = read(tmp_path)
    assert second == Rejection("b.xml", "An earlier card has the id pedir-farol.")


def test_cards_are_read_one_at_a_time_and_counted_without_reading(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml", "c.txt"):
        written(tmp_path, card(), name)
    (tmp_path / "d.xml").mkdir()
    assert count(tmp_path) == 2
    found = read(tmp_path)
    assert isinstance(next(found), ImportedService)
    (tmp_path / "b.xml").unlink()
    gone = next(found)
    assert isinstance(gone, Rejection) and "cannot be opened" in gone.reason


def test_a_folder_that_is_not_there_has_no_cards(tmp_path: Path) -> None:
    assert count(tmp_path / "none") == 0 and list(read(tmp_path / "none")) == []
