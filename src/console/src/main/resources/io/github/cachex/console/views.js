// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

import {$, breakable, draw, element, keyed, meter, row, setMeter, spark, text} from './elements.js';
import {bytes, count, duration, hitRate, lately, percent, plural, rate, saved} from './figures.js';

const BREAKERS = {CLOSED: 'backend well', HALF_OPEN: 'probing', OPEN: 'breaker open'};

/** What is wrong with a cache or a node, in words; nothing where all is well. */
function troubles(stats) {
  return [
    stats.breaker !== 'CLOSED' && BREAKERS[stats.breaker],
    !stats.linkUp && 'link down',
    stats.queuedInvalidations && `${count(stats.queuedInvalidations)} queued`,
  ].filter(Boolean);
}

export function badge(place, wrong) {
  const known = place.querySelector('.badge') ?? place.appendChild(element('span', {class: 'badge'}));
  text(known, wrong.length ? wrong.join(', ') : 'well');
  known.classList.toggle('bad', wrong.length > 0);
}

// ---- tiles

function tile(id) {
  return element('li', {class: 'tile', id: `tile-${id}`},
    element('p', {class: 'name'}), element('p', {class: 'figure'}), element('p', {class: 'note'}));
}

export function showTiles(all, history, health) {
  const live = lately(history.all());
  const tiles = all === null ? [] : [
    {id: 'rate', name: 'Hit rate', figure: percent(live.hitRate ?? hitRate(all)),
      note: live.hitRate === null ? 'since the start' : `now; ${percent(hitRate(all))} since the start`, chart: true},
    {id: 'asked', name: 'Asked', figure: `${rate(live.asked)} /s`, note: `${count(all.nearHits)} near, ${count(all.hits - all.nearHits)} in the backend`},
    {id: 'loads', name: 'Loads', figure: `${rate(live.loads)} /s`, note: `p50 ${duration(all.loadTime.p50)} · p99 ${duration(all.loadTime.p99)}`},
    {id: 'saved', name: 'Time saved', figure: duration(saved(all)), note: `${duration(all.loadTime.total)} spent on loading`},
    {id: 'stale', name: 'Stale served', figure: count(all.staleServed), note: `${plural(all.waits, 'wait')}, ${plural(all.loadFailures, 'failed load')}`, warns: all.loadFailures > 0},
    {id: 'backend', name: 'Backend', figure: health.word, note: `p99 ${duration(all.backendTime.p99)} · ${plural(all.queuedInvalidations, 'invalidation')} queued`, bad: health.bad},
  ];
  keyed($('tiles'), tiles, item => item.id, item => {
    const made = tile(item.id);
    if (item.chart) {
      made.append(spark(220, 34));
    }
    return made;
  }, (place, item) => {
    text(place.querySelector('.name'), item.name);
    text(place.querySelector('.figure'), item.figure);
    text(place.querySelector('.note'), item.note);
    place.classList.toggle('wrong', Boolean(item.bad));
    place.querySelector('.note').classList.toggle('bad', Boolean(item.warns));
    if (item.chart) {
      draw(place.querySelector('.spark'), history.all());
    }
  });
  $('tiles').removeAttribute('aria-busy');
}

// ---- caches

const CACHE_COLUMNS = [['Cache'], ['Traffic', 'chart'], ['Hit rate'], ['Asked /s', 'number'], ['Near hits', 'number'], ['Backend hits', 'number'],
  ['Misses', 'number'], ['Loads', 'number'], ['Load p50 · p99', 'number'], ['Waits', 'number'], ['Stale', 'number'], ['State']];

function cacheRow(name, open) {
  const made = row(CACHE_COLUMNS);
  const button = element('button', {type: 'button', class: 'link', 'aria-haspopup': 'dialog'}, ...breakable(name));
  button.addEventListener('click', () => open(name));
  made.cells[0].append(button);
  made.cells[1].append(spark(120, 26));
  made.cells[2].append(meter());
  return made;
}

export function showCaches(caches, history, open) {
  keyed($('cache-rows'), [...caches], ([name]) => name, ([name]) => cacheRow(name, open), (place, [name, stats]) => {
    const samples = history.of(name);
    const live = lately(samples);
    const share = live.hitRate ?? hitRate(stats);
    draw(place.querySelector('.spark'), samples);
    setMeter(place.cells[2], share, percent(share));
    [rate(live.asked), count(stats.nearHits), count(stats.hits - stats.nearHits), count(stats.misses), count(stats.loads),
      `${duration(stats.loadTime.p50)} · ${duration(stats.loadTime.p99)}`, count(stats.waits), count(stats.staleServed)]
      .forEach((shown, index) => text(place.cells[index + 3], shown));
    badge(place.cells[11], troubles(stats));
  });
  $('no-caches').hidden = caches.size > 0;
  $('cache-rows').closest('table').hidden = caches.size === 0;
}

// ---- methods

