// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the page on testing shows. */
package io.github.cachex.cdi.documented;
