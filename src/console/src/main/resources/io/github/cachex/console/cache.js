// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

import {$, breakable, element, keyed, text} from './elements.js';
import {bytes, count, duration, hitRate, hotKeys, percent} from './figures.js';
import {facts} from './views.js';

const LABELS = {id: 'Id', tag: 'Tag', pattern: 'Pattern of ids: * for any characters, ? for one', all: ''};

/** The dialog about one cache: its figures, its hot keys, a look at an entry, and invalidations. */
export class CacheDialog {
  #name = null;
  #reports = [];
  #call;
  #session;
  #armed = false;

  constructor(call, session) {
    this.#call = call;
    this.#session = session;
    $('cache-close').addEventListener('click', () => $('cache').close());
    $('cache').addEventListener('click', event => event.target === $('cache') && $('cache').close());
    // It may be open again by then, for another cache.
    $('cache').addEventListener('close', () => { this.#name = $('cache').open ? this.#name : null; });
    $('look').addEventListener('submit', event => this.#look(event));
    $('change').addEventListener('submit', event => this.#change(event));
    $('change').addEventListener('input', () => this.#ready());
    $('change-section').hidden = !session.mayChange;
  }

  open(name, stats, reports) {
    this.#name = name;
    $('cache-name').replaceChildren(...breakable(name));
    $('looked').replaceChildren();
    text($('changed'), '');
    $('change').reset();
    $('look').reset();
    this.#ready();
    this.show(new Map([[name, stats]]), reports);
    $('cache').showModal();
  }

  /** Shows newer figures, while it is open. */
  show(caches, reports) {
    const stats = caches.get(this.#name);
    if (!stats) {
      return;
    }
    this.#reports = reports;
    const groups = [
      ['Asked', [['Hit rate', percent(hitRate(stats))], ['Near hits', count(stats.nearHits)], ['Backend hits', count(stats.hits - stats.nearHits)],
        ['Misses', count(stats.misses)], ['Stale served', count(stats.staleServed)], ['Waits', count(stats.waits)]]],
      ['Loads', [['Loads', count(stats.loads)], ['Failed', count(stats.loadFailures), stats.loadFailures > 0], ['In the background', count(stats.refreshes)],
        ['p50', duration(stats.loadTime.p50)], ['p99', duration(stats.loadTime.p99)], ['Longest', duration(stats.loadTime.max)]]],
      ['Backend', [['Calls', count(stats.backendTime.count)], ['p50', duration(stats.backendTime.p50)], ['p99', duration(stats.backendTime.p99)],
        ['Failed', count(stats.backendFailures), stats.backendFailures > 0], ['Read', bytes(stats.bytesRead)], ['Written', bytes(stats.bytesWritten)]]],
      ['Kept', [['Stored', count(stats.stored)], ['Not stored', count(stats.notStored)], ['Undecodable', count(stats.undecodable)],
        ['Held near', count(stats.nearEntries)], ['Near evictions', count(stats.nearEvictions)], ['Invalidated', count(stats.invalidations)]]],
    ];
    keyed($('cache-figures'), groups, ([title]) => title,
      ([title]) => element('section', {class: 'group'}, element('h3', {}, title), element('dl')),
      (place, [, pairs]) => facts(place.querySelector('dl'), pairs));
    this.#showHot();
  }

  #showHot() {
    const keys = hotKeys(this.#reports, this.#name);
    const most = keys[0]?.asked ?? 1;
    keyed($('hot-keys'), keys, key => key.id, key => {
      const button = element('button', {type: 'button', class: 'link', title: 'Take this id'}, key.id);
      button.addEventListener('click', () => { $('what').value = key.id; $('look-id').value = key.id; $('change').elements.by.value = 'id'; this.#ready(); });
      return element('li', {}, button, element('span', {class: 'asked'}), element('span', {class: 'track', 'aria-hidden': 'true'}, element('span', {class: 'fill'})));
    }, (place, key) => {
      text(place.querySelector('.asked'), `about ${count(key.asked)}`);
      place.querySelector('.fill').style.inlineSize = `${100 * key.asked / most}%`;
    });
    $('no-hot').hidden = keys.length > 0;
  }

  // ---- look

  async #look(event) {
    event.preventDefault();
    const query = new URLSearchParams({cache: this.#name, id: $('look-id').value, type: $('look-type').value});
    text($('looked'), 'looking');
    try {
      const found = await this.#call(`entry?${query}`);
      const list = element('dl');
      $('looked').replaceChildren(list);
      facts(list, found.stored
        ? [['Stored', 'yes'], ...'age' in found ? this.#facts(found) : []]
        : [['Stored', $('look-type').value ? 'not as such a value' : 'nothing fresh']]);
      if (found.value !== undefined) {
        $('looked').append(element('pre', {}, found.value));
      }
    } catch (failure) {
      text($('looked'), failure.message);
    }
  }

  #facts(found) {
    return [['Age', duration(found.age)], ['Fresh for', found.freshFor === null ? 'ever' : duration(found.freshFor)],
      ['Stale for', found.staleFor === null ? 'ever' : duration(found.staleFor)], ['Tags', found.tags.join(', ') || '–'],
      ['Found', found.source === 'NEAR' ? 'in this JVM' : 'in the backend'], ['Serializer', found.serializer], ['Size', bytes(found.size)]];
  }

  // ---- invalidate

  #by() {
    return $('change').elements.by.value;
  }

  #ready() {
    const by = this.#by();
    this.#armed = false;
    text($('what-label'), LABELS[by]);
    $('what-field').hidden = by === 'all';
    $('what').required = by !== 'all';
    text($('change-button'), $('expire').checked ? 'Expire' : 'Invalidate');
  }

  async #change(event) {
    event.preventDefault();
    const by = this.#by();
    if (by === 'all' && !this.#armed) {
      this.#armed = true;
      text($('change-button'), `Yes, everything in ${this.#name}`);
      text($('changed'), 'Every entry, on all nodes. Press again to do it.');
      return;
    }
    $('change-button').disabled = true;
    text($('changed'), 'telling the backend');
    $('changed').className = '';
    try {
      const made = await this.#call('invalidate', {
        method: 'POST',
        headers: {'Content-Type': 'application/json', 'X-Cachex-Token': this.#session.token},
        body: JSON.stringify({cache: this.#name, by, what: by === 'all' ? [] : [$('what').value], expire: $('expire').checked}),
      });
      const freed = made.count === null ? '' : `, ${count(made.count)} freed`;
      text($('changed'), made.outcome === 'APPLIED' ? `Done on all nodes${freed}.` : 'Queued: the backend cannot be told now, and will be as soon as it is back.');
      $('changed').className = made.outcome === 'APPLIED' ? 'good' : 'bad';
    } catch (failure) {
      text($('changed'), failure.message);
      $('changed').className = 'bad';
    } finally {
      $('change-button').disabled = false;
      this.#ready();
      $('change-button').focus();
    }
  }
}
