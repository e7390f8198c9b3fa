/** What a report says of the coalition's votes, in German. */
import type { VOTES_ENGLISH } from './votes-messages-en.ts';

export const VOTES_GERMAN: Readonly<Record<keyof typeof VOTES_ENGLISH, string>> = {
  'column.backing': 'Rückhalt',
  'column.coalition': 'Koalition',
  'column.stake': 'Einsatz',
  'column.member': 'Mitglied',

  'section.votes': 'Wie die Koalition abstimmt',
  'section.votes.text':
    'Wo die Regeln eine Antwort offen lassen, stimmt die Koalition über sie ab. Wie wahrscheinlich sie handelt, hängt davon ab, was auf dem Spiel steht, ob sie entschlossen ist und was ihr Rückhalt tut. Hier auf dem Weg [[path]], im Abschnitt ab dem Jahr {year}, in {worlds} Welten; {force}.',
  'votes.deployed': 'die Truppe ist stationiert',
  'votes.fresh': 'es gibt keine Truppe',
  'votes.verdict':
    'Bei der Abstimmung über einen {challenge}, der {circumstance}, handelt die Koalition mit der Chance {engaged}, solange der Rückhalt engagiert ist, {wavering}, solange er schwankt, und {withdrawn}, wenn er sich abgewandt hat.',
  'votes.challenge.probe': 'Nadelstich',
  'votes.challenge.limited': 'begrenzten Angriff',
  'votes.challenge.assault': 'Großangriff',
  'votes.circumstance.triggered': 'die Truppe trifft und die Regeln auslöst',
  'votes.circumstance.hit': 'die Truppe trifft, ohne die Regeln auszulösen',
  'votes.circumstance.unhit': 'keine Truppe trifft',
  'votes.backing.engaged': 'engagiert',
  'votes.backing.wavering': 'schwankend',
  'votes.backing.withdrawn': 'abgewandt',
  'votes.backing.backed': 'trägt die Antwort mit',
  'votes.backing.unbacked': 'trägt sie nicht mit',
  'votes.type.resolute': 'Entschlossene Koalition',
  'votes.type.irresolute': 'Unentschlossene Koalition',
  'votes.before': 'bevor sich der Rückhalt gezeigt hat',
  'votes.after': 'nachdem er sich gezeigt hat',

  'votes.title': 'Wie wahrscheinlich die Koalition handelt, je nachdem, was auf dem Spiel steht',
  'votes.axis': 'Einsatz: was Handeln ihr wert ist (Nutzen)',
  'votes.caption':
    'Linien sind Mittel über die Welten, Bänder die mittleren 90 % der Welten: Mitglieder, ihre Gewichte und ihre Neigungen sind ungewiss. Oben: bei der ersten Abstimmung, nach der Haltung des Rückhalts. Unten: auf der Leiter, wenn man weiß, ob er die Antwort mitträgt. Die großen Marken oben stehen beim mittleren Einsatz und der mittleren Chance für {vote}; die Balken durch sie umfassen die Einsätze der mittleren 90 % der Welten. Je weiter die Kurven der Haltungen auseinander liegen, desto mehr hängt die Koalition an ihrem Rückhalt. Ein Einsatz von 100 ist der Wert des ganzen Landes für den Herausforderer.',
  'votes.alternative':
    'Kurven der Chance zu handeln nach dem Einsatz. Mittlerer Einsatz, bei dem die Chance die Hälfte überschreitet:',
  'votes.half': '{type}, {backing}: bei {stake}.',
  'votes.half.none': '{type}, {backing}: nirgends im Bereich.',

  'votes.members.title': 'An wem die Abstimmung hängt',
  'votes.members.axis': 'Chance, dass die Stimme entscheidet',
  'votes.members.caption':
    'Es geht um: {vote}. Gezeigt ist die Chance, dass die Stimmen der anderen diesem Mitglied die Entscheidung überlassen. Marken sind Mittel über die Welten, nach der Haltung des Rückhalts; Balken sind die mittleren 90 % der Welten.',
  'votes.members.alternative': 'Chance zu entscheiden nach Mitglied, Rückhalt schwankend (90 % der Welten):',
  'votes.members.part': '{member}: {mean} ({range}).',
  'votes.vote': 'die Abstimmung über einen {challenge}, der {circumstance}',
  'votes.table': 'Chance, dass die Koalition handelt, bei jeder Abstimmung',
  'votes.table.fold': 'Alle Abstimmungen des Abschnitts',
  'votes.limits':
    'Chancen sind innerhalb einer Welt exakt und Mittel über die Welten, ± Standardfehler. Sie ruhen darauf, wie Mitglieder abwägen, was auf dem Spiel steht; welche Einsätze vorkommen, folgt aus dem gelösten Spiel.',
};
