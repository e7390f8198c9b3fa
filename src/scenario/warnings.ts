/** What is allowed in a scenario but probably not meant. */
import type { AllowedRange } from '../deterrence/parameters.ts';
import type { Distribution } from '../distribution/distribution.ts';
import { examine } from './conscience.ts';
import { setsParameter } from './phases.ts';
import { commonQuantities } from './program.ts';
import { formatFault, type Position, type Quantity, type Scenario } from './scenario.ts';
import { showText } from './source.ts';

/** A share of draws outside the range that a run of a million draws would hardly meet. */
const NEGLIGIBLE = 1e-7;

type Loaded = Omit<Scenario, 'warnings'>;

/** All warnings, each one line with its place in front. */
export function warningsOf(scenario: Loaded): string[] {
  return [
    ...preferenceWarnings(scenario),
    ...variableWarnings(scenario),
    ...settingWarnings(scenario),
    ...provenanceWarnings(scenario),
    ...rangeWarnings(scenario),
    ...pathWarnings(scenario),
  ];
}

const warning = (at: Position, message: string): string => formatFault({ at, message });

function preferenceWarnings({ preferences, metrics }: Loaded): string[] {
  return preferences.flatMap((preference) => {
    const { forgotten, welcome } = examine(preference, metrics);
    const warnings: string[] = [];
    if (forgotten.length > 0) {
      const message = `gives no weight to ${listWords(forgotten)}; a preference that forgets a bad outcome can turn the verdict round`;
      warnings.push(warning(preference.at, `preferences.${preference.name}: ${message}`));
    }
    if (welcome.length > 0) {
      const message = `gets better with more of ${listWords(welcome)}; is the sign meant?`;
      warnings.push(warning(preference.at, `preferences.${preference.name}: ${message}`));
    }
    return warnings;
  });
}

function listWords(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** All quantities with the names they have in messages. */
function namedQuantities(scenario: Loaded): { name: string; quantity: Quantity }[] {
  const common = [...commonQuantities(scenario)].map(([name, quantity]) => ({ name, quantity }));
  const own = scenario.paths.flatMap((path) =>
    [...path.parameters].map(([id, quantity]) => ({ name: `${path.name}:${id}`, quantity })),
  );
  return [...common, ...own];
}

function variableWarnings(scenario: Loaded): string[] {
  const used = new Set(namedQuantities(scenario).flatMap(({ quantity }) => quantity.expression.references));
  return [...scenario.variables]
    .filter(([name]) => !used.has(name))
    .map(([name, { at }]) => warning(at, `variables.${name}: is never used`));
}

/** A setting of the command line that holds on fewer paths than one may think. */
function settingWarnings({ parameters, paths }: Loaded): string[] {
  return [...parameters].flatMap(([id, { at }]) => {
    const own = at.line > 0 ? [] : paths.filter((path) => setsParameter(path, id)).map((path) => path.name);
    if (own.length === 0) return [];
    const all = listWords(own.map((name) => `${name}:${id}`));
    return [warning(at, `${id}: does not hold on ${listWords(own)}, which set it themselves; set ${all} for that`)];
  });
}

function provenanceWarnings(scenario: Loaded): string[] {
  return namedQuantities(scenario)
    .filter(({ quantity }) => quantity.expression.distributionCount > 0 && quantity.at.line > 0)
    .filter(({ quantity: { source, note, judgement } }) => source === undefined && note === undefined && !judgement)
    .map(({ name, quantity }) =>
      warning(
        quantity.at,
        `${name}: is uncertain but says neither source nor note; if it is a judgement, say judgement: true`,
      ),
    );
}

function rangeWarnings(scenario: Loaded): string[] {
  return namedQuantities(scenario).flatMap(({ name, quantity: { expression, range, outside, at } }) => {
    if (expression.distribution === undefined || range === undefined || outside !== 'error') return [];
    const share = shareOutside(expression.distribution, range);
    if (share <= NEGLIGIBLE) return [];
    const often = share < 0.001 ? share.toExponential(0) : `${Number((100 * share).toPrecision(2))} %`;
    const message = `${showText(expression.text)} leaves the allowed range in ${often} of draws, which then fail; say outside: clamp or outside: resample`;
    return [warning(at, `${name}: ${message}`)];
  });
}

/** Probability of a value outside a range. */
function shareOutside(distribution: Distribution, range: AllowedRange): number {
  const justBelow = (x: number) => x - 1e-12 * Math.max(1, Math.abs(x));
  const below = distribution.min > range.min ? 0 : distribution.cdf(range.minOpen ? range.min : justBelow(range.min));
  const above =
    distribution.max < range.max ? 0 : 1 - distribution.cdf(range.maxOpen ? justBelow(range.max) : range.max);
  return below + above;
}

/** Paths on which everything is the same. */
function pathWarnings(scenario: Loaded): string[] {
  const described = scenario.paths.map((path) => {
    const texts = [...path.parameters]
      .filter(([id, { expression }]) => expression.text !== scenario.parameters.get(id)?.expression.text)
      .map(([id, { expression }]) => `${id}=${expression.text}`);
    return texts.sort().join('\n');
  });
  const start: Position = { file: scenario.file, line: 1, column: 1 };
  return scenario.paths.flatMap((path, index) => {
    const twin = described.indexOf(described[index]);
    if (twin === index) return [];
    return [warning(start, `paths.${path.name}: is the same as ${scenario.paths[twin].name}; they will not differ`)];
  });
}
