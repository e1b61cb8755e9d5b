// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** An injected handler, in place of annotations. */
@NullMarked
package io.github.cachex.examples.features.handler;

import org.jspecify.annotations.NullMarked;