const METHOD_COLUMNS = [['Method'], ['Hit rate'], ['Asked', 'number'], ['Loads', 'number'], ['Failed', 'number'], ['Load p50 · p99', 'number'],
  ['Costs', 'number'], ['Saves', 'number']];

/** Breaks a method's name before its class and its parameters, so that the method itself is what one sees. */
function methodName(name) {
  const open = name.indexOf('(');
  const path = open < 0 ? name : name.slice(0, open);
  const parts = path.split('.');
  const method = parts.slice(-2).join('.') + (open < 0 ? '' : name.slice(open));
  return {method, place: parts.slice(0, -2).join('.')};
}

function methodRow(stats) {
  const made = row(METHOD_COLUMNS);
  const name = methodName(stats.method);
  made.cells[0].append(element('span', {class: 'method'}, ...breakable(name.method)), element('span', {class: 'quiet small'}, ...breakable(`${name.place} → ${stats.cache}`)));
  made.cells[1].append(meter());
  return made;
}

export function showMethods(methods) {
  const dearest = [...methods.values()].sort((one, other) => other.loadTime.total - one.loadTime.total || other.hits - one.hits);
  keyed($('method-rows'), dearest, stats => stats.method, methodRow, (place, stats) => {
    setMeter(place.cells[1], hitRate(stats), percent(hitRate(stats)));
    [count(stats.hits + stats.misses), count(stats.loads), count(stats.loadFailures),
      `${duration(stats.loadTime.p50)} · ${duration(stats.loadTime.p99)}`, duration(stats.loadTime.total), duration(saved(stats))]
      .forEach((shown, index) => text(place.cells[index + 2], shown));
  });
  $('no-methods').hidden = dearest.length > 0;
  $('method-rows').closest('table').hidden = dearest.length === 0;
}

// ---- nodes

function since(moment) {
  return duration(Math.max(1, Date.now() - Date.parse(moment)));
}

function facts(place, pairs) {
  keyed(place, pairs, ([name]) => name, ([name]) => element('div', {}, element('dt', {}, name), element('dd')),
    (made, [, shown, bad]) => {
      text(made.querySelector('dd'), shown);
      made.querySelector('dd').classList.toggle('bad', Boolean(bad));
    });
}

export {facts};

export function healthOf(report) {
  const parts = report.health?.parts ?? [];
  return parts.flatMap(part => [
    part.breaker !== 'CLOSED' && `${part.name === '*' ? '' : `${part.name}: `}${BREAKERS[part.breaker] ?? part.breaker}`,
    part.link === 'DOWN' && `${part.name === '*' ? '' : `${part.name}: `}link down`,
  ]).concat(report.health?.enabled === false ? ['caching is off'] : []).filter(Boolean);
}

export function showNodes(reports, sumOf) {
  keyed($('node-cards'), reports, report => report.jvm, report => element('li', {class: 'card'},
    element('div', {class: 'card-head'}, element('h3', {}, report.node)), element('dl')), (place, report) => {
    const all = sumOf(report);
    badge(place.querySelector('.card-head'), healthOf(report));
    facts(place.querySelector('dl'), [
      ['Host', report.host], ['Process', String(report.pid)], ['JVM', report.jvm], ['Up', since(report.since)],
      ['Backend', `${report.health.backend}${report.health.encrypted ? ', encrypted' : ''}`],
      ['Hit rate', all ? percent(hitRate(all)) : '–'],
      ['Loads', all ? count(all.loads) : '0'],
      ['Held near', all ? `${plural(all.nearEntries, 'value')}${all.nearBytes ? `, ${bytes(all.nearBytes)}` : ''}` : 'nothing'],
      ['Read · written', all ? `${bytes(all.bytesRead)} · ${bytes(all.bytesWritten)}` : '–'],
      ...report.complete ? [] : [['Left out', 'more than an answer holds', true]],
    ]);
  });
}

// ---- advice and settings

export function showAdvice(advice) {
  keyed($('advice-list'), advice, one => `${one.kind} ${one.cache} ${one.text}`, one => element('li', {class: 'card'},
    element('div', {class: 'card-head'}, element('h3', {}, one.cache), element('span', {class: 'chip'}, one.kind)),
    element('p', {}, one.text)), () => {});
  $('no-advice').hidden = advice.length > 0;
  text($('tab-advice'), advice.length ? `Advice (${advice.length})` : 'Advice');
}

export function showSettings(settings) {
  const wanted = $('settings-filter').value.trim().toLowerCase();
  const shown = settings.filter(setting => (!$('settings-set').checked || setting.source !== 'default')
    && (!wanted || `${setting.key} ${setting.value} ${setting.source}`.toLowerCase().includes(wanted)));
  keyed($('setting-rows'), shown, setting => setting.key, () => row([['Key'], ['Value'], ['Said by']]), (place, setting) => {
    [setting.key, setting.value || '–', setting.source].forEach((said, index) => text(place.cells[index], said));
    place.classList.toggle('set', setting.source !== 'default');
  });
  text($('settings-count'), `${count(shown.length)} of ${plural(settings.length, 'setting')}`);
}
