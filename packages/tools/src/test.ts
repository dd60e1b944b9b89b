/**
 * `npm test`: every stage, or those that are named (`npm test -- unit e2e`). Two stages run at a time, each line of
 * output with its stage in front. The last line is `N passed, N failed` over all runners; it ends with 1 when
 * something failed or a stage ran no test.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { findBrowser } from './browser.js';
import { table } from './measures.js';
import { notAvailable } from './test-counts.js';
import { type Stage, stages } from './test-stages.js';
import { isMain, root } from './workspace.js';

/** How a stage went. `trouble` is what to read when it failed. */
export interface Outcome {
  readonly stage: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly trouble: string;
  /** Why it was not run, for a stage that this machine has no means for. */
  readonly notRun?: string;
}

/** A guard against a stage that hangs; a slow machine gets by with half of it. */
const longest = 25 * 60_000;
const running = new Set<ChildProcess>();

/** Runs the stages, two at a time, each after those it names. Answers in the order of the list. */
export async function runStages(list: readonly Stage[], print: (line: string) => void): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...list];
  const active = new Map<Stage, Promise<void>>();
  const isReady = ({ after = [] }: Stage): boolean =>
    after.every((name) => outcomes.has(name) || !list.some((stage) => stage.name === name));
  while (waiting.length + active.size > 0) {
    const quiet = [...active.keys()].some(({ alone }) => alone);
    const next =
      quiet || active.size >= 2
        ? undefined
        : waiting.find((stage) => isReady(stage) && !(stage.alone && active.size > 0));
    if (!next) {
      if (active.size === 0)
        throw new Error(`Stages wait for each other: ${waiting.map(({ name }) => name).join(', ')}`);
      await Promise.race(active.values());
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    const work = runStage(next, print).then((outcome) => {
      outcomes.set(next.name, outcome);
      active.delete(next);
    });
    active.set(next, work);
  }
  return list.flatMap(({ name }) => outcomes.get(name) ?? []);
}

async function runStage(stage: Stage, print: (line: string) => void): Promise<Outcome> {
  const [program = '', ...args] = stage.command;
  const started = performance.now();
  const lines: string[] = [];
  const child = spawn(program, args, {
    cwd: root,
    detached: process.platform !== 'win32',
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      print(`${stage.name} | ${line}`);
    });
  }
  const late = setTimeout(() => {
    lines.push(`The stage took longer than ${longest / 60_000} minutes and was ended.`);
    end(child);
  }, longest);
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      lines.push(error.message);
      resolve(1);
    });
    child.once('close', (exitCode) => {
      resolve(exitCode ?? 1);
    });
  });
  clearTimeout(late);
  running.delete(child);
  return outcomeOf(stage, lines, code, (performance.now() - started) / 1000);
}

function outcomeOf(stage: Stage, lines: readonly string[], code: number, seconds: number): Outcome {
  const common = { stage: stage.name, seconds };
  if (code === notAvailable) return { ...common, passed: 0, failed: 0, trouble: '', notRun: lines.at(-1) ?? '' };
  const { passed, failed } = stage.read(lines.join('\n'), code) ?? { passed: 0, failed: 0 };
  const ranNothing = passed + failed === 0;
  // A runner can end badly with every test green: a crash on the way out, an error outside a test.
  const unexplained = failed === 0 && (ranNothing || code !== 0) ? 1 : 0;
  const ok = failed + unexplained === 0;
  const reason = ranNothing ? ['The stage ran no test.'] : [];
  return { ...common, passed, failed: failed + unexplained, trouble: ok ? '' : troubleOf(lines, reason) };
}

/** The part of a runner's output that says what is wrong: node:test repeats it at the end, others are short. */
function troubleOf(lines: readonly string[], reason: readonly string[]): string {
  const marker = lines.lastIndexOf('✖ failing tests:');
  return [...(marker >= 0 ? lines.slice(marker) : lines.slice(-80)), ...reason].join('\n');
}

function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // it ended by itself in between
  }
}

/** The report at the end: failures, a line for each stage, the sum. */
export function report(outcomes: readonly Outcome[]): string {
  const failures = outcomes.filter(({ trouble }) => trouble).map(({ stage, trouble }) => `── ${stage}\n${trouble}\n`);
  const rows = outcomes.map(({ stage, passed, failed, seconds, notRun }) =>
    notRun === undefined
      ? [stage, String(passed), String(failed), seconds.toFixed(1)]
      : [stage, '', '', `not run: ${notRun}`],
  );
  const sum = (count: (outcome: Outcome) => number): number => outcomes.reduce((total, one) => total + count(one), 0);
  const total = `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
  return [...failures, table([['stage', 'passed', 'failed', 'seconds'], ...rows]), '', total].join('\n');
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.log(`No stage is called ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
    console.log(`0 passed, ${unknown.length} failed`);
    process.exitCode = 1;
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      for (const child of running) end(child);
      process.exitCode = 130;
    });
  }
  const browser = await findBrowser().then(({ source }) => source, String);
  console.log(`Node ${process.version}; browser: ${browser}`);
  const list = names.length > 0 ? stages.filter(({ name }) => names.includes(name)) : stages;
  const outcomes = await runStages(list, (line) => {
    console.log(line);
  });
  console.log(`\n${report(outcomes)}`);
  if (outcomes.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

if (isMain(import.meta.url)) await main(process.argv.slice(2));
