// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What a runtime with Jakarta REST is asked beside the probe; in the application servers it is a library jar of the WAR. */
@NullMarked
package io.github.cachex.tck.rest;

import org.jspecify.annotations.NullMarked;
