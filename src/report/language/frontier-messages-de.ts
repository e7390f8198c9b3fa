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
  'frontier.x': 'Chance: neuer Krieg nach Waffenstillstand',
  'frontier.y': 'Chance: allgemeiner Krieg, Kernwaffen',
  'frontier.caption':
    'Jede Marke ist eine Regel: mittlere Chancen über die Welten, mit Balken von einem Standardfehler. Weiter links schreckt sie besser ab, weiter unten gerät weniger außer Kontrolle. Linien verbinden Regeln gleicher Mehrdeutigkeit von der niedrigsten Schwelle (die kleinste Marke, beschriftet) bis zur höchsten.',
  'frontier.caption.line':
    'Jede Marke ist eine Regel: mittlere Chancen über die Welten, mit Balken von einem Standardfehler. Weiter links schreckt sie besser ab, weiter unten gerät weniger außer Kontrolle. Die Linie läuft von klaren zu mehrdeutigen Regeln.',
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
    'Das gilt für Unterschiede in der gleichen Welt, da alle Regeln dieselben treffen: Sie sind weit sicherer, als die Balken zeigen. „Sicher“ heißt, dass ihr 95-%-Intervall die 0 auslässt.',
  'frontier.error':
    'Alle Regeln treffen dieselben Welten; deshalb sind Unterschiede in der Regel sicherer, als die Balken zeigen und die 95-%-Intervalle, die hier daraus gemacht sind.',
};
