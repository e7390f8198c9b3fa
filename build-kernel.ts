// Compiles the inner loops of the engine, written in AssemblyScript, into a module that carries them as text, so that
// the engine runs from the source without a build. `npm run kernel` after a change in src/deterrence/assembly or layout.ts.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const target = new URL('src/deterrence/kernel-program.ts', import.meta.url);

const options = [
  ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
  // Two numbers at once; and a memory that stays where it is when it grows (kernel.ts), of at most 4 GB.
  ['--enable', 'simd', '--enable', 'threads', '--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
].flat();

/**
 * The text of src/deterrence/kernel-program.ts.
 * @throws Error that says what is wrong in the source
 */
export async function compileKernel(): Promise<string> {
  let program: string | Uint8Array = '';
  const { error, stderr } = await main(
    [
      'src/deterrence/assembly/index.ts',
      '--baseDir',
      fileURLToPath(new URL('.', import.meta.url)),
      '-o',
      'kernel.wasm',
      ...options,
    ],
    {
      writeFile: (_name: string, contents: string | Uint8Array) => {
        program = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const text =
    Buffer.from(program)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  return [
    '/** The inner loops of the engine, compiled from the folder assembly by `npm run kernel`: WebAssembly, as base64. */',
    'export const KERNEL_PROGRAM =',
    `  ${text.map((line) => `'${line}'`).join(' +\n  ')};\n`,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await compileKernel());
