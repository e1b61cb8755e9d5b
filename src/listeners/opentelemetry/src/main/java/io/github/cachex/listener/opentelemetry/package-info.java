// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Metrics of each cache and a span for each load, by OpenTelemetry. */
@NullMarked
package io.github.cachex.listener.opentelemetry;

import org.jspecify.annotations.NullMarked;
