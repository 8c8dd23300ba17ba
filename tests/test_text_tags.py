"""Tags are suggested from those that exist."""

from articles.text import suggest_tags

TEXT = (
    "South Africa and Mozambique agreed on ports. Africa waits, said the US envoy; let us wait, he said. "
    "Mozambique’s ports are ready. Порт Бейра открыт. 莫桑比克港口开放。"
)


def test_only_whole_words_count_and_the_longest_name_wins():
    tags = ["Africa", "South Africa", "Mozambique", "Moz", "Port"]
    assert suggest_tags("South Africa, South Africa and Mozambique", tags) == ["South Africa", "Mozambique"]


def test_the_most_named_comes_first_and_then_the_earliest():
    assert suggest_tags(TEXT, ["Ports", "Africa", "Mozambique", "South Africa"]) == [
        "Mozambique",
        "Ports",
        "South Africa",
        "Africa",
    ]


def test_an_abbreviation_is_not_the_word_that_looks_like_it():
    assert suggest_tags("let us wait", ["US"]) == []
    assert suggest_tags(TEXT, ["US"]) == ["US"]


def test_a_word_in_passing_is_no_topic():
    assert suggest_tags("They continued their joint work.", ["Work"]) == []
    assert suggest_tags("Work began. They continued the work.", ["Work"]) == ["Work"]
    assert suggest_tags("The floods rose; no floods like these.", ["Floods"]) == ["Floods"]


def test_any_script_will_do():
    assert suggest_tags(TEXT, ["莫桑比克", "бейра", "порты"]) == ["бейра", "莫桑比克"]


def test_there_are_at_most_eight():
    names = [f"Tag{number}" for number in range(20)]
    assert suggest_tags(" ".join(names), names) == names[:8]


def test_a_text_without_tags_and_tags_without_a_text_give_nothing():
    assert suggest_tags(TEXT, []) == suggest_tags("", ["Africa"]) == suggest_tags(TEXT, ["", " "]) == []


def test_signs_in_a_name_mean_themselves():
    assert suggest_tags("C++ (and .NET) at AT&T", ["C++", "AT&T", ".NET", "C"]) == ["C++", ".NET", "AT&T"]
