"""The few words of its own that a letter holds, in the language of its newsletter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language's words. `{}` stands for the name of the newsletter or of the paper, or for a number."""

    day: str  # how it writes a day with its weekday, in Django's letters for dates
    number: str
    browser: str
    corrected: str
    updated: str
    withdrawn: str
    by: str
    read: str
    more: str
    elsewhere: str
    cut: str
    why: str
    of_the_newsroom: str
    preferences: str
    leave: str


_ENGLISH = Words(
    day="l j F Y",
    number="No. {}",
    browser="Read it in your browser",
    corrected="Put right since we sent it",
    updated="Updated since we sent it",
    withdrawn="Withdrawn since we sent it",
    by="By {}",
    read="Read the story",
    more="This letter is too long for some mailboxes: {} more stories stand on its page.",
    elsewhere="Everything in one place:",
    cut="This letter is too long for some mailboxes: {} more stories are left out.",
    why="You get “{}” because you asked for it.",
    of_the_newsroom="You get “{}” because you work in the newsroom.",
    preferences="Choose what you get",
    leave="Unsubscribe",
)
_WORDS = {
    "en": _ENGLISH,
    "fr": Words(
        day="l j F Y",
        number="N° {}",
        browser="Lire dans votre navigateur",
        corrected="Corrigé depuis notre envoi",
        updated="Mis à jour depuis notre envoi",
        withdrawn="Retiré depuis notre envoi",
        by="Par {}",
        read="Lire l’article",
        more="Cette lettre est trop longue pour certaines messageries : {} autres articles sont sur sa page.",
        elsewhere="Tout au même endroit :",
        cut="Cette lettre est trop longue pour certaines messageries : {} autres articles n’y figurent pas.",
        why="Vous recevez « {} » parce que vous l’avez demandé.",
        of_the_newsroom="Vous recevez « {} » parce que vous faites partie de la rédaction.",
        preferences="Choisir ce que vous recevez",
        leave="Se désabonner",
    ),
    "de": Words(
        day="l, j. F Y",
        number="Nr. {}",
        browser="Im Browser lesen",
        corrected="Seit dem Versand berichtigt",
        updated="Seit dem Versand aktualisiert",
        withdrawn="Seit dem Versand zurückgezogen",
        by="Von {}",
        read="Den Beitrag lesen",
        more="Dieser Brief ist für manche Postfächer zu lang: {} weitere Beiträge stehen auf seiner Seite.",
        elsewhere="Alles an einem Ort:",
        cut="Dieser Brief ist für manche Postfächer zu lang: {} weitere Beiträge fehlen darin.",
        why="Sie bekommen „{}“, weil Sie darum gebeten haben.",
        of_the_newsroom="Sie bekommen „{}“, weil Sie zur Redaktion gehören.",
        preferences="Auswählen, was Sie bekommen",
        leave="Abbestellen",
    ),
    "es": Words(
        day=r"l, j \d\e F \d\e Y",
        number="N.º {}",
        browser="Leer en su navegador",
        corrected="Corregido desde nuestro envío",
        updated="Actualizado desde nuestro envío",
        withdrawn="Retirado desde nuestro envío",
        by="Por {}",
        read="Leer el artículo",
        more="Esta carta es demasiado larga para algunos buzones: {} artículos más están en su página.",
        elsewhere="Todo en un mismo lugar:",
        cut="Esta carta es demasiado larga para algunos buzones: faltan {} artículos más.",
        why="Recibe «{}» porque lo pidió.",
        of_the_newsroom="Recibe «{}» porque forma parte de la redacción.",
        preferences="Elegir lo que recibe",
        leave="Darse de baja",
    ),
    "ar": Words(
        day="l j F Y",
        number="العدد {}",
        browser="اقرأها في متصفحك",
        corrected="صُحِّح بعد إرساله",
        updated="حُدِّث بعد إرساله",
        withdrawn="سُحِب بعد إرساله",
        by="بقلم {}",
        read="اقرأ المادة",
        more="هذه الرسالة أطول مما تقبله بعض صناديق البريد: تجد {} مواد أخرى في صفحتها.",
        elsewhere="كل شيء في مكان واحد:",
        cut="هذه الرسالة أطول مما تقبله بعض صناديق البريد: لم تتسع لـ {} مواد أخرى.",
        why="تصلك «{}» لأنك طلبتها.",
        of_the_newsroom="تصلك «{}» لأنك من فريق التحرير.",
        preferences="اختر ما يصلك",
        leave="إلغاء الاشتراك",
    ),
    "ru": Words(
        day=r"l, j E Y \г.",
        number="№ {}",
        browser="Читать в браузере",
        corrected="Исправлено после отправки",
        updated="Обновлено после отправки",
        withdrawn="Отозвано после отправки",
        by="Автор: {}",
        read="Читать материал",
        more="Это письмо слишком длинно для некоторых почтовых ящиков: ещё материалов на его странице — {}.",
        elsewhere="Всё в одном месте:",
        cut="Это письмо слишком длинно для некоторых почтовых ящиков: не вошло материалов — {}.",
        why="Вы получаете «{}», потому что подписались.",
        of_the_newsroom="Вы получаете «{}», потому что работаете в редакции.",
        preferences="Выбрать, что получать",
        leave="Отписаться",
    ),
    "zh": Words(
        day="Y年n月j日 l",
        number="第 {} 期",
        browser="在浏览器中阅读",
        corrected="发送后已更正",
        updated="发送后已更新",
        withdrawn="发送后已撤回",
        by="作者：{}",
        read="阅读全文",
        more="本邮件对某些邮箱来说过长：网页上还有 {} 篇。",
        elsewhere="全部内容：",
        cut="本邮件对某些邮箱来说过长：另有 {} 篇未收入。",
        why="您收到《{}》，因为您订阅了它。",
        of_the_newsroom="您收到《{}》，因为您是编辑部成员。",
        preferences="选择您收到的内容",
        leave="退订",
    ),
}


def words_for(language: str) -> Words:
    """The words for a newsletter in a language (a BCP 47 tag); English where the house has none."""
    return _WORDS.get(language.partition("-")[0].lower(), _ENGLISH)
