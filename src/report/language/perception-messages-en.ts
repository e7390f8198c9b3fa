/** What a report says of what the challenger misjudges, in English. Forms as in messages-en.ts. */
export const PERCEPTION_ENGLISH = {
  'column.part': 'Part',
  'column.known': 'Truth known',
  'column.helpsIn': 'Helps in',
  'column.ifKnown': 'Change if the truth is known',
  'column.misjudged': 'Rests on misjudging',
  'column.raisesIn': 'Raises it in',
  'column.lowersIn': 'Lowers it in',
  'column.underrated': 'Where underrated',
  'column.overrated': 'Where overrated',

  'section.perception': 'What rests on misjudgement',
  'section.perception.text':
    'The challenger decides by the world as she sees it. The same worlds were played again with each set of her errors put right. What remains is the risk if she saw the world as it is; the rest rests on misjudgement.',
  'perception.clear':
    'The challenger sees the world as it is: on no path and in no world does she misjudge the coalition’s resolve, the backer’s backing or her own strength. Nothing of the risk rests on misjudgement.',
  'perception.known': 'Truth known',
  'perception.total': 'As she sees the world',
  'perception.source.resolve': 'Coalition’s resolve',
  'perception.source.backing': 'Backer’s backing',
  'perception.source.strength': 'Her own strength',
  'perception.metric.breakdown_given_ceasefire': 'a ceasefire breaks, if one comes',
  'perception.metric.breakdown': 'a ceasefire comes and breaks',
  'perception.title': 'Truth and misjudgement: {what}',
  'perception.caption':
    'From top to bottom: the risk if she saw the world as it is, what misjudging each thing adds (orange) or takes away (green), and the risk as she sees the world. Means with their 95 % intervals; every order in which the errors could be put right counts the same (Shapley).',
  'perception.caption.points':
    'From top to bottom: the risk if she saw the world as it is, what misjudging each thing adds (orange) or takes away (green), in percentage points, and the risk as she sees the world. Means with their 95 % intervals; every order in which the errors could be put right counts the same (Shapley).',
  'perception.table': 'What rests on misjudgement: {what}',
  'perception.points': 'percentage points',
  'perception.table.note':
    'The mean can hide that misjudgement cuts both ways. An error can provoke, and it can deter: who takes others for more resolute than they are may keep still, and to be told the truth calls the bluff.',
  'perception.directions': 'What each error adds, by its direction: {what}',
  'perception.directions.fold': 'What each error adds, by its direction',
  'perception.worth': 'What it would change if she saw the world as it is',
  'perception.worth.text':
    'Mean change with its 95 % interval, and in how many worlds it helps. The value of the coalition is its utility of a ceasefire at the start, its two types weighted by the chance that it is resolute. The payoff of the challenger is her utility of the same as it really is, expected with the true chances, not as she sees it; where the truth takes some of it away, her errors serve her.',
  'perception.worth.coalition': 'Value to the coalition (more is better)',
  'perception.worth.challenger': 'True payoff of the challenger (more is better for her)',
  'perception.worth.less': '{name} (less is better)',
  'perception.worth.more': '{name} (more is better)',
  'perception.worth.fold': 'What it would change under the other preferences',
  'perception.limits':
    'To know the truth is to have the right chance that the coalition is resolute, not to know whether it is. Her choices stay noisy and incidents can get out of hand, so that what remains is not all intended. What she expects for herself is no measure of what she gets, and is not shown; whether she agrees to a ceasefire at all is not in what she gets of one. Protégé and backer do not decide; preferences stand for them. How far she errs is a judgement of the scenario.',
} as const;
