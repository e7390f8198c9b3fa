/** What a report says of analyses that ask how far the verdict can be trusted, in English. Forms as in messages-en.ts. */
export const ANALYSES_ENGLISH = {
  'better.less': '“Better” means here: less of [[metric]].',
  'better.more': '“Better” means here: more of [[metric]].',

  'column.solution': 'Solution',
  'column.assumes': 'What it assumes',
  'column.world': 'World',
  'column.quantile': 'Quantile there',
  'column.event': 'Event',
  'column.length': 'Length, in standard deviations',
  'column.thisWay': 'Prior probability beyond',
  'column.moved': 'Quantities moved',

  'section.solutions': 'Whether it hangs on how the game is solved',
  'section.solutions.text':
    'How players reason is an assumption of its own. The same worlds were solved again under others, and the paths compared under each.',
  'solutions.same': 'Under [[metric]] [[first]] has the best mean under all {n} solutions.',
  'solutions.changed':
    'Under [[metric]] [[first]] has the best mean under {same} of {n} solutions; under the others it is another path:',
  'solutions.winner': '[[solution]]: [[path]], ahead of [[first]] by {margin}',
  'solutions.open': 'Too close to call, since the interval of the lead includes 0:',
  'solutions.range':
    'Its lead over [[next]] goes from {least} under [[leastName]] to {most} under [[mostName]]; it does better in {low} to {high} of worlds.',
  'solutions.parts':
    'Of the variance of that difference, over worlds and solutions, {model} lies between the solutions. {parameters} is what the uncertain quantities do under all of them alike, {interaction} what they do under some and not under others. The weights of the solutions are an assumption.',
  'solutions.title': 'How much better {first} is than each other path, by solution ({metric})',
  'solutions.axis': '{first} better by',
  'solutions.caption':
    'To the right of the line {first} does better on average in the same worlds, to the left the other path does. Bars are 95 % intervals. If all marks stay right of the line, the winner does not hang on the solution.',
  'solutions.alternative': 'How much better {first} is on average than each other path.',
  'solutions.table': 'What each solution assumes, and which path comes first',
  'solutions.fold': 'The solutions one by one',
  'solutions.limits':
    'Intervals are 95 % and cover sampling error. All solutions share one game: what it leaves out is not in the part of the solutions.',
  'solution.scenario': 'As the scenario says.',
  'solution.depth_2': 'Reasoning about how a vote will be read goes 2 steps deep.',
  'solution.depth_6': 'Reasoning about how a vote will be read goes 6 steps deep.',
  'solution.quick_telescoping': 'Each further step of it is far noisier: hardly anybody anticipates the other.',
  'solution.slow_telescoping': 'Each further step of it is hardly noisier: nearly as in an equilibrium.',
  'solution.near_perfect': 'Both sides hardly err.',
  'solution.reputation_blind':
    'Nothing is learnt from what the coalition does, and it does not reckon with being watched.',
  'solution.fixed_response':
    'Every vote of the coalition passes with the same chance, {response}, on every path and whatever is at stake.',

  'worlds.medians': 'All at their medians',
  'worlds.axis.less': '{metric} (less is better)',
  'worlds.axis.more': '{metric} (more is better)',

  'section.flip': 'The smallest change of belief that would turn it',
  'section.flip.text':
    'Begin in the world in which every uncertain quantity is at its median. How far, counted in prior standard deviations, must one go until another path is preferred? A small move means that the verdict there is not firm.',
  'flip.base': 'In the world of medians [[first]] does better than [[other]] under [[metric]], {a} against {b}.',
  'flip.atHand.same':
    'So it does in {share} of {worlds} sampled worlds, on average by {margin}: the world of medians is one world among many.',
  'flip.atHand.open':
    'It does so in {share} of {worlds} sampled worlds, but the interval of the mean difference, {margin}, includes 0.',
  'flip.atHand.reverse':
    'On average over {worlds} sampled worlds it is the reverse: there it does better in {share} only, and its lead is {margin}. The world of medians is not an average one.',
  'flip.found': 'A joint move of {length} prior standard deviations is enough to make [[other]] the better one.',
  'flip.reading.thread': 'That is next to nothing: the verdict at the medians hangs by a thread.',
  'flip.reading.near': 'That is less than one standard deviation: the verdict at the medians is not firm.',
  'flip.reading.possible': 'That is well within what is believed possible.',
  'flip.reading.rare': 'That is a rare but not an outlandish world.',
  'flip.reading.far': 'That is far out: the verdict at the medians is firm.',
  'flip.one': 'One quantity alone can carry it: [[quantity]] from {from} to {to}, which takes {length}.',
  'flip.few': 'With {n} quantities moved, and all others at their medians, it takes {length}: {quantities}.',
  'flip.moved': '[[quantity]] from {from} to {to}',
  'flip.sources.none': 'None of these rests on a source.',
  'flip.sources.all': 'All of these rest on a source.',
  'flip.sources.some': 'Of these a source stands behind',
  'flip.none':
    'Within {radius} prior standard deviations of the medians no world was found in which [[other]] does better. That is no proof that there is none.',
  'flip.bound':
    'A length is an upper bound: whether a shorter move lies elsewhere, a search cannot rule out. The values are exact, each for its one world.',
  'flip.unsettled': 'The search had not come to rest, so that a shorter move is likely.',
  'flip.world.shortest': 'The shortest move',
  'flip.world.few': 'By few quantities',
  'flip.world.one': 'By one quantity',
  'flip.table': 'The worlds in which they change places',
  'flip.standings.title': 'Where {first} and {other} change places',
  'flip.standings.caption':
    'Each line is one world: first that of the medians, then those that were found. There the two lie level, since the search stops just where {other} becomes the better one.',
  'flip.moves': 'What has to move, and how far',

  'moves.caption':
    'Each strip is the whole distribution of a quantity, from its lowest to its highest value; the black line is its median, the coloured part the move. To the right the values before and after. At most {most} of each world, those with the greatest parts; moved.csv has all.',
  'moves.quantile': 'quantile {quantile}',
  'moves.from': 'At the median',
  'moves.to': 'There',
  'moves.share': 'Part of the squared length',

  'section.steelman': 'The best case for each path',
  'section.steelman.line':
    'For each path the world was looked for that speaks most for it under [[metric]], but no further out than {content} of worlds lie along any one line through the medians.',
  'section.steelman.region':
    'For each path the world was looked for that speaks most for it under [[metric]], within a region that holds {content} of all worlds.',
  'steelman.none': 'No path is the best of all even in its own best case.',
  'steelman.all': 'Each path is the best of all in its own best case: which one is right hangs on which world is.',
  'steelman.some': 'In the own best case the best of all:',
  'steelman.notEven': 'Another path does better even in the best case of',
  'steelman.first':
    '[[path]] comes to {best} at its best, instead of {median} at the medians, ahead of [[next]] with {other}. Of {worlds} sampled worlds it does as well in {share}.',
  'steelman.behind':
    '[[path]] comes to {best} at its best, instead of {median} at the medians; even there [[next]] does better, with {other}. Of {worlds} sampled worlds it does as well in {share}.',
  'steelman.single':
    '[[path]] comes to {best} at its best, instead of {median} at the medians. Of {worlds} sampled worlds it does as well in {share}.',
  'steelman.unsettled':
    'In {n} of {all} cases the search had not come to rest: there may be a better case still. The values are exact, each for its one world.',
  'steelman.settled':
    'Each search came to rest; that there is no better case elsewhere is not proven. The values are exact, each for its one world.',
  'steelman.world': 'Best for {path}',
  'steelman.standings.title': 'Every path in the best case of each',
  'steelman.standings.caption':
    'Each line is one world, the one that speaks most for a path. A path that is not at the better end of its own line has little to hope for.',
  'steelman.moves': 'What speaks most for each path',

  'section.discordant': 'Two paths on the same luck',
  'section.discordant.text':
    'Single futures were played on [[a]] and on [[b]] with the same luck, event by event: {n} pairs, {per} in each of {worlds} worlds.',
  'discordant.verdict':
    '[[event]]: in {onlyA} of futures with [[a]] only, in {onlyB} with [[b]] only, in {both} with both and in {neither} with neither.',
  'discordant.difference':
    '[[a]] minus [[b]]: {difference} percentage points in these futures, {exact} by the exact probabilities in the same worlds.',
  'discordant.clear': 'The two differ in that.',
  'discordant.open': 'Whether the two differ in that is open: the interval includes 0.',
  'discordant.title': 'What happens on one path only',
  'discordant.caption':
    'Of all pairs of futures, the share in which something happens with {a} but not with {b}, and the reverse. Bars are 95 % intervals. Where both are large, the difference of the two hides much that changes sides.',
  'discordant.alternative': 'Share of the pairs of futures in which it happens on this path only.',
  'discordant.only': 'Happens with this path only',
  'discordant.share': 'Share of the pairs',
  'discordant.table': 'How pairs of futures end: with {a} (down) and with {b} (across), in numbers of pairs',
  'discordant.read': 'To read single futures of this kind, with [[path]] only:',
  'discordant.limits':
    'Intervals are 95 % and take worlds for drawn anew. How many futures end differently depends on what counts as the same luck; the difference does not.',

  'event.breakdown': 'A ceasefire breaks',
  'event.renewed_war': 'Renewed war',
  'event.ceasefire_holds': 'Ceasefire holds',
  'event.war_continues': 'War continues',
  'event.protege_collapses': 'Protégé collapses',
  'event.renewed_war_lost': 'Renewed war, lost',
  'event.renewed_war_repelled': 'Renewed war, repelled',
  'event.general_war': 'General war',
  'event.nuclear_use': 'Nuclear use',

  'section.tornado': 'What each uncertain quantity alone does to it',
  'section.sobol': 'Which uncertain quantities its variance comes from',
  'section.morris': 'Which uncertain quantities move it at all',
  'section.regional': 'What is different in worlds of a kind',
  'section.information': 'What it would be worth to know more',
  'section.information.text':
    'Knowledge is worth something to a choice only if it could change it. What looks worthless here may still be uncertain and important.',

  'importance.morris': 'Screening: {what}',
  'importance.morris.caption':
    'Size (μ*): how much the output changes on average, up or down, as the quantity goes from low to high, at places far apart. Spread (σ): how much that differs from place to place; where it is larger than the size, what the quantity does depends on the others. Bars are 95 % intervals.',
  'importance.size': 'size (μ*)',
  'importance.spread': 'spread (σ)',
  'importance.delta': 'Delta: {what}',
  'importance.delta.name': 'delta',
  'importance.delta.caption':
    'How much the whole distribution of the output changes, on average, when a quantity becomes known: 0 not at all, 1 wholly. Corrected for what chance alone would give. Bars are 95 % intervals.',
  'importance.regional': 'What is different where {where}, {path}',
  'importance.distance': 'distance',
  'importance.regional.caption':
    'The largest gap between the shares of worlds up to some value, in the worlds of the kind and in all others: 0 no difference, 1 no overlap. Chance alone gives more than 0; the table says which differ surely. Bars are 95 % intervals.',
  'importance.groups': 'What it would be worth to know several quantities together',
  'importance.groups.caption':
    'Mean improvement of the objective, in its own units, if all quantities of a group were known before the path is chosen. Bars are 95 % intervals. A large group comes out too small where worlds are few, which the interval does not cover.',

  'regional.text': 'It is so in {share} of {n} worlds on [[path]].',
  'regional.none':
    'No quantity is surely different there: none tells such worlds alone, or there are too few worlds to tell.',
  'regional.some': 'Of {all} quantities these are surely different there ({n}):',
  'regional.table': 'The quantities that differ most where {where}',
  'regional.p': 'p, adjusted',
  'regional.inside': 'Median there',
  'regional.outside': 'Median elsewhere',

  'evpi.unsourced':
    'Of the sum of what the single quantities are worth, {share} belongs to those for which the scenario names no source.',
  'evpi.standing': 'Of {all} quantities {n} can be told from noise; about one in twenty could be by chance.',
  'evpi.standing.none': 'None of {all} quantities alone is worth more than noise, in so many worlds.',
  'evpi.nested':
    'Checked by simulation: to know [[quantity]] is worth {value}; from the worlds at hand {drawn} came out.',

  'evppi.zeros': 'All others come out at 0 ({n} of {all}).',

  'weight.budget': 'The weight is what one billion euros counts in the objective [[metric]].',
  'weight.cost': 'The weight is what one unit of [[cost]] counts in the objective [[metric]].',
  'weight.between': 'Weight 0 stands for the values of [[first]], weight 1 for those of [[second]].',

  'discovery.where': 'Looked for: worlds in which [[where]] on [[path]].',
  'discovery.worse': 'Looked for: worlds in which [[path]] does worse than [[other]] under [[metric]].',
  'discovery.notBest':
    'Looked for: worlds in which [[path]], the best on average under [[metric]], is not the best of {among}.',
  'discovery.condition': 'Looked for: worlds in which',
  'discovery.share': 'It is so in {share} of {n} worlds.',
  'boxes.held': 'In halves of the worlds that the search did not see it holds in {held}.',
  'boxes.none': 'No box was found in which it holds more often: what is known of the worlds does not tell them apart.',
  'tree.title': 'Rules of the tree',
  'tree.caption':
    'Each line is a rule; together they part all worlds. The bar is the share of its worlds in which the condition holds, the black line its 95 % interval; dashed, the share among all worlds ({share}). The rules were chosen because they fit these worlds, which the intervals do not cover.',
  'tree.leaf': '{rule}: {share} of {n} worlds.',
  'tree.number': 'Leaf',
  'tree.rule': 'Rule',
  'tree.verdict':
    'By a tree it holds most often, in {high}, where {highRule}, and least, in {low}, where {lowRule}. In worlds from which it was not grown its squared error is {less} smaller than without it.',
  'tree.none': 'No tree foretells other worlds better than to say the same everywhere; with more worlds one may.',
} as const;
