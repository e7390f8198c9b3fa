// Starts a worker thread when the program runs from its source: a thread does not inherit what lets the main one read
// TypeScript, and an entry that is TypeScript itself could not ask for it.
import { workerData } from 'node:worker_threads';

if (workerData.entry.endsWith('.ts')) (await import('tsx/esm/api')).register();
await import(workerData.entry);
