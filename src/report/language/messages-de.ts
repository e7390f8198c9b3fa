/** What a report says of itself, in German. */
import { ANALYSES_GERMAN } from './analysis-messages-de.ts';
import { FRONTIER_GERMAN } from './frontier-messages-de.ts';
import type { MessageKey } from './messages-en.ts';
import { PERCEPTION_GERMAN } from './perception-messages-de.ts';
import { VOTES_GERMAN } from './votes-messages-de.ts';

export const GERMAN: Readonly<Record<MessageKey, string>> = {
  ...ANALYSES_GERMAN,
  ...FRONTIER_GERMAN,
  ...PERCEPTION_GERMAN,
  ...VOTES_GERMAN,
  and: 'und',

  'page.skip': 'Zum Inhalt springen',
  'page.contents': 'Inhalt',
  'page.data': 'Daten des Diagramms',
  'page.download.csv': 'Daten (CSV)',
  'page.download.spec': 'Diagramm (Vega-Lite)',
  'page.more': '… und {n} weitere Zeilen in der Datei.',

  'report.asOf': 'Stand {date}',
  'report.origin': 'Eine Analyse von {worlds} Welten, aus',
  'report.footer':
    'Erstellt mit stolperdraht {version}, einem offenen Simulator für Abschreckung und Eskalation. Er vergleicht Pläne in {worlds} gezogenen Welten unter offengelegten Werten. Er sagt nichts voraus.',
  'count.paths.one': '{n} Weg',
  'count.paths.many': '{n} Wege',
  'count.worlds.one': '{n} Welt',
  'count.worlds.many': '{n} Welten',

  'section.question': 'Die Frage und die Wege',
  'section.question.paths':
    'Jeder Weg ist ein Plan. Alle werden in denselben gezogenen Welten durchgespielt: Eine Welt ist eine Ziehung von allem, was niemand sicher weiß.',
  'section.outcomes': 'Wohin jeder Weg führt',
  'section.outcomes.text':
    'Wahrscheinlichkeiten sind Mittel über {worlds} Welten. Das Intervall in Klammern ist das zu 95 % und sagt, wie sicher das Mittel nach so vielen Welten ist. Etwas anderes ist die Spanne der Welten: Sie ist unsere Unkenntnis und wird mit mehr Welten nicht kleiner.',
  'section.ceasefires': 'Wann ein Waffenstillstand kommt und ob er hält',
  'section.preferences': 'Welcher Weg besser ist, und nach wessen Werten',
  'section.preferences.text':
    'Was ein gutes Ende ist, hängt von Werten ab. Eine Präferenz ist eine Formel über Ausgänge; auf der ersten beruht das Urteil. Die Rangfolge ist die der Werte, nicht die des Programms.',
  'section.cost': 'Was es kostet',
  'section.chain': 'Warum: die Wirkungskette jedes Weges',
  'section.chain.text':
    'Erwartete Anzahlen über alle Welten und ihre Verhältnisse, ± Standardfehler; – wo die Bedingung nie eintritt. Eine Herausforderung ist ein Nadelstich, ein begrenzter Angriff oder ein Großangriff; ein Treffer ist eine, die die Truppe der Koalition trifft.',
  'chain.table': 'Glieder der Kette, nach Weg',
  'section.sweep': 'Was verändert wurde, und welcher Weg wo besser ist',
  'section.assumptions': 'Worauf die Zahlen beruhen',
  'section.limits': 'Was die Zahlen nicht sagen können',
  'section.reproduce': 'Noch einmal dasselbe',

  'player.challenger': 'Herausforderer',
  'player.protege': 'Schützling',
  'player.coalition': 'Koalition',
  'player.backer': 'Rückhalt',

  'column.path': 'Weg',
  'column.outcome': 'Ausgang',
  'column.state': 'Zustand',
  'column.mean': 'Mittel',
  'column.low': 'Unteres Ende, 95-%-Intervall',
  'column.high': 'Oberes Ende, 95-%-Intervall',
  'column.q05': '5 % der Welten',
  'column.q25': '25 % der Welten',
  'column.q50': 'Median der Welten',
  'column.q75': '75 % der Welten',
  'column.q95': '95 % der Welten',
  'column.year': 'Jahr',
  'column.unbroken': 'Anteil ungebrochen',
  'column.begun': 'Chance, dass er begonnen hat',
  'column.compared': 'Verglichen mit',
  'column.from': 'Von',
  'column.to': 'Bis',
  'column.worlds': 'Anteil der Welten',
  'column.preference': 'Präferenz',
  'column.meaning': 'Wofür sie steht',
  'column.formula': 'Formel',
  'column.metric': 'Kennzahl',
  'column.budget': 'Kosten, Mrd. €',
  'column.extra': 'Mehr als der Vergleichsweg, Mrd. €',
  'column.next': 'Nächster Weg',
  'column.margin': 'Besser um',
  'column.certainty': 'Wie sicher',
  'column.quantity': 'Größe',
  'column.value': 'Wert',
  'column.grounds': 'Quelle oder Urteil',
  'column.name': 'Name',
  'column.fact': 'Angabe',

  'axis.years': 'Jahre ab Beginn',

  'verdict.heading': 'Kurz gesagt',
  'verdict.single': 'Nur ein Weg wurde durchgespielt, zu vergleichen gibt es nichts.',
  'verdict.world': 'Nur eine einzige Welt wurde gezogen: Wie sicher ihre Zahlen sind, lässt sich nicht sagen.',
  'verdict.undefined': 'Auf einem der Wege haben die Ziele keinen Wert: Nichts lässt sich vergleichen.',
  'verdict.headline.clear': 'Nach der Präferenz [[preference]] schneidet [[first]] im Mittel am besten ab.',
  'verdict.headline.open': 'Nach der Präferenz [[preference]] lassen sich [[first]] und [[next]] nicht unterscheiden.',
  'verdict.agree.all': 'Das gilt auch nach allen anderen Präferenzen ({all}).',
  'verdict.agree.some': 'Das gilt klar auch nach {n} der {all} anderen Präferenzen.',
  'verdict.agree.none': 'Nach keiner der {all} anderen Präferenzen gilt das klar.',
  'verdict.agree.other': 'Das gilt auch nach der anderen Präferenz.',
  'verdict.agree.not': 'Nach der anderen Präferenz gilt das nicht klar.',
  'verdict.best': 'In {share} von {worlds} Welten ist er der beste aller {paths} Wege.',
  'verdict.best.open': 'In {share} von {worlds} Welten ist [[first]] der beste aller {paths} Wege.',
  'verdict.step.harm':
    'Besser als [[next]] ist er in {share} der Welten; der Schaden ist im Mittel um {margin} geringer.',
  'verdict.step.good': 'Besser als [[next]] ist er in {share} der Welten; das Ziel liegt im Mittel um {margin} höher.',
  'verdict.step.open':
    '[[first]] ist besser als [[next]] in {share} der Welten, aber das Intervall der mittleren Differenz, {interval}, enthält 0.',
  'verdict.order': 'Die Reihenfolge nach dem mittleren Ziel: ',
  'verdict.better.harm': '„Besser“ heißt hier: weniger Schaden, wie [[preference]] ihn zählt ([[title]]): [[formula]].',
  'verdict.better.good': '„Besser“ heißt hier: mehr von dem, was [[preference]] zählt ([[title]]): [[formula]].',
  'verdict.others': 'Wer anders wertet, kommt zu diesem Ergebnis:',
  'verdict.other.clear': '[[first]] liegt vorn, besser als [[next]] in {share} der Welten.',
  'verdict.other.open':
    '[[first]] und [[next]] lassen sich nicht unterscheiden; das Intervall der mittleren Differenz, {interval}, enthält 0.',
  'verdict.limits':
    'Intervalle sind solche zu 95 % und umfassen den Stichprobenfehler von {worlds} Welten. Ob Modell, Annahmen und Präferenzen richtig sind, ist eine andere Frage.',
  'verdict.design': 'Beim Versuchsplan {design} liegen sie in der Regel auf der sicheren Seite.',

  'changes.heading': 'Was die Antwort ändern würde',
  'changes.values.none':
    'Andere Werte, unter den verglichenen, würden es nicht: Nach jeder Präferenz liegt [[first]] klar vorn.',
  'changes.values.some': 'Andere Werte würden es. [[first]] liegt nicht klar vorn nach',
  'changes.table': 'Welcher Weg nach welcher Präferenz vorn liegt',
  'changes.first': 'Vorn',
  'changes.next': 'Danach',
  'changes.better': 'Besser in Welten',
  'changes.margin': 'Im Mittel besser um',
  'changes.open': '(nicht klar: enthält 0)',
  'changes.worlds':
    'Andere Tatsachen würden es auch. Nach [[preference]] gibt es Welten, in denen ein anderer Weg der beste von allen ist:',
  'changes.further':
    'Welche der unsicheren Größen diese Welten ausmachen und wo die Antwort umschlägt, zeigen Durchläufe mit veränderten Werten und Analysen; [[command]] nimmt sie in diesen Bericht auf.',

  'outcomes.title': 'Wie es nach {years} Jahren steht',
  'outcomes.caption':
    'Das Zeichen ist die mittlere Wahrscheinlichkeit, der dicke Balken ihr 95-%-Intervall, die dünne Linie die Spanne der mittleren 90 % der Welten. Seltene Ausgänge haben einen eigenen Maßstab.',
  'outcomes.alternative': 'Mittlere Wahrscheinlichkeit jedes Ausgangs mit ihrem 95-%-Intervall.',

  'phases.title': 'Was in den Jahren geschieht',
  'phases.caption':
    'In jedem Jahr von unten nach oben zu lesen: der Anteil aller Verläufe, der dann in diesem Zustand ist. Alle beginnen im Krieg. Bänder, die für einen Namen zu dünn sind, stehen in den Daten.',
  'phases.alternative': 'Anteile der Verläufe nach Zustand, als gestapelte Flächen über {years} Jahre.',
  'phases.path':
    '{path}: Am Ende hält ein Waffenstillstand in {holds}, der Krieg des Anfangs dauert an in {war}, und der Schützling ist zusammengebrochen oder hat einen neuen Krieg verloren in {worst}.',

  'ceasefires.title': 'Wo ein Waffenstillstand gilt',
  'ceasefires.caption':
    'Farbig: die mittlere Wahrscheinlichkeit dieses Weges; das Band ist die Spanne der mittleren 90 % der Welten. Grau: die anderen Wege. Eine Kurve steigt, wenn Waffenstillstände kommen, und fällt, wenn sie brechen.',
  'ceasefires.alternative': 'Wahrscheinlichkeit, dass ein Waffenstillstand gilt, nach Jahren. Nach {years} Jahren:',
  'ceasefires.path': '{path} {mean} (90 % der Welten: {range}).',

  'survival.title': 'Wie viele der begonnenen Waffenstillstände halten',
  'survival.caption':
    'Von allen Waffenstillständen, die bis zu einem Jahr begonnen haben, der Anteil, der bis dahin nicht gebrochen ist, wie jung sie auch sind; über alle Welten. Die Bänder sind 95-%-Intervalle des Stichprobenfehlers. Ringe zeigen, wo sich Linien kreuzen; der Balken durch einen Ring umfasst die Jahre, in denen die Reihenfolge der beiden offen ist, weil das 95-%-Intervall ihres gepaarten Unterschieds die 0 enthält.',
  'survival.alternative': 'Anteil der begonnenen Waffenstillstände, die nicht gebrochen sind. Nach {years} Jahren:',
  'survival.path': '{path} {share}.',

  'crossings.none': 'Die Linien der Mittel kreuzen sich nicht.',
  'crossings.some': 'Die Linien der Mittel kreuzen sich: {crossings}.',
  'crossings.one': '{rising} über {falling} ab dem Jahr {year}',
  'crossings.open': 'zu keiner Zeit sicher zu unterscheiden',
  'crossings.until': 'sicher ab {to}, vorher nicht zu unterscheiden',
  'crossings.since': 'ab {from} nicht mehr zu unterscheiden',

  'survival-worlds.title': 'Dasselbe von Welt zu Welt',
  'survival-worlds.caption':
    'Der Anteil ungebrochener Waffenstillstände in der einzelnen Welt: dunkel die mittlere Hälfte der Welten, hell die mittleren 90 %, gestrichelt der Median. Die durchgezogene Linie ist der Anteil über alle Welten zusammen, wie oben. Wie breit die Bänder sind, ist das, was wir nicht wissen; mehr Ziehungen machen sie nicht schmaler.',
  'survival-worlds.alternative':
    'Anteil der begonnenen Waffenstillstände, die nicht gebrochen sind, in einzelnen Welten. Nach {years} Jahren:',
  'survival-worlds.path': '{path}: Median {median}, mittlere Hälfte der Welten {half}, mittlere 90 % {most}.',

  'best.title': 'In wie vielen Welten jeder Weg der beste von allen ist',
  'best.caption':
    'Anteil der Welten nach jeder Präferenz; die schwarze Linie ist das 95-%-Intervall. Ein Weg, der im Mittel der beste ist, muss nicht in den meisten Welten der beste sein.',
  'best.alternative': 'Anteil der Welten, in denen jeder Weg der beste ist, mit seinem 95-%-Intervall.',

  'differences.title': '{first} gegen jeden anderen Weg, Welt für Welt ({preference})',
  'differences.caption':
    'Jede Welt wird auf beiden Wegen durchgespielt. Rechts der durchgezogenen Linie liegen Welten, in denen {first} besser abschneidet, links solche, in denen der andere es tut; wie weit, zeigt um wie viel. Die gestrichelte Linie ist das Mittel.',
  'differences.axis': 'um wie viel besser in derselben Welt',
  'differences.mean': 'Mittel',
  'differences.path':
    '{first} ist besser als {other} in {better} der Welten, schlechter in {worse}; im Mittel um {margin}.',

  'cost.title': 'Geld und Ergebnis ({preference})',
  'cost.caption.harm':
    'Links ist billiger, unten ist weniger Schaden: Was weiter links und tiefer liegt, ist in beidem besser. Balken sind 95-%-Intervalle der Mittel.',
  'cost.caption.good':
    'Links ist billiger, oben ist besser: Was weiter links und höher liegt, ist in beidem besser. Balken sind 95-%-Intervalle der Mittel.',
  'cost.alternative': 'Mittlere Kosten in Milliarden Euro und mittleres Ziel nach {preference}.',
  'cost.path': '{path}: {budget} Mrd. €, Ziel {objective}.',
  'cost.axis': 'Kosten über die ganze Zeit, Mrd. €',
  'cost.harm': 'Schaden ({preference})',
  'cost.good': 'Ziel ({preference})',
  'cost.table': 'Kosten, und vermiedener Schaden je Mrd. € über die Kosten des Vergleichsweges hinaus, {baseline}',
  'cost.fold': 'Vermiedener Schaden je Milliarde, nach jeder Präferenz',

  'preferences.table': 'Die verglichenen Präferenzen',
  'preferences.minimize': 'weniger von',
  'preferences.maximize': 'mehr von',
  'metrics.table': 'Kennzahlen, die das Szenario festlegt',

  'sweep.text':
    'Jede Verbindung dieser Werte wurde in denselben {worlds} Welten durchgespielt, so dass Unterschiede zwischen ihnen kein Zufall sind:',
  'sweep.text.zip':
    'Diese Werte wurden nebeneinander verändert, alle in denselben {worlds} Welten, so dass Unterschiede zwischen ihnen kein Zufall sind:',
  'sweep.verdict': 'Der Weg mit dem besten Mittel, nach Präferenz, gezählt über {cells} Zellen:',
  'sweep.leads': '[[path]] in {n}',
  'sweep.leads.open': '[[path]] in {n} (in {open} davon nicht klar)',
  'sweep.lines.title': 'Die Ziele der Wege, nach {quantity}',
  'sweep.lines.caption':
    'Mittleres Ziel nach jeder Präferenz mit seinem 95-%-Intervall. Alle Werte sehen dieselben Welten, so dass Unterschiede sicherer sind, als die Intervalle vermuten lassen. Zeichen zum selben Wert stehen nebeneinander.',
  'sweep.lines.alternative': 'Nach {preference}:',
  'sweep.cell.clear': 'Bei {quantity} = {value} liegt {path} vorn, besser als {next} um {margin}.',
  'sweep.cell.open': 'Bei {quantity} = {value} lassen sich {path} und {next} nicht unterscheiden (Differenz {margin}).',
  'sweep.table': 'Welcher Weg wo besser ist, nach {preference}',
  'sweep.fold': 'Alle Zellen als Tabelle ({cells} von {all})',
  'sweep.limits':
    'Intervalle sind solche zu 95 %, jeweils für eine Zelle: Unter vielen Zellen sehen einige durch Zufall klar aus. Sie umfassen nur den Stichprobenfehler.',

  'map.title': 'Welcher Weg wo besser ist ({preference})',
  'map.caption':
    'Der Buchstabe ist der Weg mit dem besten Mittel. ! und die kräftigste Farbe: Er ist auch in mindestens 75 % der Welten besser als der nächste. ? und die blasseste Farbe: Die beiden lassen sich nicht unterscheiden.',
  'map.alternative': 'Nach unten: {down}. Nach rechts: {across}.',
  'map.path': '{letter} ({path}) liegt in {count} von {cells} Zellen vorn, in {open} davon nicht klar.',
  'map.open': 'nicht unterscheidbar',
  'map.mean': 'im Mittel besser',
  'map.worlds': 'in den meisten Welten besser',

  'assumptions.text':
    'Von {n} Größen des Szenarios, die mehr als eine bloße Zahl sind, nennen {sourced} eine Quelle, und {judged} weitere sind als Urteile gekennzeichnet: Meinungen über Größenordnungen, mit ihrer Breite. Die übrigen folgen aus anderen oder sagen nichts über ihre Gründe. „a to b“ ist ein 90-%-Intervall. Die Worte sind die des Szenarios.',
  'assumptions.quantities': 'Größen, auf allen Wegen dieselben',
  'assumptions.path': 'Was der Weg für sich festlegt: {path}',
  'assumptions.back': 'Von da an wieder, wie das Szenario es für alle Wege sagt.',
  'assumptions.phase': 'Was er ab Jahr {year} ändert: {path}',
  'assumptions.members': 'Mitglieder der Koalition',
  'assumptions.ladder': 'Sprossen der Eskalationsleiter',
  'assumptions.judgement': 'Urteil.',

  'limits.levels':
    'Den Höhen ist wenig zu trauen, Vergleichen in denselben Welten mehr: vor allem denen, die nach jeder Präferenz und in den meisten Welten gelten.',
  'limits.sampling':
    'Die Intervalle sind nur der Stichprobenfehler. Sie umfassen nicht, dass das Modell oder seine Annahmen falsch sind.',
  'limits.model': 'Gezogen wird aus einem Spiel mit einer Art von Gleichungen, nicht aus allen denkbaren Spielen.',
  'limits.values':
    'Jeder Spieler und jede Präferenz bringt Leben, Land, Geld und Eskalation auf einen einzigen Maßstab.',
  'limits.players':
    'Der Schützling und der Rückhalt entscheiden nicht. Es gibt kein Verhandeln über Bedingungen, kein Gelände, keinen anderen Schauplatz, keine Rüstungskontrolle; ein gebrochener Waffenstillstand beendet die Geschichte.',
  'limits.date': 'Das Szenario kennt, was am {date} bekannt war, und nichts Späteres.',
  'limits.failed': '{n} von {worlds} Welten ließen sich auf einem der Wege nicht berechnen und sind dort ausgelassen.',
  'limits.stranger': 'Diese Ergebnisse gehören zu einem anderen Stand des Szenarios:',
  'limits.warning': 'Warnung des Programms:',

  'reproduce.text':
    'Dasselbe Szenario, dieselben Optionen und dieselbe Version: dieselben Zahlen bis zur letzten Stelle, auf jedem Rechner. Die Ergebnisse entstanden mit:',
  'reproduce.table': 'Herkunft',
  'reproduce.files': 'Dateien im Ordner der Ergebnisse',
  'column.file': 'Datei',
  'column.content': 'Was sie enthält',
  'column.rows': 'Zeilen',
  'reproduce.version': 'Version des Programms',
  'reproduce.scenario': 'Szenariodatei',
  'reproduce.seed': 'Startwert',
  'reproduce.design': 'Versuchsplan',
  'reproduce.worlds': 'Welten',
  'reproduce.evaluations': 'Auswertungen',
  'reproduce.scenarioHash': 'SHA-256 des Szenarios',
  'reproduce.planHash': 'SHA-256 des Plans',

  yes: 'ja',
  no: 'nein',

  'section.threshold': 'Wo die Wege die Plätze tauschen',
  'section.threshold.text':
    'Eine Größe wird verschoben; alles andere behält die Werte derselben Welten. Der Kreuzungspunkt ist der der Mittel: In einer einzelnen Welt können die Wege anderswo die Plätze tauschen, oder nirgends.',
  'section.sensitivity': 'An welchen unsicheren Größen es hängt',
  'section.sensitivity.text':
    'Was hier unwichtig aussieht, ist es innerhalb der Breite, die das Szenario ihm gibt, nicht an sich.',
  'section.acceptability': 'Wie sich die Antwort mit einem Werturteil verschiebt',
  'section.robustness': 'Was andere Entscheidungsregeln wählen würden',
  'section.robustness.text':
    'Das Mittel ist nicht die einzige Art, unter Unsicherheit zu urteilen. Jede Regel sieht die Welten auf ihre Weise an; keine ist die richtige.',
  'section.discovery': 'In welchen Welten es gilt',
  'section.discovery.text':
    'Ein Kasten ist eine Faustregel in wenigen Größen: In den Welten innerhalb seiner Grenzen gilt die Bedingung öfter als anderswo.',

  'column.measure': 'Maß',
  'column.weight': 'Gewicht',
  'column.rule': 'Regel',
  'column.picks': 'Wählt',
  'column.picked': 'In Wiederholungen',
  'column.requirement': 'Verlangt',
  'column.box': 'Kasten',
  'column.range': 'Grenzen',

  'importance.rest': 'Die ersten {shown} von {all}.',
  'importance.first': 'erste Ordnung',
  'importance.total': 'gesamt',
  'importance.noise': 'ohne Einfluss',
  'importance.prcc': 'partielle Rangkorrelation',
  'importance.evppi': 'Wert der Kenntnis',
  'importance.sobol': 'Sobol-Indizes: {what}',
  'importance.sobol.caption':
    'Anteil der Varianz, der verschwände, wenn eine Größe bekannt wäre (erste Ordnung), oder bliebe, wenn alle außer ihr bekannt wären (gesamt). Balken sind 95-%-Intervalle.',
  'importance.pawn': 'PAWN-Maß: {what}',
  'importance.pawn.caption':
    'Wie weit sich die ganze Verteilung des Ergebnisses verschiebt, wenn eine Größe festgehalten wird; was links der gestrichelten Linie liegt, könnte Zufall sein. Balken sind 95-%-Intervalle.',
  'importance.ranks': 'Richtung des Einflusses: {what}',
  'importance.ranks.caption':
    'Rechts: Das Ergebnis steigt mit der Größe, alle anderen festgehalten; links: Es fällt. Balken sind 95-%-Intervalle.',
  'importance.knowledge': 'Was es wert wäre, eine Größe vor der Wahl zu kennen',
  'importance.knowledge.caption':
    'Mittlere Verbesserung des Ziels, in seinen eigenen Einheiten, wenn die Größe bekannt wäre, bevor der Weg gewählt wird. Balken sind 95-%-Intervalle. Die Werte lassen sich nicht zusammenzählen.',

  'tornado.title': 'Tornado-Diagramm: {what}',
  'tornado.caption':
    'Jede Größe geht allein von einem niedrigen zu einem hohen Wert ihrer Verteilung, in denselben Welten; die kleinen Zahlen sind diese Werte. * kennzeichnet die, an deren Enden ein anderer Weg vorgezogen wird.',
  'tornado.low': 'beim niedrigen Wert',
  'tornado.high': 'beim hohen Wert',
  'tornado.outputLow': 'Ergebnis beim niedrigen Wert',
  'tornado.outputHigh': 'Ergebnis beim hohen Wert',
  'tornado.swing': 'Ausschlag',
  'tornado.changes': 'Ändert den vorgezogenen Weg',
  'tornado.part': '{quantity} von {low} bis {high}: {outputLow} bis {outputHigh}, ein Ausschlag von {swing}.',
  'tornado.part.changes':
    '{quantity} von {low} bis {high}: {outputLow} bis {outputHigh}, ein Ausschlag von {swing}, und an einem Ende wird ein anderer Weg vorgezogen.',

  'threshold.title': 'Was geschieht, wenn {parameter} sich verschiebt',
  'threshold.caption':
    'Die Linie ist das Mittel über die Welten, das Band sein 95-%-Intervall; Punkte sind die ausgewerteten Werte. Die gestrichelte Linie ist der Kreuzungspunkt, der Streifen um sie sein 95-%-Intervall.',
  'threshold.difference': '{metric}: {a} minus {b}',
  'threshold.output': '{metric} auf {path}',
  'threshold.at': 'Die Schwelle liegt bei {parameter} = {at}.',
  'threshold.found': 'Bis {parameter} = {at} ist im Mittel {below} besser, darüber {above}.',
  'threshold.none': 'Im Bereich gibt es keinen Kreuzungspunkt.',

  'acceptability.title': 'Wie wahrscheinlich jeder Weg der beste ist, nach dem Gewicht',
  'acceptability.caption':
    'Anteil der Welten, in denen ein Weg allein der beste ist, mit seinem 95-%-Intervall, für jedes Gewicht. Zeichen: der Weg mit dem besten Mittel bei diesem Gewicht.',
  'acceptability.at': 'Beim Gewicht {weight}:',

  'frontier.text': 'Der Weg mit dem besten Mittel, nach dem Gewicht:',
  'frontier.range': 'von {from} bis {to}',
  'evpi.text':
    'Die Welt zu kennen, bevor gewählt wird, wäre im Mittel {value} wert, in Einheiten von {metric}; der im Mittel beste Weg ist in {share} der Welten nicht der beste.',

  'robustness.table': 'Welchen Weg jede Regel wählt ({metric})',
  'robustness.note':
    'In Wiederholungen: Anteil der Bootstrap-Wiederholungen der Welten, in denen die Regel dasselbe wählt. † stützt sich auf einzelne Welten und ist weniger sicher, als das sagt.',
  'satisficing.table': 'In wie vielen Welten jeder Weg gut genug ist',

  'boxes.title': 'Grenzen der Kästen',
  'boxes.caption':
    'Jeder Streifen ist die ganze Verteilung einer Größe, vom niedrigsten bis zum höchsten Quantil; der farbige Teil liegt im Kasten. Rechts die Grenzen als Werte.',
  'boxes.box': 'Kasten {box}',
  'boxes.low': 'Unteres Quantil',
  'boxes.high': 'Oberes Quantil',
  'boxes.refused': 'Das ist nicht dicht genug, um zu zählen, und nur ein Hinweis.',
  'boxes.facts':
    'Kasten {box}: {n} Welten; in {density} von ihnen gilt die Bedingung, und {coverage} aller Welten, in denen sie gilt, liegen im Kasten.',
};
