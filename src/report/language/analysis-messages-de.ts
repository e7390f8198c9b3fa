/** What a report says of analyses that ask how far the verdict can be trusted, in German. */
import type { ANALYSES_ENGLISH } from './analysis-messages-en.ts';

export const ANALYSES_GERMAN: Readonly<Record<keyof typeof ANALYSES_ENGLISH, string>> = {
  'better.less': '„Besser“ heißt hier: weniger von [[metric]].',
  'better.more': '„Besser“ heißt hier: mehr von [[metric]].',

  'column.solution': 'Lösung',
  'column.assumes': 'Was sie annimmt',
  'column.world': 'Welt',
  'column.quantile': 'Quantil dort',
  'column.event': 'Ereignis',
  'column.length': 'Länge in Standardabweichungen',
  'column.thisWay': 'Wahrscheinlichkeit jenseits davon',
  'column.moved': 'Verschobene Größen',

  'section.solutions': 'Ob es daran hängt, wie das Spiel gelöst wird',
  'section.solutions.text':
    'Wie die Spieler überlegen, ist eine eigene Annahme. Dieselben Welten wurden unter anderen Annahmen noch einmal gelöst und die Wege unter jeder verglichen.',
  'solutions.same': 'Nach [[metric]] hat [[first]] unter allen {n} Lösungen das beste Mittel.',
  'solutions.changed':
    'Nach [[metric]] hat [[first]] unter {same} von {n} Lösungen das beste Mittel; unter den anderen ist es ein anderer Weg:',
  'solutions.winner': '[[solution]]: [[path]], vor [[first]] um {margin}',
  'solutions.open': 'Zu knapp, denn das Intervall des Vorsprungs enthält 0:',
  'solutions.range':
    'Sein Vorsprung vor [[next]] reicht von {least} unter [[leastName]] bis {most} unter [[mostName]]; besser ist er in {low} bis {high} der Welten.',
  'solutions.parts':
    'Von der Varianz dieser Differenz, über Welten und Lösungen, liegt {model} zwischen den Lösungen. {parameters} ist, was die unsicheren Größen unter allen gleichermaßen bewirken, {interaction}, was sie unter einigen bewirken und unter anderen nicht. Die Gewichte der Lösungen sind eine Annahme.',
  'solutions.title': 'Um wie viel {first} besser ist als jeder andere Weg, nach Lösung ({metric})',
  'solutions.axis': '{first} besser um',
  'solutions.caption':
    'Rechts der Linie ist {first} in denselben Welten im Mittel besser, links der andere Weg. Balken sind 95-%-Intervalle. Bleiben alle Zeichen rechts der Linie, hängt der Sieger nicht an der Lösung.',
  'solutions.alternative': 'Um wie viel {first} im Mittel besser ist als jeder andere Weg.',
  'solutions.table': 'Was jede Lösung annimmt, und welcher Weg vorn liegt',
  'solutions.fold': 'Die Lösungen im Einzelnen',
  'solutions.limits':
    'Intervalle sind solche zu 95 % und umfassen den Stichprobenfehler. Alle Lösungen teilen ein Spiel: Was es auslässt, steckt nicht im Anteil der Lösungen.',
  'solution.scenario': 'Wie das Szenario es sagt.',
  'solution.depth_2': 'Das Nachdenken darüber, wie eine Abstimmung verstanden wird, geht 2 Schritte tief.',
  'solution.depth_6': 'Das Nachdenken darüber, wie eine Abstimmung verstanden wird, geht 6 Schritte tief.',
  'solution.quick_telescoping':
    'Jeder weitere Schritt dieses Nachdenkens ist weit fehlerhafter: Kaum jemand sieht den anderen voraus.',
  'solution.slow_telescoping':
    'Jeder weitere Schritt dieses Nachdenkens ist kaum fehlerhafter: fast wie in einem Gleichgewicht.',
  'solution.near_perfect': 'Beide Seiten irren kaum.',
  'solution.reputation_blind':
    'Aus dem, was die Koalition tut, wird nichts gelernt, und sie rechnet nicht damit, beobachtet zu werden.',
  'solution.fixed_response':
    'Jede Abstimmung der Koalition geht mit derselben Wahrscheinlichkeit durch, {response}, auf jedem Weg und was auch auf dem Spiel steht.',

  'worlds.medians': 'Alle auf ihrem Median',
  'worlds.axis.less': '{metric} (weniger ist besser)',
  'worlds.axis.more': '{metric} (mehr ist besser)',

  'section.flip': 'Die kleinste Änderung der Annahmen, die es umkehren würde',
  'section.flip.text':
    'Ausgangspunkt ist die Welt, in der jede unsichere Größe auf ihrem Median liegt. Wie weit, gezählt in Standardabweichungen der Annahmen, muss man gehen, bis ein anderer Weg vorzuziehen ist? Ein kurzer Schritt heißt, dass das Urteil dort nicht fest ist.',
  'flip.base': 'In der Welt der Mediane ist [[first]] nach [[metric]] besser als [[other]], {a} gegen {b}.',
  'flip.atHand.same':
    'Das ist er auch in {share} von {worlds} gezogenen Welten, im Mittel um {margin}: Die Welt der Mediane ist eine unter vielen.',
  'flip.atHand.open':
    'Das ist er in {share} von {worlds} gezogenen Welten, aber das Intervall der mittleren Differenz, {margin}, enthält 0.',
  'flip.atHand.reverse':
    'Im Mittel über {worlds} gezogene Welten ist es umgekehrt: Dort ist er nur in {share} besser, und sein Vorsprung ist {margin}. Die Welt der Mediane ist keine durchschnittliche.',
  'flip.found':
    'Eine gemeinsame Verschiebung um {length} Standardabweichungen der Annahmen genügt, um [[other]] zum besseren zu machen.',
  'flip.reading.thread': 'Das ist fast nichts: Das Urteil bei den Medianen hängt an einem Faden.',
  'flip.reading.near': 'Das ist weniger als eine Standardabweichung: Das Urteil bei den Medianen ist nicht fest.',
  'flip.reading.possible': 'Das liegt durchaus in dem, was für möglich gehalten wird.',
  'flip.reading.rare': 'Das ist eine seltene, aber keine abwegige Welt.',
  'flip.reading.far': 'Das ist weit draußen: Das Urteil bei den Medianen ist fest.',
  'flip.one': 'Eine Größe allein kann es bewirken: [[quantity]] von {from} auf {to}, was {length} verlangt.',
  'flip.few': 'Mit {n} verschobenen Größen und allen anderen auf ihrem Median verlangt es {length}: {quantities}.',
  'flip.moved': '[[quantity]] von {from} auf {to}',
  'flip.sources.none': 'Keine davon stützt sich auf eine Quelle.',
  'flip.sources.all': 'Alle davon stützen sich auf eine Quelle.',
  'flip.sources.some': 'Eine Quelle steht davon hinter',
  'flip.none':
    'Im Umkreis von {radius} Standardabweichungen der Annahmen um die Mediane fand sich keine Welt, in der [[other]] besser ist. Das beweist nicht, dass es keine gibt.',
  'flip.bound':
    'Eine Länge ist eine obere Schranke: Dass anderswo ein kürzerer Schritt liegt, kann eine Suche nicht ausschließen. Die Werte sind genau, jeder für seine eine Welt.',
  'flip.unsettled': 'Die Suche war nicht zur Ruhe gekommen, ein kürzerer Schritt ist also wahrscheinlich.',
  'flip.world.shortest': 'Der kürzeste Schritt',
  'flip.world.few': 'Durch wenige Größen',
  'flip.world.one': 'Durch eine Größe',
  'flip.table': 'Die Welten, in denen sie die Plätze tauschen',
  'flip.standings.title': 'Wo {first} und {other} die Plätze tauschen',
  'flip.standings.caption':
    'Jede Zeile ist eine Welt: zuerst die der Mediane, dann die gefundenen. Dort liegen die beiden gleichauf, denn die Suche endet gerade, wo {other} zum besseren wird.',
  'flip.moves': 'Was sich verschieben muss, und wie weit',

  'moves.caption':
    'Jeder Streifen ist die ganze Verteilung einer Größe, vom niedrigsten bis zum höchsten Wert; die schwarze Linie ist ihr Median, der farbige Teil die Verschiebung. Rechts die Werte vorher und nachher. Höchstens {most} je Welt, die mit den größten Anteilen; moved.csv enthält alle.',
  'moves.quantile': 'Quantil {quantile}',
  'moves.from': 'Auf dem Median',
  'moves.to': 'Dort',
  'moves.share': 'Anteil an der quadrierten Länge',

  'section.steelman': 'Was am meisten für jeden Weg spricht',
  'section.steelman.line':
    'Für jeden Weg wurde die Welt gesucht, die nach [[metric]] am meisten für ihn spricht, aber nicht weiter draußen, als {content} der Welten entlang einer beliebigen Linie durch die Mediane liegen.',
  'section.steelman.region':
    'Für jeden Weg wurde die Welt gesucht, die nach [[metric]] am meisten für ihn spricht, in einem Bereich, der {content} aller Welten enthält.',
  'steelman.none': 'Kein Weg ist auch nur in seinem eigenen besten Fall der beste von allen.',
  'steelman.all':
    'Jeder Weg ist in seinem eigenen besten Fall der beste von allen: Welcher der richtige ist, hängt daran, welche Welt die wirkliche ist.',
  'steelman.some': 'Im eigenen besten Fall der beste von allen:',
  'steelman.notEven': 'Ein anderer Weg ist besser selbst im besten Fall von',
  'steelman.first':
    '[[path]] kommt im besten Fall auf {best} statt {median} bei den Medianen, vor [[next]] mit {other}. Von {worlds} gezogenen Welten schneidet er in {share} ebenso gut ab.',
  'steelman.behind':
    '[[path]] kommt im besten Fall auf {best} statt {median} bei den Medianen; selbst dort ist [[next]] besser, mit {other}. Von {worlds} gezogenen Welten schneidet er in {share} ebenso gut ab.',
  'steelman.single':
    '[[path]] kommt im besten Fall auf {best} statt {median} bei den Medianen. Von {worlds} gezogenen Welten schneidet er in {share} ebenso gut ab.',
  'steelman.unsettled':
    'In {n} von {all} Fällen war die Suche nicht zur Ruhe gekommen: Es kann noch einen besseren geben. Die Werte sind genau, jeder für seine eine Welt.',
  'steelman.settled':
    'Jede Suche kam zur Ruhe; dass es anderswo keinen besseren Fall gibt, ist nicht bewiesen. Die Werte sind genau, jeder für seine eine Welt.',
  'steelman.world': 'Am besten für {path}',
  'steelman.standings.title': 'Jeder Weg im besten Fall eines jeden',
  'steelman.standings.caption':
    'Jede Zeile ist eine Welt, nämlich die, die am meisten für einen Weg spricht. Ein Weg, der nicht am besseren Ende seiner eigenen Zeile liegt, hat wenig zu hoffen.',
  'steelman.moves': 'Was am meisten für jeden Weg spricht, Größe für Größe',

  'section.discordant': 'Zwei Wege bei denselben Zufällen',
  'section.discordant.text':
    'Einzelne Verläufe wurden auf [[a]] und auf [[b]] mit denselben Zufällen durchgespielt, Ereignis für Ereignis: {n} Paare, je {per} in {worlds} Welten.',
  'discordant.verdict':
    '[[event]]: in {onlyA} der Verläufe nur mit [[a]], in {onlyB} nur mit [[b]], in {both} mit beiden und in {neither} mit keinem.',
  'discordant.difference':
    '[[a]] minus [[b]]: {difference} Prozentpunkte in diesen Verläufen, {exact} nach den genauen Wahrscheinlichkeiten in denselben Welten.',
  'discordant.clear': 'Darin unterscheiden sich die beiden.',
  'discordant.open': 'Ob sich die beiden darin unterscheiden, ist offen: Das Intervall enthält 0.',
  'discordant.title': 'Was nur auf einem der beiden Wege geschieht',
  'discordant.caption':
    'Anteil aller Paare von Verläufen, in denen etwas mit {a}, aber nicht mit {b} geschieht, und umgekehrt. Balken sind 95-%-Intervalle. Wo beides groß ist, verdeckt die Differenz vieles, was die Seite wechselt.',
  'discordant.alternative': 'Anteil der Paare von Verläufen, in denen es nur auf diesem Weg geschieht.',
  'discordant.only': 'Geschieht nur mit diesem Weg',
  'discordant.share': 'Anteil der Paare',
  'discordant.table':
    'Wie Paare von Verläufen enden: mit {a} (nach unten) und mit {b} (nach rechts), in Zahlen von Paaren',
  'discordant.read': 'Einzelne Verläufe dieser Art zum Lesen, nur mit [[path]]:',
  'discordant.limits':
    'Intervalle sind solche zu 95 %, als würden Welten neu gezogen. Wie viele Verläufe verschieden enden, hängt daran, was als derselbe Zufall gilt; die Differenz nicht.',

  'event.breakdown': 'Ein Waffenstillstand zerbricht',
  'event.renewed_war': 'Neuer Krieg',
  'event.ceasefire_holds': 'Waffenstillstand hält',
  'event.war_continues': 'Krieg dauert an',
  'event.protege_collapses': 'Schützling bricht zusammen',
  'event.renewed_war_lost': 'Neuer Krieg, verloren',
  'event.renewed_war_repelled': 'Neuer Krieg, abgewehrt',
  'event.general_war': 'Allgemeiner Krieg',
  'event.nuclear_use': 'Kernwaffeneinsatz',

  'section.tornado': 'Was jede unsichere Größe allein bewirkt',
  'section.sobol': 'Aus welchen unsicheren Größen die Varianz kommt',
  'section.morris': 'Welche unsicheren Größen überhaupt etwas bewegen',
  'section.regional': 'Was in Welten einer Art anders ist',
  'section.information': 'Was es wert wäre, mehr zu wissen',
  'section.information.text':
    'Wissen ist für eine Wahl nur etwas wert, wenn es sie ändern könnte. Was hier wertlos aussieht, kann dennoch unsicher und wichtig sein.',

  'importance.morris': 'Vorauswahl: {what}',
  'importance.morris.caption':
    'Größe der Wirkung (μ*): um wie viel sich das Ergebnis im Mittel ändert, auf oder ab, wenn die Größe von niedrig nach hoch geht, an weit voneinander entfernten Stellen. Streuung (σ): wie verschieden das von Stelle zu Stelle ist; ist sie größer als die Wirkung, hängt diese an den anderen Größen. Balken sind 95-%-Intervalle.',
  'importance.size': 'Wirkung (μ*)',
  'importance.spread': 'Streuung (σ)',
  'importance.delta': 'Delta-Maß: {what}',
  'importance.delta.name': 'Delta-Maß',
  'importance.delta.caption':
    'Wie sehr sich die ganze Verteilung des Ergebnisses im Mittel ändert, wenn eine Größe bekannt wird: 0 gar nicht, 1 ganz und gar. Bereinigt um das, was der Zufall allein ergäbe. Balken sind 95-%-Intervalle.',
  'importance.regional': 'Was anders ist, wo {where}, {path}',
  'importance.distance': 'Abstand',
  'importance.regional.caption':
    'Der größte Abstand zwischen den Anteilen der Welten bis zu einem Wert, in den Welten der Art und in allen anderen: 0 kein Unterschied, 1 keine Überschneidung. Schon der Zufall ergibt mehr als 0; die Tabelle sagt, welche sich sicher unterscheiden. Balken sind 95-%-Intervalle.',
  'importance.groups': 'Was es wert wäre, mehrere Größen zusammen zu kennen',
  'importance.groups.caption':
    'Mittlere Verbesserung des Ziels, in seinen eigenen Einheiten, wenn alle Größen einer Gruppe bekannt wären, bevor der Weg gewählt wird. Balken sind 95-%-Intervalle. Eine große Gruppe kommt bei wenigen Welten zu klein heraus, was das Intervall nicht umfasst.',

  'regional.text': 'So ist es in {share} von {n} Welten auf [[path]].',
  'regional.none':
    'Keine Größe ist dort sicher anders: Keine kennzeichnet solche Welten allein, oder es sind zu wenige Welten, um es zu sagen.',
  'regional.some': 'Von {all} Größen sind dort sicher anders ({n}):',
  'regional.table': 'Die Größen, die sich am meisten unterscheiden, wo {where}',
  'regional.p': 'p, angepasst',
  'regional.inside': 'Median dort',
  'regional.outside': 'Median sonst',

  'evpi.unsourced':
    'Von der Summe dessen, was die einzelnen Größen wert sind, gehört {share} denen, für die das Szenario keine Quelle nennt.',
  'evpi.standing':
    'Von {all} Größen lassen sich {n} vom Rauschen unterscheiden; etwa eine von zwanzig kann Zufall sein.',
  'evpi.standing.none': 'Keine von {all} Größen ist allein mehr wert als Rauschen, bei so vielen Welten.',
  'evpi.nested':
    'Durch Simulation geprüft: [[quantity]] zu kennen ist {value} wert; aus den vorhandenen Welten ergab sich {drawn}.',

  'evppi.zeros': 'Alle anderen kommen auf 0 ({n} von {all}).',

  'weight.budget': 'Das Gewicht ist, was eine Milliarde Euro im Ziel [[metric]] zählt.',
  'weight.cost': 'Das Gewicht ist, was eine Einheit von [[cost]] im Ziel [[metric]] zählt.',
  'weight.between': 'Gewicht 0 steht für die Werte von [[first]], Gewicht 1 für die von [[second]].',

  'discovery.where': 'Gesucht sind Welten, in denen [[where]] auf [[path]] gilt.',
  'discovery.worse': 'Gesucht sind Welten, in denen [[path]] nach [[metric]] schlechter ist als [[other]].',
  'discovery.notBest':
    'Gesucht sind Welten, in denen [[path]], nach [[metric]] im Mittel der beste Weg, nicht der beste von {among} ist.',
  'discovery.condition': 'Gesucht sind Welten, für die gilt:',
  'discovery.share': 'So ist es in {share} von {n} Welten.',
  'boxes.held': 'In Hälften der Welten, die die Suche nicht sah, gilt sie in {held}.',
  'boxes.none': 'Kein Kasten fand sich, in dem es öfter gilt: Was von den Welten bekannt ist, unterscheidet sie nicht.',
  'tree.title': 'Regeln des Baums',
  'tree.caption':
    'Jede Zeile ist eine Regel; zusammen teilen sie alle Welten auf. Der Balken ist der Anteil ihrer Welten, in denen die Bedingung gilt, die schwarze Linie sein 95-%-Intervall; gestrichelt der Anteil unter allen Welten ({share}). Die Regeln wurden gewählt, weil sie zu diesen Welten passen, was die Intervalle nicht umfassen.',
  'tree.leaf': '{rule}: {share} von {n} Welten.',
  'tree.number': 'Blatt',
  'tree.rule': 'Regel',
  'tree.verdict':
    'Nach einem Baum gilt es am häufigsten, in {high}, wo {highRule}, und am seltensten, in {low}, wo {lowRule}. In Welten, aus denen er nicht gewachsen ist, ist sein quadratischer Fehler um {less} kleiner als ohne ihn.',
  'tree.none':
    'Kein Baum sagt andere Welten besser voraus, als überall dasselbe zu sagen; mit mehr Welten vielleicht einer.',
};
