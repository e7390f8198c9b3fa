/** What the engine calls (kernel.ts). */
export { watchStage } from './broken-word';
export { movePostures, passStage } from './pass';
export { endPeriod, move, redraw, solveStages } from './period';
