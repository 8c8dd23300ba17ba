"""What the generated stories are made of: words in four languages, one of them written from right to left."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """The parts of sentences in one language; any subject goes with any verb, object and time."""

    code: str
    weight: int
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    times: tuple[str, ...]
    kickers: tuple[str, ...]
    said: str
    quotes: tuple[str, str]
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


# Slug and name.
SECTIONS = tuple(
    (name.lower(), name) for name in _words("World|Politics|Business|Science|Climate|Culture|Sport|Opinion")
)

TAGS = _words(
    "Ports|Rivers|Elections|Fishing|Railways|Housing|Schools|Hospitals|Budgets|Courts|Floods|Drought|Wheat|Copper|"
    "Shipping|Migration|Archives|Bridges|Libraries|Theatre|Cinema|Football|Rowing|Cycling|Chess|Museums|Satellites|"
    "Vaccines|Forests|Bees|Wolves|Glaciers|Earthquakes|Volcanoes|Tides|Trade unions|Pensions|Wages|Taxes|Tariffs|"
    "Electricity|Coal|Wind power|Solar power|Water|Sewage|Roads|Airports|Ferries|Borders|Ceasefires|Treaties|Prisons|"
    "Police|Fire services|Radio|Newspapers|Printing|Poetry|Opera|Dance|Painting|Pottery|Textiles|Bread|Wine|Olive oil"
)

ENGLISH = Language(
    code="en",
    weight=70,
    subjects=_words(
        "the harbour board|a coalition of teachers|the regional court|the mayor|two fishing crews|the water company|"
        "the election office|a team of geologists|the railway union|the finance minister|an independent auditor|"
        "the city council|farmers in the delta|the national museum|a parliamentary committee|the coast guard|"
        "the largest hospital|shopkeepers by the bridge|the port’s night shift|a retired judge|the opposition|"
        "the energy regulator|a small publishing house|the archive|engineers on the dam|the school board|"
        "the ferry operator|a group of beekeepers|the meteorological office|the central bank|striking drivers|"
        "residents of the old quarter|the public prosecutor|the theatre company|the rowing club|the fire service"
    ),
    verbs=_words(
        "approved|rejected|postponed|defended|questioned|reopened|abandoned|announced|criticised|welcomed|rewrote|"
        "withdrew|published|doubled|halved|promised|inspected|challenged|signed|explained|delayed|completed|halted|"
        "restored|lost|won|paid for|audited|measured|described"
    ),
    objects=_words(
        "the plan for a second bridge|a report on the flood of 1962|the budget for night trains|new rules for trawlers|"
        "the sale of the grain depot|a ceiling on rents|an inquiry into the fire|the contract for 41 buses|"
        "the survey of the river bed|a cut of 3.5 per cent in wages|the appeal against the dam|the list of candidates|"
        "a treaty on shared water|the closure of the east wing|the copper mine’s licence|a map of unsafe cellars|"
        "the timetable for winter ferries|a fund for damaged roofs|the count of missing votes|the museum’s oldest map|"
        "a trial of quieter engines|the price of bread|the search for the trawler|two hundred new classrooms|"
        "the results of the spring census|an offer of 12 million crowns|the ban on night flights|the lighthouse|"
        "a change in the electoral law|the seizure of forged stamps|the repair of the sea wall|the wheat harvest"
    ),
    times=_words(
        "on Monday|after a vote that lasted until midnight|for the third time this year|without giving a reason|"
        "in a statement of two sentences|before the first snow|as the tide turned|despite the auditor’s warning|"
        "at a meeting closed to the public|within a week of the storm|on the last day of the session|by 14 votes to 11|"
        "while hundreds waited outside|under pressure from neighbouring towns|for lack of spare parts|late on Thursday|"
        "in front of a nearly empty hall|with the support of the unions|according to papers seen by this newspaper"
    ),
    kickers=_words(
        "Harbour|The delta|Local elections|After the storm|Courts|Public money|On the rails|Archives"
    ),
    said="said",
    quotes=("“", ",”"),
    first_names=_words(
        "Ana|Miriam|Tomas|Grace|Oluwaseun|Piotr|Leila|Henrik|Sofia|Daniel|Ingrid|Mateo|Ruth|Kofi|Elena"
    ),
    surnames=_words(
        "Reyes|Okafor|Lindqvist|Marsh|Petrov|Haddad|Costa|Novak|Byrne|Sato|Mensah|Falk|Duarte|Whitlock"
    ),
    places=_words(
        "Beira, Mozambique|Nairobi|Lagos, Nigeria|Lima, Peru|Bergen, Norway|Oaxaca, Mexico|Tartu, Estonia|Lisbon|"
        "Rosario, Argentina|Moscow|Cairo|Busan, South Korea|London|"
        "Accra, Ghana|Halifax, Nova Scotia|Denver|Turin, Italy"
    ),
)

FRENCH = Language(
    code="fr",
    weight=10,
    subjects=_words(
        "le conseil municipal|la cour d’appel|un collectif d’enseignants|le ministère des finances|la régie des eaux|"
        "une équipe de géologues|le syndicat des cheminots|la préfecture|un équipage de pêcheurs|le musée national|"
        "l’hôpital central|la compagnie de ferries|une commission d’enquête|l’opposition|le théâtre de la ville"
    ),
    verbs=_words(
        "a approuvé|a rejeté|a reporté|a défendu|a contesté|a rouvert|a abandonné|a annoncé|a publié|a suspendu|"
        "a signé|a promis|a retiré|a mesuré|a salué"
    ),
    objects=_words(
        "le projet d’un second pont|un rapport sur la crue de 1962|le budget des trains de nuit|"
        "la vente du silo à grain|le plafonnement des loyers|une enquête sur l’incendie|le contrat de 41 autobus|"
        "la carte des caves insalubres|"
        "l’interdiction des vols de nuit|le recensement du printemps|la réparation de la digue|le prix du pain|"
        "une baisse de 3,5 % des salaires|deux cents nouvelles salles de classe|la récolte de blé"
    ),
    times=_words(
        "lundi soir|après un vote qui a duré jusqu’à minuit|pour la troisième fois cette année|sans donner de raison|"
        "malgré l’avertissement de la Cour des comptes|à la fin de la session|par 14 voix contre 11|faute de pièces|"
        "devant une salle presque vide|avec l’appui des syndicats|avant les premières neiges"
    ),
    kickers=_words("Le port|Élections locales|Après la tempête|Justice|Finances publiques"),
    said="a déclaré",
    quotes=("« ", " »,"),
    first_names=_words("Claire|Youssef|Hélène|Marc|Aïcha|Étienne|Noémie|Lucien"),
    surnames=_words("Moreau|Diallo|Lefèvre|Benali|Garnier|Roussel|Traoré|Chastain"),
    places=_words("Paris|Lyon, France|Dakar, Senegal|Brest, France|Abidjan, Ivory Coast|Geneva"),
)

ARABIC = Language(
    code="ar",
    weight=10,
    subjects=_words(
        "مجلس المدينة|قاضي الاستئناف|وزير المالية|مدير شركة المياه|اتحاد عمال السكك الحديدية|فريق من علماء الجيولوجيا|"
        "مدير الميناء|مكتب الانتخابات|صياد من الدلتا|المتحف الوطني|المستشفى المركزي|فريق التحقيق"
    ),
    verbs=_words(
        "أعلن عن|وافق على|اعترض على|أجّل|دافع عن|نشر|أوقف|راجع|انتقد|وعد بإنجاز|تخلى عن|أشاد بقرار بشأن"
    ),
    objects=_words(
        "مشروع الجسر الثاني|تقرير عن فيضان عام 1962|ميزانية قطارات الليل|بيع صومعة الحبوب|تحديد سقف الإيجارات|"
        "التحقيق في الحريق|عقد شراء 41 حافلة|إصلاح السور البحري|سعر الخبز|محصول القمح|"
        "حظر الرحلات الليلية|قائمة المرشحين"
    ),
    times=_words(
        "مساء الاثنين|بعد تصويت استمر حتى منتصف الليل|للمرة الثالثة هذا العام|دون إبداء الأسباب|"
        "رغم تحذير المراجعين|في اليوم الأخير من الدورة|بأغلبية 14 صوتا مقابل 11|قبل موسم الأمطار"
    ),
    kickers=_words("الميناء|الانتخابات المحلية|بعد العاصفة|المحاكم|المال العام"),
    said="بحسب",
    quotes=("«", "»،"),
    first_names=_words("ليلى|سامر|هدى|كريم|نور|يوسف|مريم|طارق"),
    surnames=_words("حداد|منصور|الخطيب|درويش|سليمان|العلي|بركات"),
    places=_words("Cairo|Beirut, Lebanon|Amman, Jordan|Tunis, Tunisia|Baghdad"),
)

RUSSIAN = Language(
    code="ru",
    weight=10,
    subjects=_words(
        "городской совет|областной суд|министерство финансов|водоканал|профсоюз железнодорожников|группа геологов|"
        "управление порта|избирательная комиссия|рыбаки из дельты|национальный музей|центральная больница|оппозиция"
    ),
    verbs=_words(
        "одобряет|отклоняет|откладывает|защищает|оспаривает|публикует|приостанавливает|пересматривает|объявляет|"
        "подписывает|критикует|проверяет"
    ),
    objects=_words(
        "проект второго моста|доклад о наводнении 1962 года|бюджет ночных поездов|продажу зернового склада|"
        "предел роста арендной платы|расследование пожара|договор на 41 автобус|ремонт дамбы|цену на хлеб|"
        "урожай пшеницы|запрет ночных полётов|список кандидатов"
    ),
    times=_words(
        "в понедельник вечером|после голосования, затянувшегося до полуночи|в третий раз за этот год|"
        "без объяснения причин|вопреки предупреждению аудиторов|в последний день сессии|"
        "14 голосами против 11|до первого снега"
    ),
    kickers=_words("Порт|Местные выборы|После шторма|Суды|Бюджет"),
    said="говорит",
    quotes=("«", "», —"),
    first_names=_words("Анна|Илья|Мария|Сергей|Ольга|Никита|Вера|Павел"),
    surnames=_words("Кузнец|Белых|Шевчук|Грач|Левитан|Орлик|Тихих"),
    places=_words("Moscow|Saint Petersburg|Almaty, Kazakhstan|Yerevan, Armenia|Tashkent, Uzbekistan"),
)

LANGUAGES = (ENGLISH, FRENCH, ARABIC, RUSSIAN)
