/** What a report says of what the challenger misjudges, in German. Forms as in messages-de.ts. */
import type { PERCEPTION_ENGLISH } from './perception-messages-en.ts';

export const PERCEPTION_GERMAN: Readonly<Record<keyof typeof PERCEPTION_ENGLISH, string>> = {
  'column.part': 'Anteil',
  'column.known': 'Bei klarer Sicht',
  'column.helpsIn': 'Hilft in',
  'column.ifKnown': 'Änderung bei klarer Sicht',
  'column.misjudged': 'Beruht auf Fehleinschätzung',
  'column.raisesIn': 'Erhöht es in',
  'column.lowersIn': 'Senkt es in',
  'column.underrated': 'Wo unterschätzt',
  'column.overrated': 'Wo überschätzt',

  'section.perception': 'Was auf Fehleinschätzung beruht',
  'section.perception.text':
    'Der Herausforderer entscheidet nach der Welt, wie er sie sieht. Dieselben Welten wurden noch einmal gespielt, in jeder Zusammenstellung mit berichtigten Irrtümern. Was bleibt, ist das Risiko, wenn er die Welt sähe, wie sie ist; der Rest beruht auf Fehleinschätzung.',
  'perception.clear':
    'Der Herausforderer sieht die Welt, wie sie ist: auf keinem Weg und in keiner Welt irrt er über die Entschlossenheit der Koalition, den Rückhalt oder die eigene Stärke. Vom Risiko beruht nichts auf Fehleinschätzung.',
  'perception.known': 'Bei klarer Sicht',
  'perception.total': 'Wie er die Welt sieht',
  'perception.source.resolve': 'Entschlossenheit',
  'perception.source.backing': 'Rückhalt',
  'perception.source.strength': 'Eigene Stärke',
  'perception.metric.breakdown_given_ceasefire': 'ein Waffenstillstand bricht, wenn einer kommt',
  'perception.metric.breakdown': 'ein Waffenstillstand kommt und bricht',
  'perception.title': 'Wahrheit und Fehleinschätzung: {what}',
  'perception.caption':
    'Von oben nach unten: das Risiko, wenn er die Welt sähe, wie sie ist, was der Irrtum über jede Sache hinzufügt (orange) oder wegnimmt (grün), und das Risiko, wie er die Welt sieht. Mittel mit ihren 95-%-Intervallen; jede Reihenfolge, in der die Irrtümer berichtigt werden könnten, zählt gleich (Shapley).',
  'perception.caption.points':
    'Von oben nach unten: das Risiko, wenn er die Welt sähe, wie sie ist, was der Irrtum über jede Sache hinzufügt (orange) oder wegnimmt (grün), in Prozentpunkten, und das Risiko, wie er die Welt sieht. Mittel mit ihren 95-%-Intervallen; jede Reihenfolge, in der die Irrtümer berichtigt werden könnten, zählt gleich (Shapley).',
  'perception.table': 'Was auf Fehleinschätzung beruht: {what}',
  'perception.points': 'Prozentpunkte',
  'perception.table.note':
    'Das Mittel kann verbergen, dass Fehleinschätzung nach beiden Seiten wirkt. Ein Irrtum kann reizen, und er kann abschrecken: wer andere für entschlossener hält, als sie sind, hält vielleicht still, und die Wahrheit deckt den Bluff auf.',
  'perception.directions': 'Was jeder Irrtum hinzufügt, nach seiner Richtung: {what}',
  'perception.directions.fold': 'Was jeder Irrtum hinzufügt, nach seiner Richtung',
  'perception.worth': 'Was es änderte, wenn er die Welt sähe, wie sie ist',
  'perception.worth.text':
    'Mittlere Änderung mit ihrem 95-%-Intervall, und in wie vielen Welten es hilft. Der Wert der Koalition ist ihr Nutzen von einem Waffenstillstand zu Beginn, ihre zwei Typen gewichtet mit der Wahrscheinlichkeit, dass sie entschlossen ist. Der Ertrag des Herausforderers ist sein Nutzen davon, wie er wirklich ist: mit den wahren Wahrscheinlichkeiten erwartet, nicht wie er sie sieht. Wo die Wahrheit etwas davon nimmt, nützen ihm seine Irrtümer.',
  'perception.worth.coalition': 'Wert für die Koalition (mehr ist besser)',
  'perception.worth.challenger': 'Wirklicher Ertrag des Herausforderers (mehr ist besser für ihn)',
  'perception.worth.less': '{name} (weniger ist besser)',
  'perception.worth.more': '{name} (mehr ist besser)',
  'perception.worth.fold': 'Was es unter den anderen Präferenzen änderte',
  'perception.limits':
    'Die Wahrheit kennen heißt, die richtige Wahrscheinlichkeit zu kennen, dass die Koalition entschlossen ist, nicht zu wissen, ob sie es ist. Seine Entscheidungen bleiben ungenau und Zwischenfälle können entgleiten; was bleibt, ist also nicht alles gewollt. Was er für sich selbst erwartet, ist kein Maß dessen, was er bekommt, und steht nicht hier; ob er einem Waffenstillstand überhaupt zustimmt, ist in seinem Ertrag daraus nicht enthalten. Schützling und Rückhalt entscheiden nicht; Präferenzen stehen für sie. Wie weit er irrt, ist ein Urteil des Szenarios.',
};
