/**
 * The candidate most like a misspelt word, if any is like it: at most one edit (insertion, deletion, substitution or
 * swap of neighbours) for every three characters, rounded up, case ignored.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.min(Math.ceil(word.length / 3), 4) + 1;
  const written = word.toLowerCase();
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = editDistance(written, candidate.toLowerCase());
    if (edits < fewest && edits < Math.max(candidate.length, word.length)) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** ` (did you mean beta?)` to end a message with, or nothing when no candidate is like the word. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = suggest(word, candidates);
  return candidate === undefined ? '' : ` (did you mean ${candidate}?)`;
}

/** Number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
