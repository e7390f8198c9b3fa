/** `explain`: what the parameters and outputs of the model mean, and what an expression may say. */
import { ON_DEMAND_OUTPUTS, OUTPUTS, type OutputDefinition } from '../deterrence/outputs.ts';
import { type AllowedRange, describeRange, PARAMETERS, type ParameterDefinition } from '../deterrence/parameters.ts';
import { mayChange } from '../deterrence/world.ts';
import { FAMILIES } from '../distribution/families.ts';
import { CONSTANTS, FUNCTIONS } from '../expression/functions.ts';
import { suggest } from '../expression/suggest.ts';
import { type TextStyle, wrapText } from '../report/terminal-table.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { UsageError } from './errors.ts';

export interface ExplainOptions {
  /** A parameter, an output, or the beginning of one. */
  readonly name: string | undefined;
  readonly outputs: boolean;
  readonly distributions: boolean;
}

interface Page {
  readonly width: number;
  readonly style: TextStyle;
}

/**
 * Prints an explanation.
 * @throws UsageError if nothing is called by the name
 */
export function explain(options: ExplainOptions, { stdout }: Pick<Environment, 'stdout'>): void {
  const page: Page = { width: Math.min(terminalWidth(stdout), 120), style: terminalStyle(stdout) };
  stdout.write(`${explanation(options, page)}\n`);
}

function explanation({ name, outputs, distributions }: ExplainOptions, page: Page): string {
  if (Number(name !== undefined) + Number(outputs) + Number(distributions) > 1) {
    throw new UsageError('explain: a name, --outputs and --distributions cannot stand together; must be one of them');
  }
  if (distributions) return expressionHelp(page);
  if (outputs) return outputList(OUTPUTS, page);
  if (name === undefined) {
    const hint = 'More: explain NAME, explain --outputs, explain --distributions.';
    return `${parameterList(PARAMETERS, page)}\n\n${page.style.dim(hint)}`;
  }
  return named(name, page);
}

function named(name: string, page: Page): string {
  const parameter = PARAMETERS.find((p) => p.id === name);
  if (parameter) return parameterDetail(parameter, page);
  const output = [...OUTPUTS, ...ON_DEMAND_OUTPUTS].find((o) => o.name === name);
  if (output) return outputDetail(output, page);
  const begins = (id: string) => name !== '' && (id.startsWith(name) || id.slice(id.indexOf('.') + 1).startsWith(name));
  const parameters = PARAMETERS.filter((p) => begins(p.id));
  const outputs = OUTPUTS.filter((o) => begins(o.name));
  if (parameters.length === 1 && outputs.length === 0) return parameterDetail(parameters[0], page);
  if (parameters.length === 0 && outputs.length === 1) return outputDetail(outputs[0], page);
  const lists: string[] = [];
  if (parameters.length > 0) lists.push(parameterList(parameters, page));
  if (outputs.length > 0) lists.push(outputList(outputs, page));
  if (lists.length > 0) return lists.join('\n\n');
  const shortIds = PARAMETERS.map((p) => p.id.slice(p.id.indexOf('.') + 1));
  const close = suggest(name, [...PARAMETERS.map((p) => p.id), ...OUTPUTS.map((o) => o.name), ...shortIds]);
  const meant = PARAMETERS.find((p) => p.id.endsWith(`.${close}`))?.id ?? close;
  const help = meant === undefined ? 'explain without a name lists the parameters' : `did you mean ${meant}?`;
  throw new UsageError(`${name}: no such parameter or output; ${help}`);
}

function parameterDetail(p: ParameterDefinition, { width, style }: Page): string {
  return [
    `${style.bold(p.id)}: ${p.label}`,
    wrapText(p.meaning, width - 2, '  '),
    '',
    `  Unit             ${p.unit}`,
    `  Allowed          ${describeRange(p.range)}`,
    `  Reference value  ${p.reference}`,
    `  In a phase       ${mayChange(p.id) ? 'may change' : 'cannot change: it is the same throughout a path'}`,
    `  Model            docs/model.md ${p.section}`,
  ].join('\n');
}

function outputDetail(o: OutputDefinition, { width, style }: Page): string {
  return [
    `${style.bold(o.name)}: ${o.label}`,
    wrapText(o.meaning, width - 2, '  '),
    '',
    `  Unit             ${o.unit}`,
    `  Kind             ${o.kind}${o.mayBeMissing ? '; missing where it is undefined' : ''}`,
    '  Model            docs/model.md §7',
  ].join('\n');
}

function parameterList(parameters: readonly ParameterDefinition[], { width, style }: Page): string {
  const idWidth = Math.max(...parameters.map((p) => p.id.length), 'Parameter'.length);
  const referenceWidth = 9;
  const row = (id: string, reference: string, rest: string) =>
    `${id.padEnd(idWidth)}  ${reference.padStart(referenceWidth)}  ${rest}`;
  const groups = [...new Set(parameters.map(groupOf))].map((group) => {
    const rows = parameters
      .filter((p) => groupOf(p) === group)
      .map((p) => {
        const line = row(p.id, String(p.reference), `${p.unit}, ${shortRange(p.range)}`);
        return `${line}\n${style.dim(wrapText(p.meaning, width, '    '))}`;
      });
    return [style.bold(group), ...rows].join('\n');
  });
  return [style.dim(row('Parameter', 'Reference', 'Unit, allowed values')), ...groups].join('\n');
}

function outputList(outputs: readonly OutputDefinition[], { width, style }: Page): string {
  const nameWidth = Math.max(...outputs.map((o) => o.name.length), 'Output'.length);
  const rows = outputs.map(
    (o) => `${o.name.padEnd(nameWidth)}  ${o.unit}\n${style.dim(wrapText(o.meaning, width, '    '))}`,
  );
  return [style.dim(`${'Output'.padEnd(nameWidth)}  Unit`), ...rows].join('\n');
}

const groupOf = (p: ParameterDefinition): string => p.id.slice(0, p.id.indexOf('.'));

function shortRange({ min, max, minOpen, maxOpen, integer }: AllowedRange): string {
  return `${min} ${minOpen ? '<' : '≤'} x ${maxOpen ? '<' : '≤'} ${max}${integer ? ', whole' : ''}`;
}

function expressionHelp({ width, style }: Page): string {
  const entry = (head: string, meaning: string, example?: string) =>
    `  ${head}${example === undefined ? '' : style.dim(`   e.g. ${example}`)}\n${wrapText(meaning, width, '      ')}`;
  const families = FAMILIES.map(({ name, parameters, optional, meaning, example }) => {
    const shown = parameters.map((p, i) => (i >= parameters.length - optional ? `[${p}]` : p));
    return entry(`${name}(${shown.join(', ')})`, meaning, example);
  });
  const functions = [...FUNCTIONS.values()].map(
    ({ name, parameters, meaning }) => `  ${`${name}(${parameters.join(', ')})`.padEnd(20)}  ${meaning}`,
  );
  return [
    style.bold('Distributions (in parameters, variables, members and rungs)'),
    ...families,
    '',
    style.bold('Functions (in every expression)'),
    ...functions,
    '',
    style.bold('Operators and constants'),
    '  + - * / ^   < <= > >= == !=   and or not   condition ? yes : no',
    `  ${[...CONSTANTS.keys()].join(' ')}`,
    '',
    style.bold('Names'),
    wrapText(
      'Parameters by id (backer.reliability) and variables; in metrics and preferences outputs and metrics.',
      width,
      '  ',
    ),
  ].join('\n');
}
