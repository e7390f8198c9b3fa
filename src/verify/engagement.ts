/** Ambiguous thresholds: what rules of engagement that one cannot read do to answers, and to challenges. */
import exp from '@stdlib/math-base-special-exp';
import type { ClaimGroup } from './claim.ts';
import { all, compare, equalNumbers, monotone, numbersOf, steps, tellEnds } from './finding.ts';
import { along, perYear } from './statics.ts';
import { type Subject, worldWith } from './subject.ts';

/** Logarithm of the casualties that the rules answer. */
const THRESHOLD = 0.4;

/** Share of hits that trigger the rules, where all challenges are probes of known size that always hit. */
function triggered(subject: Subject, size: number, ambiguity: number): number {
  const output = subject.evaluate(
    worldWith({
      // At ten thousand troops a hit has its median casualties.
      'tripwire.troops': 10,
      'tripwire.deploy_years': 0,
      'tripwire.distance_km': 0,
      'tripwire.density': 1e-3,
      'tripwire.casualties_probe': exp(size),
      'tripwire.casualty_sigma': 0,
      'roe.threshold': exp(THRESHOLD),
      'roe.ambiguity': ambiguity,
      'challenge.cost_limited': 1e6,
      'challenge.cost_assault': 1e6,
    }),
  );
  return output('triggered') / output('hits');
}

/** Printed to three digits. */
const HALF_A_DIGIT = 5.1e-4;

