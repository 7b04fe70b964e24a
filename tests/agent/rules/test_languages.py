"""Seven more languages are told apart, and their commonest wishes read as what they are."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Scene
from agent.rules.planner import read
from agent.rules.slots.counts import wanted
from agent.rules.words.clean import normalise
from agent.rules.words.languages import language

# One sentence for each kind of wish: its label, or the number of variants.
SENTENCES: dict[str, dict[str, str | int]] = {
    "es": {
        "quita el coche del fondo, por favor": "remove",
        "elimina a la persona de la izquierda": "remove",
        "añade un sombrero rojo a la niña": "add",
        "pon un gato en el sofá": "add",
        "sustituye la taza por un vaso": "replace",
        "cambia el fondo por una playa": "background",
        "cambia el color del vestido a verde": "color",
        "pinta la puerta de azul": "color",
        "hazlo más oscuro": "tone",
        "ponlo en blanco y negro": "tone",
        "conviértelo en una acuarela": "style",
        "recorta la foto en cuadrado": "crop",
        "desenfoca el fondo": "blur",
        "deshaz eso": "navigate",
        "gracias": "chat",
        "hazme tres versiones más oscuras": 3,
        "dame cuatro variantes": 4,
    },
    "fr": {
        "enlève la voiture à l'arrière-plan": "remove",
        "supprime le panneau derrière elle": "remove",
        "ajoute un chapeau rouge à la fille": "add",
        "mets un chat sur le canapé": "add",
        "remplace la tasse par un verre": "replace",
        "change le fond en plage": "background",
        "change la couleur de la robe en vert": "color",
        "peins la porte en bleu": "color",
        "un peu plus sombre, s'il te plaît": "tone",
        "mets la photo en noir et blanc": "tone",
        "transforme la photo en aquarelle": "style",
        "recadre la photo en carré": "crop",
        "floute l'arrière-plan": "blur",
        "reviens en arrière": "navigate",
        "merci beaucoup": "chat",
        "fais-moi trois versions plus sombres": 3,
        "donne-moi quatre variantes": 4,
    },
    "de": {
        "entferne das Auto im Hintergrund": "remove",
        "mach bitte den Mann links weg": "remove",
        "füge einen roten Hut hinzu": "add",
        "setze eine Katze auf das Sofa": "add",
        "ersetze die Tasse durch ein Glas": "replace",
        "ändere den Hintergrund in einen Strand": "background",
        "ändere die Farbe vom Kleid in grün": "color",
        "färbe die Tür blau": "color",
        "mach das Bild etwas dunkler": "tone",
        "mach den Himmel dramatischer": "tone",
        "verwandle das Foto in ein Aquarell": "style",
        "schneide das Foto quadratisch zu": "crop",
        "mach den Hintergrund unscharf": "blur",
        "rückgängig": "navigate",
        "einen Schritt zurück bitte": "navigate",
        "vielen Dank": "chat",
        "drei Varianten bitte": 3,
        "mach zwei dunklere Versionen": 2,
    },
    "pt": {
        "remove o carro do fundo": "remove",
        "tira a pessoa da esquerda": "remove",
        "adiciona um chapéu vermelho na menina": "add",
        "coloca um gato no sofá": "add",
        "substitui a xícara por um copo": "replace",
        "muda o fundo para uma praia": "background",
        "muda a cor do vestido para verde": "color",
        "pinte a porta de azul": "color",
        "deixa a foto mais escura": "tone",
        "deixa em preto e branco": "tone",
        "transforma a foto em aquarela": "style",
        "recorta a foto em quadrado": "crop",
        "desfoca o fundo": "blur",
        "desfaz isso": "navigate",
        "muito obrigado": "chat",
        "faz três versões mais escuras": 3,
        "quero quatro opções": 4,
    },
    "it": {
        "togli la macchina sullo sfondo": "remove",
        "rimuovi la persona a sinistra": "remove",
        "aggiungi un cappello rosso alla bambina": "add",
        "metti un gatto sul divano": "add",
        "sostituisci la tazza con un bicchiere": "replace",
        "cambia lo sfondo in una spiaggia": "background",
        "cambia il colore del vestito in verde": "color",
        "dipingi la porta di blu": "color",
        "rendi la foto più scura": "tone",
        "falla in bianco e nero": "tone",
        "trasforma la foto in un acquerello": "style",
        "ritaglia la foto in quadrato": "crop",
        "sfoca lo sfondo": "blur",
        "torna indietro": "navigate",
        "grazie mille": "chat",
        "fammi tre versioni più scure": 3,
        "dammi due varianti": 2,
    },
    "ja": {
        "後ろの車を消して": "remove",
        "左の人を削除してください": "remove",
        "赤い帽子を追加して": "add",
        "ソファに猫を置いて": "add",
        "カップをグラスに置き換えて": "replace",
        "背景を海辺に変えて": "background",
        "ドレスの色を緑に変えて": "color",
        "ドアを青く塗って": "color",
        "もう少し暗くして": "tone",
        "白黒にして": "tone",
        "水彩画風にして": "style",
        "写真を正方形にトリミングして": "crop",
        "背景をぼかして": "blur",
        "元に戻して": "navigate",
        "ありがとう": "chat",
        "三つのバージョンを作って": 3,
        "暗いバージョンを4枚ください": 4,
    },
    "ko": {
        "뒤에 있는 차를 지워줘": "remove",
        "왼쪽 사람을 제거해 주세요": "remove",
        "빨간 모자를 추가해줘": "add",
        "소파 위에 고양이를 넣어줘": "add",
        "컵을 유리잔으로 교체해줘": "replace",
        "배경을 해변으로 바꿔줘": "background",
        "드레스 색을 초록색으로 바꿔줘": "color",
        "문을 파란색으로 칠해줘": "color",
        "좀 더 어둡게 해줘": "tone",
        "흑백으로 만들어줘": "tone",
        "수채화 스타일로 만들어줘": "style",
        "사진을 정사각형으로 잘라줘": "crop",
        "배경을 흐리게 해줘": "blur",
        "되돌려줘": "navigate",
        "감사합니다": "chat",
        "세 가지 버전 만들어줘": 3,
        "더 어두운 버전 네 개 만들어줘": 4,
    },
}
ALL = [(name, said, what) for name, said_all in SENTENCES.items() for said, what in said_all.items()]


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, said, _ in ALL])
def test_the_language_is_told(name: str, said: str) -> None:
    assert language(normalise(said)) == name


@pytest.mark.parametrize(("said", "label"), [(said, what) for _, said, what in ALL if isinstance(what, str)])
def test_a_wish_is_read_as_what_it_is(said: str, label: str) -> None:
    assert read(said, Scene()).label == label


@pytest.mark.parametrize(("said", "number"), [(said, what) for _, said, what in ALL if isinstance(what, int)])
def test_variants_are_counted(said: str, number: int) -> None:
    assert wanted(normalise(said)).value == number


@pytest.mark.parametrize(
    "said",
    ["make it moodier", "undo", "noir", "put a sombrero on him", "a cafe in paris", "no", "le corbusier poster", "x"],
)
def test_english_stays_english(said: str) -> None:
    assert language(normalise(said)) == "en"


@pytest.mark.parametrize(
    ("said", "steps", "count"),
    [
        ("hazme tres versiones más oscuras", ["exposure-"], 3),
        ("un poco más cálido y más contraste", ["warmth+", "contrast+"], 1),
        ("fais-moi deux versions plus chaudes", ["warmth+"], 2),
        ("en noir et blanc, s'il te plaît", ["black-and-white"], 1),
        ("mach den Himmel dramatischer", ["moodier in the sky"], 1),
        ("etwas heller und wärmer", ["exposure+", "warmth+"], 1),
        ("faz três versões mais escuras", ["exposure-"], 3),
        ("deixa em preto e branco", ["black-and-white"], 1),
        ("rendi la foto più calda", ["warmth+"], 1),
        ("fammi quattro versioni vintage", ["vintage"], 4),
        ("もう少し明るくして", ["exposure+"], 1),
        ("白黒にしてください", ["black-and-white"], 1),
        ("좀 더 어둡게 해줘", ["exposure-"], 1),
        ("빈티지 버전 세 개 만들어줘", ["vintage"], 3),
        ("稍微暖一点,再亮一点", ["warmth+", "exposure+"], 1),
        ("给我两个电影感的版本", ["cinematic"], 2),
        ("天空暗一点", ["exposure- in the sky"], 1),
        ("裁成16:9", ["crop"], 1),
    ],
)
def test_what_the_engine_can_is_done_exactly(said: str, steps: list[str], count: int) -> None:
    plan = read(said, Scene())
    found = [
        step.operation or step.value + ("" if step.look else "+" if step.strength > 0 else "-") for step in plan.steps
    ]
    regions = [f" in {step.region}" if step.region else "" for step in plan.steps]
    assert [name + region for name, region in zip(found, regions, strict=True)] == steps
    assert (plan.intent, plan.decision, plan.count) == (Intent.EDIT, Decision.ACT, count)


@pytest.mark.parametrize(
    "said",
    [
        "衣服亮一点",
        "haz el vestido más oscuro",
        "mach das Kleid heller",
        "頭の帽子を明るくして",
        "rends la robe plus claire",
    ],
)
def test_what_is_named_and_not_known_is_never_taken_for_the_whole_picture(said: str) -> None:
    plan = read(said, Scene())
    assert not any(step.value in {"exposure"} and not step.region and not step.target for step in plan.steps)


@pytest.mark.parametrize(
    ("words", "keep", "value"),
    [
        ("plus chaud, sans toucher au visage", "visage", "warmth"),
        ("plus lumineux sans changer le ciel", "le ciel", "exposure"),
        ("mach es wärmer, ohne das Gesicht zu ändern", "das gesicht", "warmth"),
        ("más cálido sin tocar la cara", "la cara", "warmth"),
        ("mais quente, sem mudar o rosto", "o rosto", "warmth"),
        ("più caldo senza cambiare il viso", "il viso", "warmth"),
        ("顔を変えずに、もっと明るく", "顔", "exposure"),
        ("얼굴은 그대로 두고 더 밝게", "얼굴", "exposure"),
    ],
)
def test_what_must_stay_is_heard_in_every_language(words: str, keep: str, value: str) -> None:
    plan = read(words, Scene())
    assert plan.keep == (keep,)
    assert [step.value for step in plan.steps] == [value]


@pytest.mark.parametrize(
    ("words", "thing"),
    [("aquarelle sans texte", "texte"), ("Aquarell, kein Text", "text"), ("acuarela sin texto", "texto")],
)
def test_what_must_not_be_there_is_heard_in_every_language(words: str, thing: str) -> None:
    assert read(words, Scene()).avoid == (thing,)
