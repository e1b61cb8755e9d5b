// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What happens in a cache: counted, handed to listeners, and logged. */
@NullMarked
package io.github.cachex.core.event;

import org.jspecify.annotations.NullMarked;
