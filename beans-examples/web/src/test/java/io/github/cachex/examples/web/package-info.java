// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The shop, and its page in a browser. */
@NullMarked
package io.github.cachex.examples.web;

import org.jspecify.annotations.NullMarked;
