/** What a report says of clear and ambiguous rules of engagement, in German. */
import type { FRONTIER_ENGLISH } from './frontier-messages-en.ts';

export const FRONTIER_GERMAN: Readonly<Record<keyof typeof FRONTIER_ENGLISH, string>> = {
  'column.ambiguity': 'Mehrdeutigkeit der Regeln',
  'column.threshold': 'Schwelle der Regeln',
  'column.renewed': 'Neuer Krieg nach Waffenstillstand',
  'column.renewedSe': 'Standardfehler des neuen Krieges',
  'column.escalation': 'Allgemeiner Krieg oder Kernwaffen',
  'column.escalationSe': 'Standardfehler von allgemeinem Krieg oder Kernwaffen',

  'frontier.title': 'Klare oder mehrdeutige Regeln: Abschreckung gegen Eskalation',
  'frontier.x': 'Chance eines neuen Krieges nach einem Waffenstillstand',
  'frontier.y': 'Chance von allgemeinem Krieg oder Kernwaffen',
  'frontier.caption':
    'Jede Marke ist eine Einsatzregel: mittlere Chancen über die Welten, mit Balken von einem Standardfehler. Weiter links schreckt sie besser ab, weiter unten gerät weniger außer Kontrolle. Formen und Farben sagen, wie mehrdeutig die Regeln sind; Linien verbinden Regeln gleicher Mehrdeutigkeit von der niedrigsten Schwelle (beschriftet, die kleinsten Marken) bis zur höchsten. Liegen die Marken einer Mehrdeutigkeit zugleich links von und unter den anderen, so überwiegen solche Regeln; geht es nach links nur mit mehr Höhe, so ist es ein Abwägen.',
  'frontier.caption.line':
    'Jede Marke ist eine Einsatzregel: mittlere Chancen über die Welten, mit Balken von einem Standardfehler. Weiter links schreckt sie besser ab, weiter unten gerät weniger außer Kontrolle. Die Linie läuft von klaren zu mehrdeutigen Regeln. Geht es nach links nur mit mehr Höhe, so ist es ein Abwägen; liegt ein Ende zugleich links vom und unter dem anderen, so überwiegt es.',
  'frontier.reference': 'Ein Kreuz zeigt einen Weg, auf dem die Regeln nicht verändert werden: {paths}.',
  'frontier.rule': 'Mehrdeutigkeit {ambiguity}, Schwelle {threshold}',
  'frontier.rule.short': 'Mehrdeutigkeit {ambiguity}',
  'frontier.legend': 'Mehrdeutigkeit {ambiguity}',
  'frontier.best':
    '{path}: zwischen den besten Regeln gibt es nichts abzuwägen. Bei {rule} ist ein neuer Krieg am seltensten ({renewed}) und auch Eskalation ({escalation}); von den {n} anderen übertrifft sie {sure} in beidem über den Stichprobenfehler hinaus.',
  'frontier.trade.sure':
    '{path}: ein Abwägen. Bei {deter} ist ein neuer Krieg am seltensten ({deterRenewed}, bei Eskalation {deterEscalation}), bei {calm} Eskalation ({calmEscalation}, bei neuem Krieg {calmRenewed}); beide Unterschiede gehen über den Stichprobenfehler hinaus.',
  'frontier.trade.open':
    '{path}: Bei {deter} ist ein neuer Krieg am seltensten ({deterRenewed}, bei Eskalation {deterEscalation}), bei {calm} Eskalation ({calmEscalation}, bei neuem Krieg {calmRenewed}); ob das ein Abwägen ist, bleibt offen, weil nicht beide Unterschiede über den Stichprobenfehler hinausgehen.',
  'frontier.compare':
    'Bei gleicher Schwelle, von denen es {n} gibt, haben die mehrdeutigsten Regeln ({high}) gegenüber den klarsten ({low}) neuen Krieg {deters}, Eskalation {calms}.',
  'frontier.count': 'seltener bei {less} (sicher bei {lessSure}) und häufiger bei {more} (sicher bei {moreSure})',
  'frontier.compare.line':
    'Die mehrdeutigsten Regeln ({high}) gegenüber den klarsten ({low}): neuer Krieg {renewed}, Eskalation {escalation} Prozentpunkte (95 %).',
  'frontier.paired':
    'Alle Regeln treffen dieselben Welten. Die Worte beruhen auf Unterschieden in der gleichen Welt, die weit sicherer sind, als die Balken zeigen; „sicher“ heißt, dass ihr 95-%-Intervall die 0 auslässt.',
  'frontier.error':
    'Alle Regeln treffen dieselben Welten; deshalb sind Unterschiede in der Regel sicherer, als die Balken und die 95-%-Intervalle aus ihnen zeigen.',
};
