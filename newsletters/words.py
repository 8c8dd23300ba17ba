"""The words of the letter that asks whether it was you, in the languages that the house speaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language's words. `{}` stands for names of newsletters, the paper's name, or a number of days."""

    confirm: str  # the subject, with what is asked for
    reminder: str  # the subject where nothing is left to confirm
    asked: str
    yes: str
    until: str
    not_you: str
    refuse: str
    has: str
    more: str
    why: str


_ENGLISH = Words(
    confirm="Was it you? {}",
    reminder="You have it already: {}",
    asked="Somebody, probably you, wants this sent to you:",
    yes="Yes, send it to me",
    until="The link works for {} days, and asks once more before anything happens.",
    not_you="It was not you? Do nothing, and nothing will come.",
    refuse="Do not ask me again",
    has="This comes to you already:",
    more="What comes to you, and how it ends",
    why="You get this letter because this address was typed on a page of {}.",
)
_WORDS = {
    "en": _ENGLISH,
    "fr": Words(
        confirm="Était-ce vous ? {}",
        reminder="Vous la recevez déjà : {}",
        asked="Quelqu’un, sans doute vous, souhaite que ceci vous soit envoyé :",
        yes="Oui, envoyez-la-moi",
        until="Le lien fonctionne pendant {} jours et redemande avant toute chose.",
        not_you="Ce n’était pas vous ? Ne faites rien, et rien ne viendra.",
        refuse="Ne plus me le demander",
        has="Vous recevez déjà :",
        more="Ce que vous recevez, et comment y mettre fin",
        why="Vous recevez ce message parce que cette adresse a été saisie sur une page de {}.",
    ),
    "de": Words(
        confirm="Waren Sie das? {}",
        reminder="Sie bekommen ihn schon: {}",
        asked="Jemand, vermutlich Sie, möchte dies an Sie geschickt haben:",
        yes="Ja, bitte schicken",
        until="Der Link gilt {} Tage und fragt noch einmal nach, bevor etwas geschieht.",
        not_you="Das waren nicht Sie? Tun Sie nichts, dann kommt auch nichts.",
        refuse="Nicht noch einmal fragen",
        has="Das bekommen Sie schon:",
        more="Was Sie bekommen und wie es endet",
        why="Sie erhalten diese Nachricht, weil diese Adresse auf einer Seite von {} eingegeben wurde.",
    ),
    "es": Words(
        confirm="¿Ha sido usted? {}",
        reminder="Ya lo recibe: {}",
        asked="Alguien, seguramente usted, quiere que se le envíe esto:",
        yes="Sí, envíenmelo",
        until="El enlace sirve durante {} días y vuelve a preguntar antes de hacer nada.",
        not_you="¿No ha sido usted? No haga nada y no llegará nada.",
        refuse="No me lo pregunten más",
        has="Ya recibe:",
        more="Lo que recibe y cómo darse de baja",
        why="Recibe este mensaje porque esta dirección se escribió en una página de {}.",
    ),
    "ar": Words(
        confirm="هل كنت أنت؟ {}",
        reminder="تصلك بالفعل: {}",
        asked="طلب أحدهم، ولعلّه أنت، أن تُرسَل إليك:",
        yes="نعم، أرسلوها إليّ",
        until="يعمل الرابط {} أيام، ويسألك مرة أخرى قبل أن يحدث شيء.",
        not_you="لم تكن أنت؟ لا تفعل شيئًا ولن يصلك شيء.",
        refuse="لا تسألوني مرة أخرى",
        has="تصلك بالفعل:",
        more="ما يصلك، وكيف توقفه",
        why="وصلتك هذه الرسالة لأن هذا العنوان كُتب في إحدى صفحات {}.",
    ),
    "ru": Words(
        confirm="Это были вы? {}",
        reminder="Вы уже это получаете: {}",
        asked="Кто-то, вероятно вы, хочет, чтобы вам присылали:",
        yes="Да, присылайте",
        until="Ссылка действует {} дней и переспросит, прежде чем что-либо произойдёт.",
        not_you="Это были не вы? Ничего не делайте, и ничего не придёт.",
        refuse="Больше не спрашивать",
        has="Вы уже получаете:",
        more="Что вам приходит и как это прекратить",
        why="Вы получили это письмо, потому что этот адрес ввели на странице «{}».",
    ),
    "zh": Words(
        confirm="是您本人吗？{}",
        reminder="您已在接收：{}",
        asked="有人（可能是您）希望向您发送：",
        yes="是的，请发给我",
        until="链接在 {} 天内有效，生效前会再次向您确认。",
        not_you="不是您本人？无需任何操作，您不会收到任何内容。",
        refuse="不要再问我",
        has="您已在接收：",
        more="查看您接收的内容及退订方式",
        why="您收到此信，是因为有人在 {} 的页面上填写了此地址。",
    ),
}
# What readers may have the house's own letters in, by the languages' own names.
LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}


def words_for(language: str) -> Words:
    """The words in a language (a BCP 47 tag); English where the house has none."""
    return _WORDS.get(spoken(language), _ENGLISH)


def spoken(language: str) -> str:
    """The language of the house that is nearest to one, such as `pt-BR` or `de-CH`."""
    known = language.partition("-")[0].lower()
    return known if known in _WORDS else "en"
