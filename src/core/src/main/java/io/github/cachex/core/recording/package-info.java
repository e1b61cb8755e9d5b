// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What happens in the caches as events of JDK Flight Recorder. */
@NullMarked
package io.github.cachex.core.recording;

import org.jspecify.annotations.NullMarked;
