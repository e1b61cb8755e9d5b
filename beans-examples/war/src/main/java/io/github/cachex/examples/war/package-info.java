// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A small web application with Cachex inside: what countries and languages are called in a dozen languages. */
@NullMarked
package io.github.cachex.examples.war;

import org.jspecify.annotations.NullMarked;
