// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

import {$, element, keyed, text} from './elements.js';
import {History, merged, plural, total} from './figures.js';
import {healthOf, showAdvice, showCaches, showMethods, showNodes, showSettings, showTiles} from './views.js';
import {CacheDialog} from './cache.js';

const POLL_MILLIS = 2_000;
const PATIENCE_MILLIS = 10_000;
const TABS = ['caches', 'methods', 'nodes', 'advice', 'settings'];

let reports = [];
let settings = [];
let history = new History();
let dialog = null;
let paused = false;

async function call(path, options = {}) {
  // Without what the address may say before the host: fetch refuses a name and a password there.
  const url = new URL(path, location.origin + location.pathname);
  const response = await fetch(url, {...options, cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MILLIS)});
  const body = await response.text();
  if (response.ok) {
    return JSON.parse(body);
  }
  throw new Error(problem(response.status, body));
}

function problem(status, body) {
  if (status === 401) {
    return 'You are not logged in any more. Load the page again.';
  }
  try {
    return JSON.parse(body).problem;
  } catch {
    return body.length < 300 && !body.startsWith('<') ? `${body} (${status})` : `The server answers ${status}.`;
  }
}

const shown = () => $('scope').value ? reports.filter(report => report.jvm === $('scope').value) : reports;

// ---- what is shown

function health() {
  const wrong = [...new Set(shown().flatMap(healthOf))];
  return {word: wrong.length ? wrong[0] : 'well', bad: wrong.length > 0};
}

function show() {
  const caches = merged(shown(), 'stats');
  showTiles(total(caches), history, health());
  showCaches(caches, history, name => dialog.open(name, caches.get(name), shown()));
  showMethods(merged(shown(), 'methods'));
  showNodes(reports, report => total(merged([report], 'stats')));
  dialog.show(caches, shown());
}

function showScope() {
  const choices = [{jvm: '', node: `All nodes (${reports.length})`}, ...reports];
  keyed($('scope'), choices, choice => choice.jvm || 'all', choice => element('option', {value: choice.jvm}), (option, choice) => text(option, choice.node));
  const names = [...new Set(reports.map(report => report.application))];
  text($('application'), names.join(', '));
  text($('tab-nodes'), reports.length > 1 ? `Nodes (${reports.length})` : 'Nodes');
}

function beat(state, said) {
  $('beat').className = `beat ${state}`;
  text($('beat-text'), said);
}

async function poll() {
  try {
    reports = (await call('nodes')).nodes;
    history.take(shown(), performance.now());
    $('trouble').hidden = true;
    beat('live', `live, ${plural(reports.length, 'node')}`);
    showScope();
    show();
  } catch (failure) {
    const said = failure.name === 'TimeoutError' || failure instanceof TypeError ? 'The server does not answer.' : failure.message;
    text($('trouble'), `${said} What is shown is old; asking again.`);
    $('trouble').hidden = false;
    beat('lost', 'lost');
  }
}

// ---- what is asked for when it is looked at

async function lookAt(tab) {
  try {
    if (tab === 'settings') {
      settings = (await call('settings')).settings;
      showSettings(settings);
    } else if (tab === 'advice') {
      showAdvice((await call('advice')).advice);
    }
  } catch (failure) {
    text($('trouble'), failure.message);
    $('trouble').hidden = false;
  }
}

function choose(tab, focus) {
  TABS.forEach(name => {
    const isChosen = name === tab;
    $(`tab-${name}`).setAttribute('aria-selected', String(isChosen));
    $(`tab-${name}`).tabIndex = isChosen ? 0 : -1;
    $(name).hidden = !isChosen;
  });
  if (focus) {
    $(`tab-${tab}`).focus();
  }
  window.history.replaceState(null, '', `#${tab}`);
  lookAt(tab);
}

function wire() {
  TABS.forEach((name, index) => {
    $(`tab-${name}`).addEventListener('click', () => choose(name, false));
    $(`tab-${name}`).addEventListener('keydown', event => {
      const to = {ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: TABS.length - 1}[event.key];
      if (to !== undefined) {
        event.preventDefault();
        choose(TABS[(to + TABS.length) % TABS.length], true);
      }
    });
  });
  $('scope').addEventListener('change', () => {
    history = new History();
    show();
  });
  $('pause').addEventListener('click', () => {
    paused = !paused;
    $('pause').setAttribute('aria-pressed', String(paused));
    text($('pause'), paused ? 'Go on' : 'Pause');
    if (paused) {
      beat('', 'paused');
    }
  });
  $('settings-filter').addEventListener('input', () => showSettings(settings));
  $('settings-set').addEventListener('change', () => showSettings(settings));
}

async function start() {
  wire();
  try {
    const session = await call('session');
    dialog = new CacheDialog(call, session);
    if (!session.mayChange) {
      text($('said'), 'Open to anybody, for reading alone: cachex.console.role=none.');
      $('said').hidden = false;
    }
  } catch (failure) {
    text($('trouble'), failure.message);
    $('trouble').hidden = false;
    beat('lost', 'refused');
    return;
  }
  const named = location.hash.slice(1);
  if (TABS.includes(named)) {
    choose(named, false);
  }
  for (;;) {
    if (!paused && !document.hidden) {
      await poll();
      document.documentElement.dataset.ready = 'true';
    }
    await new Promise(next => setTimeout(next, POLL_MILLIS));
  }
}

start();
