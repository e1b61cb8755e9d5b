// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The dashboard, the recording rules and the alerts, run by Prometheus over what the exporters write. */
@NullMarked
package io.github.cachex.tck.monitoring;

import org.jspecify.annotations.NullMarked;
