// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The command line over the stores beside Redis, whose servers are started; by -Pbackends. */
package io.github.cachex.cli.backends;
