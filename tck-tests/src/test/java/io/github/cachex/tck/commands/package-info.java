// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The commands in {@code .ci}. */
package io.github.cachex.tck.commands;
