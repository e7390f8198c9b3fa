/** Writes the pages that are made from tables in code: docs/parameters.md and docs/scenario.schema.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { schemaText } from '../../src/cli/schema.ts';
import { parametersPage } from './parameters-page.ts';

const docs = new URL('../', import.meta.url);
writeFileSync(new URL('parameters.md', docs), parametersPage(readFileSync(new URL('model.md', docs), 'utf8')));
writeFileSync(new URL('scenario.schema.json', docs), schemaText());
