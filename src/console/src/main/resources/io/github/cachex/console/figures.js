// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** How many samples a sparkline holds, one each poll. */
const SAMPLES = 60;
const GREATEST = new Set(['p50', 'p99', 'max', 'entries', 'evictions']);

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const tenths = new Intl.NumberFormat('en', {maximumFractionDigits: 1});

export const count = number => Math.abs(number) < 100_000 ? whole.format(number) : short.format(number);
export const rate = number => number < 100 ? tenths.format(number) : count(number);
export const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
export const percent = share => share === null ? '–' : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 2 : 1)} %`;

export function duration(millis) {
  if (!millis) {
    return '–';
  }
  for (const [unit, size] of [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000], ['ms', 1]]) {
    if (millis >= size) {
      const figure = millis / size;
      return `${figure < 10 ? tenths.format(figure) : whole.format(figure)} ${unit}`;
    }
  }
  return `${Math.max(1, Math.round(millis * 1_000))} µs`;
}

export function bytes(number) {
  for (const [unit, size] of [['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]]) {
    if (number >= size) {
      return `${tenths.format(number / size)} ${unit}`;
    }
  }
  return `${whole.format(number)} B`;
}

export const hitRate = stats => stats.hits + stats.misses ? stats.hits / (stats.hits + stats.misses) : null;
const mean = time => time.count ? time.total / time.count : 0;
/** What the hits would have taken as loads. */
export const saved = stats => stats.hits * mean(stats.loadTime);

/** Adds two records of figures, as the nodes' own sums do. */
function plus(one, other) {
  const sum = {...one};
  for (const [name, value] of Object.entries(other)) {
    const before = one[name];
    if (name === 'linkUp') {
      sum[name] = before && value;
    } else if (name === 'breaker') {
      sum[name] = before === 'CLOSED' ? value : before;
    } else if (value !== null && typeof value === 'object') {
      sum[name] = plus(before, value);
    } else if (typeof value === 'number') {
      sum[name] = GREATEST.has(name) ? Math.max(before ?? 0, value) : (before ?? 0) + value;
    }
  }
  return sum;
}

/** Returns what all of the reports say together of each name in their {@code part}. */
export function merged(reports, part) {
  const all = new Map();
  for (const report of reports) {
    for (const [name, figures] of Object.entries(report[part] ?? {})) {
      all.set(name, all.has(name) ? plus(all.get(name), figures) : figures);
    }
  }
  return new Map([...all].sort(([one], [other]) => one.localeCompare(other)));
}

export const total = stats => [...stats.values()].reduce((sum, one) => sum ? plus(sum, one) : one, null);

export function hotKeys(reports, cache) {
  const keys = new Map();
  for (const report of reports) {
    for (const key of report.hotKeys?.[cache] ?? []) {
      const known = keys.get(key.id) ?? {id: key.id, asked: 0, atMostTooMany: 0};
      known.asked += key.asked;
      known.atMostTooMany += key.atMostTooMany;
      keys.set(key.id, known);
    }
  }
  return [...keys.values()].sort((one, other) => other.asked - one.asked).slice(0, 20);
}

/** What happened between one poll and the next, by cache; a node that was not heard before counts from the next poll on. */
export class History {
  #before = new Map();
  #samples = new Map();
  #at = null;

  take(reports, at) {
    const seconds = this.#at === null ? null : Math.max(0.1, (at - this.#at) / 1_000);
    const deltas = new Map();
    const now = new Map();
    for (const report of reports) {
      for (const [cache, stats] of Object.entries(report.stats)) {
        const key = `${report.jvm} ${cache}`;
        const before = this.#before.get(key);
        now.set(key, stats);
        const sum = deltas.get(cache) ?? {hits: 0, misses: 0, loads: 0};
        for (const figure of Object.keys(sum)) {
          sum[figure] += before ? Math.max(0, stats[figure] - before[figure]) : 0;
        }
        deltas.set(cache, sum);
      }
    }
    // A node that was not heard this time is compared with what it said last.
    now.forEach((stats, key) => this.#before.set(key, stats));
    this.#at = at;
    if (seconds !== null) {
      deltas.forEach((sum, cache) => {
        const known = this.#samples.get(cache) ?? [];
        known.push({...sum, seconds});
        known.splice(0, known.length - SAMPLES);
        this.#samples.set(cache, known);
      });
    }
  }

  of(cache) {
    return this.#samples.get(cache) ?? [];
  }

  /** Returns the samples of all caches together. */
  all() {
    const sums = [];
    for (const samples of this.#samples.values()) {
      samples.forEach((sample, index) => {
        const at = index + SAMPLES - samples.length;
        const sum = sums[at] ?? {hits: 0, misses: 0, loads: 0, seconds: sample.seconds};
        sums[at] = {hits: sum.hits + sample.hits, misses: sum.misses + sample.misses, loads: sum.loads + sample.loads, seconds: sample.seconds};
      });
    }
    return sums.filter(Boolean);
  }
}

/** Returns what happened per second in the last polls, and the share of hits in it. */
export function lately(samples, polls = 5) {
  const last = samples.slice(-polls);
  const sum = figure => last.reduce((all, sample) => all + sample[figure], 0);
  const seconds = sum('seconds') || 1;
  const asked = sum('hits') + sum('misses');
  return {asked: asked / seconds, loads: sum('loads') / seconds, hitRate: asked ? sum('hits') / asked : null};
}

export const SPARK_SAMPLES = SAMPLES;
