// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The command line on clusters and behind Sentinels. */
package io.github.cachex.cli.modes;
