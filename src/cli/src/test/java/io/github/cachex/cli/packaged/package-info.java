// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What was built, run as processes. */
package io.github.cachex.cli.packaged;
