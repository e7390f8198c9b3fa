/** What a report says of clear and ambiguous rules of engagement, in English. Forms as in messages-en.ts. */
export const FRONTIER_ENGLISH = {
  'column.ambiguity': 'Ambiguity of the rules',
  'column.threshold': 'Threshold of the rules',
  'column.renewed': 'Renewed war given a ceasefire',
  'column.renewedSe': 'Standard error of renewed war',
  'column.escalation': 'General war or nuclear use',
  'column.escalationSe': 'Standard error of general war or nuclear use',

  'frontier.title': 'Clear or ambiguous rules: deterrence against escalation',
  'frontier.x': 'chance of renewed war, given a ceasefire',
  'frontier.y': 'chance of general war or nuclear use',
  'frontier.caption':
    'Each mark is one rule: mean chances over worlds, with bars of one standard error. To the left it deters better, further down less gets out of hand. Lines join rules of the same ambiguity from the lowest threshold (the smallest mark, named) to the highest.',
  'frontier.caption.line':
    'Each mark is one rule: mean chances over worlds, with bars of one standard error. To the left it deters better, further down less gets out of hand. The line runs from clear to ambiguous rules.',
  'frontier.reference': 'A cross marks a path on which the rules are not varied: {paths}.',
  'frontier.rule': 'ambiguity {ambiguity}, threshold {threshold}',
  'frontier.rule.short': 'ambiguity {ambiguity}',
  'frontier.legend': 'ambiguity {ambiguity}',
  'frontier.best':
    '{path}: no trade-off between the best rules. Those with {rule} have both the least renewed war ({renewed}) and the least escalation ({escalation}); they do better on both counts, beyond the sampling error, than {sure} of {n} others.',
  'frontier.trade.sure':
    '{path}: a trade-off. Rules with {deter} have the least renewed war ({deterRenewed}, with escalation {deterEscalation}), those with {calm} the least escalation ({calmEscalation}, with renewed war {calmRenewed}); both differences go beyond the sampling error.',
  'frontier.trade.open':
    '{path}: Rules with {deter} have the least renewed war ({deterRenewed}, with escalation {deterEscalation}), those with {calm} the least escalation ({calmEscalation}, with renewed war {calmRenewed}); whether that is a trade-off is open, since not both differences go beyond the sampling error.',
  'frontier.compare':
    'At the same threshold, of which there are {n}, the most ambiguous rules ({high}) beside the clearest ({low}) have renewed war {deters}, escalation {calms}.',
  'frontier.count': 'less at {less} (surely at {lessSure}) and more at {more} (surely at {moreSure})',
  'frontier.compare.line':
    'The most ambiguous rules ({high}) beside the clearest ({low}): renewed war {renewed}, escalation {escalation} percentage points (95 %).',
  'frontier.paired':
    'Which is said of differences paired by world, as all rules meet the same: they are far surer than the bars let on. “Surely” is where their 95 % interval leaves out 0.',
  'frontier.error':
    'All rules meet the same worlds, so differences are as a rule surer than the bars let on, and than the 95 % intervals made of them here.',
} as const;