export const ENGAGEMENT: ClaimGroup = {
  id: 'engagement',
  title: 'Ambiguous rules of engagement',
  about:
    'How often incidents of a given size trigger rules of a given ambiguity, and what follows for challenges, on the model.',
  claims: [
    {
      id: 'ambiguous-threshold',
      claim: 'Ambiguity makes an answer likelier below the threshold and less likely above it.',
      source: 'the normal distribution function, Φ((s − τ)/σ)',
      how: 'Model: probes only, which always hit and whose casualties are known (σ_c = 0); τ = 0.4; s = 0.2 and 0.6 with roe.ambiguity 0.05, 0.1, 0.2, 0.4.',
      expected: '0.000, 0.023, 0.159, 0.309 below; 1.000, 0.977, 0.841, 0.691 above; to the third digit',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0.2, [0, 0.023, 0.159, 0.309]],
              [0.6, [1, 0.977, 0.841, 0.691]],
            ] as const
          ).flatMap(([size, shares]) =>
            shares.map((share, i) => {
              const ambiguity = [0.05, 0.1, 0.2, 0.4][i];
              return compare(
                `triggered, s ${size}, σ ${ambiguity}`,
                triggered(subject, size, ambiguity),
                share,
                HALF_A_DIGIT,
              );
            }),
          ),
          3,
        ),
    },
    {
      id: 'at-the-threshold',
      claim: 'Just at the threshold ambiguity changes nothing.',
      source: 'Φ(0) = ½',
      how: 'Model as before with s = τ.',
      expected: '½ at every ambiguity, to 1e-12',
      check: (subject) =>
        equalNumbers(
          [0.05, 0.1, 0.2, 0.4].map((ambiguity) =>
            compare(`triggered at σ ${ambiguity}`, triggered(subject, THRESHOLD, ambiguity), 0.5, 1e-12),
          ),
        ),
    },
    {
      id: 'ambiguity-weakens',
      claim: 'Ambiguity weakens the deterrent to large attacks.',
      source: 'Schelling 1966',
      how: 'Model at reference values (median casualties of an assault 120, threshold 40); roe.ambiguity from 0.5 to 3.',
      expected: 'assaults per year of ceasefire rise at each step',
      check: (subject) =>
        monotone('rises', ...along(subject, 'roe.ambiguity', steps(0.5, 3, 10), [perYear('assaults', 'assaults')])),
    },
    {
      id: 'ambiguity-deters-salami',
      claim: 'Ambiguity deters attacks that would stay below a clear threshold.',
      source: 'Altman 2017',
      how: 'Model at reference values (median casualties of a limited attack 15, threshold 40); roe.ambiguity from 0.1 to 3.',
      expected: 'limited attacks per year of ceasefire fall at each step',
      check: (subject) =>
        monotone(
          'falls',
          ...along(subject, 'roe.ambiguity', steps(0.1, 3, 10), [perYear('limited attacks', 'limited_attacks')]),
        ),
    },
    {
      id: 'ambiguity-and-probes',
      claim: 'Ambiguity deters the smallest probes most of all.',
      source: 'a normal distribution function of the size of the provocation',
      how: 'Model at reference values; roe.ambiguity from 0.1 to 3.',
      expected:
        'by the theory: fewer probes. By the model: slightly more, by less than 2 % in all, while limited attacks become fewer; fewer at each step where nothing but probes can be afforded',
      explanation:
        'In the theory each size of provocation stands alone. In the model they are alternatives: what keeps the challenger from a limited attack leaves her with a probe, whose casualties (median 1) hardly ever count under any rules.',
      check: (subject) => {
        const [probes, limited] = along(subject, 'roe.ambiguity', steps(0.1, 3, 10), [
          perYear('probes', 'probes'),
          perYear('limited attacks', 'limited_attacks'),
        ]);
        const [first, last] = [probes.values[0], probes.values[probes.values.length - 1]];
        const small = {
          holds: last > first && last < 1.02 * first,
          found: `${probes.measure} ${tellEnds(probes)}`,
          numbers: numbersOf(probes),
        };
        const [alone] = along(
          subject,
          'roe.ambiguity',
          steps(0.1, 3, 10),
          [['probes alone', perYear('probes', 'probes')[1]]],
          {
            'challenge.cost_limited': 1e6,
            'challenge.cost_assault': 1e6,
          },
        );
        return all(small, monotone('falls', limited), monotone('falls', alone));
      },
    },
    {
      id: 'salami',
      claim: 'The higher the threshold, the larger the slices that go unpunished.',
      source: 'Schelling 1966; Altman 2017',
      how: 'Model at reference values; roe.threshold from 3 to 200.',
      expected: 'limited attacks and assaults per year of ceasefire rise at each step',
      check: (subject) =>
        monotone(
          'rises',
          ...along(
            subject,
            'roe.threshold',
            [3, 6, 12, 25, 50, 100, 200],
            [perYear('limited attacks', 'limited_attacks'), perYear('assaults', 'assaults')],
          ),
        ),
    },
    {
      id: 'misreading',
      claim: 'The more ambiguous the rules, the more answers end in a misreading.',
      source: 'docs/model.md §4.3; Morgan et al. 2008 (inadvertent escalation)',
      how: 'Model at reference values; roe.ambiguity from 0.1 to 3.',
      expected: 'misreadings per answer rise at each step',
      check: (subject) =>
        monotone(
          'rises',
          ...along(subject, 'roe.ambiguity', steps(0.1, 3, 10), [
            ['misreadings per answer', (output) => output('misreads') / output('responses')],
          ]),
        ),
    },
    {
      id: 'uncovered-cheques',
      claim: 'Rules that answer only large incidents leave cheques uncovered.',
      source: 'docs/model.md §8.6; Schelling 1966',
      how: 'Model at reference values; roe.threshold from 3 to 200.',
      expected: 'uncovered cheques and breakdowns given a ceasefire rise at each step',
      check: (subject) =>
        monotone(
          'rises',
          ...along(
            subject,
            'roe.threshold',
            [3, 6, 12, 25, 50, 100, 200],
            [
              ['uncovered cheque', (output) => output('uncovered_cheque')],
              ['breakdown given a ceasefire', (output) => output('breakdown_given_ceasefire')],
            ],
          ),
        ),
    },
  ],
};
