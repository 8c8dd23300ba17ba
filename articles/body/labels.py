"""The few words of its own that a rendered body holds, in the language of the story."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """One language's words. `{}` stands for a source or for the name of another site."""

    advertisement: str
    note: str
    source: str
    pictures: str
    facts: str
    table: str
    video: str
    audio: str
    post: str
    why: str
    go: str


_ENGLISH = Labels(
    advertisement="Advertisement",
    note="Editor’s note",
    source="Source: {}",
    pictures="Pictures",
    facts="In brief",
    table="Table",
    video="Video from {}",
    audio="Sound from {}",
    post="Post on {}",
    why="Nothing has been fetched from {} yet. If you open it there, that site will learn your address.",
    go="Open it there",
)
_LABELS = {
    "en": _ENGLISH,
    "fr": Labels(
        advertisement="Publicité",
        note="Note de la rédaction",
        source="Source&nbsp;: {}",
        pictures="Images",
        facts="En bref",
        table="Tableau",
        video="Vidéo sur {}",
        audio="À écouter sur {}",
        post="Publication sur {}",
        why="Rien n’a encore été chargé depuis {}. Si vous l’ouvrez là-bas, ce site connaîtra votre adresse.",
        go="L’ouvrir sur ce site",
    ),
    "de": Labels(
        advertisement="Anzeige",
        note="Anmerkung der Redaktion",
        source="Quelle: {}",
        pictures="Bilder",
        facts="Kurz gefasst",
        table="Tabelle",
        video="Video auf {}",
        audio="Audio auf {}",
        post="Beitrag auf {}",
        why="Von {} wurde noch nichts geladen. Wenn Sie es dort öffnen, erfährt diese Seite Ihre Adresse.",
        go="Dort öffnen",
    ),
    "es": Labels(
        advertisement="Publicidad",
        note="Nota de la redacción",
        source="Fuente: {}",
        pictures="Imágenes",
        facts="En síntesis",
        table="Tabla",
        video="Vídeo en {}",
        audio="Audio en {}",
        post="Publicación en {}",
        why="Todavía no se ha cargado nada de {}. Si lo abre allí, ese sitio conocerá su dirección.",
        go="Abrirlo allí",
    ),
    "ar": Labels(
        advertisement="إعلان",
        note="ملاحظة من التحرير",
        source="المصدر: {}",
        pictures="صور",
        facts="باختصار",
        table="جدول",
        video="فيديو من {}",
        audio="تسجيل صوتي من {}",
        post="منشور على {}",
        why="لم يُحمَّل أي شيء من {} بعد. إذا فتحته هناك فسيعرف ذلك الموقع عنوانك.",
        go="افتحه هناك",
    ),
    "ru": Labels(
        advertisement="Реклама",
        note="От редакции",
        source="Источник: {}",
        pictures="Фотографии",
        facts="Коротко",
        table="Таблица",
        video="Видео на {}",
        audio="Аудио на {}",
        post="Публикация на {}",
        why="С {} пока ничего не загружено. Если открыть материал там, этот сайт узнает ваш адрес.",
        go="Открыть там",
    ),
    "zh": Labels(
        advertisement="广告",
        note="编者注",
        source="来源：{}",
        pictures="图片",
        facts="要点",
        table="表格",
        video="{} 上的视频",
        audio="{} 上的音频",
        post="{} 上的帖子",
        why="尚未从 {} 加载任何内容。若在该网站打开，对方将获知您的地址。",
        go="前往打开",
    ),
}


def labels_for(language: str) -> Labels:
    """The words for a story in a language (a BCP 47 tag); English where the house has none."""
    return _LABELS.get(language.partition("-")[0].lower(), _ENGLISH)
