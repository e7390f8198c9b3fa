import { ANALYSES_ENGLISH } from './analysis-messages-en.ts';
import { FRONTIER_ENGLISH } from './frontier-messages-en.ts';
import { PERCEPTION_ENGLISH } from './perception-messages-en.ts';
import { VOTES_ENGLISH } from './votes-messages-en.ts';

/**
 * What a report says of itself, in English. `{place}` is filled with text, `[[place]]` with a marked piece (a path, a
 * preference, a formula). The German catalogue has the same keys and places.
 */
export const ENGLISH = {
  ...ANALYSES_ENGLISH,
  ...FRONTIER_ENGLISH,
  ...PERCEPTION_ENGLISH,
  ...VOTES_ENGLISH,
  and: 'and',

  'page.skip': 'Skip to the content',
  'page.contents': 'Contents',
  'page.data': 'Data of the chart',
  'page.download.csv': 'Data (CSV)',
  'page.download.spec': 'Chart (Vega-Lite)',
  'page.more': '… and {n} more rows in the download.',

  'report.asOf': 'As of {date}',
  'report.origin': 'An analysis of {worlds} worlds, from',
  'report.footer':
    'Made by stolperdraht {version}, an open simulator of deterrence and escalation. It compares plans in {worlds} sampled worlds under stated values. It does not forecast.',
  'count.paths.one': '{n} path',
  'count.paths.many': '{n} paths',
  'count.worlds.one': '{n} world',
  'count.worlds.many': '{n} worlds',

  'section.question': 'The question and the paths',
  'section.question.paths':
    'Each path is a plan. All of them are played in the same sampled worlds: a world is one draw of everything that is not known for certain.',
  'section.outcomes': 'What each path leads to',
  'section.outcomes.text':
    'Probabilities are means over {worlds} worlds. The interval in brackets is 95 % and says how sure the mean is after so many worlds. The range of the worlds is another thing: it is our ignorance, and it does not shrink with more of them.',
  'section.ceasefires': 'When a ceasefire comes, and whether it holds',
  'section.preferences': 'Which path is better, and under whose values',
  'section.preferences.text':
    'What a good outcome is depends on values. A preference is a formula over outcomes; the verdict rests on the first. The ranking is the values’, not the program’s.',
  'section.cost': 'What it costs',
  'section.chain': 'Why: the causal chain of each path',
  'section.chain.text':
    'Expected numbers over all worlds and their ratios, ± standard error; – where the condition never arises. A challenge is a probe, a limited attack or an assault; a hit is one that strikes the coalition’s force.',
  'chain.table': 'Links of the chain, by path',
  'section.sweep': 'What was varied, and which path is better where',
  'section.assumptions': 'What the numbers rest on',
  'section.limits': 'What the numbers cannot say',
  'section.reproduce': 'The same again',

  'player.challenger': 'Challenger',
  'player.protege': 'Protégé',
  'player.coalition': 'Coalition',
  'player.backer': 'Backer',

  'column.path': 'Path',
  'column.outcome': 'Outcome',
  'column.state': 'State',
  'column.mean': 'Mean',
  'column.low': 'Low end, 95 % interval',
  'column.high': 'High end, 95 % interval',
  'column.q05': '5 % of worlds',
  'column.q25': '25 % of worlds',
  'column.q50': 'Median of worlds',
  'column.q75': '75 % of worlds',
  'column.q95': '95 % of worlds',
  'column.year': 'Year',
  'column.unbroken': 'Share unbroken',
  'column.begun': 'Chance that it has begun',
  'column.compared': 'Compared with',
  'column.from': 'From',
  'column.to': 'To',
  'column.worlds': 'Share of worlds',
  'column.preference': 'Preference',
  'column.meaning': 'What it stands for',
  'column.formula': 'Formula',
  'column.metric': 'Metric',
  'column.budget': 'Budget, bn €',
  'column.extra': 'Beyond the baseline, bn €',
  'column.next': 'Next path',
  'column.margin': 'Better by',
  'column.certainty': 'How surely',
  'column.quantity': 'Quantity',
  'column.value': 'Value',
  'column.grounds': 'Source, or judgement',
  'column.name': 'Name',
  'column.fact': 'Fact',

  'axis.years': 'years from the start',

  'verdict.heading': 'In short',
  'verdict.single': 'Only one path was run, so there is nothing to compare.',
  'verdict.world': 'A single world was sampled: its numbers say nothing of how sure they are.',
  'verdict.undefined': 'The objectives have no value on some path: nothing can be compared.',
  'verdict.headline.clear': 'Under the preference [[preference]], [[first]] does best on average.',
  'verdict.headline.open': 'Under the preference [[preference]], [[first]] and [[next]] cannot be told apart.',
  'verdict.agree.all': 'So it does under all {all} other preferences.',
  'verdict.agree.some': 'So it clearly does under {n} of the {all} other preferences.',
  'verdict.agree.none': 'Under none of the {all} other preferences does it clearly do so.',
  'verdict.agree.other': 'So it does under the other preference.',
  'verdict.agree.not': 'Under the other preference it does not clearly do so.',
  'verdict.best': 'It is the best of all {paths} in {share} of {worlds} worlds.',
  'verdict.best.open': '[[first]] is the best of all {paths} in {share} of {worlds} worlds.',
  'verdict.step.harm': 'It does better than [[next]] in {share} of worlds; harm is lower on average by {margin}.',
  'verdict.step.good':
    'It does better than [[next]] in {share} of worlds; the objective is higher on average by {margin}.',
  'verdict.step.open':
    '[[first]] does better than [[next]] in {share} of worlds, but the interval of the mean difference, {interval}, includes 0.',
  'verdict.order': 'The order by the mean objective: ',
  'verdict.better.harm': '“Better” means here: less harm as [[preference]] counts it ([[title]]): [[formula]].',
  'verdict.better.good': '“Better” means here: more of what [[preference]] counts ([[title]]): [[formula]].',
  'verdict.others': 'Who values otherwise comes to this:',
  'verdict.other.clear': '[[first]] comes first, better than [[next]] in {share} of worlds.',
  'verdict.other.open':
    '[[first]] and [[next]] cannot be told apart; the interval of the mean difference, {interval}, includes 0.',
  'verdict.limits':
    'Intervals are 95 % and cover the sampling error of {worlds} worlds. Whether model, priors and preferences are right is another question.',
  'verdict.design': 'For the design {design} they are, as a rule, on the safe side.',

  'changes.heading': 'What would change the answer',
  'changes.values.none':
    'Other values, of those compared, would not: under every preference [[first]] clearly comes first.',
  'changes.values.some': 'Other values would. [[first]] does not clearly come first under',
  'changes.table': 'Which path comes first under each preference',
  'changes.first': 'First',
  'changes.next': 'Next',
  'changes.better': 'Better in worlds',
  'changes.margin': 'Better on average by',
  'changes.open': '(not clear: includes 0)',
  'changes.worlds':
    'Other facts would, too. Under [[preference]] there are worlds in which another path is the best of all:',
  'changes.further':
    'Which of the uncertain quantities make these worlds, and where the answer turns, is what sweeps and analyses show; [[command]] takes them into this report.',

  'outcomes.title': 'How it stands after {years} years',
  'outcomes.caption':
    'The mark is the mean probability, the thick bar its 95 % interval, the thin line the range of the middle 90 % of worlds. Rare outcomes have a scale of their own.',
  'outcomes.alternative': 'Mean probability of every outcome, with its 95 % interval.',

  'phases.title': 'What happens over the years',
  'phases.caption':
    'Read upwards at any year: the share of all histories in each state then. All begin in war. Bands too thin to be named are in the data.',
  'phases.alternative': 'Shares of histories by state, as stacked areas over {years} years.',
  'phases.path':
    '{path}: at the end a ceasefire holds in {holds}, the war of the start goes on in {war}, and the protégé has collapsed or lost a new war in {worst}.',

  'ceasefires.title': 'Where a ceasefire is in force',
  'ceasefires.caption':
    'Coloured: the mean probability of this path; the band is the range of the middle 90 % of worlds. Grey: the other paths. A curve rises as ceasefires come, and falls as they break.',
  'ceasefires.alternative': 'Probability of being in a ceasefire, by year. After {years} years:',
  'ceasefires.path': '{path} {mean} (90 % of worlds: {range}).',

  'survival.title': 'Of the ceasefires that have begun, how many hold',
  'survival.caption':
    'Of all ceasefires that have begun by each year, the share that has not broken by then, however young they are; over all worlds. The bands are 95 % intervals of the sampling error. Rings mark where lines cross; the bar through a ring spans the years in which the order of the two is open, since the 95 % interval of their paired difference includes 0.',
  'survival.alternative': 'Share of the ceasefires begun that have not broken. After {years} years:',
  'survival.path': '{path} {share}.',

  'crossings.none': 'The lines of the means do not cross.',
  'crossings.some': 'The lines of the means cross: {crossings}.',
  'crossings.one': '{rising} above {falling} from year {year}',
  'crossings.open': 'at no time told apart surely',
  'crossings.until': 'surely from {to}, before that not told apart',
  'crossings.since': 'not told apart from {from} on',

  'survival-worlds.title': 'The same from world to world',
  'survival-worlds.caption':
    'The share of ceasefires unbroken in the single world: dark the middle half of worlds, light the middle 90 %, dashed the median. The solid line is the share over all worlds together, as above. How wide the bands are is what we do not know; more draws do not narrow them.',
  'survival-worlds.alternative':
    'Share of the ceasefires begun that have not broken, in single worlds. After {years} years:',
  'survival-worlds.path': '{path}: median {median}, middle half of worlds {half}, middle 90 % {most}.',

  'best.title': 'In how many worlds each path is the best of all',
  'best.caption':
    'Share of worlds under each preference; the black line is the 95 % interval. A path that is best on average need not be best in most worlds.',
  'best.alternative': 'Share of worlds in which each path is the best, with its 95 % interval.',

  'differences.title': '{first} against each other path, world by world ({preference})',
  'differences.caption':
    'Every world is played on both paths. To the right of the solid line are worlds in which {first} does better, to the left those in which the other does; how far, is by how much. The dashed line is the mean.',
  'differences.axis': 'how much better in the same world',
  'differences.mean': 'mean',
  'differences.path':
    '{first} does better than {other} in {better} of worlds, worse in {worse}; on average by {margin}.',

  'cost.title': 'Money and outcome ({preference})',
  'cost.caption.harm':
    'To the left is cheaper, down is less harm: what lies further left and lower is better on both counts. Bars are 95 % intervals of the means.',
  'cost.caption.good':
    'To the left is cheaper, up is better: what lies further left and higher is better on both counts. Bars are 95 % intervals of the means.',
  'cost.alternative': 'Mean budget in billions of euros, and mean objective under {preference}.',
  'cost.path': '{path}: {budget} bn €, objective {objective}.',
  'cost.axis': 'budget, bn € over the whole time',
  'cost.harm': 'harm ({preference})',
  'cost.good': 'objective ({preference})',
  'cost.table': 'Cost, and harm avoided per bn € spent beyond the baseline, {baseline}',
  'cost.fold': 'Harm avoided per billion, under every preference',

  'preferences.table': 'The preferences compared',
  'preferences.minimize': 'less of',
  'preferences.maximize': 'more of',
  'metrics.table': 'Metrics that the scenario defines',

  'sweep.text':
    'Every combination of these values was played in the same {worlds} worlds, so that differences between them are not luck:',
  'sweep.text.zip':
    'These values moved side by side, all in the same {worlds} worlds, so that differences between them are not luck:',
  'sweep.verdict': 'The path with the best mean, by preference, counted over {cells} cells:',
  'sweep.leads': '[[path]] in {n}',
  'sweep.leads.open': '[[path]] in {n} (in {open} of them not clearly)',
  'sweep.lines.title': 'The objectives of the paths, by {quantity}',
  'sweep.lines.caption':
    'Mean objective under each preference, with its 95 % interval. All values see the same worlds, so that differences are surer than the intervals suggest. Marks of the same value stand side by side.',
  'sweep.lines.alternative': 'Under {preference}:',
  'sweep.cell.clear': 'At {quantity} = {value} {path} comes first, better than {next} by {margin}.',
  'sweep.cell.open': 'At {quantity} = {value} {path} and {next} cannot be told apart (difference {margin}).',
  'sweep.table': 'Which path is better where, under {preference}',
  'sweep.fold': 'All cells as a table ({cells} of {all})',
  'sweep.limits':
    'Intervals are 95 %, one cell at a time: among many cells some will look clear by luck. They cover sampling error only.',

  'map.title': 'Which path is better where ({preference})',
  'map.caption':
    'The letter is the path with the best mean. ! and the strongest colour: it also does better than the next in 75 % of worlds or more. ? and the faintest colour: the two cannot be told apart.',
  'map.alternative': 'Down: {down}. Across: {across}.',
  'map.path': '{letter} ({path}) leads in {count} of {cells} cells, in {open} of them not clearly.',
  'map.open': 'not told apart',
  'map.mean': 'better on average',
  'map.worlds': 'better in most worlds',

  'assumptions.text':
    'Of {n} quantities of the scenario that are more than a plain number {sourced} name a source, and {judged} others are marked as judgements: opinions about magnitudes, with their width. The rest follow from others, or say nothing of their grounds. “a to b” is a 90 % interval. The words are the scenario’s own.',
  'assumptions.quantities': 'Quantities, the same on every path',
  'assumptions.path': 'What the path sets for itself: {path}',
  'assumptions.back': 'From then on again as the scenario says for all paths.',
  'assumptions.phase': 'What it changes from year {year} on: {path}',
  'assumptions.members': 'Members of the coalition',
  'assumptions.ladder': 'Rungs of the ladder of escalation',
  'assumptions.judgement': 'Judgement.',

  'limits.levels':
    'Levels deserve little trust, comparisons in the same worlds more: above all those that hold under every preference and in most worlds.',
  'limits.sampling': 'The intervals are sampling error only. They do not cover that the model or its priors are wrong.',
  'limits.model': 'One game with one set of functional forms is sampled, not the space of games.',
  'limits.values': 'Each player, and each preference, puts lives, land, money and escalation on one scale.',
  'limits.players':
    'The protégé and the backer do not decide. There is no bargaining over terms, no territory, no other theatre, no arms control; one breakdown of a ceasefire ends the story.',
  'limits.date': 'The scenario knows what was known on {date}, and nothing later.',
  'limits.failed': '{n} of {worlds} worlds could not be evaluated on some path and are left out there.',
  'limits.stranger': 'These results are of another state of the scenario:',
  'limits.warning': 'Warning of the program:',

  'reproduce.text':
    'Same scenario, options and version: the same numbers to the last digit, on any machine. The results were made by:',
  'reproduce.table': 'Provenance',
  'reproduce.files': 'Files in the folder of results',
  'column.file': 'File',
  'column.content': 'What is in it',
  'column.rows': 'Rows',
  'reproduce.version': 'Version of the program',
  'reproduce.scenario': 'Scenario file',
  'reproduce.seed': 'Seed',
  'reproduce.design': 'Design',
  'reproduce.worlds': 'Worlds',
  'reproduce.evaluations': 'Evaluations',
  'reproduce.scenarioHash': 'SHA-256 of the scenario',
  'reproduce.planHash': 'SHA-256 of the plan',

  yes: 'yes',
  no: 'no',

  'section.threshold': 'Where the paths change places',
  'section.threshold.text':
    'One quantity is moved; everything else keeps the values of the same worlds. The crossing is that of the means: in a single world the paths can change places elsewhere, or nowhere.',
  'section.sensitivity': 'Which uncertain quantities it hangs on',
  'section.sensitivity.text':
    'What looks unimportant here is so within the width that the scenario gives it, not as such.',
  'section.acceptability': 'How the answer moves with a value judgement',
  'section.robustness': 'What other rules of choice would pick',
  'section.robustness.text':
    'The mean is not the only way to judge under uncertainty. Each rule looks at the worlds in its own way; none of them is the right one.',
  'section.discovery': 'In which worlds it holds',
  'section.discovery.text':
    'A box is a rule of thumb in few quantities: the worlds within its limits are those in which the condition holds more often than elsewhere.',

  'column.measure': 'Measure',
  'column.weight': 'Weight',
  'column.rule': 'Rule',
  'column.picks': 'Picks',
  'column.picked': 'In resamples',
  'column.requirement': 'Required',
  'column.box': 'Box',
  'column.range': 'Limits',

  'importance.rest': 'The first {shown} of {all}.',
  'importance.first': 'first order',
  'importance.total': 'total',
  'importance.noise': 'no influence',
  'importance.prcc': 'partial rank correlation',
  'importance.evppi': 'worth of knowing it',
  'importance.sobol': 'Sobol indices: {what}',
  'importance.sobol.caption':
    'Share of the variance that would go if a quantity were known (first order), or stay if all but it were known (total). Bars are 95 % intervals.',
  'importance.pawn': 'PAWN: {what}',
  'importance.pawn.caption':
    'How far the whole distribution of the output moves when a quantity is held; what lies to the left of the dashed line could be chance. Bars are 95 % intervals.',
  'importance.ranks': 'Direction of the influence: {what}',
  'importance.ranks.caption':
    'To the right: the output rises with the quantity, all others held; to the left: it falls. Bars are 95 % intervals.',
  'importance.knowledge': 'What it would be worth to know a quantity before choosing',
  'importance.knowledge.caption':
    'Mean improvement of the objective, in its own units, if the quantity were known before the path is chosen. Bars are 95 % intervals. Values do not add up.',

  'tornado.title': 'Tornado: {what}',
  'tornado.caption':
    'Each quantity alone goes from a low to a high value of its distribution, in the same worlds; the small numbers are these values. * marks those at whose ends another path is preferred.',
  'tornado.low': 'at its low value',
  'tornado.high': 'at its high value',
  'tornado.outputLow': 'Output at the low value',
  'tornado.outputHigh': 'Output at the high value',
  'tornado.swing': 'Swing',
  'tornado.changes': 'Changes the preferred path',
  'tornado.part': '{quantity} from {low} to {high}: {outputLow} to {outputHigh}, a swing of {swing}.',
  'tornado.part.changes':
    '{quantity} from {low} to {high}: {outputLow} to {outputHigh}, a swing of {swing}, and another path is preferred at an end.',

  'threshold.title': 'What happens as {parameter} moves',
  'threshold.caption':
    'The line is the mean over worlds, the band its 95 % interval; dots are the values that were evaluated. The dashed line is the crossing, the strip around it its 95 % interval.',
  'threshold.difference': '{metric}: {a} minus {b}',
  'threshold.output': '{metric} on {path}',
  'threshold.at': 'It passes the level at {parameter} = {at}.',
  'threshold.found': 'Up to {parameter} = {at} {below} is better on average, beyond it {above}.',
  'threshold.none': 'There is no crossing in the range.',

  'acceptability.title': 'How probable it is that each path is the best, by the weight',
  'acceptability.caption':
    'Share of worlds in which a path alone is the best, with its 95 % interval, for each weight. Marks: the path with the best mean at that weight.',
  'acceptability.at': 'At weight {weight}:',

  'frontier.text': 'The path with the best mean, by the weight:',
  'frontier.range': 'from {from} to {to}',
  'evpi.text':
    'To know the world before choosing would be worth {value} on average, in units of {metric}; the path that is best on average is not the best in {share} of worlds.',

  'robustness.table': 'Which path each rule picks ({metric})',
  'robustness.note':
    'In resamples: share of the bootstrap resamples of the worlds in which the rule picks the same. † rests on single worlds and is less sure than that says.',
  'satisficing.table': 'In how many worlds each path is good enough',

  'boxes.title': 'Limits of the boxes',
  'boxes.caption':
    'Each strip is the whole distribution of a quantity, from its lowest to its highest quantile; the coloured part lies within the box. To the right the limits as values.',
  'boxes.box': 'Box {box}',
  'boxes.low': 'Lower quantile',
  'boxes.high': 'Upper quantile',
  'boxes.refused': 'That is not dense enough to count: take it as a hint.',
  'boxes.facts':
    'Box {box}: {n} worlds; the condition holds in {density} of them, and {coverage} of all worlds in which it holds lie in the box.',
} as const;

export type MessageKey = keyof typeof ENGLISH;
