// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

import {SPARK_SAMPLES} from './figures.js';

const SVG = 'http://www.w3.org/2000/svg';

export const $ = id => document.getElementById(id);

/** Makes an element; what is not an element among its children is text, whatever is in it. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** Returns the text with places where a line may break: behind dots and slashes. */
export const breakable = name => name.split(/(?<=[./:$])/).flatMap((part, index) => index ? [document.createElement('wbr'), part] : [part]);

/** Sets the text where it is another: who reads or selects is not disturbed. */
export function text(place, value) {
  if (place.textContent !== value) {
    place.textContent = value;
  }
}

/** Has one child of the parent for each item, in order, and keeps those that are there. */
export function keyed(parent, items, keyOf, make, update) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    const child = known.get(key) ?? make(item);
    known.delete(key);
    child.dataset.key = key;
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
    update(child, item);
  });
  known.forEach(child => child.remove());
}

/** Makes a row whose cells carry the names of their columns, for narrow screens. */
export function row(columns) {
  return element('tr', {}, ...columns.map(([name, kind], index) =>
    element(index === 0 ? 'th' : 'td', {...(index === 0 ? {scope: 'row'} : {}), class: kind ?? '', 'data-label': name})));
}

export function meter() {
  return element('div', {class: 'meter'}, element('span', {class: 'share'}), element('span', {class: 'track', 'aria-hidden': 'true'}, element('span', {class: 'fill'})));
}

export function setMeter(place, share, shown) {
  text(place.querySelector('.share'), shown);
  place.querySelector('.fill').style.inlineSize = `${100 * (share ?? 0)}%`;
}

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

/** Makes a small chart of hits below misses. */
export function spark(width, height) {
  const chart = svg('svg', {class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false'});
  chart.append(svg('path', {class: 'base'}), svg('path', {class: 'misses'}), svg('path', {class: 'hits'}), svg('path', {class: 'line'}));
  chart.querySelector('.base').setAttribute('d', `M0 ${height - 0.5}H${width}`);
  return chart;
}

export function draw(chart, samples) {
  const [, , width, height] = chart.getAttribute('viewBox').split(' ').map(Number);
  const perSecond = samples.map(sample => ({hits: sample.hits / sample.seconds, all: (sample.hits + sample.misses) / sample.seconds}));
  const top = Math.max(1, ...perSecond.map(sample => sample.all));
  const x = index => (index + SPARK_SAMPLES - perSecond.length) * width / (SPARK_SAMPLES - 1);
  const y = value => height - value / top * (height - 2);
  const line = of => perSecond.map((sample, index) => `${index ? 'L' : 'M'}${x(index).toFixed(1)} ${y(of(sample)).toFixed(1)}`).join('');
  const area = of => perSecond.length < 2 ? '' : `${line(of)}V${height}H${x(0).toFixed(1)}Z`;
  chart.querySelector('.misses').setAttribute('d', area(sample => sample.all));
  chart.querySelector('.hits').setAttribute('d', area(sample => sample.hits));
  chart.querySelector('.line').setAttribute('d', perSecond.length < 2 ? '' : line(sample => sample.all));
}
