// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

'use strict';

const POLL_MILLIS = 500;
const SAMPLES = 120;
const CALLERS = 50;
const ANSWERS = 12;
const HOW = {
  LOADED: 'loaded',
  HIT: 'hit in Redis',
  NEAR_HIT: 'near hit',
  WAITED: 'waited for a load',
  STALE: 'stale',
  OUTAGE: 'kept for the outage',
  FAILED: 'failed',
  MISSED: 'missed',
};

// What is drawn, and how it comes from what a node tells. Rates are those of the last second: one load is one, not two halves.
const CHARTS = [
  {id: 'loads', title: 'Loads', hint: 'warehouse asked, per second', total: state => state.loads},
  {id: 'near', title: 'Near hits', hint: 'held in the JVM, per second', total: state => state.counts.NEAR_HIT + state.counts.OUTAGE},
  {id: 'hits', title: 'Hits in Redis', hint: 'fetched there, per second', total: state => state.counts.HIT},
  {id: 'waiting', title: 'Waiting', hint: 'for a load of another', total: state => state.counts.WAITED, now: state => state.waiting},
  {id: 'stale', title: 'Stale', hint: 'old values, per second', total: state => state.counts.STALE},
];

const $ = id => document.getElementById(id);
const own = new URL('.', location.href).href.replace(/\/$/, '');
const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
const duration = millis => millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`;

let nodes = [{url: own, name: 'this node', samples: [], state: null}];
let plots = [];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

async function call(node, path, method = 'GET', patience = 60_000) {
  const response = await fetch(`${node.url}/api/${path}`, {method, signal: AbortSignal.timeout(patience)});
  if (!response.ok) {
    throw new Error(`${node.name} answers ${response.status}: ${await response.text()}`);
  }
  return response.status === 204 ? null : response.json();
}

const everywhere = (path, method = 'POST') => Promise.all(nodes.map(node => call(node, path, method)));
const thisNode = () => nodes.find(node => node.url === own) ?? nodes[0];
const wanted = () => $('product').selectedOptions[0].text;

/** Lets a button say what came of it, whatever that is. */
function when(button, action) {
  button.addEventListener('click', async () => {
    button.setAttribute('aria-busy', 'true');
    try {
      say(await action(button));
    } catch (failure) {
      say(failure.message, true);
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
}

function say(text, bad = false) {
  $('result').textContent = text;
  $('result').classList.toggle('bad', bad);
}

// ---- what customers do

async function ask(node, id) {
  const answer = await call(node, `products/${id}`);
  note(answer);
  const product = answer.product;
  return product
    ? `${answer.node} answered after ${duration(answer.tookMillis)}: ${HOW[answer.how]}; ${product.name} was loaded by ${product.loadedBy} ${duration(Date.now() - product.loadedAt)} ago`
    : `${answer.node} failed after ${duration(answer.tookMillis)}: the warehouse is broken, and nothing old is there to stand in`;
}

const loads = async () => (await everywhere('state', 'GET')).reduce((sum, state) => sum + state.loads, 0);

async function askAll() {
  const before = await loads();
  const ids = [...$('product').options].map(option => option.value);
  const answers = await Promise.all(nodes.flatMap(node => ids.map(id => call(node, `products/${id}`))));
  const failed = answers.filter(answer => !answer.product).length;
  const stale = answers.filter(answer => answer.how === 'STALE').length;
  return `${count(ids.length, 'product')} on ${count(nodes.length, 'node')}, ${count(await loads() - before, 'load')}`
    + `, slowest ${duration(Math.max(...answers.map(answer => answer.tookMillis)))}`
    + (stale ? `, ${stale} stale` : '') + (failed ? `, ${failed} failed` : '');
}

async function stampede() {
  const id = $('product').value;
  await call(thisNode(), `products/${id}/invalidate`, 'POST');
  const outcomes = await everywhere(`products/${id}/stampede?callers=${CALLERS}`);
  const sum = figure => outcomes.reduce((total, outcome) => total + outcome[figure], 0);
  return `${count(sum('callers'), 'caller')} on ${count(nodes.length, 'node')}, ${count(sum('loads'), 'load')}`
    + `, slowest ${duration(Math.max(...outcomes.map(outcome => outcome.slowestMillis)))}`
    + (sum('failures') ? `, ${sum('failures')} failed` : '');
}

function note(answer) {
  const rows = $('answers');
  rows.querySelector('.empty')?.closest('tr').remove();
  const product = answer.product;
  const cell = (text, kind = '') => element('td', {class: kind}, text);
  rows.prepend(element('tr', {},
    cell(new Date().toLocaleTimeString('en-GB'), 'wide'),
    cell(answer.node),
    cell(product?.name ?? wanted()),
    cell(product ? (product.cents / 100).toFixed(2) : '–', 'wide number'),
    element('td', {}, element('span', {class: `how ${answer.how}`}, HOW[answer.how])),
    cell(product?.loadedBy ?? '–', 'wide'),
    cell(product ? duration(Math.max(0, Date.now() - product.loadedAt)) : '–', 'number'),
    cell(duration(answer.tookMillis), 'number')));
  while (rows.rows.length > ANSWERS) {
    rows.lastElementChild.remove();
  }
}

// ---- what the buttons do

function toggled(button) {
  return button.getAttribute('aria-pressed') !== 'true';
}

async function slow(button) {
  const isSlow = toggled(button);
  await everywhere(`source?delayMillis=${isSlow ? 3000 : 300}`);
  return isSlow ? 'A load takes 3 s from now on; who asks meanwhile waits for it' : 'A load takes 0.3 s again';
}

async function breakIt(button) {
  const isBroken = toggled(button);
  await everywhere(`source?broken=${isBroken}`);
  return isBroken ? 'The warehouse is broken: once values end, old ones stand in' : 'The warehouse works again';
}

async function redis(action, saying) {
  const chosen = $('cut-off').value;
  const cutOff = nodes.filter(node => chosen === '' || node.url === chosen);
  await Promise.all(cutOff.map(node => call(node, `redis/${action}`, 'POST')));
  return `Redis ${saying} for ${cutOff.map(node => node.name).join(' and ')}`;
}

async function traffic(button) {
  const perSecond = Number(button.dataset.perSecond);
  await everywhere(`traffic?perSecond=${perSecond}`);
  return perSecond ? `${count(perSecond, 'customer')} a second come to each node` : 'No customers but you';
}

function wireButtons() {
  when($('ask-all'), askAll);
  when($('stampede'), stampede);
  when($('invalidate-key'), async () => {
    await call(thisNode(), `products/${$('product').value}/invalidate`, 'POST');
    return `${wanted()} is forgotten on all nodes: who asks next loads it`;
  });
  when($('invalidate-tag'), async () => {
    await call(thisNode(), `categories/${$('category').value}/invalidate`, 'POST');
    return `All ${$('category').value} is forgotten on all nodes`;
  });
  when($('slow'), slow);
  when($('break'), breakIt);
  when($('cut'), () => redis('cut', 'is cut off'));
  when($('hang'), () => redis('hang', 'hangs'));
  when($('restore'), () => redis('restore', 'is back'));
  $('traffic').querySelectorAll('button').forEach(button => when(button, traffic));
}

// ---- what the page shows

function meet(state) {
  const urls = state.nodes.length ? state.nodes : [own];
  if (!urls.includes(own)) {
    say(`Open this page at ${urls.join(' or ')}: the nodes answer no other`, true);
  }
  nodes = urls.map((url, index) => ({url, name: `node-${index + 1}`, samples: [], state: null}));
  const groups = Map.groupBy(state.products, product => product.category);
  $('product').replaceChildren(...[...groups].map(([category, products]) =>
    element('optgroup', {label: category}, ...products.map(product => element('option', {value: product.id}, product.name)))));
  $('category').replaceChildren(...[...groups.keys()].map(category => element('option', {value: category}, category)));
  $('cut-off').replaceChildren(element('option', {value: ''}, 'all nodes'),
    ...nodes.map(node => element('option', {value: node.url}, node.name)));
  $('ask').replaceChildren(...nodes.map(node => {
    const button = element('button', {'data-node': node.name}, `Ask ${node.name}`);
    when(button, () => ask(node, $('product').value));
    return button;
  }));
  $('nodes').replaceChildren(...nodes.map((node, index) => {
    node.card = element('dl');
    return element('li', {class: 'node', 'data-node': node.name},
      element('h3', {}, element('span', {class: `line line-${index + 1}`}), element('a', {href: `${node.url}/`}, node.name),
        node.url === own ? ' (this page)' : ''),
      node.card);
  }));
  $('legend').replaceChildren(...nodes.map((node, index) =>
    element('li', {}, element('span', {class: `line line-${index + 1}`}), node.name)));
}

function showNode(node) {
  const state = node.state;
  const parts = state === null
    ? [['State', 'does not answer', 'bad']]
    : [
      ['Redis', {UP: 'connected', CUT: 'cut off', HANGING: 'hangs', NONE: 'none: in memory'}[state.redis], state.redis === 'UP' ? 'good' : 'bad'],
      ['Breaker', state.breaker.toLowerCase(), state.breaker === 'OPEN' ? 'bad' : 'good'],
      ['Invalidations', state.linkUp ? 'heard' : 'not heard', state.linkUp ? 'good' : 'bad'],
      ['Held here', count(state.near, 'value'), ''],
      ['Loading', String(state.loading), ''],
      ['Failed loads', String(state.counts.FAILED), ''],
    ];
  node.card.replaceChildren(...parts.map(([name, value, kind]) =>
    element('div', {}, element('dt', {}, name), element('dd', {class: kind}, value))));
}

/** Shows what the nodes say, not what was pressed here: another page may have pressed something. */
function showButtons() {
  const states = nodes.map(node => node.state).filter(Boolean);
  const press = (button, isPressed) => button.setAttribute('aria-pressed', String(isPressed));
  press($('slow'), states.some(state => state.delayMillis > 300));
  press($('break'), states.some(state => state.broken));
  $('traffic').querySelectorAll('button').forEach(button =>
    press(button, states.some(state => state.traffic === Number(button.dataset.perSecond))));
}

function sampleOf(node, chart) {
  if (node.state === null) {
    return null;
  }
  const total = chart.total(node.state);
  const before = node.samples.at(-2)?.totals[chart.id] ?? node.samples.at(0)?.totals[chart.id] ?? total;
  // Who waits shorter than a poll takes would never be seen by looking alone.
  return Math.max(total - before, chart.now ? chart.now(node.state) : 0);
}

function take(node) {
  const values = Object.fromEntries(CHARTS.map(chart => [chart.id, sampleOf(node, chart)]));
  const totals = node.state === null
    ? node.samples.at(-1)?.totals ?? {}
    : Object.fromEntries(CHARTS.map(chart => [chart.id, chart.total(node.state)]));
  node.samples.push({values, totals});
  node.samples.splice(0, node.samples.length - SAMPLES);
}

function dataOf(chart) {
  const ages = Array.from({length: SAMPLES}, (_, index) => (index + 1 - SAMPLES) * POLL_MILLIS / 1000);
  const lines = nodes.map(node => {
    const known = node.samples.map(sample => sample.values[chart.id]);
    return [...Array(SAMPLES - known.length).fill(null), ...known];
  });
  return [ages, ...lines];
}

function draw(chart, place) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const font = '11px system-ui, sans-serif';
  const axis = {stroke: color('--quiet'), font, grid: {stroke: color('--grid'), width: 1}, ticks: {show: false}};
  return new uPlot({
    width: place.clientWidth,
    height: 130,
    padding: [8, 16, 0, 0],
    legend: {show: false},
    cursor: {show: false},
    scales: {x: {time: false}, y: {range: (_, low, high) => [0, Math.max(4, high * 1.1)]}},
    axes: [
      {...axis, size: 22, splits: [-60, -40, -20, 0], values: (_, ages) => ages.map(age => age ? `${age} s` : 'now')},
      {...axis, size: 34, space: 28, values: (_, figures) => figures.map(figure => Number.isInteger(figure) ? figure : '')},
    ],
    series: [
      {},
      ...nodes.map((_, index) => ({
        stroke: color(`--line-${index % 2 + 1}`),
        fill: index === 0 ? color('--line-1-fill') : undefined,
        width: 2,
        // Not by colour alone.
        dash: index === 0 ? undefined : [6, 3],
        points: {show: false},
      })),
    ],
  }, dataOf(chart), place);
}

function drawCharts() {
  plots.forEach(plot => plot.drawn.destroy());
  $('charts').replaceChildren(...CHARTS.map(chart => element('figure', {id: `chart-${chart.id}`},
    element('figcaption', {}, element('h3', {}, chart.title), element('p', {class: 'hint'}, chart.hint)),
    element('div', {class: 'plot', role: 'img', 'aria-label': `${chart.title}, the last minute`}),
    element('p', {class: 'totals'}))));
  plots = CHARTS.map(chart => ({chart, drawn: draw(chart, $(`chart-${chart.id}`).querySelector('.plot'))}));
  showCharts();
}

function showCharts() {
  plots.forEach(({chart, drawn}) => {
    drawn.setData(dataOf(chart));
    const totals = nodes.map(node => node.samples.at(-1)?.totals[chart.id] ?? 0);
    const sum = totals.reduce((all, one) => all + one, 0);
    $(`chart-${chart.id}`).querySelector('.totals').replaceChildren(
      element('strong', {}, sum.toLocaleString('en')), ' in all',
      element('br'), totals.map((total, index) => `${nodes[index].name} ${total.toLocaleString('en')}`).join(' · '));
  });
}

async function poll() {
  await Promise.all(nodes.map(async node => {
    try {
      node.state = await call(node, 'state', 'GET', 2_000);
      node.name = node.state.node;
    } catch {
      node.state = null;
    }
    take(node);
    showNode(node);
  }));
  showButtons();
  showCharts();
}

async function start() {
  wireButtons();
  try {
    meet(await call(thisNode(), 'state'));
  } catch (failure) {
    say(failure.message, true);
    return;
  }
  drawCharts();
  const resize = new ResizeObserver(() => plots.forEach(({drawn}) => {
    const width = drawn.root.parentElement.clientWidth;
    if (width !== drawn.width) {
      drawn.setSize({width, height: drawn.height});
    }
  }));
  resize.observe($('charts'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);
  document.documentElement.dataset.ready = 'true';
  for (;;) {
    await poll();
    await new Promise(next => setTimeout(next, POLL_MILLIS));
  }
}

start();
